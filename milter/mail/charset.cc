// Finds the decoder of a label. A label that is wrong about its bytes is common (us-ascii on
// anything, iso-2022-jp on UTF-8, utf-8 on Shift_JIS); where they cannot be what it says but are
// clearly something else, the bytes decide and exact is false. Never written:
// charsets beyond the seven that encode_text names, since a part in another one can be left as it
// is. Tested by charset_test.cc.
#include "milter/mail/charset.h"

#include <algorithm>

#include "milter/base/text.h"
#include "milter/mail/charset_label.h"
#include "milter/mail/japanese_charset.h"

namespace milter {
namespace {

bool is_ascii(std::string_view bytes) {
  return std::all_of(bytes.begin(), bytes.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

DecodedText by_converter(std::string_view bytes, std::string_view converter,
                         std::string_view charset) {
  std::optional<Decoded> decoded = to_utf8(bytes, std::string(converter));
  if (!decoded) return {"", false, std::string(charset)};
  constexpr std::string_view kMark = "\xEF\xBB\xBF";  // of order or of UTF-8: not text
  if (charset.starts_with("utf-") && decoded->text.starts_with(kMark)) {
    decoded->text.erase(0, kMark.size());
  }
  return {std::move(decoded->text), decoded->exact, std::string(charset)};
}

DecodedText by_guess(std::string_view bytes) {
  const std::string charset = guess_charset(bytes);
  if (charset == "iso-2022-jp") {
    Decoded decoded = decode_iso2022jp(bytes);
    return {std::move(decoded.text), decoded.exact, charset};
  }
  if (charset == "us-ascii" || charset == "utf-8") return by_converter(bytes, "UTF-8", charset);
  return by_converter(bytes, read_label(charset).converter, charset);
}

DecodedText by_mistaken_label(std::string_view bytes) {
  DecodedText guessed = by_guess(bytes);
  guessed.exact = false;
  return guessed;
}

// What the label says, unless the bytes contradict it. ISO-2022-JP is ASCII to every other charset,
// and any bytes are windows-1252: there the guess must be one that chance does not produce.
DecodedText as_labelled(std::string_view bytes, std::string_view converter,
                        std::string_view charset) {
  if (has_iso2022jp_escape(bytes) && is_ascii(bytes)) return by_mistaken_label(bytes);
  if (charset == "windows-1252" && !is_ascii(bytes) && is_utf8(bytes)) {
    return by_mistaken_label(bytes);
  }
  DecodedText labelled = by_converter(bytes, converter, charset);
  if (labelled.exact) return labelled;
  const DecodedText guessed = by_guess(bytes);
  if (!guessed.exact || !is_likely_japanese(guessed.text)) return labelled;
  return by_mistaken_label(bytes);
}

DecodedText as_ascii(std::string_view bytes) {
  return is_ascii(bytes) ? by_guess(bytes) : by_mistaken_label(bytes);
}

DecodedText as_iso2022jp(std::string_view bytes) {
  if (!is_ascii(bytes) && !has_iso2022jp_escape(bytes)) return by_mistaken_label(bytes);
  Decoded decoded = decode_iso2022jp(bytes);
  return {std::move(decoded.text), decoded.exact, "iso-2022-jp"};
}

DecodedText as_utf7(std::string_view bytes) {
  DecodedText shown = by_converter(bytes, "US-ASCII", "utf-7");
  shown.exact = false;
  return shown;
}

// Without a mark RFC 2781 says big-endian and WHATWG little-endian: the side on which ASCII has its
// zeros decides, and where there are none, WHATWG, as mail programs are built on browsers.
DecodedText as_utf16(std::string_view bytes, const Label& label) {
  if (!label.converter.empty()) return by_converter(bytes, label.converter, label.charset);
  if (bytes.starts_with("\xFF\xFE")) return by_converter(bytes, "UTF-16LE", label.charset);
  if (bytes.starts_with("\xFE\xFF")) return by_converter(bytes, "UTF-16BE", label.charset);
  std::size_t first = 0;
  std::size_t second = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] == '\0') ++(i % 2 == 0 ? first : second);
  }
  return by_converter(bytes, first > second ? "UTF-16BE" : "UTF-16LE", label.charset);
}

DecodedText as_utf32(std::string_view bytes, const Label& label) {
  return by_converter(bytes, label.converter.empty() ? "UTF-32" : label.converter, label.charset);
}

std::optional<std::string> encode(std::string_view utf8, std::string_view label) {
  const Label meaning = trim(label).empty() ? read_label("us-ascii") : read_label(label);
  if (meaning.coding == Coding::kUtf8) return std::string(utf8);
  if (meaning.coding == Coding::kAscii) {
    return is_ascii(utf8) ? std::optional(std::string(utf8)) : std::nullopt;
  }
  if (meaning.coding == Coding::kIso2022Jp) return encode_iso2022jp(utf8);
  if (meaning.charset == "shift_jis" || meaning.charset == "euc-jp") {
    return from_utf8(to_microsoft_signs(utf8), std::string(meaning.converter));
  }
  if (meaning.charset != "windows-1252") return std::nullopt;
  std::optional<std::string> latin = from_utf8(utf8, "windows-1252");
  // Who labelled a part iso-8859-1 may be read by a program that takes 80 to 9F for controls.
  const bool strict = label.find("1252") == std::string_view::npos;
  const bool extended =
      latin && std::any_of(latin->begin(), latin->end(), [](char c) {
        return static_cast<unsigned char>(c) >= 0x80 && static_cast<unsigned char>(c) < 0xA0;
      });
  return strict && extended ? std::nullopt : latin;
}

}  // namespace

DecodedText decode_text(std::string_view bytes, std::string_view label) {
  if (trim(label).empty()) return by_guess(bytes);
  const Label meaning = read_label(label);
  switch (meaning.coding) {
    case Coding::kAscii:
      return as_ascii(bytes);
    case Coding::kUtf8:
      return as_labelled(bytes, "UTF-8", meaning.charset);
    case Coding::kIso2022Jp:
      return as_iso2022jp(bytes);
    case Coding::kUtf16:
      return as_utf16(bytes, meaning);
    case Coding::kUtf32:
      return as_utf32(bytes, meaning);
    case Coding::kUtf7:
      return as_utf7(bytes);
    case Coding::kIcu:
      return meaning.escapes ? by_converter(bytes, meaning.converter, meaning.charset)
                             : as_labelled(bytes, meaning.converter, meaning.charset);
    case Coding::kUnknown:
      break;
  }
  return by_mistaken_label(bytes);
}

std::optional<std::string> encode_text(std::string_view utf8, std::string_view label) {
  if (!is_utf8(utf8)) return std::nullopt;
  std::optional<std::string> bytes = encode(utf8, label);
  const bool escapes = utf8.find('\x1b') != utf8.npos;  // may be read as a change of charset
  return bytes && escapes && decode_text(*bytes, label).text != utf8 ? std::nullopt : bytes;
}

}  // namespace milter
