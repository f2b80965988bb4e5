// How: ICU's UTS #46 processor, its NFD/NFC normalisers and its UTS #39 skeleton, each opened once.
// Skeletons are taken letter by letter: uspoof maps code points one at a time after NFD, so the
// pieces join to the whole, and each piece stays tied to the letter it came from.
// Leaves out: bidiSkeleton (matters for right-to-left names only).
// Tested by unicode_test.cc.
#include "lookalike/unicode.h"

#include <unicode/idna.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uspoof.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

namespace lookalike {
namespace {

void require(UErrorCode status, const char* what) {
  if (U_FAILURE(status)) throw std::runtime_error(std::string("ICU has no ") + what);
}

const icu::IDNA& idna() {
  static const std::unique_ptr<icu::IDNA> instance = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::IDNA> made(icu::IDNA::createUTS46Instance(
        UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_NONTRANSITIONAL_TO_UNICODE, status));
    require(status, "UTS #46 data");
    return made;
  }();
  return *instance;
}

const icu::Normalizer2& nfd() {
  static const icu::Normalizer2* instance = [] {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* found = icu::Normalizer2::getNFDInstance(status);
    require(status, "NFD data");
    return found;
  }();
  return *instance;
}

const icu::Normalizer2& nfc() {
  static const icu::Normalizer2* instance = [] {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* found = icu::Normalizer2::getNFCInstance(status);
    require(status, "NFC data");
    return found;
  }();
  return *instance;
}

const icu::Normalizer2& nfkc() {
  static const icu::Normalizer2* instance = [] {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* found = icu::Normalizer2::getNFKCInstance(status);
    require(status, "NFKC data");
    return found;
  }();
  return *instance;
}

const USpoofChecker* spoof() {
  static const std::unique_ptr<USpoofChecker, decltype(&uspoof_close)> instance = [] {
    UErrorCode status = U_ZERO_ERROR;
    USpoofChecker* opened = uspoof_open(&status);
    require(status, "UTS #39 data");
    return std::unique_ptr<USpoofChecker, decltype(&uspoof_close)>(opened, &uspoof_close);
  }();
  return instance.get();
}

std::u32string letters(const icu::UnicodeString& text) {
  std::u32string out(static_cast<std::size_t>(text.countChar32()), U'\0');
  UErrorCode status = U_ZERO_ERROR;
  text.toUTF32(reinterpret_cast<UChar32*>(out.data()), static_cast<int32_t>(out.size()), status);
  return out;
}

icu::UnicodeString to_icu(std::u32string_view text) {
  return icu::UnicodeString::fromUTF32(reinterpret_cast<const UChar32*>(text.data()),
                                       static_cast<int32_t>(text.size()));
}

// Kana voicing marks tell one word from another (か/が), unlike an accent on a Latin letter.
bool droppable_mark(char32_t letter) {
  if (letter == U'\u3099' || letter == U'\u309A') return false;
  const int8_t type = u_charType(static_cast<UChar32>(letter));
  return type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK;
}

std::u32string without_marks(const icu::UnicodeString& text) {
  UErrorCode status = U_ZERO_ERROR;
  std::u32string out;
  for (const char32_t letter : letters(nfd().normalize(text, status))) {
    if (!droppable_mark(letter) && !is_invisible(letter)) out.push_back(letter);
  }
  return out;
}

// One label through UTS #46; the label itself when the processor refuses it.
struct Label {
  std::u32string unicode;
  std::string ascii;
};

std::string ascii_label(const icu::UnicodeString& unicode) {
  UErrorCode status = U_ZERO_ERROR;
  icu::IDNAInfo info;
  icu::UnicodeString out;
  idna().labelToASCII(unicode, out, info, status);
  constexpr uint32_t kForgiven =
      UIDNA_ERROR_LEADING_HYPHEN | UIDNA_ERROR_TRAILING_HYPHEN | UIDNA_ERROR_HYPHEN_3_4;
  std::string text;
  if (U_FAILURE(status) || (info.getErrors() & ~kForgiven) != 0) return text;
  return out.toUTF8String(text);
}

Label read_label(std::u32string_view label) {
  std::u32string lower;
  bool ascii = true;
  for (const char32_t letter : label) {
    lower.push_back(letter >= U'A' && letter <= U'Z' ? letter + 32 : letter);
    ascii = ascii && letter < 0x80;
  }
  const bool ace = lower.starts_with(U"xn--");
  if (ascii && !ace) return {lower, encode(lower)};
  UErrorCode status = U_ZERO_ERROR;
  icu::IDNAInfo info;
  icu::UnicodeString mapped;
  idna().labelToUnicode(to_icu(lower), mapped, info, status);
  const std::string back = U_FAILURE(status) ? "" : ascii_label(mapped);
  if (ascii) {  // an ACE label that does not come back as itself is only a strange ASCII name
    if (back == encode(lower)) return {letters(mapped), back};
    return {lower, encode(lower)};
  }
  if (back.empty()) return {fold_letters(label), ""};
  return {letters(mapped), back};
}

}  // namespace

std::optional<std::u32string> decode(std::string_view utf8) {
  std::u32string out;
  out.reserve(utf8.size());
  const auto* bytes = reinterpret_cast<const uint8_t*>(utf8.data());
  const auto size = static_cast<int32_t>(utf8.size());
  for (int32_t at = 0; at < size;) {
    UChar32 letter = 0;
    U8_NEXT(bytes, at, size, letter);
    if (letter < 0) return std::nullopt;
    out.push_back(static_cast<char32_t>(letter));
  }
  return out;
}

std::string encode(std::u32string_view text) {
  std::string out;
  for (const char32_t letter : text) {
    uint8_t bytes[U8_MAX_LENGTH];
    int32_t size = 0;
    UBool failed = false;
    U8_APPEND(bytes, size, U8_MAX_LENGTH, static_cast<UChar32>(letter), failed);
    if (!failed) out.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
  }
  return out;
}

bool is_invisible(char32_t letter) {
  return letter >= 0x80 &&
         u_hasBinaryProperty(static_cast<UChar32>(letter), UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

bool is_space_or_control(char32_t letter) {
  return u_isUWhiteSpace(static_cast<UChar32>(letter)) ||
         u_charType(static_cast<UChar32>(letter)) == U_CONTROL_CHAR;
}

std::optional<IdnaName> read_idna(std::u32string_view text) {
  IdnaName name;
  bool in_dns = true;
  for (std::size_t begin = 0; begin <= text.size();) {
    std::size_t end = begin;
    while (end < text.size() && text[end] != U'.') ++end;
    Label label = read_label(text.substr(begin, end - begin));
    if (label.unicode.empty() || label.unicode.size() > 63 || label.ascii.size() > 63) {
      return std::nullopt;  // RFC 1035 2.3.4
    }
    if (begin != 0) name.ascii += '.', name.unicode += U'.';
    in_dns = in_dns && !label.ascii.empty();
    name.ascii += label.ascii;
    name.unicode += label.unicode;
    begin = end + 1;
  }
  if (name.ascii.size() > kMaxName || name.unicode.size() > kMaxName) return std::nullopt;
  if (!in_dns) name.ascii.clear();
  return name;
}

std::u32string fold_letters(std::u32string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  return letters(nfc().normalize(to_icu(text).foldCase(), status));
}

std::u32string bare_letter(char32_t letter) {
  if (letter < 0x80) return {letter};
  if (is_invisible(letter)) return {};
  icu::UnicodeString bare =
      to_icu(without_marks(icu::UnicodeString(static_cast<UChar32>(letter)).foldCase()));
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString skeleton;
  uspoof_getSkeletonUnicodeString(spoof(), 0, bare, skeleton, &status);
  if (U_FAILURE(status)) skeleton = bare;
  std::u32string out = without_marks(skeleton.foldCase());
  if (out == U"rn") return U"m";
  const std::u32string bare_form = letters(nfc().normalize(to_icu(out), status));  // が stays one
  if (bare_form != std::u32string(1, letter)) return bare_form;
  // Full-width letters and half-width kana: UTS #39 leaves them to the normalisation of names.
  const icu::UnicodeString plain = nfkc().normalize(to_icu(bare_form), status);
  return plain.countChar32() == 1 ? letters(plain) : bare_form;
}

bool skeleton_has_mark(char32_t letter) {
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString skeleton;
  uspoof_getSkeletonUnicodeString(spoof(), 0, to_icu({&letter, 1}), skeleton, &status);
  const std::u32string parts = letters(skeleton);
  return U_SUCCESS(status) && std::any_of(parts.begin(), parts.end(), droppable_mark);
}

}  // namespace lookalike
