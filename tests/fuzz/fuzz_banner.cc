// Any bytes as a message: inserting a banner and stripping it never crashes, and a message that
// gets none stays as it is and says why.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "milter/act/banner.h"
#include "milter/mail/mime_guard.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string message(reinterpret_cast<const char*>(data), size);
  const std::string stripped = milter::strip_banners(message);
  const milter::RawMessage mail = milter::RawMessage::parse(stripped);
  const milter::MimeTree tree = milter::read_mime(mail, milter::mime_guard(mail));
  for (const char* language : {"ja", "en"}) {
    const milter::BannerText text{.headline = "a",
                                  .reasons = {"b"},
                                  .advice = "c",
                                  .language = language,
                                  .level = "red",
                                  .id = "1"};
    const milter::BannerResult result = milter::insert_banner(mail, tree, text);
    const std::string delivered = milter::apply_edits(mail, result.edits);
    if (result.applied == !result.why.empty()) std::abort();
    if (!result.applied && delivered != stripped) std::abort();
    (void)milter::strip_banners(delivered);
  }
  return 0;
}
