// Any bytes before any library sees them. Holds that the outline is one of the message: every part
// lies inside of its parent, its header before its body, and there are no more and none deeper than
// the limits say.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "milter/base/limits.h"
#include "milter/mail/mime_guard.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto mail =
      milter::RawMessage::parse(std::string(reinterpret_cast<const char*>(data), size));
  const milter::GuardReport report = milter::mime_guard(mail);
  require(!report.outline.empty() && report.outline.size() <= milter::limits::kMaxMimeParts);
  require(report.whole || !report.safe);
  require(report.safe || !report.flaws.empty());
  for (std::size_t i = 0; i < report.outline.size(); ++i) {
    const milter::OutlinePart& part = report.outline[i];
    require(part.header.begin <= part.header.end && part.header.end == part.body.begin);
    require(part.depth <= milter::limits::kMaxMimeDepth && part.body.end <= size);
    if (!report.whole) continue;  // open parts have no end yet
    require(part.body.begin <= part.body.end);
    if (i == 0) continue;
    const milter::OutlinePart& parent = report.outline[part.parent];
    require(part.parent < i && part.depth == parent.depth + 1);
    require(parent.body.begin <= part.header.begin && part.body.end <= parent.body.end);
  }
  return 0;
}
