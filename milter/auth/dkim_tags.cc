// One pass: split at semicolons, then at the first equals sign. Tested by dkim_tags_test.cc.
#include "milter/auth/dkim_tags.h"

#include <algorithm>

#include "milter/base/text.h"

namespace milter {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

bool is_alpha(char c) { return ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z'; }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_name(std::string_view text) {
  return !text.empty() && is_alpha(text.front()) &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return is_alpha(c) || is_digit(c) || c == '_'; });
}

bool is_value(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return is_space(c) || (c > ' ' && c < '\x7F'); });
}

tl::unexpected<Error> malformed(std::string what) {
  return fail(Error::Kind::kMalformed, std::move(what));
}

}  // namespace

Result<DkimTags> DkimTags::parse(std::string_view text) {
  DkimTags result;
  const auto pieces = split(text, ';');
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const std::string_view piece = trim(pieces[i]);
    if (piece.empty() && i + 1 == pieces.size() && i > 0) break;  // the list may end in ";"
    const auto equals = piece.find('=');
    if (equals == std::string_view::npos) return malformed("a tag without a value");
    const std::string_view name = trim(piece.substr(0, equals));
    const std::string_view value = trim(piece.substr(equals + 1));
    if (!is_name(name)) return malformed("a tag name that is none");
    if (!is_value(value)) return malformed("a character that no tag may hold");
    if (result.has(name)) return malformed("two tags named " + std::string(name));
    const bool tight = piece.find_first_of(" \t\r\n") >= equals;
    result.tags_.push_back({std::string(name), std::string(value), tight});
  }
  return result;
}

const DkimTags::Tag* DkimTags::find(std::string_view name) const {
  const auto found = std::find_if(tags_.begin(), tags_.end(),
                                  [&](const Tag& tag) { return iequals(tag.name, name); });
  return found == tags_.end() ? nullptr : &*found;
}

bool DkimTags::b_is_plain() const {
  return std::all_of(tags_.begin(), tags_.end(), [](const Tag& tag) {
    if (tag.name == "b") return tag.tight;
    return tag.name.back() != 'b' && tag.name != "B";
  });
}

std::string_view DkimTags::value(std::string_view name) const {
  const Tag* tag = find(name);
  return tag == nullptr ? std::string_view() : std::string_view(tag->value);
}

std::string DkimTags::compact(std::string_view name) const {
  std::string result(value(name));
  result.erase(std::remove_if(result.begin(), result.end(), is_space), result.end());
  return result;
}

std::vector<std::string> DkimTags::list(std::string_view name) const {
  const std::string text = compact(name);
  std::vector<std::string> result;
  for (const std::string_view piece : split(text, ':')) {
    if (!piece.empty()) result.push_back(ascii_lower(piece));
  }
  return result;
}

bool is_base64(std::string_view text) {
  std::size_t padding = 0;
  while (padding < 2 && !text.empty() && text.back() == '=') {
    text.remove_suffix(1);
    ++padding;
  }
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return is_alpha(c) || is_digit(c) || c == '+' || c == '/';
  });
}

}  // namespace milter
