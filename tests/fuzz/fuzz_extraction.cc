// The answer of sekimori-extract, as a process that was broken into may write it: what is believed
// must be what to_json would have written.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "milter/base/unicode.h"
#include "milter/extract/extraction.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace milter::extract;
  const auto read = from_json({reinterpret_cast<const char*>(data), size});
  if (!read) return 0;
  const auto again = from_json(to_json(*read));
  if (!again || !(*again == *read)) std::abort();
  for (const Text& text : read->texts) {
    if (!milter::is_utf8(text.where) || !milter::is_utf8(text.text)) std::abort();
  }
  for (const Trouble& trouble : read->troubles) {
    if (!milter::is_utf8(trouble.where) || word(trouble.problem).empty()) std::abort();
  }
  return 0;
}
