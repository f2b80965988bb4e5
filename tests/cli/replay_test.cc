#include "milter/cli/replay.h"

#include <gmock/gmock.h>

#include "tests/cli/desk.h"

namespace milter {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;

const std::string kHead = "file\tdirection\tmail_from\trcpt_to\tauth_user\tclient_ip\ttime\tkind\n";

class Replay : public testing::Test {
 protected:
  int replay(const std::string& rows, const std::string& store = "", bool json = true) {
    desk_.forget();
    std::filesystem::create_directory(desk_.path("mails"));
    ReplayOptions options;
    options.timeline = desk_.write("mails/t.tsv", kHead + rows);
    options.store = store;
    options.json = json;
    options.offline = true;
    return run_replay(desk_.config(), options, desk_.out, desk_.err);
  }
  void mail(const std::string& name, const std::string& from, const std::string& text = "hello") {
    std::filesystem::create_directory(desk_.path("mails"));
    desk_.write("mails/" + name, "From: " + from +
                                     "\nTo: keiri@asagiri.example\nContent-Type: text/plain; "
                                     "charset=utf-8\n\n" +
                                     text + "\n");
  }
  static std::string in(const std::string& file, const std::string& from, int day) {
    return file + "\tinbound\t" + from + "\tkeiri@asagiri.example,soumu@asagiri.example\t\t" +
           "203.0.113.9\t2026-03-0" + std::to_string(day) + "T10:00:00+09:00\tx\n";
  }
  static std::string out(const std::string& file, const std::string& to, int day) {
    return file + "\toutbound\tkeiri@asagiri.example\t" + to + "\tkeiri\t10.0.0.1\t2026-03-0" +
           std::to_string(day) + "T10:00:00+09:00\tx\n";
  }
  std::vector<bool> first_contacts() const {
    std::vector<bool> result;
    for (const std::string& line : desk_.lines()) {
      result.push_back(line.find("relationship.first_contact") != std::string::npos);
    }
    return result;
  }

  Desk desk_;
};

TEST_F(Replay, RemembersWhatItPlayed) {
  mail("a.eml", "a@b.example");
  mail("c.eml", "c@d.example");
  EXPECT_EQ(replay(in("a.eml", "a@b.example", 1) + in("a.eml", "a@b.example", 2) +
                   in("c.eml", "c@d.example", 3)),
            0);
  EXPECT_THAT(first_contacts(), ElementsAre(true, false, true));
  EXPECT_EQ(replay(in("a.eml", "a@b.example", 1)), 0);  // each replay begins anew
  EXPECT_THAT(first_contacts(), ElementsAre(true));
}

TEST_F(Replay, KnowsWhomWeWroteTo) {
  mail("out.eml", "keiri@asagiri.example");
  mail("a.eml", "a@b.example");
  EXPECT_EQ(replay(out("out.eml", "A@B.example,x@y.example", 1) + in("a.eml", "a@b.example", 2)),
            0);
  EXPECT_THAT(first_contacts(), ElementsAre(false, false));
  EXPECT_EQ(desk_.json().at(0)["direction"], "outbound");
}

// What one free-mail user wrote makes no other user of the same domain known.
TEST_F(Replay, KnowsFreemailUsersOneByOne) {
  mail("a.eml", "a@gmail.com");
  mail("b.eml", "b@gmail.com");
  EXPECT_EQ(replay(in("a.eml", "a@gmail.com", 1) + in("b.eml", "b@gmail.com", 2)), 0);
  EXPECT_THAT(first_contacts(), ElementsAre(true, true));
}

TEST_F(Replay, DoesNotLearnFromMailItWarnedOf) {
  mail("bad.eml", "a@b.example", "振込先の口座が変更になりました。");
  EXPECT_EQ(replay(in("bad.eml", "a@b.example", 1) + in("bad.eml", "a@b.example", 2)), 0);
  for (const auto& verdict : desk_.json()) EXPECT_EQ(verdict["level"], "amber");
  EXPECT_THAT(first_contacts(), ElementsAre(true, true));
}

TEST_F(Replay, TakesClockAndEnvelopeFromTheFile) {
  mail("a.eml", "a@b.example");
  EXPECT_EQ(replay(in("a.eml", "bounce@b.example", 5)), 0);
  const auto verdict = desk_.json().at(0);
  EXPECT_EQ(verdict["time"], "2026-03-05T01:00:00Z");
  EXPECT_EQ(verdict["file"], "a.eml");
  EXPECT_EQ(verdict["mail_from"], "bounce@b.example");
  EXPECT_EQ(verdict["rcpt_to"], nlohmann::json({"keiri@asagiri.example", "soumu@asagiri.example"}));
  EXPECT_EQ(verdict["client_ip"], "203.0.113.9");
  EXPECT_TRUE(verdict["auth_user"].is_null());
}

TEST_F(Replay, FindsTheDirectionWhereTheCellIsEmpty) {
  mail("a.eml", "keiri@asagiri.example");
  const std::string tail = "keiri@asagiri.example\tx@y.example\t";
  const std::string time = "\t2026-03-05T10:00:00+09:00\tx\n";
  EXPECT_EQ(replay("a.eml\t\t" + tail + "keiri\t" + time + "a.eml\t\t" + tail + "\t" + time), 0);
  EXPECT_EQ(desk_.json().at(0)["direction"], "outbound");
  EXPECT_EQ(desk_.json().at(1)["direction"], "inbound");
}

TEST_F(Replay, KeepsTheStoreItIsGiven) {
  mail("a.eml", "a@b.example");
  const std::string store = "sqlite:" + desk_.path("kept.db");
  EXPECT_EQ(replay(in("a.eml", "a@b.example", 1), store), 0);
  EXPECT_THAT(first_contacts(), ElementsAre(true));
  EXPECT_EQ(replay(in("a.eml", "a@b.example", 2), store), 0);
  EXPECT_THAT(first_contacts(), ElementsAre(false));
  EXPECT_TRUE(desk_.has("kept.db"));
  EXPECT_FALSE(desk_.has("s.db"));
}

TEST_F(Replay, LeavesNoStoreBehindUnlessToldTo) {
  mail("a.eml", "a@b.example");
  EXPECT_EQ(replay(in("a.eml", "a@b.example", 1)), 0);
  EXPECT_FALSE(desk_.has("s.db"));
}

TEST_F(Replay, NamesTheRowOfABadFileAndDoesTheOthers) {
  mail("a.eml", "a@b.example");
  EXPECT_EQ(replay(in("a.eml", "a@b.example", 1) + in("none.eml", "a@b.example", 2) +
                   in("a.eml", "a@b.example", 3)),
            1);
  EXPECT_THAT(desk_.lines(), SizeIs(2));
  EXPECT_THAT(desk_.errors(), ElementsAre(StartsWith(desk_.path("mails/t.tsv") + ":3: ")));
  EXPECT_THAT(desk_.err.str(), HasSubstr("none.eml"));
}

TEST_F(Replay, NamesEveryBadRow) {
  mail("a.eml", "a@b.example");
  EXPECT_EQ(replay("a.eml\tinbound\ta\tb\t\t\tnoon\tx\n" + in("a.eml", "a@b.example", 1) +
                   "a.eml\tup\ta\tb\t\t\t2026-03-05T10:00:00Z\tx\n"),
            1);
  const std::string name = desk_.path("mails/t.tsv");
  EXPECT_THAT(desk_.errors(), ElementsAre(StartsWith(name + ":2: "), StartsWith(name + ":4: ")));
  EXPECT_THAT(desk_.lines(), IsEmpty());
}

TEST_F(Replay, NamesWhatCannotBeOpened) {
  desk_.forget();
  ReplayOptions options;
  options.timeline = desk_.path("none.tsv");
  EXPECT_EQ(run_replay(desk_.config(), options, desk_.out, desk_.err), 1);
  EXPECT_THAT(desk_.errors(), ElementsAre(StartsWith(options.timeline)));
  mail("a.eml", "a@b.example");
  EXPECT_EQ(replay(in("a.eml", "a@b.example", 1), "sqlite:" + desk_.path("no/such/s.db")), 1);
  EXPECT_THAT(desk_.errors(), ElementsAre(HasSubstr("no/such/s.db")));
  EXPECT_THAT(desk_.lines(), IsEmpty());
}

TEST_F(Replay, PrintsColumnsForPeople) {
  mail("a.eml", "a@b.example", "振込先の口座が変更になりました。");
  EXPECT_EQ(replay(in("a.eml", "a@b.example", 1), "", false), 0);
  EXPECT_THAT(desk_.lines(), ElementsAre(StartsWith("a.eml\tamber\t")));
}

}  // namespace
}  // namespace milter
