// ICU wrapped: conversion with a callback that writes U+FFFD and remembers it, so that a real
// U+FFFD in the input is not mistaken for damage. Inputs are bounded by limits::kMaxMessageBytes,
// far below the 2 GB that ICU can index. Tested by unicode_test.cc.
#include "milter/base/unicode.h"

#include <unicode/normalizer2.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/ucnv_err.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <cstdint>
#include <memory>
#include <stdexcept>

#include "milter/base/nfkc_steps.h"

namespace milter {
namespace {

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

constexpr std::size_t kMaxIcuBytes = 0x1FFFFFFF;

Converter open_converter(const std::string& name) {
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(ucnv_open(name.c_str(), &status));
  // A NULL or empty name means ICU's default converter, which depends on the machine's locale.
  return U_SUCCESS(status) && !name.empty() ? std::move(converter) : nullptr;
}

// ICU's own substitute callback writes U+001A for some single bytes; this one always U+FFFD.
void replace_bad_bytes(const void* context, UConverterToUnicodeArgs* args, const char* /*bytes*/,
                       int32_t /*length*/, UConverterCallbackReason reason, UErrorCode* status) {
  if (reason > UCNV_IRREGULAR) return;  // reset, close and clone are told too
  *static_cast<bool*>(const_cast<void*>(context)) = false;
  *status = U_ZERO_ERROR;
  const UChar replacement = 0xFFFD;
  ucnv_cbToUWriteUChars(args, &replacement, 1, 0, status);
}

icu::UnicodeString from_utf8_text(std::string_view utf8) {
  if (utf8.size() > kMaxIcuBytes) throw std::length_error("text longer than ICU can index");
  return icu::UnicodeString::fromUTF8({utf8.data(), static_cast<int32_t>(utf8.size())});
}

std::string to_std(const icu::UnicodeString& text) {
  std::string out;
  return text.toUTF8String(out);
}

const icu::Normalizer2* get_nfkc_instance() {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* instance = icu::Normalizer2::getNFKCInstance(status);
  if (U_FAILURE(status)) throw std::runtime_error("ICU has no NFKC data");
  return instance;
}

const icu::Normalizer2& nfkc_instance() {
  static const icu::Normalizer2* const instance = get_nfkc_instance();
  return *instance;
}

// The next code point of `bytes` from `at`, negative if ill-formed.
UChar32 next_point(std::string_view bytes, std::size_t& at) {
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  UChar32 point = 0;
  U8_NEXT(data, at, bytes.size(), point);
  return point;
}

}  // namespace

std::optional<Decoded> to_utf8(std::string_view bytes, const std::string& converter) {
  const Converter open = open_converter(converter);
  if (!open) return std::nullopt;
  if (bytes.size() > kMaxIcuBytes) throw std::length_error("text longer than ICU can index");
  Decoded result;
  UErrorCode status = U_ZERO_ERROR;
  ucnv_setToUCallBack(open.get(), replace_bad_bytes, &result.exact, nullptr, nullptr, &status);
  // No charset that mail uses makes more than two UTF-16 units of a byte.
  icu::UnicodeString text;
  int32_t capacity = static_cast<int32_t>(bytes.size()) * 2 + 16;
  const auto length = static_cast<int32_t>(bytes.size());
  UChar* buffer = text.getBuffer(capacity);
  if (buffer == nullptr) throw std::bad_alloc();
  const int32_t written =
      ucnv_toUChars(open.get(), buffer, capacity, bytes.data(), length, &status);
  text.releaseBuffer(U_SUCCESS(status) ? written : 0);
  if (U_FAILURE(status)) {
    result.exact = false;
    return result;
  }
  result.text = to_std(text);
  return result;
}

std::optional<std::string> from_utf8(std::string_view utf8, const std::string& converter) {
  const Converter open = open_converter(converter);
  if (!open || !is_utf8(utf8)) return std::nullopt;
  UErrorCode status = U_ZERO_ERROR;
  ucnv_setFromUCallBack(open.get(), UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  const icu::UnicodeString text = from_utf8_text(utf8);
  std::string out(static_cast<std::size_t>(UCNV_GET_MAX_BYTES_FOR_STRING(
                      text.length(), ucnv_getMaxCharSize(open.get()))),
                  '\0');
  const int32_t written = ucnv_fromUChars(open.get(), out.data(), static_cast<int32_t>(out.size()),
                                          text.getBuffer(), text.length(), &status);
  if (U_FAILURE(status)) return std::nullopt;
  out.resize(static_cast<std::size_t>(written));
  return out;
}

bool is_utf8(std::string_view bytes) {
  std::size_t at = 0;
  while (at < bytes.size()) {
    if (next_point(bytes, at) < 0) return false;
  }
  return true;
}

std::string nfkc(std::string_view utf8) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString text = nfkc_instance().normalize(from_utf8_text(utf8), status);
  if (U_FAILURE(status)) throw std::runtime_error("ICU could not normalise");
  return to_std(text);
}

bool is_ascii_kana_or_kanji(char32_t c) {
  return (c >= U'\t' && c < 0x7F) || (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FA) ||
         (c >= 0x4E00 && c <= 0x9FFF);
}

bool nfkc_starts(char32_t c) {
  return is_ascii_kana_or_kanji(c) ||
         nfkc_instance().hasBoundaryBefore(static_cast<UChar32>(c)) != 0;
}

bool nfkc_keeps(char32_t c) {
  if (is_ascii_kana_or_kanji(c)) return true;
  UErrorCode status = U_ZERO_ERROR;
  const UBool same =
      nfkc_instance().isNormalized(icu::UnicodeString(static_cast<UChar32>(c)), status);
  return same != 0 && U_SUCCESS(status);
}

std::string fold_case(std::string_view utf8) {
  icu::UnicodeString text = from_utf8_text(utf8);
  return to_std(text.foldCase(U_FOLD_CASE_DEFAULT));
}

std::u32string code_points(std::string_view utf8) {
  std::u32string points;
  points.reserve(utf8.size());
  std::size_t at = 0;
  while (at < utf8.size()) {
    const UChar32 point = next_point(utf8, at);
    points += point < 0 ? U'\uFFFD' : static_cast<char32_t>(point);
  }
  return points;
}

std::string to_utf8(std::u32string_view code_points) {
  std::string out;
  out.reserve(code_points.size());
  for (char32_t point : code_points) {
    if (point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) point = U'\uFFFD';
    char bytes[U8_MAX_LENGTH];
    std::size_t length = 0;
    U8_APPEND_UNSAFE(bytes, length, point);
    out.append(bytes, length);
  }
  return out;
}

}  // namespace milter
