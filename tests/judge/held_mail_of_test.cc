#include "milter/judge/held_mail_of.h"

#include <gmock/gmock.h>

#include "milter/base/limits.h"
#include "tests/judge/world.h"

namespace milter {
namespace {

using testing::HasSubstr;

HeldMail held(const std::string& mail, const std::vector<std::string>& recipients) {
  Envelope envelope = envelope_to(recipients);
  envelope.mail_from = {"<yamada@asagiri.example>", "RET=HDRS"};
  envelope.auth_user = "yamada@asagiri.example";
  const SetClock clock;
  Judge judge(*shared_snapshot(), nullptr, clock);
  judge.force_direction(rules::Direction::kOutbound);
  Judgement judgement = judge.judge(envelope, raw_of(mail), Deadline(clock, std::chrono::hours(1)));
  if (!judgement.held) throw std::logic_error("not held");
  return std::move(*judgement.held);
}

const std::string kHead =
    "From: =?UTF-8?B?5bGx55Sw?= <yamada@asagiri.example>\r\n"
    "To: Sato <sato@gmai.com>, k.tanaka@kouwa-shoji.co.jp\r\n"
    "Subject: =?UTF-8?B?6KaL56mN5pu4?=\r\nMessage-ID: <1@asagiri.example>\r\nMIME-Version: 1.0\r\n";

const std::vector<std::string> kTo{"Sato@gmai.com", "k.tanaka@kouwa-shoji.co.jp"};

TEST(HeldMailOf, HasWhatPageAndCourierNeed) {
  const HeldMail mail = held(kHead + "\r\n\r\nHello\r\n\r\n\r\n\r\nthere\r\n", kTo);
  EXPECT_EQ(mail.id.size(), 16U);
  EXPECT_EQ(mail.sender, "yamada@asagiri.example");
  EXPECT_EQ(mail.created, 1'772'672'400);
  EXPECT_EQ(mail.expires, mail.created + 72 * 3600);
  EXPECT_EQ(mail.envelope.mail_from.parameters, "RET=HDRS");
  EXPECT_TRUE(mail.envelope.rcpt_to.empty());
  EXPECT_EQ(mail.subject, "見積書");
  EXPECT_EQ(mail.from, "山田 <yamada@asagiri.example>");
  EXPECT_EQ(mail.message_id, "1@asagiri.example");
  EXPECT_EQ(mail.excerpt, "Hello\n\nthere");
  EXPECT_FALSE(mail.has_html);
  EXPECT_TRUE(mail.attachments.empty());
  EXPECT_THAT(mail.verdict, HasSubstr("\"hold\":{\"id\":\"" + mail.id + "\",\"recipients\":[{"));
}

TEST(HeldMailOf, NamesTheDoubtAndTheAddressProbablyMeant) {
  const HeldMail mail = held(kHead + "\r\nHello\r\n", kTo);
  ASSERT_EQ(mail.recipients.size(), 2U);
  const HeldRecipient& sato = mail.recipients[0];
  EXPECT_EQ(sato.path.address, "<Sato@gmai.com>");
  EXPECT_EQ(sato.address, "Sato@gmai.com");
  EXPECT_TRUE(sato.doubtful);
  EXPECT_EQ(sato.reason, "provider");
  EXPECT_EQ(sato.of, "gmail.com");
  EXPECT_EQ(sato.suggestion, "Sato@gmail.com");
  EXPECT_THAT(sato.why_ja, HasSubstr("[l]"));
  EXPECT_THAT(sato.why_en, HasSubstr("[l]"));
  const HeldRecipient& partner = mail.recipients[1];
  EXPECT_FALSE(partner.doubtful);
  EXPECT_EQ(partner.reason + partner.of + partner.suggestion + partner.why_ja, "");
}

TEST(HeldMailOf, KnowsWhereItsRecipientsStand) {
  const std::string bytes = kHead + "Cc: nobody@elsewhere.example\r\n\r\nHello\r\n";
  const HeldMail mail = held(bytes, kTo);
  ASSERT_EQ(mail.places.size(), 3U);
  EXPECT_EQ(mail.places[0].address.of(bytes), "sato@gmai.com");
  EXPECT_EQ(mail.places[0].recipient, "Sato@gmai.com") << "case of a local part tells nobody apart";
  EXPECT_EQ(mail.places[1].recipient, "k.tanaka@kouwa-shoji.co.jp");
  EXPECT_EQ(mail.places[2].recipient, "");
}

struct SuggestionRow {
  const char* path;
  const char* suggestion;
};

TEST(HeldMailOf, SuggestsOnlyWhatCanBeSentTo) {
  const SuggestionRow rows[] = {
      {"sato.taro+x@gmai.com", "sato.taro+x@gmail.com"},
      {"sato@mail.gmai.com", "sato@gmail.com"},
      {"\"sato\"@gmai.com", "sato@gmail.com"},
      {"\"sa to\"@gmai.com", ""},
      {"\"sa,to\"@gmai.com", ""},
  };
  for (const SuggestionRow& row : rows) {
    EXPECT_EQ(held(kHead + "\r\n", {row.path}).recipients[0].suggestion, row.suggestion)
        << row.path;
  }
}

TEST(HeldMailOf, NamesARecipientOnce) {
  const HeldMail mail = held(kHead + "\r\n", {"a@gmai.com", "a@GMAI.com", "b@gmai.com"});
  ASSERT_EQ(mail.recipients.size(), 2U);
  EXPECT_EQ(mail.recipients[1].address, "b@gmai.com");
}

const std::string kMixed =
    kHead +
    "Content-Type: multipart/mixed; boundary=m\r\n\r\n"
    "--m\r\nContent-Type: multipart/alternative; boundary=a\r\n\r\n"
    "--a\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nplain text\r\n"
    "--a\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>rich text</p>\r\n--a--\r\n"
    "--m\r\nContent-Type: application/pdf\r\n"
    "Content-Disposition: attachment; filename*=utf-8''%E8%A6%8B%E7%A9%8D.pdf\r\n"
    "Content-Transfer-Encoding: base64\r\n\r\nQUJDREVGRw==\r\n"
    "--m\r\nContent-Type: text/plain; name=notes.txt\r\nContent-Disposition: attachment\r\n\r\n"
    "12345\r\n"
    "--m\r\nContent-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\n--m--\r\n";

TEST(HeldMailOf, ListsAttachmentsAndShowsOneAlternative) {
  const HeldMail mail = held(kMixed, kTo);
  EXPECT_EQ(mail.excerpt, "plain text");
  EXPECT_TRUE(mail.has_html);
  ASSERT_EQ(mail.attachments.size(), 3U);
  EXPECT_EQ(mail.attachments[0].name, "見積.pdf");
  EXPECT_EQ(mail.attachments[0].type, "application/pdf");
  EXPECT_EQ(mail.attachments[0].bytes, 7U);
  EXPECT_EQ(mail.attachments[1].name, "notes.txt");
  EXPECT_EQ(mail.attachments[2].type, "text/calendar");
}

TEST(HeldMailOf, ShowsHtmlAsText) {
  const HeldMail mail = held(
      kHead + "Content-Type: text/html; charset=utf-8\r\n\r\n<b>あ</b><script>x</script>", kTo);
  EXPECT_EQ(mail.excerpt, "あ");
}

TEST(HeldMailOf, ShowsTheBeginningOnly) {
  std::string lines, line;
  for (std::size_t i = 0; i < limits::kMaxExcerptLines + 5; ++i) lines += "x\r\n";
  const HeldMail tall = held(kHead + "\r\n" + lines, kTo);
  EXPECT_EQ(static_cast<std::size_t>(std::count(tall.excerpt.begin(), tall.excerpt.end(), 'x')),
            limits::kMaxExcerptLines);
  for (std::size_t i = 0; i < limits::kMaxExcerptBytes; ++i) line += "あ";
  const HeldMail wide =
      held(kHead + "Content-Type: text/plain; charset=utf-8\r\n\r\n" + line + "\r\n", kTo);
  EXPECT_LE(wide.excerpt.size(), limits::kMaxExcerptBytes);
  EXPECT_GT(wide.excerpt.size(), limits::kMaxExcerptBytes - 3);
  EXPECT_TRUE(wide.excerpt.ends_with("あ"));
  std::string parts = kHead + "Content-Type: multipart/mixed; boundary=m\r\n\r\n";
  for (std::size_t i = 0; i < limits::kMaxListedAttachments + 5; ++i) {
    parts += "--m\r\nContent-Type: image/png\r\n\r\nx\r\n";
  }
  EXPECT_EQ(held(parts + "--m--\r\n", kTo).attachments.size(), limits::kMaxListedAttachments);
}

// Whom it goes to is known whatever became of its text.
TEST(HeldMailOf, AMailThatCannotBeReadIsHeldAllTheSame) {
  std::string deep = kHead;
  for (std::size_t i = 0; i < limits::kMaxMimeDepth + 5; ++i) {
    deep += "Content-Type: message/rfc822\r\n\r\n";
  }
  const HeldMail mail = held(deep, kTo);
  EXPECT_EQ(mail.recipients.size(), 2U);
  EXPECT_EQ(mail.subject, "見積書");
  EXPECT_EQ(mail.places.size(), 2U);

  SetClock late;
  late.step(std::chrono::hours(1));
  Judge judge(*shared_snapshot(), nullptr, late);
  judge.force_direction(rules::Direction::kOutbound);
  const Judgement judgement =
      judge.judge(envelope_to(kTo), raw_of(kMixed), Deadline(late, limits::kMessageDeadline));
  EXPECT_TRUE(has_finding(judgement.verdict, "reading.deadline"));
  ASSERT_TRUE(judgement.held);
  EXPECT_EQ(judgement.held->recipients[0].suggestion, "Sato@gmail.com");
}

}  // namespace
}  // namespace milter
