#include "milter/judge/perform.h"

#include <gmock/gmock.h>

#include "milter/act/banner.h"
#include "milter/base/text.h"
#include "tests/judge/world.h"

namespace milter {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const std::string kPlain =
    "From: a@b.example\nSubject: Invoice\nContent-Type: text/plain; charset=utf-8\n\nHello\n";

rules::Banner banner() {
  return {{"見出しです", "A headline"}, {{"理由です", "A reason"}}, {"お願いです", "An advice"}};
}

class Perform : public testing::Test {
 protected:
  Perform() {
    judgement_.id = "0123456789abcdef";
    judgement_.verdict.level = rules::Level::kRed;
  }
  std::string deliver(const std::string& mail) {
    const Message message = message_of(mail);
    perform(*snapshot_, message, judgement_);
    return apply_edits(*message.raw, judgement_.edits);
  }
  template <class Action>
  std::size_t count() const {
    std::size_t found = 0;
    for (const auto& action : judgement_.verdict.actions) {
      found += std::holds_alternative<Action>(action) ? 1 : 0;
    }
    return found;
  }
  std::string subject_of(const std::string& mail) {
    return read_header(RawMessage::parse(mail)).subject;
  }

  std::shared_ptr<const Snapshot> snapshot_ = shared_snapshot();
  Judgement judgement_;
};

std::string shown(const HeaderEdit& edit) {
  if (const auto* removed = std::get_if<RemoveField>(&edit)) {
    return "-" + removed->name + "/" + std::to_string(removed->occurrence);
  }
  if (const auto* inserted = std::get_if<InsertField>(&edit)) return "+" + inserted->name;
  return "~" + std::get<ChangeField>(edit).name;
}

TEST_F(Perform, TakesForgedFieldsOutLastFirst) {
  judgement_.verdict.level = rules::Level::kClear;
  const std::string delivered = deliver(
      "X-Sekimori-Level: clear\nFrom: a@b.example\nx-sekimori-LEVEL: clear\n"
      "X-SEKIMORI-Anything: 1\nX-Sekimori-Level: red\nX-Other: kept\nX-Sekimor: kept\n\nHello\n");
  EXPECT_EQ(delivered, "From: a@b.example\nX-Other: kept\nX-Sekimor: kept\n\nHello\n");
  std::vector<std::string> of_level;
  for (const HeaderEdit& edit : judgement_.edits.sorted()) {
    const std::string line = ascii_lower(shown(edit));
    if (line.find("level") != std::string::npos) of_level.push_back(line);
  }
  EXPECT_THAT(of_level,
              ElementsAre("-x-sekimori-level/3", "-x-sekimori-level/2", "-x-sekimori-level/1"));
  EXPECT_EQ(count<rules::RemoveHeader>(), 2U);  // once a name
}

TEST_F(Perform, PutsOurOwnFieldsInAfterForgedOnesWentOut) {
  judgement_.verdict.actions = {rules::AddHeader{"X-Sekimori-Level", "red"}};
  const std::string delivered = deliver("X-Sekimori-Level: clear\n" + kPlain);
  EXPECT_THAT(delivered, HasSubstr("X-Sekimori-Level: red\n"));
  EXPECT_THAT(delivered, Not(HasSubstr("clear")));
  EXPECT_THAT(delivered, HasSubstr("X-Sekimori-Id: 0123456789abcdef\n"));
}

TEST_F(Perform, ChangesNothingOfClearMail) {
  judgement_.verdict.level = rules::Level::kClear;
  EXPECT_EQ(deliver(kPlain), kPlain);
  EXPECT_TRUE(judgement_.edits.empty());
  EXPECT_TRUE(judgement_.verdict.actions.empty());
}

TEST_F(Perform, SpeaksTheLanguageOfTheOrganisation) {
  judgement_.verdict.actions = {banner(),
                                rules::TagSubject{{"【関守：要確認】", "[Sekimori: CAUTION]"}}};
  const std::string japanese = deliver(kPlain);
  const std::string shown_text = message_of(japanese).text;
  for (const std::string words : {"見出しです", "理由です", "お願いです", "Hello"}) {
    EXPECT_THAT(shown_text, HasSubstr(words));
  }
  EXPECT_THAT(shown_text, Not(HasSubstr("A headline")));
  EXPECT_EQ(subject_of(japanese), "【関守：要確認】 Invoice");

  Config config = asagiri();
  config.language = Language::kEnglish;
  snapshot_ = snapshot_of(config);
  const std::string english = deliver(kPlain);
  EXPECT_THAT(message_of(english).text, HasSubstr("A headline"));
  EXPECT_THAT(message_of(english).text, Not(HasSubstr("見出しです")));
  EXPECT_EQ(subject_of(english), "[Sekimori: CAUTION] Invoice");
}

TEST_F(Perform, SaysInTheHeaderWhyThereIsNoBanner) {
  const std::string head = "From: a@b.example\nSubject: Invoice\nContent-Type: ";
  const std::string part = "--b\nContent-Type: text/plain\n\nx\n--b--\n";
  struct Row {
    std::string rest, why;
  };
  const Row rows[] = {
      {"multipart/signed; boundary=b\n\n" + part, "signed"},
      {"multipart/encrypted; boundary=b\n\n" + part, "encrypted"},
      {"text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\nEND:VCALENDAR\n", "calendar"},
  };
  for (const Row& row : rows) {
    judgement_.verdict.actions = {banner()};
    judgement_.edits = {};
    const std::string delivered = deliver(head + row.rest);
    EXPECT_THAT(delivered, HasSubstr("X-Sekimori-Banner: not-applied; reason=" + row.why + "\n"));
    EXPECT_EQ(subject_of(delivered), "【関守：要確認】 Invoice");
    EXPECT_FALSE(judgement_.edits.body()) << row.why;
    EXPECT_EQ(count<rules::TagSubject>(), 1U) << row.why;
    EXPECT_EQ(count<rules::AddHeader>(), 1U) << row.why;
    EXPECT_EQ(count<rules::Banner>(), 0U) << row.why;
    // The tag is one of ours: it goes again when the mail is answered or stripped.
    EXPECT_EQ(subject_of(strip_banners(delivered)), "Invoice");
  }
}

TEST_F(Perform, TagsOnce) {
  const rules::TagSubject tag{{"【関守：要確認】", "[Sekimori: CAUTION]"}};
  judgement_.verdict.actions = {banner(), tag, tag};
  const std::string delivered = deliver(
      "From: a@b.example\nSubject: Invoice\nContent-Type: text/calendar; "
      "method=REQUEST\n\nBEGIN:VCALENDAR\n");
  EXPECT_EQ(subject_of(delivered), "【関守：要確認】 Invoice");
}

TEST_F(Perform, GivesMailWithoutSubjectOne) {
  judgement_.verdict.actions = {rules::TagSubject{{"【関守：要確認】", "[Sekimori: CAUTION]"}}};
  EXPECT_THAT(subject_of(deliver("From: a@b.example\n\nHello\n")), HasSubstr("【関守：要確認】"));
}

TEST_F(Perform, OnlySaysWhatItWouldDoInMonitorMode) {
  judgement_.monitor = true;
  judgement_.verdict.actions = {banner(), rules::AddHeader{"X-Sekimori-Level", "red"}};
  const std::string mail = "X-Sekimori-Level: clear\n" + kPlain;
  EXPECT_EQ(deliver(mail), mail);
  EXPECT_TRUE(judgement_.edits.empty());
  EXPECT_EQ(count<rules::Banner>(), 1U);
  EXPECT_EQ(count<rules::AddHeader>(), 1U);
  EXPECT_EQ(count<rules::RemoveHeader>(), 1U);
}

TEST_F(Perform, LeavesOutboundMailAlone) {
  judgement_.direction = rules::Direction::kOutbound;
  judgement_.verdict.actions = {banner()};
  const std::string mail = "X-Sekimori-Level: clear\n" + kPlain;
  EXPECT_EQ(deliver(mail), mail);
}

constexpr const char* kOurs = "mx.asagiri.example";

Authentication looked_up() {
  Authentication found;
  found.looked = true;
  return found;
}

class Results : public Perform {
 protected:
  explicit Results() {
    Config config = asagiri();
    config.authserv_id = kOurs;
    config.trusted_authserv_ids = {"gw.asagiri.example"};
    snapshot_ = snapshot_of(config);
    judgement_.verdict.level = rules::Level::kClear;
  }
  const std::string ours_ =
      "Authentication-Results: mx.asagiri.example;\n spf=none;\n dkim=none;\n dmarc=none\n";
};

TEST_F(Results, OursStandsOnTop) {
  judgement_.authentication = looked_up();
  EXPECT_EQ(deliver("Received: x\n" + kPlain), ours_ + "Received: x\n" + kPlain);
  EXPECT_EQ(count<rules::RemoveHeader>(), 0U);
}

TEST_F(Results, ForgedOnesGoLastFirstAndOthersStay) {
  judgement_.authentication = looked_up();
  const std::string forged = "Authentication-Results: MX.asagiri.example; dmarc=pass\n";
  const std::string other = "Authentication-Results: mx.mirai.example; dmarc=pass\n";
  EXPECT_EQ(deliver(forged + other + forged + kPlain), ours_ + other + kPlain);
  EXPECT_EQ(count<rules::RemoveHeader>(), 1U);
  std::vector<std::string> order;
  for (const HeaderEdit& edit : judgement_.edits.sorted()) order.push_back(shown(edit));
  EXPECT_THAT(order, ElementsAre("-Authentication-Results/3", "-Authentication-Results/1",
                                 "+Authentication-Results"));
}

TEST_F(Results, AGatewaysFieldStandsForOurs) {
  judgement_.authentication = looked_up();
  judgement_.authentication->by_gateway = true;
  const std::string theirs = "Authentication-Results: gw.asagiri.example; dmarc=pass\n";
  const std::string forged = "Authentication-Results: mx.asagiri.example; dmarc=pass\n";
  EXPECT_EQ(deliver(theirs + forged + kPlain), theirs + kPlain);
}

TEST_F(Results, AGatewayThatUsesOurIdHasSeenToForgedOnes) {
  Config config = asagiri();
  config.authserv_id = kOurs;
  config.trusted_authserv_ids = {"MX.asagiri.example"};
  snapshot_ = snapshot_of(config);
  judgement_.authentication = looked_up();
  judgement_.authentication->by_gateway = true;
  const std::string theirs = "Authentication-Results: mx.asagiri.example; dmarc=pass\n";
  EXPECT_EQ(deliver(theirs + kPlain), theirs + kPlain);
}

TEST_F(Results, WhereNobodyLooksNothingIsTouched) {
  const std::string theirs = "Authentication-Results: mx.asagiri.example; dmarc=pass\n";
  EXPECT_EQ(deliver(theirs + kPlain), theirs + kPlain);
  judgement_.authentication = looked_up();
  judgement_.monitor = true;
  EXPECT_EQ(deliver(theirs + kPlain), theirs + kPlain);
}

TEST(HasForgedFields, GoesByTheBeginningOfTheName) {
  for (const std::string name : {"X-Sekimori-Level", "x-sekimori-id", "X-SEKIMORI-"}) {
    EXPECT_TRUE(has_forged_fields(*raw_of(name + ": x\n\n"))) << name;
  }
  for (const std::string name : {"X-Sekimori", "Sekimori-Level", "X-Sekimor-Level", "Subject"}) {
    EXPECT_FALSE(has_forged_fields(*raw_of(name + ": X-Sekimori-Level: x\n\n"))) << name;
  }
  EXPECT_FALSE(has_forged_fields(*raw_of("From: a@b.example\n\nX-Sekimori-Level: x\n")));
}

}  // namespace
}  // namespace milter
