// Any bytes as a whole message. Holds that every range lies inside of the message, that every part
// has a parent, and that the text is within its limit.
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>

#include "milter/base/limits.h"
#include "milter/base/unicode.h"
#include "milter/mail/message.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check_range(const std::optional<milter::ByteRange>& range, std::size_t size) {
  require(!range || (range->begin <= range->end && range->end <= size));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto raw = std::make_shared<const milter::RawMessage>(
      milter::RawMessage::parse(std::string(reinterpret_cast<const char*>(data), size)));
  const milter::Message message = milter::read_message(raw);
  for (std::size_t i = 0; i < message.mime.parts.size(); ++i) {
    const milter::Part& part = message.mime.parts[i];
    check_range(part.header, size);
    check_range(part.body, size);
    require(part.parent < message.mime.parts.size() && (i == 0 || part.parent != i));
    milter::is_sealed(message.mime, i);
  }
  require(!message.mime.parts.empty());
  require(message.text.size() <= milter::limits::kMaxTextBytes);
  require(milter::is_utf8(message.text) && milter::is_utf8(message.hidden));
  return 0;
}
