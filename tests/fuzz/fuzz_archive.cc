// Archives and what is in them, through libarchive and back into every reader but PDF, under small
// limits: the input is an attachment. Nothing found may be more than the limits allow.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "milter/base/unicode.h"
#include "milter/extract/extract_text.h"
#include "milter/extract/kind_of.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace milter::extract;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  if (input.find("%PDF-") != std::string_view::npos) return 0;  // fuzz_pdf's
  ExtractLimits limits;
  limits.depth = 2;
  limits.entries = 100;
  limits.unpack_bytes = std::size_t{1} << 20U;
  limits.text_bytes = 10'000;
  limits.troubles = 20;
  const Extraction found = extract_text({input, "a.eml", ""}, limits);
  std::size_t bytes = 0;
  for (const Text& text : found.texts) {
    if (!milter::is_utf8(text.where + text.text)) std::abort();
    bytes += text.where.size() + text.text.size();
  }
  if (bytes > limits.text_bytes || found.troubles.size() > limits.troubles) std::abort();
  return 0;
}
