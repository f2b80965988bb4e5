// Tests notice.cc and notice_text.cc.
#include "milter/courier/notice.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <time.h>

#include "milter/base/text.h"
#include "milter/courier/notice_text.h"

namespace milter {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::int64_t kHeldAt = 1795392900;  // Mon 2026-11-23 00:15 UTC, 09:15 in Japan

class NoticeTest : public ::testing::Test {
 protected:
  NoticeTest() {
    setenv("TZ", "Asia/Tokyo", 1);
    tzset();
    config.organisation_name = "株式会社朝霧製作所";
    config.courier_from = "sekimori@asagiri.example";
    config.public_url = "https://confirm.asagiri.example";
    mail.id = "3f0c3f0c3f0c3f0c";
    mail.sender = "yamada@asagiri.example";
    mail.subject = "見積書のご送付";
    mail.message_id = "m1@asagiri.example";
    mail.excerpt = "secret body";
    mail.created = kHeldAt;
    mail.expires = kHeldAt + 72 * 3600;
    HeldRecipient doubtful;
    doubtful.path = {"<sato@gmai.com>", ""};
    doubtful.address = "sato@gmai.com";
    doubtful.doubtful = true;
    doubtful.suggestion = "sato@gmail.com";
    doubtful.why_ja = "「gmail.com」と1文字違います: gmai[l].com";
    doubtful.why_en = "One letter differs from gmail.com: gmai[l].com";
    HeldRecipient known;
    known.path = {"<ito@partner.example>", ""};
    known.address = "ito@partner.example";
    mail.recipients = {doubtful, known};
    notice.to = {mail.sender};
    notice.now = kHeldAt;
  }
  ~NoticeTest() override {
    unsetenv("TZ");
    tzset();
  }

  std::string text() const { return notice_text(notice, mail, config, keys); }
  std::string whole() const { return notice_mail(notice, mail, config, keys); }
  std::string url() const {
    return "https://confirm.asagiri.example/h/3f0c3f0c3f0c3f0c." +
           link_token(keys, Purpose::kPage, mail);
  }

  Config config;
  HeldMail mail;
  Notice notice;
  LinkKeys keys{std::string(32, 'k')};
};

std::string field(const std::string& mail, const std::string& name) {
  const std::size_t at = ("\r\n" + mail).find("\r\n" + name + ": ");
  if (at == std::string::npos || at > mail.find("\r\n\r\n")) return "(none)";
  std::size_t end = mail.find("\r\n", at);
  while (mail.substr(end + 2, 1) == " ") end = mail.find("\r\n", end + 2);
  return mail.substr(at + name.size() + 2, end - at - name.size() - 2);
}

std::string boundary_of(const std::string& mail) {
  const std::string type = field(mail, "Content-Type");
  const std::size_t begin = type.find("boundary=\"") + 10;
  return type.substr(begin, type.rfind('"') - begin);
}

TEST_F(NoticeTest, AskSaysWhatWhyWhenAndHow) {
  EXPECT_EQ(text(),
            "次のメールの送信を止めています。まだ、どの宛先にも届いていません。\r\n"
            "\r\n"
            "  件名: 見積書のご送付\r\n"
            "  送信操作の日時: 2026年11月23日(月) 09:15\r\n"
            "  受付番号: 3f0c3f0c3f0c3f0c\r\n"
            "\r\n"
            "確認していただきたい宛先:\r\n"
            "  sato@gmai.com\r\n"
            "    「gmail.com」と1文字違います: gmai[l].com\r\n"
            "    sato@gmail.com ではありませんか。\r\n"
            "\r\n"
            "送信するか取り消すかを、次のページで選んでください。\r\n"
            "\r\n" +
                url() +
                "\r\n"
                "\r\n"
                "このリンクを開いた人は誰でも操作できます。転送しないでください。\r\n"
                "\r\n"
                "2026年11月26日(木) 09:15（あと72時間）までに選択がない場合は、送信せずに元の\r\n"
                "メールをお返しします。\r\n"
                "ページを開けないときは、受付番号を管理者へお知らせください。\r\n"
                "\r\n"
                "----------------------------------------\r\n"
                "Your mail is on hold and nobody has received it yet. If you do not choose by\r\n"
                "Thu 2026-11-26 09:15 JST, it will be returned to you unsent.\r\n"
                "Please use the link above.\r\n"
                "Whoever opens this link can decide: please do not forward it.\r\n"
                "Please check these recipients:\r\n"
                "  sato@gmai.com\r\n"
                "    One letter differs from gmail.com: gmai[l].com\r\n"
                "    Did you mean sato@gmail.com?\r\n"
                "\r\n"
                "株式会社朝霧製作所のメールゲートウェイ「関守」からの自動のお知らせです。この\r\n"
                "メールにはご返信いただけません。\r\n"
                "Automatic notice of Sekimori, the mail gateway of 株式会社朝霧製作所. Replies\r\n"
                "are not read.\r\n");
}

TEST_F(NoticeTest, AskInEnglishHasJapaneseBelow) {
  config.language = Language::kEnglish;
  EXPECT_THAT(text(), ::testing::StartsWith("The mail below is on hold. Nobody has"));
  EXPECT_THAT(text(),
              HasSubstr("If you do not choose within 72 hours (by Thu 2026-11-26 09:15 JST)"));
  EXPECT_THAT(text(), HasSubstr("上のリンクから選択してください。\r\nこのリンクを開いた人は"));
  EXPECT_THAT(text(), HasSubstr("----\r\nこのメールは、まだ誰にも届いていません。"));
}

TEST_F(NoticeTest, AskWithoutPageNamesTheNumber) {
  config.public_url = "";
  EXPECT_THAT(text(), Not(HasSubstr("/h/")));
  EXPECT_THAT(text(), HasSubstr("上の受付番号と、送信・取り消しのどちらを希望するかを、"));
  EXPECT_THAT(text(), HasSubstr("tell your administrator the reference number above"));
  EXPECT_THAT(text(), Not(HasSubstr("このリンク")));
  EXPECT_THAT(text(), Not(HasSubstr("link")));
  EXPECT_THAT(text(), Not(HasSubstr("ページを開けない")));
}

TEST_F(NoticeTest, LongUrlIsNotWrapped) {
  config.public_url = "https://" + std::string(120, 'x') + ".example";
  EXPECT_THAT(text(), HasSubstr("\r\n" + config.public_url + "/h/3f0c3f0c3f0c3f0c."));
}

TEST_F(NoticeTest, TimeLeftInMinutesNearTheEnd) {
  notice.now = mail.expires - 45 * 60;
  EXPECT_THAT(text(), HasSubstr("（あと45分）"));
  notice.now = mail.expires + 1;
  EXPECT_THAT(text(), HasSubstr("（あと0分）"));
}

TEST_F(NoticeTest, ManyDoubtfulRecipientsAreCut) {
  mail.recipients.resize(1);
  while (mail.recipients.size() < kMaxNoticeRecipients + 3) {
    mail.recipients.push_back(mail.recipients[0]);
  }
  EXPECT_THAT(text(), HasSubstr("  ほか 3 件\r\n"));
  EXPECT_THAT(text(), HasSubstr("  and 3 more\r\n"));
}

TEST_F(NoticeTest, HeaderIsThatOfAnAutomaticAnswer) {
  const std::string bytes = whole();
  EXPECT_THAT(field(bytes, "From"), ::testing::EndsWith("?= <sekimori@asagiri.example>"));
  EXPECT_EQ(field(bytes, "To"), "yamada@asagiri.example");
  EXPECT_EQ(field(bytes, "Date"), "Mon, 23 Nov 2026 00:15:00 +0000");
  EXPECT_EQ(field(bytes, "Message-ID"), "<3f0c3f0c3f0c3f0c.ask@asagiri.example>");
  EXPECT_EQ(field(bytes, "In-Reply-To"), "<m1@asagiri.example>");
  EXPECT_EQ(field(bytes, "References"), "<m1@asagiri.example>");
  EXPECT_EQ(field(bytes, "Auto-Submitted"), "auto-generated");
  EXPECT_EQ(field(bytes, "Content-Type"), "text/plain; charset=UTF-8");
  EXPECT_EQ(notice_subject(notice, mail, Language::kJapanese),
            "【関守】送信を止めています: 見積書のご送付");
  const std::size_t body = bytes.find("\r\n\r\n");
  EXPECT_EQ(base64_decode(bytes.substr(body)), text());
  EXPECT_THAT(base64_decode(bytes.substr(body)), Not(HasSubstr("secret body")));
}

TEST_F(NoticeTest, NothingOfTheHeldMailAddsAField) {
  mail.subject = "x\r\nBcc: evil@x.example\r\n\r\nbody";
  mail.message_id = "a\r\nBcc: evil@x.example";
  notice.to = {"a@x.example\r\nBcc: evil@x.example"};
  const std::string bytes = whole();
  EXPECT_EQ(field(bytes, "Bcc"), "(none)");
  EXPECT_EQ(field(bytes, "In-Reply-To"), "(none)");
  EXPECT_EQ(field(bytes, "To"), "undisclosed-recipients:;");
  EXPECT_EQ(field(bytes, "MIME-Version"), "1.0");
}

TEST_F(NoticeTest, LongSubjectIsCut) {
  mail.subject = std::string(kMaxNoticeSubject + 50, 'x');
  EXPECT_EQ(notice_subject(notice, mail, Language::kEnglish),
            "[Sekimori] On hold, please choose: " + std::string(kMaxNoticeSubject, 'x') + "…");
  mail.subject = "";
  EXPECT_EQ(notice_subject(notice, mail, Language::kJapanese),
            "【関守】送信を止めています: （件名なし）");
}

TEST_F(NoticeTest, LinesFit) {
  mail.subject = std::string(300, 'x');
  for (const Language language : {Language::kJapanese, Language::kEnglish}) {
    config.language = language;
    for (const NoticeKind kind : {NoticeKind::kAsk, NoticeKind::kRefused, NoticeKind::kReturned}) {
      notice.kind = kind;
      notice.original = {"Subject: short\r\n\r\n", false};
      const std::string bytes = whole();
      for (const std::string_view line : split(bytes, '\n')) EXPECT_LE(line.size(), 79U) << line;
    }
  }
}

TEST_F(NoticeTest, RefusedNamesWhoAndWhyWithTheOriginal) {
  notice.kind = NoticeKind::kRefused;
  notice.original = {"Subject: x\nTo: a\n\n.\n8bit: \xE3\x81\x82", false};
  mail.recipients[0].choice = Choice::kCorrect;
  mail.recipients[0].corrected = "sato@gmail.com";
  mail.recipients[0].delivery = Delivery::kDelivered;
  mail.recipients[1].delivery = Delivery::kRefused;
  mail.recipients[1].reply = "550 5.1.1 unknown";
  EXPECT_THAT(text(), HasSubstr("受け取りを拒否された宛先:\r\n  ito@partner.example\r\n"
                                "    550 5.1.1 unknown\r\n"));
  EXPECT_THAT(text(), Not(HasSubstr("gmail")));
  EXPECT_THAT(text(), HasSubstr("元のメールを添付します。"));
  const std::string bytes = whole();
  EXPECT_THAT(field(bytes, "Content-Type"), ::testing::StartsWith("multipart/mixed;\r\n "));
  EXPECT_EQ(field(bytes, "Content-Transfer-Encoding"), "8bit");
  const std::string boundary = "--" + boundary_of(bytes);
  EXPECT_THAT(bytes,
              HasSubstr("\r\n" + boundary +
                        "\r\nContent-Type: message/rfc822\r\n"
                        "Content-Transfer-Encoding: 8bit\r\n"
                        "Content-Disposition: attachment; filename=\"original.eml\"\r\n\r\n" +
                        notice.original.bytes + "\r\n" + boundary + "--\r\n"));
}

TEST_F(NoticeTest, ReturnedSaysWhichOfTheTwo) {
  notice.kind = NoticeKind::kReturned;
  notice.original = {"Subject: x\r\n\r\ny", false};
  EXPECT_THAT(text(), ::testing::StartsWith("期限までに選択がなかったため"));
  EXPECT_THAT(whole(), HasSubstr("Content-Transfer-Encoding: 7bit\r\n"));
  mail.recipients[0].delivery = mail.recipients[1].delivery = Delivery::kRefused;
  mail.recipients[0].reply = "554 5.7.1 no";
  EXPECT_THAT(text(), ::testing::StartsWith("次のメールは、どの宛先でも受け取りを拒否"));
  EXPECT_THAT(text(), HasSubstr("This mail was refused for every recipient."));
  EXPECT_THAT(text(), HasSubstr("    554 5.7.1 no\r\n"));
  EXPECT_THAT(text(), Not(HasSubstr("応答が途切れた")));
  mail.maybe_duplicate = true;
  EXPECT_THAT(text(), HasSubstr("応答が途切れた"));
  EXPECT_THAT(text(), HasSubstr("An answer was lost while sending"));
}

TEST_F(NoticeTest, LostOrDamagedOriginalIsSaid) {
  notice.kind = NoticeKind::kReturned;
  notice.original = {"", true};
  EXPECT_THAT(text(), HasSubstr("元のメールが見つからないため、添付できません"));
  EXPECT_THAT(text(), HasSubstr("cannot be found"));
  EXPECT_EQ(field(whole(), "Content-Type"), "text/plain; charset=UTF-8");
  notice.original = {"half", true};
  EXPECT_THAT(text(), HasSubstr("元のメールが壊れています。"));
  EXPECT_THAT(whole(), HasSubstr("message/rfc822"));
}

TEST_F(NoticeTest, BoundaryIsNotInTheOriginal) {
  notice.kind = NoticeKind::kReturned;
  notice.original = {"x", false};
  const std::string first = boundary_of(whole());
  notice.original.bytes = "--" + first + "\r\n";
  const std::string second = boundary_of(whole());
  EXPECT_NE(first, second);
  EXPECT_THAT(whole(), HasSubstr("\r\n--" + second + "--\r\n"));
}

TEST_F(NoticeTest, AdministratorLearnsWhyHeGetsIt) {
  notice.to = {"postmaster@asagiri.example"};
  notice.unreachable = "550 5.1.1 unknown";
  EXPECT_EQ(field(whole(), "To"), "postmaster@asagiri.example");
  EXPECT_THAT(text(), HasSubstr("yamada@asagiri.example に届けられなかった"));
  EXPECT_THAT(text(), HasSubstr("550 5.1.1 unknown"));
}

}  // namespace
}  // namespace milter
