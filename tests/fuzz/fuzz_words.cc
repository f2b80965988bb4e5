// Any bytes as a header value and as a field with parameters: what comes out is UTF-8, and what we
// write ourselves is read back.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "milter/base/unicode.h"
#include "milter/mail/encoded_word.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void headers(std::string_view input) {
  require(milter::is_utf8(milter::decode_header(input)));
  const milter::Parameterised read = milter::decode_parameters(input);
  require(milter::is_utf8(read.value));
  for (const auto& [name, value] : read.parameters) require(milter::is_utf8(name + value));
}

void written(std::string_view input) {
  if (!milter::is_utf8(input) || input.find_first_of("\r\n\x1b") != input.npos) return;
  const std::string text = milter::decode_header(input);
  const std::string line = milter::encode_header(text, "\r\n");
  require(line.find("\n") == line.npos || line.find("\n ") != line.npos);
  milter::decode_header(line);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  headers(input);
  written(input);
  return 0;
}
