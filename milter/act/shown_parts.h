// Which parts of a message a reader is shown first, and whether they may be touched.
//
//   ShownParts shown = shown_parts(tree);
//   std::string why = refusal(mail, tree, shown);   // "" : go ahead
//
// Pure and thread-safe.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "milter/mail/mime_tree.h"
#include "milter/mail/raw_message.h"

namespace milter {

// Indices into MimeTree::parts: the first text/plain and the first text/html that are no
// attachments and do not belong to an attached message.
struct ShownParts {
  std::optional<std::size_t> plain;
  std::optional<std::size_t> html;
};
ShownParts shown_parts(const MimeTree& tree);

// Why the body must stay as it is: "signed", "encrypted", "calendar", "tnef", "report", "partial",
// "unreadable"; "" if it need not.
std::string refusal(const RawMessage& mail, const MimeTree& tree, const ShownParts& shown);

// Both readings agree where the shown parts lie. If not, only the message as a whole can be
// changed.
bool can_edit(const MimeTree& tree, const ShownParts& shown);

bool in_attached_message(const MimeTree& tree, std::size_t index);

// The value of the part's first field of that name; "" if there is none.
std::string_view field_value(const RawMessage& mail, const Part& part, std::string_view name);

}  // namespace milter
