// Tested by held_mail_of_test.cc.
#include "milter/judge/held_mail_of.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <set>

#include "lookalike/domain.h"
#include "milter/base/limits.h"
#include "milter/base/text.h"
#include "milter/judge/recipients.h"
#include "milter/judge/verdict_json.h"
#include "milter/mail/mailbox_places.h"
#include "milter/mail/part_text.h"

namespace milter {
namespace {

using Doubts = std::map<std::string, const rules::HeldRecipient*>;

Doubts doubts_of(const rules::Verdict& verdict) {
  Doubts doubts;
  const auto* hold = rules::find_action<rules::Hold>(verdict);
  if (hold == nullptr) return doubts;
  for (const rules::HeldRecipient& one : hold->recipients) doubts.emplace(one.address, &one);
  return doubts;
}

// The same mailbox at the guarded domain, where it can be written without quotes.
std::string suggestion(const Path& path, const std::string& guarded) {
  const std::string local = read_path(path.address).local_part;
  const bool plain = std::none_of(local.begin(), local.end(), [](char c) {
    return static_cast<unsigned char>(c) <= ' ' ||
           std::string_view("<>()[]\\,;:\"%!@\x7F").find(c) != std::string_view::npos;
  });
  const auto domain = lookalike::read_domain(guarded);
  if (local.empty() || !plain || !domain || domain->ascii.empty()) return "";
  return local + "@" + domain->ascii;
}

HeldRecipient recipient_of(const Path& path, const Doubts& doubts) {
  HeldRecipient recipient;
  recipient.path = path;
  recipient.address = shown_address(path);
  const auto found = doubts.find(recipient.address);
  if (found == doubts.end()) return recipient;
  const rules::HeldRecipient& doubt = *found->second;
  recipient.doubtful = true;
  recipient.reason = doubt.reason;
  recipient.of = doubt.of;
  recipient.suggestion = suggestion(path, doubt.of);
  recipient.why_ja = doubt.why.ja;
  recipient.why_en = doubt.why.en;
  return recipient;
}

// Each once: a decision is made about an address.
std::vector<HeldRecipient> recipients_of(const Envelope& envelope, const Doubts& doubts) {
  std::vector<HeldRecipient> recipients;
  std::set<std::string> seen;
  for (const Path& path : envelope.rcpt_to) {
    HeldRecipient recipient = recipient_of(path, doubts);
    if (seen.insert(recipient.address).second) recipients.push_back(std::move(recipient));
  }
  return recipients;
}

// Local parts that differ in case alone are one mailbox wherever mail is really delivered.
std::vector<MailboxPlace> places_of(const RawMessage& raw,
                                    const std::vector<HeldRecipient>& recipients) {
  std::map<std::string, std::string> known;
  for (const HeldRecipient& one : recipients) known.emplace(ascii_lower(one.address), one.address);
  std::vector<MailboxPlace> places;
  for (const MailboxPosition& one : mailbox_places(raw)) {
    const auto found = known.find(ascii_lower(one.text));
    places.push_back(
        {one.field, one.mailbox, one.address, found == known.end() ? "" : found->second});
  }
  return places;
}

bool is_shown_text(const Part& part) {
  return (part.is("text/plain") || part.is("text/html")) && !part.is_attachment();
}

const Part* first_text(const MimeTree& mime, std::string_view type) {
  const auto found = std::find_if(mime.parts.begin(), mime.parts.end(), [&](const Part& part) {
    return part.is(type) && is_shown_text(part) && !part.encoded.empty();
  });
  return found == mime.parts.end() ? nullptr : &*found;
}

// One of two alternatives, the plain one if it is there: a reader wants to see his text once.
std::string shown_text(const Message& message) {
  const Part* part = first_text(message.mime, "text/plain");
  if (part == nullptr) part = first_text(message.mime, "text/html");
  if (part == nullptr) return message.text;
  MimeTree alone;
  alone.parts.push_back(*part);
  return read_parts(*message.raw, alone).shown;
}

std::string first_lines(std::string_view text) {
  std::string excerpt;
  std::size_t lines = 0;
  for (const std::string_view line : split(text, '\n')) {
    if (trim(line).empty() && (excerpt.empty() || excerpt.ends_with("\n\n"))) continue;
    if (++lines > limits::kMaxExcerptLines) break;
    if (excerpt.size() + line.size() >= limits::kMaxExcerptBytes) {
      std::size_t rest = limits::kMaxExcerptBytes - excerpt.size();
      while (rest > 0 && rest < line.size() &&
             (static_cast<unsigned char>(line[rest]) & 0xC0) == 0x80)
        --rest;
      return excerpt.append(line.substr(0, rest));
    }
    excerpt.append(line).append("\n");
  }
  while (excerpt.ends_with('\n')) excerpt.pop_back();
  return excerpt;
}

// Base64 is counted, not undone: it may be 60 MB.
std::size_t decoded_size(const Part& part) {
  if (part.encoded.empty() && part.body) return part.body->size();  // a message with its own parts
  if (part.transfer_encoding != "base64") return decode_body(part).size();
  const auto letters = std::count_if(part.encoded.begin(), part.encoded.end(), [](char c) {
    return static_cast<unsigned char>(c) > ' ' && c != '=';
  });
  return static_cast<std::size_t>(letters) * 3 / 4;
}

std::vector<HeldAttachment> attachments_of(const MimeTree& mime) {
  std::vector<HeldAttachment> attachments;
  for (const Part& part : mime.parts) {
    if (is_shown_text(part) || part.type == "multipart") continue;
    if (attachments.size() == limits::kMaxListedAttachments) break;
    attachments.push_back({part.filename, part.type + "/" + part.subtype, decoded_size(part)});
  }
  return attachments;
}

std::string author_of(const Header& header) {
  if (header.from.empty()) return "";
  const Mailbox& author = header.from.front();
  if (author.display_name.empty()) return author.address();
  return author.display_name + " <" + author.address() + ">";
}

std::int64_t seconds(Clock::Time time) {
  return std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
}

void describe(const Message& message, HeldMail& mail) {
  mail.subject = message.header.subject;
  mail.from = author_of(message.header);
  mail.message_id = message.header.message_id;
  mail.excerpt = first_lines(shown_text(message));
  mail.has_html = first_text(message.mime, "text/html") != nullptr;
  mail.attachments = attachments_of(message.mime);
}

}  // namespace

HeldMail held_mail_of(const Snapshot& snapshot, const Judgement& judgement,
                      const Envelope& envelope, const Message& message) {
  HeldMail mail;
  mail.id = judgement.id;
  mail.envelope = envelope;
  mail.envelope.rcpt_to.clear();
  mail.sender = responsible_sender(snapshot, envelope);
  mail.created = mail.changed = seconds(judgement.time);
  mail.expires = mail.created + std::chrono::seconds(snapshot.config.expiry).count();
  mail.verdict = verdict_json(judgement, envelope, std::nullopt).dump();
  mail.recipients = recipients_of(envelope, doubts_of(judgement.verdict));
  mail.places = places_of(*message.raw, mail.recipients);
  describe(message, mail);
  return mail;
}

}  // namespace milter
