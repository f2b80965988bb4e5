// Header values, parameters, address fields, charsets and normalising on any bytes: the first byte
// chooses the function (and the charset), the rest is its input. What must hold is checked.
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "milter/base/text.h"
#include "milter/base/unicode.h"
#include "milter/mail/address.h"
#include "milter/mail/charset.h"
#include "milter/mail/encoded_word.h"
#include "milter/mail/normalise.h"

namespace {

constexpr auto kLabels = std::to_array<const char*>(
    {"",          "us-ascii",    "utf-8",      "utf-7",       "iso-2022-jp",
     "shift_jis", "euc-jp",      "iso-8859-1", "utf-16",      "utf-16be",
     "utf-32",    "gb2312",      "hz-gb-2312", "big5",        "big5-hkscs",
     "euc-kr",    "iso-2022-kr", "koi8-r",     "windows-874", "windows-1255",
     "x-unknown"});

void require(bool holds) {
  if (!holds) std::abort();
}

void headers(std::string_view input) {
  require(milter::is_utf8(milter::decode_header(input)));
  const milter::Parameterised read = milter::decode_parameters(input);
  require(milter::is_utf8(read.value));
  for (const auto& [name, value] : read.parameters) require(milter::is_utf8(name + value));
}

void addresses(std::string_view input) {
  const milter::AddressList list = milter::read_addresses(input);
  for (const milter::Mailbox& mailbox : list.mailboxes) {
    require(milter::is_utf8(mailbox.display_name + mailbox.address()));
  }
  for (const milter::Mailbox& mailbox : list.also) require(!mailbox.domain.empty());
  milter::read_path(input);
}

void charsets(std::string_view input, std::size_t choice) {
  const char* label = kLabels[choice % kLabels.size()];
  const milter::DecodedText decoded = milter::decode_text(input, label);
  require(milter::is_utf8(decoded.text));
  const auto encoded = milter::encode_text(decoded.text, label);
  if (encoded) require(milter::decode_text(*encoded, label).exact);
}

void normalising(std::string_view input) {
  const std::string once = milter::normalise_text(input);
  require(milter::is_utf8(once) && milter::is_utf8(milter::normalise_name(input)));
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
  switch (data[0] % 8) {
    case 0:
      headers(input);
      break;
    case 1:
      addresses(input);
      break;
    case 2:
      normalising(input);
      break;
    case 3:
      transfer(input);
      break;
    default:
      charsets(input, data[0] / 8);
  }
  return 0;
}
