// Normalising and the transfer encodings on any bytes; the first one chooses. What must hold is
// checked: every normalised character comes from bytes of the original, in their order.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "milter/base/text.h"
#include "milter/base/unicode.h"
#include "milter/mail/normalise.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void normalising(std::string_view input) {
  const std::string original = milter::to_utf8(milter::code_points(input));
  const milter::NormalisedText seen = milter::normalise_with_origin(original);
  require(milter::is_utf8(seen.text) && milter::is_utf8(milter::normalise_name(original)));
  std::size_t reached = 0, at = 0;
  for (const auto& letter : seen.letters) {
    require(letter.at == at && at < seen.text.size());
    while (++at < seen.text.size() && (static_cast<unsigned char>(seen.text[at]) & 0xC0) == 0x80) {
    }
    require(letter.from.begin >= reached && letter.from.begin <= letter.from.end);
    require(letter.from.end <= original.size());
    reached = letter.from.begin;
  }
  require(at == seen.text.size());
}

void transfer(std::string_view input) {
  require(milter::base64_decode(milter::base64_encode(input)) == input);
  for (const char* eol : {"\n", "\r\n"}) {
    const std::string quoted = milter::quoted_printable_encode(input, eol);
    require(milter::quoted_printable_decode(quoted) == input);
  }
  milter::quoted_printable_decode(input);
  milter::base64_decode(input);
  milter::printable(input);
  milter::clip(input, 10);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view input(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (data[0] % 2 == 0) {
    normalising(input);
  } else {
    transfer(input);
  }
  return 0;
}
