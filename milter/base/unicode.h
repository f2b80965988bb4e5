// What the program needs of Unicode and of character sets; the only user of ICU in milter/.
//
//   to_utf8("\x83\x65", "windows-31j")  ->  "テ"
//   nfkc("ﾃｽﾄ①")                          ->  "テスト1"
//
// All text in milter/ is UTF-8; bytes that are not are replaced by U+FFFD when decoded, and the
// result says so. Thread-safe: a converter is opened for each call.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace milter {

struct Decoded {
  std::string text;   // UTF-8, always well formed
  bool exact = true;  // false: some bytes could not be read and became U+FFFD
};

// `converter` is an ICU converter name; nullopt if ICU does not know it.
std::optional<Decoded> to_utf8(std::string_view bytes, const std::string& converter);

// nullopt if ICU does not know the converter or a character does not exist in that charset.
std::optional<std::string> from_utf8(std::string_view utf8, const std::string& converter);

bool is_utf8(std::string_view bytes);

// UAX #15 NFKC; ill-formed input is first made well formed.
std::string nfkc(std::string_view utf8);
std::string fold_case(std::string_view utf8);  // full case folding, root locale

// Code points, for code that walks text. Ill-formed bytes come out as U+FFFD.
std::u32string code_points(std::string_view utf8);
std::string to_utf8(std::u32string_view code_points);

}  // namespace milter
