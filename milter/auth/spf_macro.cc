// Tested by spf_macro_test.cc.
#include "milter/auth/spf_macro.h"

#include <algorithm>

#include "milter/base/limits.h"
#include "milter/base/text.h"

namespace milter {
namespace {

constexpr std::string_view kLetters = "slodiphcrtv";
constexpr std::string_view kExplanationLetters = "crt";
constexpr std::string_view kDelimiters = ".-+,/_=";
constexpr std::string_view kUnreserved = "-._~";  // RFC 3986 2.3, with letters and digits

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_alpha(char c) { return ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z'; }
bool is_alnum(char c) { return is_digit(c) || is_alpha(c); }
bool is_one_of(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }

// Digits off the front of `text`: how many right-hand parts; nullopt for zero, as RFC 7208 7.3
// forbids it. No name has more than 128 labels, so larger numbers are all the same.
Result<std::size_t> take_keep(std::string_view& text) {
  if (text.empty() || !is_digit(text.front())) return std::size_t{0};
  std::size_t keep = 0;
  for (; !text.empty() && is_digit(text.front()); text.remove_prefix(1)) {
    keep = std::min(keep * 10 + static_cast<std::size_t>(text.front() - '0'), std::size_t{128});
  }
  if (keep == 0) return fail(Error::Kind::kMalformed, "a macro that keeps no part");
  return keep;
}

// `inside` is what stands between "%{" and "}".
Result<MacroPiece> parse_expansion(std::string_view inside) {
  MacroPiece piece;
  if (inside.empty() || !is_one_of(ascii_lower(inside.front()), kLetters)) {
    return fail(Error::Kind::kMalformed, "an unknown macro");
  }
  piece.letter = ascii_lower(inside.front());
  piece.url_escape = piece.letter != inside.front();
  inside.remove_prefix(1);
  const Result<std::size_t> keep = take_keep(inside);
  if (!keep) return fail(keep.error());
  piece.keep = *keep;
  if (!inside.empty() && ascii_lower(inside.front()) == 'r') {
    piece.reverse = true;
    inside.remove_prefix(1);
  }
  const bool known = inside.find_first_not_of(kDelimiters) == std::string_view::npos;
  if (!known) return fail(Error::Kind::kMalformed, "an unknown delimiter in a macro");
  if (!inside.empty()) piece.delimiters = std::string(inside);
  return piece;
}

// What follows a '%' off the front of `text`.
Result<MacroPiece> take_macro(std::string_view& text) {
  MacroPiece piece;
  if (!text.empty() && is_one_of(text.front(), "%_-")) {
    piece.letter = text.front();
    text.remove_prefix(1);
    return piece;
  }
  const std::size_t end = text.find('}');
  if (!text.starts_with('{') || end == std::string_view::npos) {
    return fail(Error::Kind::kMalformed, "a '%' that begins no macro");
  }
  const std::string_view inside = text.substr(1, end - 1);
  text.remove_prefix(end + 1);
  return parse_expansion(inside);
}

bool ends_in_top_label(std::string_view literal) {
  if (literal.ends_with('.')) literal.remove_suffix(1);
  const std::size_t dot = literal.rfind('.');
  return dot != std::string_view::npos && is_top_label(literal.substr(dot + 1));
}

std::vector<std::string_view> parts_of(std::string_view value, std::string_view delimiters) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t at = value.find_first_of(delimiters);
    parts.push_back(value.substr(0, at));
    if (at == std::string_view::npos) return parts;
    value.remove_prefix(at + 1);
  }
}

std::string url_escaped(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string escaped;
  for (const char c : text) {
    if (is_alnum(c) || is_one_of(c, kUnreserved)) {
      escaped += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      escaped.append({'%', kHex[byte >> 4U], kHex[byte & 0xFU]});
    }
  }
  return escaped;
}

std::string transformed(const MacroPiece& piece, const std::string& value) {
  std::vector<std::string_view> parts = parts_of(value, piece.delimiters);
  if (piece.reverse) std::reverse(parts.begin(), parts.end());
  const std::size_t skip =
      piece.keep == 0 || piece.keep >= parts.size() ? 0 : parts.size() - piece.keep;
  std::string joined;
  for (std::size_t i = skip; i < parts.size(); ++i) {
    if (i != skip) joined += '.';
    joined += parts[i];
  }
  return piece.url_escape ? url_escaped(joined) : joined;
}

std::string expanded(const MacroPiece& piece, const MacroValue& value) {
  switch (piece.letter) {
    case 0:
      return piece.literal;
    case '%':
      return "%";
    case '_':
      return " ";
    case '-':
      return "%20";
    default:
      return transformed(piece, value(piece.letter));
  }
}

}  // namespace

Result<MacroString> parse_macro_string(std::string_view text) {
  MacroString pieces;
  while (!text.empty()) {
    const std::size_t percent = std::min(text.find('%'), text.size());
    if (percent != 0) {
      pieces.emplace_back();
      pieces.back().literal = std::string(text.substr(0, percent));
    }
    text.remove_prefix(percent);
    if (text.empty()) break;
    text.remove_prefix(1);
    Result<MacroPiece> piece = take_macro(text);
    if (!piece) return fail(piece.error());
    pieces.push_back(*std::move(piece));
  }
  return pieces;
}

Result<MacroString> parse_domain_spec(std::string_view text) {
  if (text.empty()) return fail(Error::Kind::kMalformed, "no domain");
  Result<MacroString> pieces = parse_macro_string(text);
  if (!pieces) return pieces;
  for (const MacroPiece& piece : *pieces) {
    if (piece.letter != 0 && is_one_of(piece.letter, kExplanationLetters)) {
      return fail(Error::Kind::kMalformed, "a macro that only an explanation may have");
    }
  }
  const MacroPiece& last = pieces->back();
  if (last.letter == 0 && !ends_in_top_label(last.literal)) {
    return fail(Error::Kind::kMalformed, "no domain name");
  }
  return pieces;
}

std::string expand(const MacroString& text, const MacroValue& value) {
  std::string whole;
  for (const MacroPiece& piece : text) {
    whole += expanded(piece, value);
    if (whole.size() > limits::kMaxSpfExpansion) {
      whole.erase(0, whole.size() - limits::kMaxSpfExpansion);
    }
  }
  return whole;
}

std::string asked_name(std::string name) {
  constexpr std::size_t kMaxName = 253;
  if (name.ends_with('.')) name.pop_back();
  while (name.size() > kMaxName && name.find('.') != std::string::npos) {
    name.erase(0, name.find('.') + 1);
  }
  return name;
}

bool is_top_label(std::string_view label) {
  const bool spelled =
      std::all_of(label.begin(), label.end(), [](char c) { return is_alnum(c) || c == '-'; });
  return spelled && !label.empty() && label.front() != '-' && label.back() != '-' &&
         !std::all_of(label.begin(), label.end(), is_digit);
}

}  // namespace milter
