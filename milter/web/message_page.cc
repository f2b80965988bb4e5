// Tested by pages_test.cc.
#include "milter/web/page_frame.h"
#include "milter/web/texts.h"

namespace milter {
namespace {

std::string_view key(Message message) {
  switch (message) {
    case Message::kUnknown:
      return "unknown";
    case Message::kTooMany:
      return "too_many";
    case Message::kTrouble:
      return "trouble";
    case Message::kForbidden:
      return "forbidden";
    case Message::kMalformed:
      return "malformed";
  }
  return "trouble";
}

}  // namespace

std::string message_page(const Reader& reader, Message message) {
  const std::string heading(key(message));
  const Html title = say(reader.language, heading);
  return page(reader, title,
              element("h1", title) +
                  element("p", {{"class", "lead"}}, say(reader.language, heading + "_lead")));
}

}  // namespace milter
