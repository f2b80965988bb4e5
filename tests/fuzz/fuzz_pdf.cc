// Whole PDFs through poppler, which is not built with the fuzzer's eyes: what is found here is what
// crashes outright or is found by the sanitizers in our own half.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "milter/base/unicode.h"
#include "milter/extract/pdf.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace milter::extract;
  // Without a mark poppler gives up at once, and mutations seldom make one.
  const std::string input = "%PDF-1.7\n" + std::string(reinterpret_cast<const char*>(data), size);
  ExtractLimits limits;
  limits.pages = 3;
  Collector out(limits, input.size());
  read_pdf(input, "a.pdf", out);
  for (const Text& text : out.take().texts) {
    if (!milter::is_utf8(text.text)) std::abort();
  }
  return 0;
}
