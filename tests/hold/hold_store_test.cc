#include <gmock/gmock.h>

#include "tests/hold/store_test_base.h"

namespace milter {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST_F(HoldStoreTest, GivesBackEveryField) {
  const HeldMail mail = full_mail(kId);
  EXPECT_EQ(holds.insert(mail).value(), kId);
  EXPECT_EQ(all_of(found(kId)), all_of(mail));
}

TEST_F(HoldStoreTest, KnowsNoOtherMail) {
  ASSERT_TRUE(holds.insert(full_mail(kId)));
  EXPECT_FALSE(holds.find(kOther).value());
  EXPECT_FALSE(holds.find("").value());
}

TEST_F(HoldStoreTest, InsertsAllOrNothing) {
  HeldMail mail = full_mail(kId);
  ASSERT_TRUE(holds.insert(mail));
  mail.fingerprint = "another";
  mail.attachments.resize(5);
  EXPECT_FALSE(holds.insert(mail));  // the id is taken
  EXPECT_EQ(count("hold"), 1U);
  EXPECT_EQ(count("hold_attachment"), 2U);
  EXPECT_EQ(count("notice"), 1U);
}

TEST_F(HoldStoreTest, RefusesAMailWithRecipientsItDoesNotKnow) {
  HeldMail mail = held_mail(kId);
  mail.envelope.more_recipients = true;  // over kMaxRecipients
  const auto id = holds.insert(mail);
  ASSERT_FALSE(id);
  EXPECT_EQ(id.error().kind, Error::Kind::kLimit);
  EXPECT_EQ(count("hold"), 0U);
}

TEST_F(HoldStoreTest, RefusesARowThatDoesNotFitItsTypes) {
  const char* const damages[] = {
      "UPDATE hold SET state = 'thawed'",
      "UPDATE hold SET created = 'yesterday'",
      "UPDATE hold SET bytes = -1",
      "UPDATE hold SET has_html = 2",
      "UPDATE hold_recipient SET choice = 'maybe'",
      "UPDATE hold_recipient SET delivery = ''",
      "UPDATE hold_place SET field_end = -5",
      "UPDATE hold_attachment SET bytes = 'many'",
  };
  int number = 0;
  for (const char* damage : damages) {
    HeldMail mail = full_mail("00000000000000" + std::to_string(10 + number++));
    mail.fingerprint = mail.id;
    ASSERT_TRUE(holds.insert(mail));
    const std::string only =
        std::string(damage) + " WHERE " +
        (std::string(damage).starts_with("UPDATE hold SET") ? "id" : "hold_id") + " = ?";
    ASSERT_TRUE(database->run(only, {mail.id}));
    const auto read = holds.find(mail.id);
    ASSERT_FALSE(read) << damage;
    EXPECT_EQ(read.error().kind, Error::Kind::kPermanent) << damage;
    EXPECT_NE(read.error().what.find(mail.id), std::string::npos) << read.error().what;
  }
}

TEST_F(HoldStoreTest, ListsOldestFirst) {
  const std::vector<std::pair<const char*, std::int64_t>> mails = {
      {"c3", kNow}, {"a1", kNow + 1}, {"b2", kNow}, {"d4", kNow + 2}};
  for (const auto& [id, created] : mails) {
    HeldMail mail = held_mail(id);
    mail.created = created;
    ASSERT_TRUE(holds.insert(mail));
  }
  EXPECT_THAT(listed(true), ElementsAre("b2", "c3", "a1", "d4"));
  ASSERT_EQ(holds.cancel("c3", "admin:root", kNow).value(), Moved::kDone);
  EXPECT_THAT(listed(false), ElementsAre("b2", "a1", "d4"));
  EXPECT_THAT(listed(true), ElementsAre("b2", "c3", "a1", "d4"));
}

TEST_F(HoldStoreTest, ListsNothingAtFirst) { EXPECT_THAT(listed(true), IsEmpty()); }

struct ChooseCase {
  const char* name;
  std::vector<Decision> decisions;
  Moved expected;
};

TEST_F(HoldStoreTest, ChoosesWhenEveryDoubtIsSettled) {
  const auto corrected_to = [](const char* address) {
    return Decision{kDoubtful, Choice::kCorrect, address};
  };
  const std::vector<ChooseCase> cases = {
      {"corrected", {kCorrected}, Moved::kDone},
      {"kept", {kKept}, Moved::kDone},
      {"dropped, the other stays", {kDropped}, Moved::kDone},
      {"kept, the other dropped", {kKept, kPlainDropped}, Moved::kDone},
      {"the other undecided", {kKept, {kPlain, Choice::kNone, ""}}, Moved::kDone},
      {"corrected to a Japanese domain", {corrected_to("sato@例え.example")}, Moved::kDone},
      {"corrected to an address with a plus", {corrected_to("sato+a@b.example")}, Moved::kDone},
      {"nothing", {}, Moved::kIncomplete},
      {"no word about the doubtful one", {kPlainDropped}, Moved::kIncomplete},
      {"undecided", {{kDoubtful, Choice::kNone, ""}}, Moved::kIncomplete},
      {"everybody dropped", {kDropped, kPlainDropped}, Moved::kIncomplete},
      {"nobody's", {kKept, {"x@y.example", Choice::kDrop, ""}}, Moved::kIncomplete},
      {"twice", {kKept, kDropped}, Moved::kIncomplete},
      {"keep without a doubt", {kKept, {kPlain, Choice::kKeep, ""}}, Moved::kIncomplete},
      {"correct without a doubt",
       {kKept, {kPlain, Choice::kCorrect, "x@y.example"}},
       Moved::kIncomplete},
      {"corrected to nothing", {corrected_to("")}, Moved::kIncomplete},
      {"corrected to no domain", {corrected_to("sato")}, Moved::kIncomplete},
      {"corrected to an empty domain", {corrected_to("sato@")}, Moved::kIncomplete},
      {"corrected to no one", {corrected_to("@b.example")}, Moved::kIncomplete},
      {"corrected to two", {corrected_to("a@b.example,c@d.example")}, Moved::kIncomplete},
      {"two ats", {corrected_to("a@b@c.example")}, Moved::kIncomplete},
      {"another command",
       {corrected_to("a@b.example>\r\nRCPT TO:<x@y.example")},
       Moved::kIncomplete},
      {"a parameter", {corrected_to("a@b.example NOTIFY=NEVER")}, Moved::kIncomplete},
      {"brackets", {corrected_to("<a@b.example>")}, Moved::kIncomplete},
  };
  int number = 0;
  for (const ChooseCase& one : cases) {
    HeldMail mail = held_mail("00000000000001" + std::to_string(10 + number++));
    ASSERT_TRUE(holds.insert(mail));
    const auto moved = holds.choose(mail.id, one.decisions, "yamada@asagiri.example", kNow + 5);
    ASSERT_TRUE(moved) << one.name;
    EXPECT_EQ(*moved, one.expected) << one.name;
    const HeldMail after = found(mail.id);
    if (one.expected == Moved::kDone) {
      EXPECT_EQ(after.state, HoldState::kReleasing) << one.name;
      EXPECT_EQ(after.changed, kNow + 5) << one.name;
      EXPECT_EQ(after.changed_by, "yamada@asagiri.example") << one.name;
    } else {
      EXPECT_EQ(all_of(after), all_of(mail)) << one.name;
    }
  }
}

TEST_F(HoldStoreTest, RefusesALongCorrection) {
  ASSERT_TRUE(holds.insert(held_mail(kId)));
  const std::string domain = "@b.example";
  const std::string fits = std::string(254 - domain.size(), 'a') + domain;
  EXPECT_EQ(holds.choose(kId, {{kDoubtful, Choice::kCorrect, "a" + fits}}, "x", kNow).value(),
            Moved::kIncomplete);
  EXPECT_EQ(holds.choose(kId, {{kDoubtful, Choice::kCorrect, fits}}, "x", kNow).value(),
            Moved::kDone);
}

TEST_F(HoldStoreTest, RecordsEachChoice) {
  HeldMail mail = held_mail(kId);
  mail.recipients.push_back(recipient("Suzuki@gmai.example", true));
  mail.recipients.push_back(recipient("ito@gmai.example", true));
  mail.recipients.push_back(recipient("Suzuki@gmai.example", true));  // RCPT given twice
  ASSERT_TRUE(holds.insert(mail));
  ASSERT_EQ(holds
                .choose(kId,
                        {kCorrected,
                         {"Suzuki@gmai.example", Choice::kKeep, "not@meant.example"},
                         {"ito@gmai.example", Choice::kDrop, ""}},
                        "admin:root", kNow)
                .value(),
            Moved::kDone);
  const HeldMail after = found(kId);
  EXPECT_EQ(after.recipients[0].choice, Choice::kCorrect);
  EXPECT_EQ(after.recipients[0].corrected, "sato@gmail.example");
  EXPECT_EQ(after.recipients[1].choice, Choice::kNone);
  EXPECT_EQ(after.recipients[2].choice, Choice::kKeep);
  EXPECT_EQ(after.recipients[2].corrected, "");
  EXPECT_EQ(after.recipients[3].choice, Choice::kDrop);
  EXPECT_EQ(after.recipients[4].choice, Choice::kKeep);
}

TEST_F(HoldStoreTest, RemembersWhatWasKept) {
  HeldMail mail = held_mail(kId);
  mail.recipients.push_back(recipient("Suzuki@gmai.example", true));
  mail.recipients.push_back(recipient("ito@gmai.example", true));
  ASSERT_TRUE(holds.insert(mail));
  ASSERT_EQ(holds
                .choose(kId,
                        {kCorrected,
                         {"Suzuki@gmai.example", Choice::kKeep, ""},
                         {"ito@gmai.example", Choice::kDrop, ""}},
                        "admin:root", kNow)
                .value(),
            Moved::kDone);
  EXPECT_TRUE(confirmed("yamada@asagiri.example", "suzuki@gmai.example"));
  for (const char* other : {kDoubtful, "sato@gmail.example", "ito@gmai.example", kPlain}) {
    EXPECT_FALSE(confirmed("yamada@asagiri.example", other)) << other;
  }
  EXPECT_FALSE(confirmed("admin:root", "suzuki@gmai.example"));
}

TEST_F(HoldStoreTest, RemembersNothingOfAnIncompleteChoice) {
  HeldMail mail = held_mail(kId);
  mail.recipients.push_back(recipient("ito@gmai.example", true));
  ASSERT_TRUE(holds.insert(mail));
  ASSERT_EQ(holds.choose(kId, {kKept}, "x", kNow).value(), Moved::kIncomplete);
  EXPECT_FALSE(confirmed("yamada@asagiri.example", kDoubtful));
}

TEST_F(HoldStoreTest, LetsTheFirstWin) {
  ASSERT_TRUE(holds.insert(held_mail(kId)));
  ASSERT_EQ(holds.choose(kId, {kKept}, "first", kNow + 1).value(), Moved::kDone);
  EXPECT_EQ(holds.choose(kId, {kDropped}, "second", kNow + 2).value(), Moved::kTooLate);
  EXPECT_EQ(holds.choose(kId, {}, "second", kNow + 2).value(), Moved::kTooLate);
  EXPECT_EQ(holds.cancel(kId, "second", kNow + 2).value(), Moved::kTooLate);
  const HeldMail after = found(kId);
  EXPECT_EQ(after.changed_by, "first");
  EXPECT_EQ(after.changed, kNow + 1);
  EXPECT_EQ(after.recipients[0].choice, Choice::kKeep);

  ASSERT_TRUE(holds.insert(held_mail(kOther)));
  ASSERT_EQ(holds.cancel(kOther, "first", kNow + 3).value(), Moved::kDone);
  EXPECT_EQ(found(kOther).state, HoldState::kCancelled);
  EXPECT_EQ(holds.cancel(kOther, "second", kNow + 4).value(), Moved::kTooLate);
  EXPECT_EQ(holds.choose(kOther, {kKept}, "second", kNow + 4).value(), Moved::kTooLate);
  EXPECT_EQ(found(kOther).changed_by, "first");
}

TEST_F(HoldStoreTest, CannotMoveWhatIsNotThere) {
  EXPECT_EQ(holds.choose(kId, {kKept}, "x", kNow).value(), Moved::kUnknown);
  EXPECT_EQ(holds.cancel(kId, "x", kNow).value(), Moved::kUnknown);
}

TEST_F(HoldStoreTest, ListsTheOthersOfARowItCannotRead) {
  for (const char* id : {"a1", "b2", "c3"}) ASSERT_TRUE(holds.insert(held_mail(id)));
  ASSERT_TRUE(database->run("UPDATE hold SET state = 'later' WHERE id = 'b2'", {}));
  for (const bool with_final : {false, true}) {
    std::vector<Error> unreadable;
    const auto mails = holds.list(with_final, &unreadable);
    ASSERT_TRUE(mails);
    ASSERT_EQ(mails->size(), 2U);
    EXPECT_EQ(mails->at(0).id + mails->at(1).id, "a1c3");
    ASSERT_EQ(unreadable.size(), 1U);
    EXPECT_THAT(unreadable[0].what, ::testing::HasSubstr("hold b2"));
    EXPECT_FALSE(holds.list(with_final));  // nobody who would say so: none of them
  }
}

}  // namespace
}  // namespace milter
