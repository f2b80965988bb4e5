// Message: what the judge reads. Decoded header fields and text, made from a RawMessage.
//
//   auto message = read_message(std::make_shared<const RawMessage>(RawMessage::parse(bytes)));
//   message.from[0].address()
//
// Holds the RawMessage it was made from; safe to read from several threads.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "milter/mail/address.h"
#include "milter/mail/html_text.h"
#include "milter/mail/mime_guard.h"
#include "milter/mail/mime_tree.h"
#include "milter/mail/quoted_history.h"
#include "milter/mail/raw_message.h"

namespace milter {

// What the header alone says; enough for mail that no policy wants to read further.
struct Header {
  // Of every field of that name, every reading of it; a group without members has a display name
  // and no address.
  std::vector<Mailbox> from;
  std::vector<Mailbox> sender;
  std::vector<Mailbox> reply_to;
  std::vector<Mailbox> to, cc;
  std::string subject;                  // decoded
  std::string message_id;               // without <>; "" if none
  std::vector<std::string> references;  // References and In-Reply-To, without <>
  std::string date;                     // as it stands
  bool is_list = false;                 // List-Id, List-Unsubscribe or Precedence: list/bulk
  bool auto_submitted = false;          // RFC 3834: other than "no"
  std::vector<Flaw> flaws;              // of addresses, charsets and duplicate fields
};
Header read_header(const RawMessage& mail);

struct Message {
  std::shared_ptr<const RawMessage> raw;
  Header header;
  MimeTree mime;
  std::string text;                // visible text of every text part, as a reader sees it, UTF-8
  std::vector<TextRange> origins;  // of text: written now, quoted, forwarded, signature
  std::string hidden;              // text present but not shown
  std::vector<Link> links;
  std::vector<std::string> attachments;  // file names
  std::vector<Flaw> flaws;               // all of them, each once
};
Message read_message(std::shared_ptr<const RawMessage> raw);

}  // namespace milter
