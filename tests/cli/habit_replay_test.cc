// Months of a partner's mail, and what is said of the one that comes another way: the whole path
// from the file to the verdict, with the memory that builds up on the way.
#include <gmock/gmock.h>

#include <chrono>
#include <cstdio>

#include "milter/cli/replay.h"
#include "tests/cli/desk.h"

namespace milter {
namespace {

using testing::AllOf;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

// What the gateway says: the partner signs; SPF alone; nobody; the list; a forger's own domain.
const std::string kSigned =
    "spf=pass smtp.mailfrom=kouwa-shoji.co.jp; dkim=pass header.d=kouwa-shoji.co.jp; "
    "dmarc=none header.from=kouwa-shoji.co.jp";
const std::string kSpfOnly =
    "spf=pass smtp.mailfrom=kouwa-shoji.co.jp; dkim=none; "
    "dmarc=none header.from=kouwa-shoji.co.jp";
const std::string kNobody =
    "spf=none smtp.mailfrom=kouwa-shoji.co.jp; dkim=none; "
    "dmarc=none header.from=kouwa-shoji.co.jp";
const std::string kList =
    "spf=pass smtp.mailfrom=list.gyokai.example; dkim=fail header.d=kouwa-shoji.co.jp; "
    "dmarc=none header.from=kouwa-shoji.co.jp";
const std::string kForged =
    "spf=pass smtp.mailfrom=evil.example; dkim=pass header.d=evil.example; "
    "dmarc=none header.from=kouwa-shoji.co.jp";
const std::string kNoAnswer =
    "spf=temperror smtp.mailfrom=kouwa-shoji.co.jp; dkim=temperror header.d=kouwa-shoji.co.jp; "
    "dmarc=temperror header.from=kouwa-shoji.co.jp";

const std::string kHome = "203.0.113.9", kMicrosoft = "192.0.2.40", kElsewhere = "198.51.100.66";
const std::string kOrder = "ご注文書をお送りいたします。";
const std::string kInvoice = "今月分の請求書をお送りします。お支払いをお願いいたします。";
const std::string kAccount = "振込先の口座が変更になりました。";

class HabitReplay : public testing::Test {
 protected:
  HabitReplay() { std::filesystem::create_directory(desk_.path("mails")); }

  // A mail `day` days after 2026-03-02.
  void arrives(int day, const std::string& results, const std::string& client,
               const std::string& text = kOrder) {
    const std::string name = std::to_string(mails_++) + ".eml";
    desk_.write("mails/" + name, "Authentication-Results: gate.asagiri.example; " + results +
                                     "\nFrom: " + author_ +
                                     "\nTo: keiri@asagiri.example\n"
                                     "Content-Type: text/plain; charset=utf-8\n\n" +
                                     text + "\n");
    const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} +
                                           std::chrono::days{day}};
    char time[32];
    std::snprintf(time, sizeof time, "%04d-%02u-%02uT10:00:00Z", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    rows_ += name + "\tinbound\t" + author_ + "\tkeiri@asagiri.example\t\t" + client + "\t" + time +
             "\n";
  }
  void arrives_weekly(int first, int weeks, const std::string& results, const std::string& client) {
    for (int week = 0; week < weeks; ++week) arrives(first + 7 * week, results, client);
  }

  // "level codes-of-broken-habits" of each mail.
  std::vector<std::string> play() {
    desk_.forget();
    ReplayOptions options;
    options.timeline = desk_.write(
        "mails/t.tsv", "file\tdirection\tmail_from\trcpt_to\tauth_user\tclient_ip\ttime\n" + rows_);
    options.json = true;
    options.offline = true;
    EXPECT_EQ(run_replay(desk_.config(), options, desk_.out, desk_.err), 0) << desk_.err.str();
    verdicts_ = desk_.json();
    std::vector<std::string> result;
    for (const auto& verdict : verdicts_) {
      std::string words = verdict["level"];
      for (const auto& finding : verdict["findings"]) {
        const std::string code = finding["code"];
        if (code.starts_with("authentication.")) words += " " + code.substr(15);
      }
      result.push_back(words);
    }
    return result;
  }
  // Of the mails from that one on.
  static std::vector<std::string> from(std::size_t first, const std::vector<std::string>& all) {
    return {all.begin() + static_cast<std::ptrdiff_t>(first), all.end()};
  }

  Desk desk_{"[authentication]\ntrusted_authserv_ids = [\"gate.asagiri.example\"]\n"};
  std::vector<nlohmann::json> verdicts_;
  std::string author_ = "k.tanaka@kouwa-shoji.co.jp";
  std::string rows_;
  int mails_ = 0;
};

TEST_F(HabitReplay, AlwaysSignedUntilToday) {
  arrives_weekly(0, 20, kSigned, kHome);
  arrives(140, kForged, kElsewhere);
  arrives(141, kForged, kElsewhere, kInvoice);
  arrives(142, kNobody, kElsewhere, kAccount);
  const auto found = play();
  EXPECT_THAT(from(0, found), testing::Contains("clear").Times(20));
  EXPECT_THAT(from(20, found), ElementsAre("notice always_aligned_until_now",
                                           "amber usually_aligned", "red usually_aligned"));
  EXPECT_EQ(verdicts_[20]["findings"][0]["text"]["en"],
            "Since March 2026, mail of kouwa-shoji.co.jp was verified as its own on all 20 days it "
            "came; this mail could not be.");
  EXPECT_EQ(verdicts_[22]["decided_by"], "habit+account_change");
}

// The machine room is given up: first without, then with a signature of their own.
TEST_F(HabitReplay, AMoveToAnotherProviderStaysQuiet) {
  arrives_weekly(0, 20, kSigned, kHome);
  arrives(140, kSpfOnly, kMicrosoft, kInvoice);
  arrives(147, kSpfOnly, kMicrosoft, kInvoice);
  arrives(154, kSpfOnly, kMicrosoft, kInvoice);
  arrives(161, kSpfOnly, kMicrosoft, kInvoice);
  arrives(168, kSigned, kMicrosoft, kInvoice);
  EXPECT_THAT(from(20, play()),
              ElementsAre("clear new_path", "clear new_path", "clear new_path", "clear", "clear"));
}

TEST_F(HabitReplay, AMoveThatKeepsTheSignatureIsNotEvenSeen) {
  arrives_weekly(0, 20, kSigned, kHome);
  arrives_weekly(140, 3, kSigned, kMicrosoft);
  EXPECT_THAT(play(), Each("clear"));
}

// Their industry's list sends on what they write to it; after ten weeks it is one of their ways.
TEST_F(HabitReplay, AMailingListIsLearnt) {
  arrives_weekly(0, 20, kSigned, kHome);
  arrives_weekly(140, 12, kList, kElsewhere);
  const auto found = from(20, play());
  EXPECT_EQ(found.front(), "notice always_aligned_until_now");
  EXPECT_EQ(found[9], "notice usually_aligned");
  EXPECT_EQ(found[10], "clear");
  EXPECT_EQ(found[11], "clear");
}

// Their attendance system writes in our name and signs in its own.
TEST_F(HabitReplay, AServiceThatSendsInOurNameIsLearnt) {
  author_ = "kintai@asagiri.example";
  const std::string service =
      "spf=pass smtp.mailfrom=kintai.example; dkim=pass header.d=kintai.example; "
      "dmarc=fail header.from=asagiri.example";
  const std::string forger =
      "spf=pass smtp.mailfrom=evil.example; dkim=none; dmarc=fail header.from=asagiri.example";
  arrives_weekly(0, 12, service, kHome);
  arrives(90, forger, kElsewhere);
  arrives(91, forger, kElsewhere, kAccount);
  const auto found = play();
  EXPECT_EQ(found[0], "amber own_domain_forged");
  EXPECT_EQ(found[9], "amber own_domain_forged");
  EXPECT_EQ(found[10], "notice own_domain_forged");
  EXPECT_EQ(found[11], "notice own_domain_forged");
  EXPECT_THAT(found[12], HasSubstr("amber own_domain_forged"));
  EXPECT_THAT(found[13], HasSubstr("red own_domain_forged"));
}

// Whoever asks for his name's forgeries to be refused has no services that fail.
TEST_F(HabitReplay, WhatAnOwnersPolicyRefusesTeachesNothing) {
  for (const std::string domain : {"asagiri.example", "kouwa-shoji.co.jp"}) {
    author_ = "info@" + domain;
    rows_.clear();
    arrives_weekly(0, 14,
                   "spf=pass smtp.mailfrom=evil.example; dkim=none; dmarc=fail (p=reject) "
                   "header.from=" +
                       domain,
                   kElsewhere);
    EXPECT_THAT(play(), Each(testing::StartsWith("amber "))) << domain;
  }
}

TEST_F(HabitReplay, AFloodOfOneDayTeachesNothing) {
  arrives_weekly(0, 20, kSigned, kHome);
  for (int mail = 0; mail < 15; ++mail) arrives(140, kForged, kElsewhere);
  arrives(150, kForged, kElsewhere, kAccount);
  EXPECT_EQ(play().back(), "red usually_aligned");
}

// What was warned of does not become a way.
TEST_F(HabitReplay, WarnedMailTeachesNothing) {
  arrives_weekly(0, 20, kSigned, kHome);
  for (int week = 0; week < 12; ++week) arrives(140 + 7 * week, kForged, kElsewhere, kAccount);
  EXPECT_THAT(from(20, play()), Each("red always_aligned_until_now"));
}

TEST_F(HabitReplay, ATemporaryErrorCountsNeitherForNorAgainst) {
  arrives_weekly(0, 20, kSigned, kHome);
  arrives(140, kNoAnswer, kHome);
  arrives(147, kForged, kElsewhere);
  const auto found = from(20, play());
  EXPECT_THAT(found[0], AllOf(HasSubstr("unavailable"), Not(HasSubstr("aligned"))));
  EXPECT_EQ(found[1], "notice always_aligned_until_now");
}

TEST_F(HabitReplay, SeldomAndFirstMailHasNoHabit) {
  arrives(0, kSigned, kHome);
  arrives(100, kNobody, kElsewhere);
  arrives(200, kSigned, kHome);
  arrives(300, kNobody, kElsewhere);
  EXPECT_THAT(play(), Each("clear"));
}

// Nobody has ever answered for their mail; their office gets another line.
TEST_F(HabitReplay, ANewLineOfAPartnerWithoutRecordsStaysQuiet) {
  arrives_weekly(0, 20, kNobody, kHome);
  arrives(140, kNobody, kElsewhere, kInvoice);
  arrives(147, kNobody, kHome, kInvoice);
  EXPECT_THAT(from(20, play()), ElementsAre("clear new_path", "clear"));
}

}  // namespace
}  // namespace milter
