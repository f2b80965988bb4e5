// What goes over an SMTP connection, as text: arguments that cannot break out of their line, and
// the mail itself.
//
//   xtext("a+b")                       ->  "a+2Bb"
//   dot_stuffed(with_crlf("a\n.b"))    ->  "a\r\n..b\r\n.\r\n"
//
// Pure and thread-safe.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>

namespace milter {

// EHLO keywords, in upper case.
using SmtpExtensions = std::set<std::string, std::less<>>;

// RFC 5321 4.5.3.1.4 says 512, DSN adds 700 (RFC 3461 5); Postfix reads 2,048.
inline constexpr std::size_t kMaxCommandLine = 2'000;

// No control characters, no line over kMaxCommandLine.
bool is_safe_line(std::string_view line);
// A path as in MAIL or RCPT: safe, and ends where its '>' is; what follows would be parameters.
bool is_safe_path(std::string_view path);

std::string xtext(std::string_view value);  // RFC 3461 4

// The client's parameters that this server takes: RET, ENVID, SMTPUTF8 and BODY where offered.
// SIZE is measured anew. Others are dropped: AUTH names a login that this server has no reason to
// trust, and unknown ones would get the mail refused.
std::string mail_parameters(std::string_view given, std::size_t size,
                            const SmtpExtensions& offered);
std::string recipient_parameters(std::string_view given, const SmtpExtensions& offered);

// Every CR, LF and CR LF becomes CR LF (RFC 5321 2.3.8), and the last line has one.
std::string with_crlf(std::string_view bytes);
// RFC 5321 4.5.2, with the dot at the end. REQUIRES: lines end with CR LF.
std::string dot_stuffed(std::string_view crlf_lines);

}  // namespace milter
