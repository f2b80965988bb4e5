// Tested by form_test.cc.
#include "milter/web/form.h"

#include <optional>

#include "milter/base/text.h"

namespace milter {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = ascii_lower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::optional<std::string> decode(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '%') {
      out += text[at] == '+' ? ' ' : text[at];
      continue;
    }
    if (text.size() - at < 3) return std::nullopt;
    const int high = hex_digit(text[at + 1]), low = hex_digit(text[at + 2]);
    if (high < 0 || low < 0) return std::nullopt;
    out += static_cast<char>(high * 16 + low);
    at += 2;
  }
  return out;
}

}  // namespace

Result<Form> parse_form(std::string_view body) {
  Form form;
  if (body.empty()) return form;
  for (const std::string_view pair : split(body, '&')) {
    if (form.size() == kMaxFormFields) return fail(Error::Kind::kLimit, "kMaxFormFields");
    const std::size_t equals = pair.find('=');
    if (equals == pair.npos) return fail(Error::Kind::kMalformed, "a field without '='");
    const auto name = decode(pair.substr(0, equals)), value = decode(pair.substr(equals + 1));
    if (!name || !value) return fail(Error::Kind::kMalformed, "a bad %-escape");
    if (!form.emplace(*name, *value).second) return fail(Error::Kind::kMalformed, "a field twice");
  }
  return form;
}

}  // namespace milter
