// How it works: every part that part_text.cc has not shown as text is sent, one after the other.
// What is read is not chosen by the declared type, for attackers choose that.
//
// Weights: 3 a name that lies about the kind of file, 2 where something may be hidden from us, 1
// where a file is merely damaged. A picture, a scanned page or another file without text is a
// remark, which rules/unread.h weighs if the mail speaks of money; it is none where people send
// pictures all day: logos, photos shown in the text, icons.
//
// Tested by attachments_test.cc.
#include "milter/judge/attachments.h"

#include <algorithm>

#include "milter/base/limits.h"
#include "milter/base/text.h"
#include "milter/extract/extract_client.h"
#include "milter/extract/kind_of.h"
#include "milter/judge/own_words.h"
#include "milter/judge/passage_of.h"
#include "rules/texts.h"

namespace milter {
namespace {

using extract::Problem;

// Bytes of a picture: icons and logos have fewer, a legible page of a document has more.
constexpr std::size_t kSmallestPage = 10'000;

struct Meaning {
  std::string code;
  int weight = 0;
};

Meaning meaning_of(Problem problem) {
  switch (problem) {
    case Problem::kEncrypted:
      return {"reading.attachment_encrypted", 2};
    case Problem::kMacros:
      return {"reading.attachment_macros", 2};
    case Problem::kDoubleExtension:
      return {"reading.attachment_disguised", 3};
    case Problem::kTooDeep:
      return {"reading.attachment_too_deep", 2};
    case Problem::kTooMany:
      return {"reading.attachment_too_many", 2};
    case Problem::kTooLarge:
      return {"reading.attachment_too_large", 2};
    case Problem::kBroken:
      return {"reading.attachment_broken", 1};
    case Problem::kUnknownKind:
      return {"reading.attachment_not_read", 0};
    case Problem::kTimeout:
    case Problem::kMemory:
    case Problem::kCrashed:
      return {"reading.attachment_failed", 2};
  }
  return {};
}

// Without line breaks, escapes to a terminal and marks that turn the sentence around.
std::string for_people(const std::string& where) {
  return clip(printable(where), limits::kMaxQuoteCharacters);
}

// Cuts no character.
std::string beginning_of(const std::string& utf8, std::size_t most) {
  while (most > 0 && (static_cast<unsigned char>(utf8[most]) & 0xC0U) == 0x80U) --most;
  return utf8.substr(0, most);
}

// As part_text.cc shows it in the body.
bool is_shown(const Part& part) {
  return (part.type == "text" || part.type == "multipart") && part.disposition != "attachment";
}

std::string name_of(const Part& part) {
  return part.filename.empty() ? part.type + "/" + part.subtype : part.filename;
}

// Part of how a mail looks, or the signature that mail programs check themselves: no document.
bool is_furniture(const MimeTree& mime, const Part& part, std::size_t bytes) {
  if (part.type == "image") {
    return part.disposition == "inline" || mime.parts[part.parent].is("multipart/related") ||
           bytes < kSmallestPage;
  }
  return part.is("application/pkcs7-signature") || part.is("application/x-pkcs7-signature");
}

class Looker {
 public:
  Looker(const std::string& socket, const Deadline& deadline)
      : socket_(socket), deadline_(deadline) {}
  void look_at_names(const MimeTree& mime);
  void look_inside(const MimeTree& mime);
  Attachments take() { return std::move(inside_); }

 private:
  void look_inside(const MimeTree& mime, const Part& part);
  void add_text(const extract::Text& text);
  void add(const Meaning& meaning, const std::string& where);

  const std::string& socket_;
  const Deadline& deadline_;
  std::size_t text_left_ = limits::kMaxTextBytes;
  Attachments inside_;
};

void Looker::add(const Meaning& meaning, const std::string& where) {
  const rules::Evidence evidence{for_people(where), ""};
  auto& findings = inside_.findings;
  const auto known = std::find_if(findings.begin(), findings.end(), [&](const auto& finding) {
    return finding.code == meaning.code;
  });
  if (known == findings.end()) {
    findings.push_back({meaning.code,
                        rules::Axis::kReading,
                        meaning.weight,
                        rules::say(meaning.code, {{"name", evidence.where}}),
                        {evidence}});
  } else if (known->evidence.size() < limits::kMaxEvidence &&
             std::find(known->evidence.begin(), known->evidence.end(), evidence) ==
                 known->evidence.end()) {
    known->evidence.push_back(evidence);
  }
}

void Looker::add_text(const extract::Text& text) {
  rules::Passage passage = passage_of(without_own_words(text.text));
  if (passage.text.size() > text_left_) {
    add(meaning_of(Problem::kTooLarge), text.where);
    passage.text = beginning_of(passage.text, text_left_);
  }
  text_left_ -= passage.text.size();
  inside_.texts.push_back({for_people(text.where), std::move(passage)});
}

void Looker::look_at_names(const MimeTree& mime) {
  for (const Part& part : mime.parts) {
    if (extract::is_disguised(part.filename, extract::Kind::kUnknown)) {
      add(meaning_of(Problem::kDoubleExtension), part.filename);
    }
  }
}

void Looker::look_inside(const MimeTree& mime, const Part& part) {
  const std::string bytes = decode_body(part);
  const auto found = extract::ask_extract(
      socket_, {bytes, name_of(part), part.type + "/" + part.subtype}, deadline_);
  if (!found) return add({"reading.attachments_unavailable", 2}, name_of(part));
  for (const extract::Text& text : found->texts) add_text(text);
  const bool furniture = is_furniture(mime, part, bytes.size());
  for (const extract::Trouble& trouble : found->troubles) {
    if (furniture && trouble.problem == Problem::kUnknownKind) continue;
    add(meaning_of(trouble.problem), trouble.where);
  }
}

void Looker::look_inside(const MimeTree& mime) {
  std::size_t looked = 0;
  for (const Part& part : mime.parts) {
    if (part.encoded.empty() || is_shown(part)) continue;
    if (++looked > limits::kMaxInspectedAttachments) {
      return add({"reading.too_many_attachments", 2}, name_of(part));
    }
    look_inside(mime, part);
  }
}

}  // namespace

Attachments look_into(const std::string& socket, const Message& message, const Deadline& deadline) {
  Looker looker(socket, deadline);
  looker.look_at_names(message.mime);
  if (!socket.empty()) looker.look_inside(message.mime);
  return looker.take();
}

}  // namespace milter
