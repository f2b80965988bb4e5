#include "milter/judge/verdict_json.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <set>

#include "milter/base/limits.h"
#include "tests/judge/world.h"

namespace milter {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using Parsed = nlohmann::ordered_json;

Parsed parsed(const Judgement& judgement, const Envelope& envelope = envelope_to({}),
              const std::optional<std::string>& file = std::nullopt) {
  return Parsed::parse(verdict_json(judgement, envelope, file).dump());
}

std::vector<std::string> keys(const Parsed& object) {
  std::vector<std::string> names;
  for (const auto& [key, value] : object.items()) names.push_back(key);
  return names;
}

Judgement full() {
  Judgement judgement;
  judgement.id = "0123456789abcdef";
  judgement.time = SetClock().now();
  judgement.message_id = "m1@x.example";
  judgement.verdict.level = rules::Level::kRed;
  judgement.verdict.decided_by = "identity+intent";
  judgement.verdict.findings = {{"identity.imitation",
                                 rules::Axis::kIdentity,
                                 3,
                                 {"似ています", "It is close"},
                                 {{"From", "a@b.example"}, {"body", "お振込先"}}}};
  return judgement;
}

TEST(VerdictJson, HasTheFieldsOfTheContractInOrder) {
  Envelope envelope = envelope_to({"A@B.example", "c@d.example"});
  envelope.queue_id = "4XyZ";
  envelope.auth_user = "k.mori";
  const Parsed json = parsed(full(), envelope, "a.eml");
  EXPECT_THAT(keys(json),
              ElementsAre("v", "id", "time", "file", "queue_id", "message_id", "direction",
                          "mail_from", "rcpt_to", "client_ip", "auth_user", "mode", "level",
                          "decided_by", "findings", "actions", "hold", "auth"));
  EXPECT_EQ(json["v"], 1);
  EXPECT_EQ(json["id"], "0123456789abcdef");
  EXPECT_EQ(json["time"], "2026-03-05T01:00:00Z");
  EXPECT_EQ(json["file"], "a.eml");
  EXPECT_EQ(json["queue_id"], "4XyZ");
  EXPECT_EQ(json["message_id"], "m1@x.example");
  EXPECT_EQ(json["direction"], "inbound");
  EXPECT_EQ(json["mail_from"], "sender@elsewhere.example");
  EXPECT_EQ(json["rcpt_to"], Parsed({"A@b.example", "c@d.example"}));
  EXPECT_EQ(json["client_ip"], "203.0.113.9");
  EXPECT_EQ(json["auth_user"], "k.mori");
  EXPECT_EQ(json["mode"], "enforce");
  EXPECT_EQ(json["level"], "red");
  EXPECT_EQ(json["decided_by"], "identity+intent");
  EXPECT_TRUE(json["hold"].is_null());
  EXPECT_EQ(json["auth"], Parsed({{"spf", nullptr}, {"dkim", nullptr}, {"dmarc", nullptr}}));
}

TEST(VerdictJson, HasNullWhereNothingIsKnown) {
  Judgement judgement;
  judgement.direction = rules::Direction::kOutbound;
  judgement.monitor = true;
  const Parsed json = parsed(judgement, Envelope());
  for (const std::string key :
       {"file", "queue_id", "message_id", "client_ip", "auth_user", "hold"}) {
    EXPECT_TRUE(json[key].is_null()) << key;
  }
  EXPECT_EQ(json["mail_from"], "");
  EXPECT_EQ(json["rcpt_to"], Parsed::array());
  EXPECT_EQ(json["findings"], Parsed::array());
  EXPECT_EQ(json["actions"], Parsed::array());
  EXPECT_EQ(json["direction"], "outbound");
  EXPECT_EQ(json["mode"], "monitor");
  EXPECT_EQ(json["level"], "clear");
  EXPECT_EQ(json["decided_by"], "");
}

TEST(VerdictJson, ShowsFindingsWithTheirEvidence) {
  const Parsed finding = parsed(full())["findings"].at(0);
  EXPECT_THAT(keys(finding), ElementsAre("code", "axis", "weight", "text", "evidence"));
  EXPECT_EQ(finding["code"], "identity.imitation");
  EXPECT_EQ(finding["axis"], "identity");
  EXPECT_EQ(finding["weight"], 3);
  EXPECT_EQ(finding["text"], Parsed({{"ja", "似ています"}, {"en", "It is close"}}));
  EXPECT_EQ(finding["evidence"], Parsed::parse(R"([{"where":"From","quote":"a@b.example"},
                                                   {"where":"body","quote":"お振込先"}])"));
}

TEST(VerdictJson, NamesEveryLevelAndAxis) {
  Judgement judgement = full();
  std::vector<std::string> levels, axes;
  for (const auto level : {rules::Level::kClear, rules::Level::kNotice, rules::Level::kAmber,
                           rules::Level::kRed, rules::Level::kUnknown}) {
    judgement.verdict.level = level;
    levels.push_back(parsed(judgement)["level"]);
  }
  EXPECT_THAT(levels, ElementsAre("clear", "notice", "amber", "red", "unknown"));
  for (const auto axis : {rules::Axis::kIdentity, rules::Axis::kRelationship, rules::Axis::kIntent,
                          rules::Axis::kAccount, rules::Axis::kAuthentication,
                          rules::Axis::kReading, rules::Axis::kRecipient}) {
    judgement.verdict.findings.front().axis = axis;
    axes.push_back(parsed(judgement)["findings"][0]["axis"]);
  }
  EXPECT_THAT(axes, ElementsAre("identity", "relationship", "intent", "account", "authentication",
                                "reading", "recipient"));
}

TEST(VerdictJson, ShowsEachActionWithItsArguments) {
  Judgement judgement = full();
  judgement.verdict.actions = {
      rules::Banner{{"題", "Head"}, {{"理由", "Reason"}}, {"助言", "Advice"}},
      rules::TagSubject{{"【関守：要確認】", "[Sekimori: CAUTION]"}},
      rules::AddHeader{"X-Sekimori-Level", "red"},
      rules::RemoveHeader{"X-Sekimori-Id"},
      rules::Reject{"5.7.1 no"},
      rules::TempFail{"4.7.1 later"},
      rules::Tell{"postmaster", {"件", "matter"}}};
  EXPECT_EQ(parsed(judgement)["actions"], Parsed::parse(R"([
    {"do":"banner","headline":{"ja":"題","en":"Head"},
     "reasons":[{"ja":"理由","en":"Reason"}],"advice":{"ja":"助言","en":"Advice"}},
    {"do":"tag_subject","text":"【関守：要確認】"},
    {"do":"add_header","name":"X-Sekimori-Level","value":"red"},
    {"do":"remove_header","name":"X-Sekimori-Id"},
    {"do":"reject","text":"5.7.1 no"},
    {"do":"tempfail","text":"4.7.1 later"},
    {"do":"tell","whom":"postmaster","text":{"ja":"件","en":"matter"}}])"));
  judgement.language = Language::kEnglish;
  EXPECT_EQ(parsed(judgement)["actions"][1]["text"], "[Sekimori: CAUTION]");
}

TEST(VerdictJson, LimitsEvidence) {
  Judgement judgement = full();
  auto& evidence = judgement.verdict.findings.front().evidence;
  std::string longest;
  for (std::size_t at = 0; at < limits::kMaxQuoteCharacters; ++at) longest += "口";
  evidence.assign(limits::kMaxEvidence + 3, {"body", longest + "座"});
  const Parsed shown = parsed(judgement)["findings"][0]["evidence"];
  EXPECT_EQ(shown.size(), limits::kMaxEvidence);
  EXPECT_EQ(shown[0]["quote"], longest + "…");
}

TEST(VerdictJson, IsWellFormedWhateverTheMailSays) {
  Judgement judgement = full();
  judgement.message_id = "\xff\"\\\n\x01";
  judgement.verdict.findings.front().evidence = {{"From", "\xe3\x81 \"<script>\u2028"}};
  Envelope envelope = envelope_to({"\"a\\\"b\"@x.example", "\xf0\x28@x.example"});
  const std::string line = verdict_json(judgement, envelope, "a\tb.eml").dump();
  EXPECT_TRUE(Parsed::accept(line));
  EXPECT_THAT(line, Not(HasSubstr("\n")));
}

// The longest run of digits in all quotes, spaces and hyphens between digits left out.
std::size_t longest_digits(const Parsed& json) {
  std::size_t longest = 0;
  for (const Parsed& finding : json["findings"]) {
    for (const Parsed& evidence : finding["evidence"]) {
      std::size_t run = 0;
      for (const char c : evidence["quote"].get<std::string>()) {
        if (c >= '0' && c <= '9') longest = std::max(longest, ++run);
        if ((c < '0' || c > '9') && c != ' ' && c != '-') run = 0;
      }
    }
  }
  return longest;
}

TEST(VerdictJson, KeepsAtMostThreeDigitsOfAnAccountNumber) {
  const SetClock clock;
  for (const std::string number :
       {"1234567", "１２３４５６７", "12345678", "0012845", "DE89370400440532013000"}) {
    const std::string mail =
        "From: a@elsewhere.example\nContent-Type: text/plain; charset=utf-8\n\n"
        "振込先の口座が変更になりました（新口座 普通 " +
        number +
        "）。\n"
        "Our bank account has changed to " +
        number + ".\n";
    const Judgement judgement = Judge(*shared_snapshot(), nullptr, clock)
                                    .judge(envelope_to({"keiri@asagiri.example"}), raw_of(mail),
                                           Deadline(clock, limits::kMessageDeadline));
    ASSERT_TRUE(has_finding(judgement.verdict, "intent.account_change"));
    const Parsed json = parsed(judgement);
    EXPECT_LE(longest_digits(json), 3U) << json.dump();
  }
}

TEST(VerdictRow, IsTheSameObject) {
  const Envelope envelope = envelope_to({"c@d.example"});
  const VerdictRow row = verdict_row(full(), envelope);
  EXPECT_EQ(row.id, "0123456789abcdef");
  EXPECT_EQ(row.level, "red");
  EXPECT_EQ(row.message_id, "m1@x.example");
  EXPECT_EQ(row.time, 1'772'672'400);
  EXPECT_EQ(row.json, verdict_json(full(), envelope, std::nullopt).dump());
}

TEST(VerdictLog, HasCodesButNoWordsOfTheMail) {
  testing::internal::CaptureStderr();
  testing::internal::CaptureStdout();
  log_verdict(full(), envelope_to({"c@d.example"}));
  const std::string line =
      testing::internal::GetCapturedStdout() + testing::internal::GetCapturedStderr();
  EXPECT_THAT(line, HasSubstr("id=0123456789abcdef"));
  EXPECT_THAT(line, HasSubstr("identity.imitation"));
  EXPECT_THAT(line, Not(HasSubstr("お振込先")));
  EXPECT_THAT(line, Not(HasSubstr("a@b.example")));
}

TEST(Rfc3339, IsInUtc) {
  EXPECT_EQ(rfc3339(Clock::Time{}), "1970-01-01T00:00:00Z");
  EXPECT_EQ(rfc3339(Clock::Time(std::chrono::seconds(951'782'399))), "2000-02-28T23:59:59Z");
  EXPECT_EQ(rfc3339(Clock::Time(std::chrono::milliseconds(1'999))), "1970-01-01T00:00:01Z");
}

}  // namespace
}  // namespace milter
