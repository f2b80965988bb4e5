#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <pwd.h>
#include <unistd.h>

#include "milter/cli/holds.h"
#include "milter/hold/hold_store.h"
#include "tests/cli/desk.h"
#include "tests/hold/mails.h"

namespace milter {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

constexpr const char* kId = "3f0c000000000001";
constexpr const char* kOther = "3f0c000000000002";

std::string administrator() { return std::string("admin:") + ::getpwuid(::getuid())->pw_name; }

class HoldsCommand : public ::testing::Test {
 protected:
  void hold(const HeldMail& mail) {
    const auto store = open();
    ASSERT_TRUE(HoldStore(*store).insert(mail));
  }
  HeldMail found(const std::string& id) {
    const auto store = open();
    return HoldStore(*store).find(id).value().value();
  }
  int list(bool json) { return run_holds_list(desk.config(), {json}, desk.out, desk.err); }
  int show(const std::string& id, bool json) {
    return run_holds_show(desk.config(), {id, json}, desk.out, desk.err);
  }
  int release(const HoldsReleaseCommand& command) {
    return run_holds_release(desk.config(), command, desk.out, desk.err);
  }
  int cancel(const std::string& id) {
    return run_holds_cancel(desk.config(), {id}, desk.out, desk.err);
  }
  std::unique_ptr<Database> open() { return open_database("sqlite:" + desk.path("s.db")).value(); }

  Desk desk;
};

TEST_F(HoldsCommand, ListsAsJson) {
  HeldMail mail = held_mail(kId);
  mail.recipients[0].reason = "lookalike";
  mail.recipients[0].of = "gmail.example";
  mail.recipients[0].suggestion = "sato@gmail.example";
  hold(mail);
  HeldMail later = held_mail(kOther);
  later.created += 1;
  hold(later);
  ASSERT_EQ(list(true), 0);
  ASSERT_EQ(desk.lines().size(), 2U);
  // 1,780,000,000 is 2026-05-28T20:26:40Z (date -u -d @1780000000).
  EXPECT_EQ(desk.lines()[0],
            R"({"id":"3f0c000000000001","state":"held","sender":"yamada@asagiri.example",)"
            R"("recipients":[{"address":"sato@gmai.example","doubtful":true,"reason":"lookalike",)"
            R"("of":"gmail.example","suggestion":"sato@gmail.example","choice":"none",)"
            R"("corrected":null,"delivery":"pending","reply":null},)"
            R"({"address":"tanaka@kouwa.example","doubtful":false,"reason":null,"of":null,)"
            R"("suggestion":null,"choice":"none","corrected":null,"delivery":"pending",)"
            R"("reply":null}],"created":"2026-05-28T20:26:40Z","expires":"2026-05-31T20:26:40Z",)"
            R"("by":null,"verdict":{"v":1,"level":"amber"}})");
  EXPECT_EQ(desk.json()[1]["id"], kOther);
  EXPECT_THAT(desk.errors(), IsEmpty());
}

TEST_F(HoldsCommand, ListsTheOthersOfARowItCannotRead) {
  hold(held_mail(kId));
  hold(held_mail(kOther));
  ASSERT_TRUE(open()->run("UPDATE hold SET bytes = -1 WHERE id = ?", {std::string(kId)}));
  EXPECT_EQ(list(true), 1);
  ASSERT_EQ(desk.lines().size(), 1U);
  EXPECT_EQ(desk.json()[0]["id"], kOther);
  EXPECT_THAT(desk.errors(), ElementsAre(HasSubstr(kId)));
}

TEST_F(HoldsCommand, ListsNothing) {
  EXPECT_EQ(list(true), 0);
  EXPECT_EQ(desk.out.str(), "");
}

TEST_F(HoldsCommand, ListsATable) {
  hold(held_mail(kId));
  HeldMail other = held_mail(kOther);
  other.created += 1;
  other.sender = "x@asagiri.example";
  other.recipients.push_back(recipient("ito@gmai.example", true));
  hold(other);
  ASSERT_EQ(cancel(kOther), 0);
  desk.forget();
  ASSERT_EQ(list(false), 0);
  EXPECT_THAT(
      desk.lines(),
      ElementsAre(
          "ID                STATE      CREATED               SENDER                  DOUBTFUL",
          "3f0c000000000001  held       2026-05-28T20:26:40Z  yamada@asagiri.example  "
          "sato@gmai.example",
          "3f0c000000000002  cancelled  2026-05-28T20:26:41Z  x@asagiri.example       "
          "sato@gmai.example, ito@gmai.example"));
}

TEST_F(HoldsCommand, ShowsTheVerdictAsItWasStored) {
  HeldMail mail = held_mail(kId);
  mail.verdict = R"({"z":1,"a":{"text":{"ja":"宛先"}},"hold":{"id":"x"}})";
  hold(mail);
  ASSERT_EQ(show(kId, true), 0);
  EXPECT_THAT(desk.out.str(), HasSubstr("\"verdict\":" + mail.verdict + "}\n"));
  desk.forget();
  mail.id = kOther;
  mail.verdict = "not JSON";
  hold(mail);
  ASSERT_EQ(show(kOther, true), 0);
  EXPECT_TRUE(desk.json()[0]["verdict"].is_null());
}

TEST_F(HoldsCommand, ShowsAllAboutOne) {
  HeldMail mail = full_mail(kId);
  hold(mail);
  ASSERT_EQ(show(kId, false), 0);
  for (const char* part :
       {kId, "held by somebody", "1970-01-01T00:00:12Z", "yamada", "sato@gmai.example",
        "lookalike of gmail.example", "gmai[l]", "sato2@gmail.example",
        "refused: 550 5.1.1 unknown", kPlain, "お見積り", "見積書.pdf", "application/pdf"}) {
    EXPECT_THAT(desk.out.str(), HasSubstr(part));
  }
}

TEST_F(HoldsCommand, PrintsNoControlCharactersOfAMail) {
  HeldMail mail = full_mail(kId);
  const std::string bad = "\x1b]0;x\x07\r\n\tfake: line\xe2\x80\xae";  // the last: U+202E
  for (std::string* text :
       {&mail.sender, &mail.subject, &mail.from, &mail.message_id, &mail.changed_by,
        &mail.envelope.auth_user, &mail.recipients[0].address, &mail.recipients[0].why_en,
        &mail.recipients[0].reason, &mail.recipients[0].of, &mail.recipients[0].suggestion,
        &mail.recipients[0].corrected, &mail.recipients[0].reply, &mail.attachments[0].name,
        &mail.attachments[0].type}) {
    *text = bad;
  }
  hold(mail);
  ASSERT_EQ(show(kId, false), 0);
  ASSERT_EQ(list(false), 0);
  ASSERT_EQ(show(kId, true), 0);
  for (const char control : {'\x1b', '\x07', '\r', '\t'}) {
    EXPECT_EQ(desk.out.str().find(control), std::string::npos) << static_cast<int>(control);
  }
  for (const std::string& line : desk.lines()) EXPECT_THAT(line, Not(StartsWith("fake")));
  desk.forget();
  EXPECT_EQ(show(bad, false), 1);
  EXPECT_EQ(desk.errors().size(), 1U);
  EXPECT_EQ(desk.err.str().find('\x1b'), std::string::npos);
}

// --- release ---

struct ReleaseCase {
  const char* name;
  std::vector<std::string> correct, keep, drop;
  int status;
  const char* error;
};

TEST_F(HoldsCommand, ReleasesWhenEveryDoubtHasAChoice) {
  const std::vector<ReleaseCase> cases = {
      {"corrected", {"sato@gmai.example=sato@gmail.example"}, {}, {}, 0, ""},
      {"kept", {}, {kDoubtful}, {}, 0, ""},
      {"dropped", {}, {}, {kDoubtful}, 0, ""},
      {"in another case", {}, {"Sato@Gmai.Example"}, {}, 0, ""},
      {"the plain one dropped too", {}, {kDoubtful}, {kPlain}, 0, ""},
      {"nothing", {}, {}, {}, 2, "\"sato@gmai.example\" needs a choice"},
      {"the wrong one", {}, {}, {kPlain}, 2, "\"sato@gmai.example\" needs a choice"},
      {"a stranger", {}, {"x@y.example"}, {}, 2, "\"x@y.example\" is no recipient"},
      {"no =", {kDoubtful}, {}, {}, 2, "is not OLD=NEW"},
      {"corrected to nothing", {"sato@gmai.example="}, {}, {}, 2, "is not a mail address"},
      {"corrected to no address", {"sato@gmai.example=sato"}, {}, {}, 2, "is not a mail address"},
      {"a command smuggled in",
       {"sato@gmai.example=a@b.example>\r\nDATA"},
       {},
       {},
       2,
       "is not a mail address"},
      {"a stranger corrected", {"x@y.example=a@b.example"}, {}, {}, 2, "is no recipient"},
      {"two choices", {}, {kDoubtful}, {kDoubtful}, 2, "has two choices"},
      {"kept without a doubt", {}, {kDoubtful, kPlain}, {}, 2, "is not doubtful"},
      {"nobody left", {}, {}, {kDoubtful, kPlain}, 2, "nobody is left"},
  };
  int number = 10;
  for (const ReleaseCase& one : cases) {
    desk.forget();
    const std::string id = "3f0c0000000000" + std::to_string(number++);
    hold(held_mail(id));
    EXPECT_EQ(release({id, one.correct, one.keep, one.drop}), one.status) << one.name;
    const HeldMail after = found(id);
    if (one.status == 0) {
      EXPECT_EQ(desk.out.str(), id + ": releasing\n") << one.name;
      EXPECT_EQ(desk.err.str(), "") << one.name;
      EXPECT_EQ(after.state, HoldState::kReleasing) << one.name;
      EXPECT_EQ(after.changed_by, administrator()) << one.name;
    } else {
      EXPECT_EQ(desk.out.str(), "") << one.name;
      ASSERT_EQ(desk.errors().size(), 1U) << one.name;
      EXPECT_THAT(desk.errors()[0], StartsWith(id + ": "));
      EXPECT_THAT(desk.errors()[0], HasSubstr(one.error)) << one.name;
      EXPECT_EQ(after.state, HoldState::kHeld) << one.name;
    }
  }
}

TEST_F(HoldsCommand, RecordsTheChoices) {
  HeldMail mail = held_mail(kId);
  mail.recipients.push_back(recipient("a=b@gmai.example", true));
  mail.recipients.push_back(recipient("ito@gmai.example", true));
  hold(mail);
  ASSERT_EQ(
      release({kId, {"a=b@gmai.example=C=d@Gmail.Example"}, {kDoubtful}, {"ito@gmai.example"}}), 0);
  const HeldMail after = found(kId);
  EXPECT_EQ(after.recipients[0].choice, Choice::kKeep);
  EXPECT_EQ(after.recipients[1].choice, Choice::kNone);
  EXPECT_EQ(after.recipients[2].choice, Choice::kCorrect);
  EXPECT_EQ(after.recipients[2].corrected, "c=d@gmail.example");
  EXPECT_EQ(after.recipients[3].choice, Choice::kDrop);
}

TEST_F(HoldsCommand, SaysWhoWasFirst) {
  hold(held_mail(kId));
  {
    const auto store = open();
    ASSERT_EQ(HoldStore(*store)
                  .choose(kId, {{kDoubtful, Choice::kKeep, ""}}, "yamada@asagiri.example", kNow)
                  .value(),
              Moved::kDone);
  }
  const std::string line =
      std::string(kId) + ": too late: releasing by yamada@asagiri.example, 2026-05-28T20:26:40Z\n";
  EXPECT_EQ(release({kId, {}, {kDoubtful}, {}}), 1);
  EXPECT_EQ(desk.err.str(), line);
  desk.forget();
  EXPECT_EQ(release({kId, {}, {}, {}}), 1);  // too late comes before incomplete
  EXPECT_EQ(desk.err.str(), line);
  desk.forget();
  EXPECT_EQ(cancel(kId), 1);
  EXPECT_EQ(desk.err.str(), line);
  EXPECT_EQ(desk.out.str(), "");
}

TEST_F(HoldsCommand, Cancels) {
  hold(held_mail(kId));
  EXPECT_EQ(cancel(kId), 0);
  EXPECT_EQ(desk.out.str(), std::string(kId) + ": cancelled\n");
  EXPECT_EQ(found(kId).state, HoldState::kCancelled);
  EXPECT_EQ(found(kId).changed_by, administrator());
  desk.forget();
  EXPECT_EQ(cancel(kId), 1);
  EXPECT_THAT(desk.err.str(), HasSubstr("too late: cancelled by " + administrator() + ", "));
}

TEST_F(HoldsCommand, KnowsNoOtherHold) {
  hold(held_mail(kId));
  for (const std::string& id : {std::string(kOther), std::string("x"), std::string("%")}) {
    for (const int status :
         {show(id, false), show(id, true), cancel(id), release({id, {}, {kDoubtful}, {}})}) {
      EXPECT_EQ(status, 1);
    }
    EXPECT_EQ(desk.errors(), std::vector<std::string>(4, id + ": no such hold"));
    desk.forget();
  }
}

TEST_F(HoldsCommand, NamesAConfigurationOrStoreItCannotUse) {
  EXPECT_EQ(run_holds_list(desk.path("none.toml"), {}, desk.out, desk.err), 1);
  EXPECT_THAT(desk.err.str(), HasSubstr("none.toml"));
  desk.forget();
  desk.write("s.db", "this is no SQLite file, and it is long enough to be read as one");
  EXPECT_EQ(list(false), 1);
  EXPECT_THAT(desk.err.str(), HasSubstr("s.db"));
  EXPECT_EQ(desk.out.str(), "");
}

}  // namespace
}  // namespace milter
