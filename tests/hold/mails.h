// Held mails for tests, and a text with every field of one.
//
//   HeldMail mail = held_mail("00000000000000a1");     // one doubtful recipient, one plain
//   EXPECT_EQ(all_of(*store.find(mail.id).value()), all_of(mail));
#pragma once

#include <sstream>
#include <string>
#include <string_view>

#include "milter/hold/held_mail.h"

namespace milter {

inline constexpr std::int64_t kNow = 1'780'000'000;  // 2026-05-28
inline constexpr std::int64_t kHour = 3600;

inline constexpr const char* kDoubtful = "sato@gmai.example";
inline constexpr const char* kPlain = "tanaka@kouwa.example";

inline HeldRecipient recipient(const std::string& address, bool doubtful) {
  HeldRecipient one;
  one.path = {"<" + address + ">", ""};
  one.address = address;
  one.doubtful = doubtful;
  return one;
}

inline HeldMail held_mail(const std::string& id) {
  HeldMail mail;
  mail.id = id;
  mail.envelope.auth_user = "yamada";
  mail.envelope.mail_from = {"<yamada@asagiri.example>", ""};
  mail.sender = "yamada@asagiri.example";
  mail.created = kNow;
  mail.expires = kNow + 72 * kHour;
  mail.changed = kNow;
  mail.message_id = "m1@asagiri.example";
  mail.verdict = R"({"v":1,"level":"amber"})";
  mail.recipients = {recipient(kDoubtful, true), recipient(kPlain, false)};
  return mail;
}

// Every field has a value of its own, so that two columns changed over show.
inline HeldMail full_mail(const std::string& id) {
  HeldMail mail;
  mail.id = id;
  mail.envelope.client_address = "203.0.113.9";
  mail.envelope.client_name = "pc7.asagiri.example";
  mail.envelope.helo = "[192.168.0.7]";
  mail.envelope.auth_user = "yamada";
  mail.envelope.daemon_name = "submission";
  mail.envelope.queue_id = "4XyZ";
  mail.envelope.mail_from = {"<yamada@asagiri.example>", "RET=HDRS ENVID=q1"};
  mail.sender = "yamada@asagiri.example.jp";
  mail.created = 11;
  mail.expires = 12;
  mail.changed = 13;
  mail.changed_by = "somebody";
  mail.verdict = R"({"text":{"ja":"宛先"}})";
  mail.digest = "d1";
  mail.fingerprint = "f1";
  mail.bytes = 14;
  mail.maybe_duplicate = true;
  mail.subject = "お見積り 'x' \"y\"";
  mail.from = "山田 <yamada@asagiri.example>";
  mail.message_id = "m1@asagiri.example";
  mail.excerpt = "一行目\n二行目\n";
  mail.has_html = true;
  HeldRecipient doubtful{{"<sato@GMAI.example>", "NOTIFY=NEVER"},
                         "sato@gmai.example",
                         true,
                         "lookalike",
                         "gmail.example",
                         "sato@gmail.example",
                         "「gmai[l]」",
                         "gmai[l]",
                         Choice::kCorrect,
                         "sato2@gmail.example",
                         Delivery::kRefused,
                         "550 5.1.1 unknown"};
  mail.recipients = {doubtful, recipient(kPlain, false)};
  mail.places = {{{21, 22}, {23, 24}, {25, 26}, "sato@gmai.example"},
                 {{31, 32}, {33, 34}, {35, 36}, ""}};
  mail.attachments = {{"見積書.pdf", "application/pdf", 41}, {"", "text/csv", 42}};
  return mail;
}

inline std::string all_of(const HeldMail& mail) {
  std::ostringstream out;
  const Envelope& e = mail.envelope;
  out << mail.id << "|" << word(mail.state) << "|" << e.client_address << "|" << e.client_name
      << "|" << e.helo << "|" << e.auth_user << "|" << e.daemon_name << "|" << e.queue_id << "|"
      << e.mail_from.address << "|" << e.mail_from.parameters << "|" << mail.sender << "|"
      << mail.created << "|" << mail.expires << "|" << mail.changed << "|" << mail.changed_by << "|"
      << mail.verdict << "|" << mail.digest << "|" << mail.fingerprint << "|" << mail.bytes << "|"
      << mail.maybe_duplicate << "|" << mail.subject << "|" << mail.from << "|" << mail.message_id
      << "|" << mail.excerpt << "|" << mail.has_html << "\n";
  for (const HeldRecipient& one : mail.recipients) {
    out << "to|" << one.path.address << "|" << one.path.parameters << "|" << one.address << "|"
        << one.doubtful << "|" << one.reason << "|" << one.of << "|" << one.suggestion << "|"
        << one.why_ja << "|" << one.why_en << "|" << word(one.choice) << "|" << one.corrected << "|"
        << word(one.delivery) << "|" << one.reply << "\n";
  }
  for (const MailboxPlace& one : mail.places) {
    for (const ByteRange& range : {one.field, one.mailbox, one.address}) {
      out << range.begin << "-" << range.end << "|";
    }
    out << one.recipient << "\n";
  }
  for (const HeldAttachment& one : mail.attachments) {
    out << "with|" << one.name << "|" << one.type << "|" << one.bytes << "\n";
  }
  return out.str();
}

}  // namespace milter
