#include "milter/hold/custody.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

#include "milter/base/limits.h"
#include "milter/hold/hold_store.h"
#include "tests/hold/mails.h"
#include "tests/ops/folder.h"

namespace milter {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr const char* kFirst = "a1";
constexpr const char* kSecond = "b2";
constexpr const char* kBytes = "Subject: x\r\n\r\nbody\r\n";

class CustodyTest : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(spool.prepare()); }
  std::optional<HeldMail> found(const std::string& id) {
    const auto database = open_database(url).value();
    return HoldStore(*database).find(id).value();
  }
  void cancel(const std::string& id) {
    const auto database = open_database(url).value();
    ASSERT_EQ(HoldStore(*database).cancel(id, "x", kNow).value(), Moved::kDone);
  }

  const Folder folder;
  const std::string url = "sqlite:" + folder.path("s.db");
  const Spool spool{folder.path("spool")};
  Custody custody{folder.path("spool"), url};
};

TEST_F(CustodyTest, KeepsBytesAndRow) {
  ASSERT_EQ(custody.take(held_mail(kFirst), kBytes).value(), kFirst);
  EXPECT_EQ(spool.read(kFirst).value(), kBytes);
  const auto mail = found(kFirst);
  ASSERT_TRUE(mail);
  EXPECT_EQ(mail->state, HoldState::kHeld);
  EXPECT_EQ(mail->bytes, 20U);
  // printf 'Subject: x\r\n\r\nbody\r\n' | sha256sum
  EXPECT_EQ(mail->digest, "94aa02c65e3473d1c7d53430c4fd2b49d6b8cbc875139d1b4b248e6a8243bf38");
  EXPECT_EQ(mail->fingerprint.size(), 64U);
}

TEST_F(CustodyTest, TakesAMailSentAgainForTheSame) {
  ASSERT_EQ(custody.take(held_mail(kFirst), kBytes).value(), kFirst);
  HeldMail again = held_mail(kSecond);
  again.created += 30;
  again.envelope.queue_id = "another";
  std::swap(again.recipients[0], again.recipients[1]);
  EXPECT_EQ(custody.take(again, kBytes).value(), kFirst);
  EXPECT_FALSE(found(kSecond));
  EXPECT_THAT(spool.kept().value(), ElementsAre(kFirst));
}

TEST_F(CustodyTest, TakesAnotherMailForAnother) {
  ASSERT_EQ(custody.take(held_mail("a0"), kBytes).value(), "a0");
  std::vector<HeldMail> others(5, held_mail(""));
  others[0].envelope.auth_user = "suzuki";
  others[1].envelope.mail_from.address = "<suzuki@asagiri.example>";
  others[2].recipients.pop_back();
  others[3].message_id = "m2@asagiri.example";
  others[4].envelope.auth_user += "<";  // fields that would run together without their lengths
  others[4].envelope.mail_from.address.erase(0, 1);
  int number = 1;
  for (HeldMail& other : others) {
    other.id = "a" + std::to_string(number++);
    EXPECT_EQ(custody.take(other, kBytes).value(), other.id);
  }
  EXPECT_EQ(custody.take(held_mail("aa"), std::string(kBytes) + "\r\n").value(), "aa");
  EXPECT_EQ(spool.kept()->size(), 7U);
}

TEST_F(CustodyTest, NeverMergesWithoutAMessageId) {
  HeldMail mail = held_mail(kFirst);
  mail.message_id = "";
  ASSERT_EQ(custody.take(mail, kBytes).value(), kFirst);
  mail.id = kSecond;
  EXPECT_EQ(custody.take(mail, kBytes).value(), kSecond);
  EXPECT_EQ(found(kFirst)->fingerprint, "");
  EXPECT_FALSE(found(kSecond)->maybe_duplicate);
  EXPECT_THAT(spool.kept().value(), ElementsAre(kFirst, kSecond));
}

TEST_F(CustodyTest, KeepsTheSecondAfterTheFirstWasCancelled) {
  ASSERT_EQ(custody.take(held_mail(kFirst), kBytes).value(), kFirst);
  cancel(kFirst);
  EXPECT_EQ(custody.take(held_mail(kSecond), kBytes).value(), kSecond);
  EXPECT_FALSE(found(kSecond)->maybe_duplicate);  // the first went to nobody
  EXPECT_FALSE(found(kFirst)->maybe_duplicate);
}

TEST_F(CustodyTest, KnowsAMailThatWasDecidedOnLately) {
  const std::int64_t memory = std::chrono::seconds(limits::kResendMemory).count();
  HeldMail again = held_mail(kSecond);
  EXPECT_FALSE(custody.came_before(again, kBytes).value()) << "never seen";
  ASSERT_EQ(custody.take(held_mail(kFirst), kBytes).value(), kFirst);
  EXPECT_FALSE(custody.came_before(again, kBytes).value()) << "still held";
  cancel(kFirst);
  EXPECT_TRUE(custody.came_before(again, kBytes).value());
  EXPECT_FALSE(custody.came_before(again, "Subject: y\r\n\r\n").value()) << "other bytes";
  again.created = kNow + memory;
  EXPECT_TRUE(custody.came_before(again, kBytes).value());
  again.created = kNow + memory + 1;
  EXPECT_FALSE(custody.came_before(again, kBytes).value()) << "long ago";
  EXPECT_FALSE(found(kSecond)) << "asking keeps nothing";
}

struct ReleaseRow {
  const char* what;
  const char* mail_from;
  std::vector<const char*> recipients;
  bool is_release;
};

TEST_F(CustodyTest, KnowsWhatAReleaseSends) {
  const ReleaseRow rows[] = {
      {"all", "<yamada@asagiri.example>", {"<sato@gmail.example>", "<tanaka@kouwa.example>"}, true},
      {"one of them", "<yamada@asagiri.example>", {"<tanaka@kouwa.example>"}, true},
      {"without brackets", "yamada@asagiri.example", {"tanaka@kouwa.example"}, true},
      {"a stranger", "<yamada@asagiri.example>", {"<ito@gmai.example>"}, false},
      {"a stranger among them",
       "<yamada@asagiri.example>",
       {"<tanaka@kouwa.example>", "<ito@gmai.example>"},
       false},
      {"as before it was corrected", "<yamada@asagiri.example>", {"<sato@gmai.example>"}, false},
      {"dropped", "<yamada@asagiri.example>", {"<ueda@kouwa.example>"}, false},
      {"another sender", "<suzuki@asagiri.example>", {"<tanaka@kouwa.example>"}, false},
      {"the null sender", "<>", {"<tanaka@kouwa.example>"}, false},
      {"nobody", "<yamada@asagiri.example>", {}, false},
  };
  HeldMail mail = held_mail(kFirst);
  mail.recipients.push_back(recipient("ueda@kouwa.example", false));
  ASSERT_EQ(custody.take(mail, kBytes).value(), kFirst);
  const auto database = open_database(url).value();
  HoldStore store(*database);
  const std::vector<Decision> decisions{{kDoubtful, Choice::kCorrect, "sato@gmail.example"},
                                        {"ueda@kouwa.example", Choice::kDrop, ""}};
  for (const bool releasing : {false, true}) {
    if (releasing) {
      ASSERT_EQ(store.choose(kFirst, decisions, "x", kNow).value(), Moved::kDone);
    }
    for (const ReleaseRow& row : rows) {
      Envelope envelope;
      envelope.mail_from.address = row.mail_from;
      for (const char* one : row.recipients) envelope.rcpt_to.push_back({one, ""});
      EXPECT_EQ(custody.is_release(kFirst, envelope).value(), releasing && row.is_release)
          << row.what;
      EXPECT_FALSE(custody.is_release(kSecond, envelope).value()) << row.what;
      envelope.more_recipients = true;
      EXPECT_FALSE(custody.is_release(kFirst, envelope).value()) << row.what;
    }
  }
}

TEST_F(CustodyTest, LeavesNothingWhenTheRowIsRefused) {
  HeldMail mail = held_mail(kFirst);
  mail.envelope.more_recipients = true;
  EXPECT_FALSE(custody.take(mail, kBytes));
  EXPECT_THAT(spool.kept().value(), IsEmpty());
  EXPECT_EQ(custody.take(held_mail(kSecond), kBytes).value(), kSecond);
}

TEST_F(CustodyTest, LeavesNoRowWithoutASpool) {
  Custody homeless(folder.path("none"), url);
  const auto id = homeless.take(held_mail(kFirst), kBytes);
  ASSERT_FALSE(id);
  EXPECT_EQ(id.error().kind, Error::Kind::kPermanent);
  EXPECT_FALSE(found(kFirst));
}

TEST_F(CustodyTest, AnswersNothingWithoutAStore) {
  Custody homeless(folder.path("spool"), "sqlite:" + folder.path("none/s.db"));
  EXPECT_FALSE(homeless.take(held_mail(kFirst), kBytes));
}

TEST_F(CustodyTest, NeverTouchesAMailWithTheSameId) {
  ASSERT_EQ(custody.take(held_mail(kFirst), kBytes).value(), kFirst);
  EXPECT_FALSE(custody.take(held_mail(kFirst), "another"));
  EXPECT_EQ(spool.read(kFirst).value(), kBytes);
  EXPECT_TRUE(found(kFirst));
}

}  // namespace
}  // namespace milter
