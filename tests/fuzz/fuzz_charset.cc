// Any bytes in any charset, of which the first byte chooses: UTF-8 comes out, and what we write in
// a charset is read back from it.
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "milter/base/unicode.h"
#include "milter/mail/charset.h"

namespace {

constexpr auto kLabels = std::to_array<const char*>(
    {"",          "us-ascii",     "utf-8",      "utf-7",       "iso-2022-jp",
     "shift_jis", "euc-jp",       "iso-8859-1", "utf-16",      "utf-16be",
     "utf-32",    "gb2312",       "hz-gb-2312", "big5",        "big5-hkscs",
     "euc-kr",    "iso-2022-kr",  "koi8-r",     "windows-874", "windows-1255",
     "x-unknown", "iso-2022-jp-2"});

void require(bool holds) {
  if (!holds) std::abort();
}

void charsets(std::string_view input, std::size_t choice) {
  const char* label = kLabels[choice % kLabels.size()];
  const milter::DecodedText decoded = milter::decode_text(input, label);
  require(milter::is_utf8(decoded.text));
  const auto encoded = milter::encode_text(decoded.text, label);
  if (encoded) require(milter::decode_text(*encoded, label).exact);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  charsets({reinterpret_cast<const char*>(data) + 1, size - 1}, data[0]);
  return 0;
}
