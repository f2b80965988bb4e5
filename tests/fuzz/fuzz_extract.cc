// The readers of attachments that are our own, on any bytes: the first byte chooses the reader, the
// rest is its input. What must hold is checked.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "milter/base/unicode.h"
#include "milter/extract/doc.h"
#include "milter/extract/kind_of.h"
#include "milter/extract/office_part.h"
#include "milter/extract/old_office.h"
#include "milter/extract/plain.h"
#include "milter/extract/rtf.h"
#include "milter/extract/xls.h"

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

void old_documents(std::string_view input) {
  constexpr std::size_t kMost = 10'000;
  require(milter::is_utf8(read_xls(input, kMost).text));
  const std::string_view table = input.substr(0, input.size() / 2);
  require(milter::is_utf8(read_doc(input.substr(table.size()), table, kMost).text));
  Collector out({}, input.size());
  read_old_office(input, "a.doc", out);
  const Extraction found = out.take();
  require(!found.texts.empty() || !found.troubles.empty());
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
      old_documents(input);
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
