// The text that a reader of a message sees, gathered from all of its parts.
//
//   PartText text = read_parts(mail, tree);
//   text.shown   ->   "お世話になっております。\n..."
//
// Of alternatives both are taken: which one is shown is for each mail program to choose. Text parts
// that are attachments are not shown, only named. A forwarded message's text follows that of the
// message around it, and other readings of parts follow them all. Pure and thread-safe.
#pragma once

#include <string>
#include <vector>

#include "milter/mail/html_text.h"
#include "milter/mail/mime_tree.h"
#include "milter/mail/quoted_history.h"

namespace milter {

struct PartText {
  std::string shown;               // UTF-8, lines ending with "\n", at most limits::kMaxTextBytes
  std::vector<TextRange> origins;  // of shown, which they cover; each part is divided by itself
  std::string hidden;              // the same, of what is there but not shown
  std::vector<Link> links;
  std::vector<std::string> attachments;  // file names
  std::vector<Flaw> flaws;               // may hold some twice
};
PartText read_parts(const RawMessage& mail, const MimeTree& tree);

// text/plain; format=flowed (RFC 3676) as it is shown: paragraphs on one line, quotes marked with
// ">" for each level.
std::string join_flowed(std::string_view text, bool delete_space);

}  // namespace milter
