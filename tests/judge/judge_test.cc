#include "milter/judge/judge.h"

#include <gmock/gmock.h>

#include <set>

#include "milter/base/limits.h"
#include "milter/judge/random_id.h"
#include "tests/judge/world.h"

namespace milter {
namespace {

using rules::Level;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string kKeiri = "keiri@asagiri.example";
const std::string kSoumu = "soumu@asagiri.example";
const std::string kHead =
    "To: keiri@asagiri.example\nMessage-ID: <m1@x.example>\nMIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=utf-8\n";
const std::string kOrder =
    "From: 田中 健一 <k.tanaka@kouwa-shoji.co.jp>\nSubject: 3月分ご注文の件\n" + kHead +
    "\nいつもお世話になっております。\n3月分のご注文書をお送りいたします。ご確認ください。\n";

class JudgeTest : public testing::Test {
 protected:
  Judgement judge(const std::string& mail, const Envelope& envelope = envelope_to({kKeiri})) {
    return Judge(*snapshot_, memory_.get(), clock_)
        .judge(envelope, raw_of(mail), Deadline(clock_, limits::kMessageDeadline));
  }
  void know(const std::string& remote) {
    memory_->record({{{kKeiri, remote, true, 1}, {kKeiri, remote, false, 2}}, std::nullopt});
  }

  std::shared_ptr<const Snapshot> snapshot_ = shared_snapshot();
  std::unique_ptr<Memory> memory_ =
      Memory::open("sqlite::memory:", Memory::Writes::kImmediate).value();
  SetClock clock_;
};

struct Row {
  std::string from, subject, text;
  Level level;
};

std::string mail_of(const Row& row) {
  return row.from + "\nSubject: " + row.subject + "\n" + kHead + "\n" + row.text + "\n";
}

TEST_F(JudgeTest, LetsOrdinaryMailPassUnchanged) {
  know("k.tanaka@kouwa-shoji.co.jp");
  know("m.weber@harbour-steel.example");
  const Row rows[] = {
      {"From: 田中 健一 <k.tanaka@kouwa-shoji.co.jp>", "3月分ご請求書",
       "3月分のご請求書をお送りいたします。いつもの口座へ月末までにお願いいたします。",
       Level::kClear},
      {"From: 田中 健一 <k.tanaka@kouwa-shoji.co.jp>", "打合せの日程",
       "来週の打合せは火曜日の10時からでよろしいでしょうか。", Level::kClear},
      {"From: Martina Weber <m.weber@harbour-steel.example>", "Invoice 2231",
       "Please find attached our invoice for March. Payment terms are unchanged.", Level::kClear},
      {"From: Martina Weber <m.weber@harbour-steel.example>", "Delivery on Friday",
       "The coils will arrive on Friday morning. Kind regards, Martina", Level::kClear},
      {"From: 桜井 一郎 <sakurai.home@gmail.com>", "明日の会議", "30分ほど遅れます。",
       Level::kClear},
  };
  for (const Row& row : rows) {
    const Judgement judgement = judge(mail_of(row));
    EXPECT_EQ(word(judgement.verdict.level), word(row.level))
        << row.subject << ": " << judgement.verdict.decided_by;
    EXPECT_TRUE(judgement.edits.empty()) << row.subject;
    EXPECT_EQ(judgement.verdict.decided_by, "") << row.subject;
  }
}

TEST_F(JudgeTest, WarnsOfFraudInBothLanguages) {
  const Row rows[] = {
      {"From: 桜井 一郎 <ceo.office@gmail.com>", "至急",
       "業務の都合でLINEグループを作成し、QRコードをこのメールに返信してください。", Level::kRed},
      {"From: Ichiro Sakurai <ceo.office@gmail.com>", "Urgent",
       "Please create a WhatsApp group and send me the QR code.", Level::kRed},
      {"From: 田中 健一 <k.tanaka@kouwa-shojl.co.jp>", "口座変更のお知らせ",
       "振込先の口座が変更になりました。今月分より新しい口座へお振込みください。", Level::kRed},
      {"From: Martina Weber <m.weber@harbour-stee1.example>", "New bank details",
       "Our bank account has changed. Please pay the invoice to the new account.", Level::kRed},
  };
  for (const Row& row : rows) {
    const Judgement judgement = judge(mail_of(row));
    EXPECT_EQ(word(judgement.verdict.level), word(row.level))
        << row.from << ": " << judgement.verdict.decided_by;
    const std::string delivered = apply_edits(*raw_of(mail_of(row)), judgement.edits);
    EXPECT_THAT(delivered, HasSubstr("X-Sekimori-Level: red\n"));
    EXPECT_THAT(delivered, HasSubstr("X-Sekimori-Id: " + judgement.id + "\n"));
    EXPECT_THAT(message_of(delivered).text, HasSubstr("【関守】"));
    EXPECT_THAT(message_of(delivered).header.subject, HasSubstr("【関守：要確認】"));
    EXPECT_THAT(judgement.contacts, IsEmpty());
  }
}

TEST_F(JudgeTest, WarnsOfAChangedAccountFromAPartnerItself) {
  const std::string mail = "From: 田中 健一 <k.tanaka@kouwa-shoji.co.jp>\nSubject: お知らせ\n" +
                           kHead + "\n振込先の口座が変更になりました。\n";
  EXPECT_EQ(judge(mail).verdict.level, Level::kAmber);
  EXPECT_EQ(judge(mail).verdict.decided_by, "account_change");
}

TEST_F(JudgeTest, FillsInWhoAndWhen) {
  const Judgement judgement = judge(kOrder);
  EXPECT_EQ(judgement.message_id, "m1@x.example");
  EXPECT_EQ(judgement.time, clock_.now());
  EXPECT_EQ(judgement.direction, rules::Direction::kInbound);
  EXPECT_FALSE(judgement.monitor);
  EXPECT_EQ(judgement.id.size(), 16U);
}

TEST_F(JudgeTest, SaysItCouldNotLookAfterTheDeadline) {
  const Judgement judgement = Judge(*snapshot_, memory_.get(), clock_)
                                  .judge(envelope_to({kKeiri}), raw_of(kOrder),
                                         Deadline(clock_, std::chrono::milliseconds(0)));
  EXPECT_EQ(judgement.verdict.level, Level::kUnknown);
  EXPECT_EQ(judgement.verdict.decided_by, "reading");
  EXPECT_TRUE(has_finding(judgement.verdict, "reading.deadline"));
  EXPECT_THAT(judgement.contacts, IsEmpty());
  const std::string delivered = apply_edits(*raw_of(kOrder), judgement.edits);
  EXPECT_THAT(delivered, HasSubstr("X-Sekimori-Level: unknown\n"));
  const auto subject = RawMessage::parse(delivered);
  EXPECT_THAT(read_header(subject).subject, HasSubstr("【関守：未確認】"));
  EXPECT_THAT(message_of(delivered).text, HasSubstr("いつもお世話になっております。"));
}

// Each look at the clock takes 15 of the 20 seconds: the second one, after gathering, is too late.
TEST_F(JudgeTest, LooksAtTheDeadlineBetweenItsStages) {
  clock_.step(std::chrono::seconds(15));
  const Judgement judgement = judge(kOrder);
  EXPECT_EQ(judgement.verdict.level, Level::kUnknown);
  EXPECT_TRUE(has_finding(judgement.verdict, "reading.deadline"));
  clock_.step(std::chrono::seconds(5));
  EXPECT_EQ(judge(kOrder).verdict.level, Level::kClear);
}

std::vector<std::string> written(const std::vector<Contact>& contacts) {
  std::vector<std::string> result;
  for (const Contact& one : contacts) {
    result.push_back(one.local + (one.outbound ? " -> " : " <- ") + one.remote);
  }
  return result;
}

TEST_F(JudgeTest, RemembersWhoWroteToWhom) {
  const Judgement judgement = judge(kOrder, envelope_to({"Keiri@asagiri.example", kSoumu}));
  EXPECT_THAT(written(judgement.contacts), ElementsAre(kKeiri + " <- k.tanaka@kouwa-shoji.co.jp",
                                                       kSoumu + " <- k.tanaka@kouwa-shoji.co.jp"));
  EXPECT_EQ(judgement.contacts.at(0).time, 1'772'672'400);
}

TEST_F(JudgeTest, RemembersMailOfNoticeButNoneOfDoubt) {
  // Subject, text and the level they give a stranger; only clear and notice make him known.
  const Row rows[] = {
      {"From: a@elsewhere.example", "会社案内", "会社案内をお送りします。", Level::kClear},
      {"From: a@elsewhere.example", "請求書", "請求書をお送りします。お支払いをお願いいたします。",
       Level::kNotice},
      {"From: a@elsewhere.example", "口座変更", "振込先の口座が変更になりました。", Level::kAmber},
      {"From: 桜井 一郎 <a@elsewhere.example>", "口座", "振込先の口座が変更になりました。",
       Level::kRed},
  };
  for (const Row& row : rows) {
    const Judgement judgement = judge(mail_of(row));
    EXPECT_EQ(word(judgement.verdict.level), word(row.level)) << row.text;
    const bool known = row.level == Level::kClear || row.level == Level::kNotice;
    EXPECT_EQ(judgement.contacts.size(), known ? 1U : 0U) << row.text;
  }
}

TEST_F(JudgeTest, RemembersOutboundMailAndLeavesItAlone) {
  Envelope envelope = envelope_to({"Tanaka@Partner.example", kSoumu, "x@mx.asagiri.example"});
  envelope.auth_user = "k.mori";
  const std::string mail =
      "From: K.Mori@asagiri.example\nX-Sekimori-Level: clear\nSubject: 口座変更\n" + kHead +
      "\n振込先の口座が変更になりました。\n";
  const Judge judge(*snapshot_, memory_.get(), clock_);
  EXPECT_EQ(judge.needs(envelope, *raw_of(mail)), rules::Need::kHeader);
  for (const Judgement& judgement :
       {judge.judge_header(envelope, *raw_of(mail)), this->judge(mail, envelope)}) {
    EXPECT_EQ(judgement.direction, rules::Direction::kOutbound);
    EXPECT_EQ(judgement.verdict.level, Level::kClear);
    EXPECT_TRUE(judgement.edits.empty());
    EXPECT_THAT(written(judgement.contacts),
                ElementsAre("k.mori@asagiri.example -> tanaka@partner.example"));
  }
}

TEST_F(JudgeTest, RemembersNothingOfMailWithoutAuthor) {
  EXPECT_THAT(judge("Subject: x\n" + kHead + "\ntext\n").contacts, IsEmpty());
}

TEST_F(JudgeTest, ReadsOnlyTheHeaderWhereThatIsEnough) {
  const Judge judge(*snapshot_, memory_.get(), clock_);
  const Envelope others = envelope_to({kSoumu});
  EXPECT_EQ(judge.needs(others, *raw_of(kOrder)), rules::Need::kHeader);
  EXPECT_EQ(judge.needs(envelope_to({kKeiri}), *raw_of(kOrder)), rules::Need::kBody);
  EXPECT_EQ(judge.needs(others, *raw_of("X-SEKIMORI-Foo: 1\n" + kOrder)), rules::Need::kBody);
  EXPECT_EQ(judge.needs(others, *raw_of("From: 桜井一郎 <a@gmail.com>\n\nx\n")),
            rules::Need::kBody);
  const Judgement judgement = judge.judge_header(others, *raw_of(kOrder));
  EXPECT_EQ(judgement.verdict.level, Level::kClear);
  EXPECT_THAT(written(judgement.contacts), ElementsAre(kSoumu + " <- k.tanaka@kouwa-shoji.co.jp"));
}

TEST_F(JudgeTest, TakesTheDirectionItIsTold) {
  Judge judge(*snapshot_, memory_.get(), clock_);
  judge.force_direction(rules::Direction::kOutbound);
  const Deadline deadline(clock_, limits::kMessageDeadline);
  EXPECT_EQ(judge.judge(envelope_to({kKeiri}), raw_of(kOrder), deadline).direction,
            rules::Direction::kOutbound);
}

TEST_F(JudgeTest, JudgesWithoutMemory) {
  memory_.reset();
  const Judgement judgement = judge(kOrder);
  EXPECT_EQ(judgement.verdict.level, Level::kClear);
  EXPECT_TRUE(has_finding(judgement.verdict, "relationship.memory_unavailable"));
}

TEST_F(JudgeTest, SurvivesWhatNoMailShouldBe) {
  for (const std::string& mail :
       {std::string(), std::string("\n"), std::string("\0\0\0", 3), std::string(":\n:\n\n"),
        std::string("From: <\nTo: a:\n\n"), std::string("Content-Type: multipart/mixed\n\n--\n"),
        std::string(100'000, '-'), std::string("From: ") + std::string(100'000, '(')}) {
    EXPECT_NO_THROW(judge(mail)) << mail.substr(0, 40);
  }
}

TEST(RandomId, IsSixteenHexadecimalDigitsAndNeverTheSame) {
  std::set<std::string> ids;
  for (int at = 0; at < 1000; ++at) {
    const std::string id = random_id();
    EXPECT_EQ(id.size(), 16U);
    EXPECT_EQ(id.find_first_not_of("0123456789abcdef"), std::string::npos) << id;
    ids.insert(id);
  }
  EXPECT_EQ(ids.size(), 1000U);
}

}  // namespace
}  // namespace milter
