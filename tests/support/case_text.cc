// Tested by case_file_test.cc.
#include "tests/support/case_text.h"

#include <cctype>

#include "milter/base/text.h"

namespace milter::testing {
namespace {

constexpr std::size_t kLongestWord = 75;  // RFC 2047 2

bool is_hex(char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; }

// The escape behind a backslash; sets how many characters it took.
char escaped(std::string_view rest, std::size_t& length) {
  constexpr std::string_view kLetters = "rnt\"\\", kBytes = "\r\n\t\"\\";
  length = 1;
  if (rest.size() >= 3 && rest[0] == 'x' && is_hex(rest[1]) && is_hex(rest[2])) {
    length = 3;
    return static_cast<char>(std::stoi(std::string(rest.substr(1, 2)), nullptr, 16));
  }
  const auto at = rest.empty() ? std::string_view::npos : kLetters.find(rest[0]);
  if (at == std::string_view::npos) {
    throw CaseError("unknown escape \\" + std::string(rest.substr(0, 1)));
  }
  return kBytes[at];
}

std::string encoded_word(std::string_view text) {
  std::string word = "=?UTF-8?B?" + base64_encode(text) + "?=";
  if (word.size() > kLongestWord) {
    throw CaseError("longer than one encoded-word: " + std::string(text));
  }
  return word;
}

}  // namespace

std::string quoted_bytes(std::string_view text) {
  std::string bytes;
  for (std::size_t at = 1; at < text.size(); ++at) {
    if (text[at] == '"' && at + 1 == text.size()) return bytes;
    if (text[at] == '"') break;
    if (text[at] != '\\') {
      bytes += text[at];
      continue;
    }
    std::size_t length = 0;
    bytes += escaped(text.substr(at + 1), length);
    at += length;
  }
  throw CaseError("the quoted string does not end");
}

std::string with_encoded_words(std::string_view text, bool allow_any) {
  std::string result;
  for (;;) {
    const auto open = text.find("{{");
    const auto close = text.find("}}", open);
    if (close == std::string_view::npos) return result.append(text);
    result.append(text.substr(0, open));
    const std::string_view whole = text.substr(open, close + 2 - open);
    const std::string_view inside = whole.substr(2, whole.size() - 4);
    if (allow_any && whole == kAny) {
      result.append(whole);
    } else if (inside.starts_with("word:")) {
      result.append(encoded_word(inside.substr(5)));
    } else {
      throw CaseError("unknown placeholder " + std::string(whole));
    }
    text.remove_prefix(close + 2);
  }
}

}  // namespace milter::testing
