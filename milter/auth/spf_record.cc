// A term is a modifier if '=' comes before any ':' or '/' (RFC 7208 4.6.1), else a directive; in a
// directive the prefix lengths are read from the right, as a domain-spec may hold '/' itself.
// Tested by spf_record_test.cc.
#include "milter/auth/spf_record.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

#include "milter/base/limits.h"
#include "milter/base/text.h"

namespace milter {
namespace {

constexpr std::string_view kVersion = "v=spf1";

enum class Domain : std::uint8_t { kNone, kOptional, kRequired };

struct Shape {
  std::string_view name;
  SpfMechanism mechanism;
  Domain domain;
  bool prefixes;
};
constexpr std::array<Shape, 8> kShapes{{
    {"all", SpfMechanism::kAll, Domain::kNone, false},
    {"include", SpfMechanism::kInclude, Domain::kRequired, false},
    {"a", SpfMechanism::kA, Domain::kOptional, true},
    {"mx", SpfMechanism::kMx, Domain::kOptional, true},
    {"ptr", SpfMechanism::kPtr, Domain::kOptional, false},
    {"ip4", SpfMechanism::kIp4, Domain::kRequired, false},
    {"ip6", SpfMechanism::kIp6, Domain::kRequired, false},
    {"exists", SpfMechanism::kExists, Domain::kRequired, false},
}};

tl::unexpected<Error> wrong(std::string why) {
  return fail(Error::Kind::kMalformed, std::move(why));
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_alpha(char c) { return ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z'; }

// Takes "/24" off the end of `text`, with `slashes` "/", and reads it. Left as it was if there is
// none. RFC 7208 5.6 leaves leading zeros open; as with addresses they are refused.
Result<unsigned> take_prefix(std::string_view& text, std::string_view slashes, unsigned most) {
  std::size_t begin = text.size();
  while (begin > 0 && is_digit(text[begin - 1])) --begin;
  const std::string_view digits = text.substr(begin);
  const std::string_view before = text.substr(0, begin);
  if (digits.empty() || !before.ends_with(slashes)) return most;
  text = before.substr(0, before.size() - slashes.size());
  if (digits.size() > 3 || (digits.size() > 1 && digits.front() == '0')) {
    return wrong("no prefix length");
  }
  unsigned prefix = 0;
  for (const char c : digits) prefix = prefix * 10 + static_cast<unsigned>(c - '0');
  if (prefix > most) return wrong("a prefix longer than the address");
  return prefix;
}

Result<void> take_prefixes(SpfTerm& term, std::string_view& rest) {
  const Result<unsigned> prefix6 = take_prefix(rest, "//", 128);
  if (!prefix6) return fail(prefix6.error());
  const Result<unsigned> prefix4 = take_prefix(rest, "/", 32);
  if (!prefix4) return fail(prefix4.error());
  term.prefix6 = *prefix6;
  term.prefix4 = *prefix4;
  return {};
}

Result<void> read_network(SpfTerm& term, std::string_view value) {
  const bool ipv4 = term.mechanism == SpfMechanism::kIp4;
  const Result<unsigned> prefix = take_prefix(value, "/", ipv4 ? 32 : 128);
  if (!prefix) return fail(prefix.error());
  (ipv4 ? term.prefix4 : term.prefix6) = *prefix;
  term.network.resize(ipv4 ? 4 : 16);
  const std::string text(value);
  if (inet_pton(ipv4 ? AF_INET : AF_INET6, text.c_str(), term.network.data()) != 1) {
    return wrong("no address");
  }
  return {};
}

// `rest` is what follows the mechanism's name.
Result<void> read_arguments(SpfTerm& term, const Shape& shape, std::string_view rest) {
  if (shape.prefixes) {
    if (Result<void> read = take_prefixes(term, rest); !read) return read;
  }
  if (rest.empty()) {
    if (shape.domain == Domain::kRequired) return wrong("nothing follows the mechanism's name");
    return {};
  }
  if (rest.front() != ':' || shape.domain == Domain::kNone) {
    return wrong("this mechanism does not take that");
  }
  rest.remove_prefix(1);
  if (term.mechanism == SpfMechanism::kIp4 || term.mechanism == SpfMechanism::kIp6) {
    return read_network(term, rest);
  }
  Result<MacroString> domain = parse_domain_spec(rest);
  if (!domain) return fail(domain.error());
  term.domain_spec = *std::move(domain);
  return {};
}

Result<void> add_directive(SpfRecord& record, std::string_view text) {
  SpfTerm term;
  if (std::string_view("+-~?").find(text.front()) != std::string_view::npos) {
    term.qualifier = text.front();
    text.remove_prefix(1);
  }
  const std::size_t end = std::min(text.find_first_of(":/"), text.size());
  const auto* shape = std::find_if(kShapes.begin(), kShapes.end(), [&](const Shape& one) {
    return iequals(one.name, text.substr(0, end));
  });
  if (shape == kShapes.end()) return wrong("no such mechanism");
  term.mechanism = shape->mechanism;
  Result<void> read = read_arguments(term, *shape, text.substr(end));
  if (read) record.terms.push_back(std::move(term));
  return read;
}

bool is_modifier_name(std::string_view name) {
  return !name.empty() && is_alpha(name.front()) &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return is_alpha(c) || is_digit(c) || c == '-' || c == '_' || c == '.';
         });
}

// `explained`: an exp= came before.
Result<void> add_modifier(SpfRecord& record, std::string_view name, std::string_view value,
                          bool& explained) {
  if (!is_modifier_name(name)) return wrong("no name of a modifier");
  const bool redirect = iequals(name, "redirect");
  const bool exp = iequals(name, "exp");
  Result<MacroString> text = redirect || exp ? parse_domain_spec(value) : parse_macro_string(value);
  if (!text) return fail(text.error());
  if ((redirect && record.redirect) || (exp && explained)) return wrong("stands there twice");
  if (redirect) record.redirect = *std::move(text);
  explained = explained || exp;
  return {};
}

Result<void> add_term(SpfRecord& record, std::string_view text, bool& explained) {
  const std::size_t at = text.find_first_of(":/=");
  if (at == std::string_view::npos || text[at] != '=') return add_directive(record, text);
  return add_modifier(record, text.substr(0, at), text.substr(at + 1), explained);
}

}  // namespace

bool is_spf_record(std::string_view text) {
  return istarts_with(text, kVersion) &&
         (text.size() == kVersion.size() || text[kVersion.size()] == ' ');
}

Result<SpfRecord> parse_spf_record(std::string_view text) {
  if (text.size() > limits::kMaxSpfRecord) {
    return fail(Error::Kind::kLimit, "a record of " + std::to_string(text.size()) + " octets");
  }
  const bool visible =
      std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
  if (!visible) return wrong("a record with control characters or beyond ASCII");
  SpfRecord record;
  bool explained = false;
  for (const std::string_view term : split(text.substr(kVersion.size()), ' ')) {
    if (term.empty()) continue;
    const Result<void> added = add_term(record, term, explained);
    if (!added) return wrong("\"" + std::string(term) + "\": " + added.error().what);
  }
  return record;
}

}  // namespace milter
