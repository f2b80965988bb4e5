// The warning at the top of a mail: put in by splicing bytes, recognised, taken out again.
//
//   BannerResult result = insert_banner(mail, tree, {.reasons = {"…"}, .advice = "…", ...});
//   if (!result.applied) edits.insert("X-Sekimori-Banner", "not-applied; reason=" + result.why);
//
// Rules (notes of each in banner.cc): the first shown text/plain and the first shown text/html part
// get it; attachments do not. The banner is in the part's own charset where every character fits,
// in HTML as character references; else the part is re-labelled and re-encoded to UTF-8. Never
// inside signed or encrypted parts, delivery reports, calendars or TNEF. A mail without a text part
// gets a leading part of its own. All other bytes, line endings and boundaries stay as they were.
// Pure and thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "milter/act/edits.h"
#include "milter/mail/mime_tree.h"
#include "milter/mail/raw_message.h"

namespace milter {

struct BannerText {
  std::string headline;              // what is the matter, first thing read
  std::vector<std::string> reasons;  // checkable facts, at most three
  std::string advice;                // what to do
  std::string language = "ja";       // lang attribute, wording of the sentinel lines
  std::string level = "amber";       // "amber", "red" or "unknown": colour only beside words
  std::string id;                    // verdict id, in the closing line
};

struct BannerResult {
  bool applied = false;
  std::string why;  // if not: "signed", "encrypted", "calendar", "tnef", "report", "unreadable"
  Edits edits;      // the new body, and header changes where part 0 was re-labelled
};
BannerResult insert_banner(const RawMessage& mail, const MimeTree& tree, const BannerText& text);

// The message without our banners and subject tags; everything else byte for byte. Also takes them
// out of quoted text ("> ") in replies.
std::string strip_banners(std::string_view message);

// Subject tags of ours, in every language, that strip_banners() takes out and tag_subject() puts in
// at most once.
std::string tag_subject(std::string_view subject_field_value, std::string_view tag,
                        std::string_view eol);
std::string untag_subject(std::string_view subject_field_value);

}  // namespace milter
