// Any UTF-8 as a page. Holds that nothing but well-formed UTF-8 comes out, and not much more than
// went in: an entity is never shorter than half of its text.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "milter/base/unicode.h"
#include "milter/mail/html_text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view html(reinterpret_cast<const char*>(data), size);
  if (!milter::is_utf8(html)) return 0;
  const milter::HtmlText page = milter::read_html(html);
  const bool holds = milter::is_utf8(page.visible) && milter::is_utf8(page.hidden) &&
                     page.visible.size() + page.hidden.size() <= 3 * size + 16;
  if (!holds) std::abort();
  for (const milter::Link& link : page.links) {
    if (!milter::is_utf8(link.text) || !milter::is_utf8(link.target)) std::abort();
  }
  return 0;
}
