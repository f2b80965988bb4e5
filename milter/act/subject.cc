// A tag goes in as a word of its own and leaves the rest of the field as it came; so it can be
// taken out byte for byte. Only where "Re:" hides inside an encoded word, or a mail program has
// written the subject anew, the whole value is decoded and encoded again. Tested by
// subject_test.cc.
#include <algorithm>
#include <optional>

#include "milter/act/banner.h"
#include "milter/act/texts.h"
#include "milter/base/text.h"
#include "milter/mail/encoded_word.h"

namespace milter {
namespace {

constexpr std::string_view kSpace = " \t\r\n";
// Ours puts one; a few pile up when others forward. More than that is someone's play.
constexpr std::size_t kMaxTags = 8;
constexpr std::size_t kWordLine = 76;  // of a line with an encoded word, RFC 2047 2

std::size_t skip_space(std::string_view text, std::size_t at) {
  return std::min(text.find_first_not_of(kSpace, at), text.size());
}

// Behind one "Re:", "Re[2]:", "返信：" at `at`; `at` if there is none.
std::size_t skip_prefix(std::string_view text, std::size_t at) {
  for (const std::string_view prefix : reply_prefixes()) {
    if (!istarts_with(text.substr(at), prefix)) continue;
    std::size_t end = at + prefix.size();
    if (end < text.size() && text[end] == '[') {
      end = text.find_first_not_of("0123456789", end + 1);
      if (end == std::string_view::npos || text[end] != ']') continue;
      ++end;
    }
    end = skip_space(text, end);
    constexpr std::string_view kWideColon = "：";
    if (text.substr(end, 1) == ":") return skip_space(text, end + 1);
    if (text.substr(end).starts_with(kWideColon)) {
      return skip_space(text, end + kWideColon.size());
    }
  }
  return at;
}

std::size_t skip_prefixes(std::string_view text) {
  std::size_t at = skip_space(text, 0);
  for (std::size_t next = skip_prefix(text, at); next != at; next = skip_prefix(text, at))
    at = next;
  return at;
}

// The tag of ours that stands where tag_subject() puts it.
std::optional<std::string_view> leading_tag(std::string_view decoded) {
  const std::string_view rest = decoded.substr(skip_prefixes(decoded));
  for (const std::string_view tag : subject_tags()) {
    if (rest.starts_with(tag)) return tag;
  }
  return std::nullopt;
}

// With our word taken out as we put it in; nothing if the value was written by someone else.
std::optional<std::string> untag_as_written(std::string_view value) {
  const std::size_t at = skip_prefixes(value);
  for (const std::string_view tag : subject_tags()) {
    const std::string word = encode_header(tag, "\n");
    if (!value.substr(at).starts_with(word)) continue;
    const std::size_t end = at + word.size();
    if (end != value.size() && kSpace.find(value[end]) == std::string_view::npos) continue;
    return std::string(value.substr(0, at)).append(value.substr(skip_space(value, end)));
  }
  return std::nullopt;
}

std::string untag_decoded(std::string_view value, std::string_view tag) {
  std::string text = decode_header(value);
  const std::size_t at = skip_prefixes(text);
  text.erase(at, skip_space(text, at + tag.size()) - at);
  const std::string_view eol = value.find("\r\n") == std::string_view::npos ? "\n" : "\r\n";
  const std::string leading(value.substr(0, skip_space(value, 0)));
  return leading + encode_header(trim(text), eol);
}

std::string put_word(std::string_view value, std::size_t at, const std::string& word,
                     std::string_view eol) {
  std::string result = std::string(value.substr(0, at)) + word;
  const std::string_view rest = value.substr(at);
  if (rest.empty()) return result;
  const std::size_t first_line = std::min(rest.find_first_of("\r\n"), rest.size());
  const std::size_t name = std::string_view("Subject: ").size();
  const bool fits = name + result.size() + 1 + first_line <= kWordLine;
  return result.append(fits ? "" : eol).append(" ").append(rest);
}

}  // namespace

std::string tag_subject(std::string_view subject_field_value, std::string_view tag,
                        std::string_view eol) {
  std::string value(subject_field_value.substr(skip_space(subject_field_value, 0)));
  value = replace_all(replace_all(value, "\r\n", "\n"), "\n", eol);
  if (leading_tag(decode_header(value)) == tag) return value;
  value = untag_subject(value);
  const std::size_t at = skip_prefixes(value);
  const std::string rest = decode_header(std::string_view(value).substr(at));
  if (skip_prefixes(rest) == 0) return put_word(value, at, encode_header(tag, eol), eol);
  std::string text = decode_header(value);
  text.insert(skip_prefixes(text), tag);
  return encode_header(text, eol);
}

std::string untag_subject(std::string_view subject_field_value) {
  std::string value(subject_field_value);
  for (std::size_t count = 0; count < kMaxTags; ++count) {
    const auto tag = leading_tag(decode_header(value));
    if (!tag) break;
    std::optional<std::string> exact = untag_as_written(value);
    value = exact ? std::move(*exact) : untag_decoded(value, *tag);
  }
  return value;
}

}  // namespace milter
