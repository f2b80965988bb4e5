// The readers of attachments that are our own, on any bytes: the first byte chooses the reader, the
// rest is its input. What must hold is checked.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "milter/base/unicode.h"
#include "milter/extract/kind_of.h"
#include "milter/extract/office_part.h"
#include "milter/extract/ole.h"
#include "milter/extract/plain.h"
#include "milter/extract/rtf.h"

namespace {

using namespace milter::extract;

void require(bool holds) {
  if (!holds) std::abort();
}

void kinds(std::string_view input) {
  const std::string_view name = input.substr(0, input.size() / 2);
  const Kind kind = kind_of({input.substr(input.size() / 2), std::string(name), ""});
  is_disguised(name, kind);
  require(name.starts_with(without_extension(name)));
}

void parts(std::string_view input) {
  constexpr std::size_t kMost = 10'000;
  const OfficePart strings = office_part(input, {}, kMost);
  const OfficePart part = office_part(input, strings.strings, kMost);
  require(milter::is_utf8(part.text));
  require((part.text.size() > kMost) <= (part.end != XmlEnd::kOk));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view input(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 5) {
    case 0:
      require(milter::is_utf8(read_rtf(input, {}).text));
      break;
    case 1:
      require(!look_into_ole(input).empty());
      break;
    case 2:
      parts(input);
      break;
    case 3:
      kinds(input);
      break;
    default:
      require(milter::is_utf8(read_plain(input) + read_page(input)));
  }
  return 0;
}
