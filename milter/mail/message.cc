// How it works: the three views (header, parts, text) are each made by their own unit and put
// together here, with every flaw named once.
//
// Tested by message_test.cc and golden_test.cc.
#include "milter/mail/message.h"

#include <algorithm>

#include "milter/mail/part_text.h"

namespace milter {
namespace {

void add_each_once(std::vector<Flaw>& to, const std::vector<Flaw>& flaws) {
  for (const Flaw flaw : flaws) {
    if (std::find(to.begin(), to.end(), flaw) == to.end()) to.push_back(flaw);
  }
}

}  // namespace

Message read_message(std::shared_ptr<const RawMessage> raw) {
  Message message;
  message.header = read_header(*raw);
  message.mime = read_mime(*raw, mime_guard(*raw));
  message.raw = std::move(raw);
  PartText text = read_parts(*message.raw, message.mime);
  message.text = std::move(text.shown);
  message.origins = std::move(text.origins);
  message.hidden = std::move(text.hidden);
  message.links = std::move(text.links);
  message.attachments = std::move(text.attachments);
  add_each_once(message.flaws, message.header.flaws);
  add_each_once(message.flaws, text.flaws);
  return message;
}

}  // namespace milter
