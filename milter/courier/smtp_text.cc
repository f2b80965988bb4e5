// Tested by smtp_text_test.cc.
#include "milter/courier/smtp_text.h"

#include <algorithm>
#include <array>

#include "milter/base/text.h"

namespace milter {
namespace {

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7F;
}

struct Known {
  std::string_view parameter, extension;
};
constexpr std::array<Known, 4> kMailParameters{
    {{"RET", "DSN"}, {"ENVID", "DSN"}, {"SMTPUTF8", "SMTPUTF8"}, {"BODY", "8BITMIME"}}};
constexpr std::array<Known, 2> kRecipientParameters{{{"NOTIFY", "DSN"}, {"ORCPT", "DSN"}}};

template <std::size_t kCount>
std::string known_parameters(std::string_view given, const std::array<Known, kCount>& known,
                             const SmtpExtensions& offered) {
  std::string kept;
  for (std::string_view word : words(given)) {
    const std::string_view name = word.substr(0, word.find('='));
    const bool takes = std::any_of(known.begin(), known.end(), [&](const Known& one) {
      return iequals(one.parameter, name) && offered.contains(one.extension);
    });
    // It came by BDAT; by DATA it goes as 8-bit lines (RFC 3030 3).
    if (iequals(word, "BODY=BINARYMIME")) word = "BODY=8BITMIME";
    if (takes) kept.append(" ").append(word);
  }
  return kept;
}

}  // namespace

bool is_safe_line(std::string_view line) {
  return line.size() <= kMaxCommandLine && std::none_of(line.begin(), line.end(), is_control);
}

bool is_safe_path(std::string_view path) {
  if (path.empty() || !is_safe_line(path)) return false;
  if (path.front() != '<') return path.find_first_of(" <>") == std::string_view::npos;
  bool quoted = false;
  for (std::size_t at = 1; at < path.size(); ++at) {
    if (path[at] == '\\') {
      ++at;
    } else if (path[at] == '"') {
      quoted = !quoted;
    } else if (path[at] == '>' && !quoted) {
      return at + 1 == path.size();
    }
  }
  return false;
}

std::string xtext(std::string_view value) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string text;
  for (const char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > ' ' && byte < 0x7F && c != '+' && c != '=') {
      text += c;
    } else {
      text.append({'+', kDigits[byte / 16], kDigits[byte % 16]});
    }
  }
  return text;
}

std::string mail_parameters(std::string_view given, std::size_t size,
                            const SmtpExtensions& offered) {
  const std::string kept = known_parameters(given, kMailParameters, offered);
  return (offered.contains("SIZE") ? " SIZE=" + std::to_string(size) : "") + kept;
}

std::string recipient_parameters(std::string_view given, const SmtpExtensions& offered) {
  return known_parameters(given, kRecipientParameters, offered);
}

std::string with_crlf(std::string_view bytes) {
  std::string lines;
  lines.reserve(bytes.size() + bytes.size() / 32);
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t end = std::min(bytes.find_first_of("\r\n", at), bytes.size());
    lines.append(bytes.substr(at, end - at)).append("\r\n");
    at = end + (bytes.substr(end, 2) == "\r\n" ? 2 : 1);
  }
  return lines;
}

std::string dot_stuffed(std::string_view crlf_lines) {
  std::string text;
  text.reserve(crlf_lines.size() + crlf_lines.size() / 64 + 3);
  for (std::size_t at = 0; at < crlf_lines.size();) {
    const std::size_t end = std::min(crlf_lines.find('\n', at), crlf_lines.size() - 1) + 1;
    if (crlf_lines[at] == '.') text += '.';
    text.append(crlf_lines.substr(at, end - at));
    at = end;
  }
  return text.append(".\r\n");
}

}  // namespace milter
