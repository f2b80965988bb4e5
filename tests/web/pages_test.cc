#include "milter/web/pages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

#include "milter/web/stylesheet.h"
#include "tests/web/sample_mails.h"

namespace milter {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::int64_t kNow = 1'795'392'900;  // 2026-11-23
const Reader kJapanese{Language::kJapanese, "株式会社朝霧製作所"};
const Reader kEnglish{Language::kEnglish, "Asagiri <Works>"};

std::size_t count(const std::string& page, const std::string& pattern) {
  const std::regex regex(pattern);
  return static_cast<std::size_t>(
      std::distance(std::sregex_iterator(page.begin(), page.end(), regex), {}));
}

std::vector<std::string> every_page() {
  std::vector<std::string> pages;
  for (const Reader& reader : {kJapanese, kEnglish}) {
    for (const auto& [name, mail] : testing::named_mails(kNow)) {
      pages.push_back(ask_page(reader, mail, "tokentoken"));
      pages.push_back(ask_page(reader, mail, "tokentoken", {Omission::Kind::kChoices, {0}}));
      HeldMail decided = mail;
      for (const HoldState state :
           {HoldState::kReleasing, HoldState::kReleased, HoldState::kCancelled,
            HoldState::kReturning, HoldState::kReturned}) {
        decided.state = state;
        decided.changed_by = "<script>";
        pages.push_back(outcome_page(reader, decided, true));
      }
    }
    for (const Message message : {Message::kUnknown, Message::kTooMany, Message::kTrouble,
                                  Message::kForbidden, Message::kMalformed}) {
      pages.push_back(message_page(reader, message));
    }
  }
  return pages;
}

// What may stand in any page: nothing that runs, nothing that loads but the stylesheet, no
// character that hides or reorders others.
TEST(Pages, NoPageHasAnythingToRunOrToLoad) {
  for (const std::string& page : every_page()) {
    EXPECT_EQ(count(page, "<(script|img|svg|iframe|style|object|base)"), 0U) << page;
    EXPECT_EQ(count(page, "<[^>]* (on[a-z]+|style|src|action|formaction)="), 0U) << page;
    EXPECT_EQ(count(page, "href=\"(?!/style\\.css\"|#r[0-9]+\")"), 0U) << page;
    EXPECT_EQ(count(page, "<link"), 1U);
    EXPECT_EQ(count(page, "<form"), count(page, "</form>"));
    EXPECT_LE(count(page, "<form"), 1U) << page;
    for (const char* hidden : {"\u202E", "\u200B", "\uFEFF", "\u2066"}) {
      EXPECT_THAT(page, Not(HasSubstr(hidden)));
    }
  }
}

TEST(Pages, EveryPageHasLanguageTitleAndOneHeading) {
  for (const std::string& page : every_page()) {
    EXPECT_TRUE(page.starts_with("<!DOCTYPE html>\n<html lang=\"ja\">") ||
                page.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
    EXPECT_EQ(count(page, "<title>[^<]+</title>"), 1U) << page;
    EXPECT_EQ(count(page, "<h1[ >]"), 1U);
    EXPECT_EQ(count(page, "<main>"), 1U);
    EXPECT_LE(page.size(), 30U * 1024);
  }
}

TEST(Pages, NothingIsPreselected) {
  for (const std::string& page : every_page()) {
    EXPECT_THAT(page, Not(HasSubstr("checked")));
    EXPECT_THAT(page, Not(HasSubstr("selected")));
  }
}

TEST(AskPage, SaysWhatIsHeldAndWhy) {
  const HeldMail mail = testing::lookalike_mail("00000000000000a1", kNow);
  const std::string page = ask_page(kJapanese, mail, "tokentoken");
  EXPECT_THAT(page, HasSubstr("<title>このメールの送信を止めています：10月分のお見積書について"));
  EXPECT_THAT(page, HasSubstr("山田 健太 &lt;k.yamada@asagiri.example&gt;"));
  EXPECT_THAT(page, HasSubstr("11文字目が[i]ではなく[l]。"));
  EXPECT_THAT(page, HasSubstr("<span>kouwa-shoj<mark>l</mark>.example</span>"));
  EXPECT_THAT(page, HasSubstr("<span>kouwa-shoj<mark>i</mark>.example</span>"));
  EXPECT_THAT(page, HasSubstr("ドメインのつづり：k o u w a - s h o j l . e x a m p l e"));
  EXPECT_THAT(page, HasSubstr("確認の要らない宛先 2件"));
  EXPECT_THAT(page, HasSubstr("うち 1件は To・Cc に書かれていない宛先です"));
  EXPECT_THAT(page, HasSubstr("見積書_2026年10月.xlsx</bdi> <span class=\"size\">84 KB</span>"));
  EXPECT_THAT(page, HasSubstr("<span class=\"remark\">暗号化</span>"));
  EXPECT_THAT(page, HasSubstr("朝霧製作所の山田です。\n"));
  EXPECT_THAT(page, HasSubstr("HTML 版もあります"));
  EXPECT_THAT(page, HasSubstr("までに選択がない場合は、送信せずに元のメールをお返しします"));
  EXPECT_THAT(page, HasSubstr("name=\"form\" value=\"tokentoken\""));
  EXPECT_THAT(page, Not(HasSubstr("アカウント")));  // From: is who logged in
}

TEST(AskPage, InEnglish) {
  const HeldMail mail = testing::lookalike_mail("00000000000000a1", kNow);
  const std::string page = ask_page(kEnglish, mail, "tokentoken");
  EXPECT_THAT(page, HasSubstr("letter 11 is [l], not [i]."));
  EXPECT_THAT(page, HasSubstr("Other recipients, nothing to check: 2"));
  EXPECT_THAT(page, HasSubstr("gateway of Asagiri &lt;Works&gt;."));
  EXPECT_THAT(page, Not(HasSubstr("宛先")));
}

TEST(AskPage, OffersWhatMakesSense) {
  const HeldMail mail = testing::several_mail("00000000000000b2", kNow);
  const std::string page = ask_page(kEnglish, mail, "tokentoken");
  EXPECT_EQ(count(page, "<fieldset"), 4U);
  EXPECT_EQ(count(page, "value=\"correct\""), 2U);  // not the first contact, not the Bcc
  EXPECT_EQ(count(page, "value=\"keep\""), 4U);
  EXPECT_EQ(count(page, "value=\"drop\""), 4U);
  EXPECT_EQ(count(page, "name=\"r4\""), 0U);
  EXPECT_EQ(count(page, "was not found in To or Cc"), 1U);
  EXPECT_EQ(count(page, "Actual domain name: <bdi class=\"address\">suzuki@xn--sagiri-2nf.example"),
            1U);
  EXPECT_THAT(page, HasSubstr("mirai-k<span class=\"gap\">"));
  EXPECT_THAT(page, HasSubstr("Please check 4 of 4"));
}

TEST(AskPage, OfAMailWithNothingInIt) {
  const HeldMail mail = testing::bare_mail("00000000000000d1", kNow);
  const std::string page = ask_page(kJapanese, mail, "tokentoken");
  EXPECT_THAT(page, HasSubstr("（件名なし）"));
  EXPECT_THAT(page, HasSubstr("送信に使われたアカウント"));  // there is no From: to tell
  EXPECT_THAT(page, HasSubstr("文字として表示できる本文はありません"));
  EXPECT_EQ(count(page, "value=\"(correct|drop)\""), 0U);
  EXPECT_EQ(count(page, "<details"), 0U);
}

TEST(AskPage, CancellingHasATickOfItsOwn) {
  const HeldMail mail = testing::several_mail("00000000000000b2", kNow);
  const std::string page = ask_page(kJapanese, mail, "tokentoken");
  EXPECT_THAT(page, HasSubstr("<label class=\"option\"><input type=\"checkbox\" name=\"sure\" "
                              "value=\"cancel\"><span>送らずに取り消します</span></label>"));
  EXPECT_EQ(count(page, "name=\"sure\""), 1U);
  const std::string again = ask_page(kJapanese, mail, "tokentoken", {Omission::Kind::kNotSure, {}});
  EXPECT_THAT(again, HasSubstr("まだ取り消していません"));
  EXPECT_THAT(again, Not(HasSubstr("もう一度すべて選択してください")));
  EXPECT_THAT(ask_page(kEnglish, mail, "tokentoken", {Omission::Kind::kBoth, {}}),
              HasSubstr("“Cancel this mail” was ticked, but “Send” was pressed"));
}

TEST(AskPage, SaysWhatWasNotChosen) {
  const HeldMail mail = testing::several_mail("00000000000000b2", kNow);
  const std::string choices =
      ask_page(kJapanese, mail, "tokentoken", {Omission::Kind::kChoices, {0, 2}});
  EXPECT_THAT(choices, HasSubstr("<title>未送信：宛先を選んでください"));
  EXPECT_THAT(choices, HasSubstr("role=\"alert\""));
  EXPECT_THAT(choices,
              HasSubstr("<a href=\"#r0\"><bdi class=\"address\">sato@<span>mirai-kgyo.example"));
  EXPECT_THAT(choices, HasSubstr("<a href=\"#r2\">"));
  EXPECT_THAT(choices, Not(HasSubstr("<a href=\"#r1\">")));
  EXPECT_THAT(choices, HasSubstr("もう一度すべて選択してください"));
  EXPECT_THAT(ask_page(kJapanese, mail, "tokentoken", {Omission::Kind::kButton, {}}),
              HasSubstr("まだ何も行っていません"));
  EXPECT_THAT(ask_page(kJapanese, mail, "tokentoken", {Omission::Kind::kAllDropped, {}}),
              HasSubstr("すべての宛先を外すと"));
}

HeldMail decided(HoldState state) {
  HeldMail mail = testing::several_mail("00000000000000b2", kNow);
  mail.state = state;
  mail.changed = kNow;
  mail.changed_by = "page 192.0.2.7";
  mail.recipients[0].choice = Choice::kCorrect;
  mail.recipients[0].corrected = "sato@mirai-kogyo.example";
  mail.recipients[1].choice = Choice::kDrop;
  mail.recipients[2].choice = Choice::kKeep;
  mail.recipients[3].choice = Choice::kKeep;
  return mail;
}

TEST(OutcomePage, SaysWhatGoesWhere) {
  const std::string page = outcome_page(kEnglish, decided(HoldState::kReleasing), false);
  EXPECT_THAT(page, HasSubstr("It is being sent"));
  EXPECT_THAT(page, HasSubstr("sato@<span>mirai-kogyo.example</span></bdi> (corrected from "
                              "<bdi class=\"address\">sato@<span>mirai-kgyo.example</span></bdi>) "
                              "<span class=\"state pending\">"));
  EXPECT_THAT(page, HasSubstr("(removed)"));
  EXPECT_THAT(page, HasSubstr("<dd>on this page (<time"));
  EXPECT_THAT(page, Not(HasSubstr("192.0.2.7")));
  EXPECT_EQ(count(page, "role=\"alert\""), 0U);
  EXPECT_EQ(count(page, "<(form|button|input)"), 0U);
}

TEST(OutcomePage, SaysWhoCouldNotBeReached) {
  HeldMail mail = decided(HoldState::kReleased);
  EXPECT_THAT(outcome_page(kEnglish, mail, false), HasSubstr("It has been sent"));
  mail.recipients[3].delivery = Delivery::kRefused;
  mail.recipients[3].reply = "550 5.1.1 <b>no such user</b>";
  const std::string page = outcome_page(kEnglish, mail, false);
  EXPECT_THAT(page, HasSubstr("Some recipients could not be reached"));
  EXPECT_THAT(page, HasSubstr("refused: 550 5.1.1 &lt;b&gt;no such user&lt;/b&gt;"));
}

TEST(OutcomePage, OfEveryOtherState) {
  EXPECT_THAT(outcome_page(kJapanese, decided(HoldState::kCancelled), false),
              HasSubstr("送らずに取り消しました"));
  EXPECT_THAT(outcome_page(kJapanese, decided(HoldState::kReturning), false),
              HasSubstr("元のメールをお返しします"));
  HeldMail returned = decided(HoldState::kReturned);
  returned.changed_by = "expiry";
  EXPECT_THAT(outcome_page(kJapanese, returned, false), HasSubstr("期限切れ"));
  returned.changed_by = "return port";
  EXPECT_THAT(outcome_page(kJapanese, returned, false), HasSubstr("受け取りを拒否しました"));
  returned.changed_by = "admin:suzuki";
  EXPECT_THAT(outcome_page(kJapanese, returned, false), HasSubstr("管理者 suzuki（"));
  returned.changed_by = "suzuki@asagiri.example";
  EXPECT_THAT(outcome_page(kJapanese, returned, false),
              HasSubstr("<dd>suzuki@asagiri.example（<time"));
}

// Whether anybody got what goes back, as far as is known.
TEST(OutcomePage, SaysNobodyGotItOnlyIfThatIsKnown) {
  struct Row {
    bool tried, maybe_duplicate;
    const char *says, *heading;
  };
  const Row rows[] = {
      {false, false, "Nobody got this mail.", "Not sent"},
      {true, false, "Nobody got this mail.", "Not sent"},
      {true, true, "An answer was lost while sending, so some recipients may have got it.",
       "<h1 class=\"return(ing|ed)_maybe\">The original "},
      {false, true, "It may be the same mail as one that was sent shortly before.", "Not sent"},
  };
  for (const Row& row : rows) {
    for (const HoldState state : {HoldState::kReturning, HoldState::kReturned}) {
      HeldMail mail = decided(state);
      mail.maybe_duplicate = row.maybe_duplicate;
      if (row.tried) mail.recipients[2].delivery = Delivery::kRefused;
      const std::string page = outcome_page(kEnglish, mail, false);
      EXPECT_THAT(page, HasSubstr(row.says));
      EXPECT_GE(count(page, row.heading), 1U) << page;
      EXPECT_EQ(count(page, "Nobody got"), row.maybe_duplicate ? 0U : 1U) << page;
      EXPECT_THAT(page, HasSubstr("The original "));
    }
  }
}

TEST(OutcomePage, TellsWhoComesTooLate) {
  const std::string page = outcome_page(kJapanese, decided(HoldState::kCancelled), true);
  EXPECT_THAT(page, HasSubstr("すでに次のとおり処理されています"));
  EXPECT_EQ(count(page, "role=\"alert\""), 1U);
}

TEST(MessagePage, IsTheSameForEveryUnknownLink) {
  EXPECT_THAT(message_page(kJapanese, Message::kUnknown), HasSubstr("このリンクは使えません"));
  EXPECT_THAT(message_page(kEnglish, Message::kUnknown), HasSubstr("This link does not work"));
  EXPECT_THAT(message_page(kEnglish, Message::kTrouble), HasSubstr("kept safe"));
}

TEST(Stylesheet, LoadsNothing) {
  EXPECT_THAT(std::string(stylesheet()), Not(HasSubstr("url(")));
  EXPECT_THAT(std::string(stylesheet()), Not(HasSubstr("@import")));
}

}  // namespace
}  // namespace milter
