#include <gmock/gmock.h>

#include "tests/web/confirm_test_base.h"

namespace milter {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST_F(ConfirmTest, LookingChangesNothing) {
  for (int time = 0; time < 20; ++time) {
    const Response shown = get(page(kLookalike));
    EXPECT_EQ(shown.status, 200);
    EXPECT_THAT(shown.body, HasSubstr("送信を止めています"));
    EXPECT_EQ(send({"HEAD", page(kLookalike), "", {}, "", false}).status, 200);
  }
  EXPECT_EQ(state(kLookalike), HoldState::kHeld);
  EXPECT_EQ(mail(kLookalike).changed_by, "");
}

TEST_F(ConfirmTest, ACompleteFormReleases) {
  const Response done = submit(kSeveral, kAll);
  EXPECT_EQ(done.status, 303);
  EXPECT_EQ(field(done, "Location"), page(kSeveral));
  const HeldMail chosen = mail(kSeveral);
  EXPECT_EQ(chosen.state, HoldState::kReleasing);
  EXPECT_EQ(chosen.changed_by, "page 203.0.113.7");  // no person: who holds the link is not known
  EXPECT_EQ(chosen.recipients[0].choice, Choice::kCorrect);
  EXPECT_EQ(chosen.recipients[0].corrected, "sato@mirai-kogyo.example");
  EXPECT_EQ(chosen.recipients[1].choice, Choice::kDrop);
  EXPECT_EQ(chosen.recipients[2].choice, Choice::kKeep);
  EXPECT_EQ(chosen.recipients[4].choice, Choice::kNone);
  EXPECT_THAT(get(page(kSeveral)).body, HasSubstr("送信しています"));
}

TEST_F(ConfirmTest, CancelNeedsItsTickAndNoChoices) {
  EXPECT_EQ(submit(kSeveral, "do=cancel&sure=cancel").status, 303);
  EXPECT_EQ(state(kSeveral), HoldState::kCancelled);
  EXPECT_EQ(mail(kSeveral).changed_by, "page 203.0.113.7");
  EXPECT_EQ(submit(kLookalike, "r0=keep&do=cancel&sure=cancel").status, 303);
  EXPECT_EQ(state(kLookalike), HoldState::kCancelled);
}

TEST_F(ConfirmTest, WhoActsIsTheProxysClient) {
  const std::string form = "form=" + form_token(kLookalike) + "&do=cancel&sure=cancel";
  const HttpFields fields{{"X-Forwarded-For", "198.51.100.1, 192.0.2.7"},
                          {"Content-Type", "application/x-www-form-urlencoded"}};
  const Response done =
      confirm.answer({"POST", page(kLookalike), "127.0.0.1", fields, form, false});
  EXPECT_EQ(done.status, 303);
  EXPECT_EQ(mail(kLookalike).changed_by, "page 192.0.2.7");
}

// Each is answered as said and leaves the hold as it was.
TEST_F(ConfirmTest, FormsThatMoveNothing) {
  struct Row {
    const char* choices;
    int status;
    const char* says;
  };
  const Row rows[] = {
      {"do=send", 422, "一つずつ選んでください"},
      {"r0=keep&do=send", 422, "#r2"},
      {"r0=&r1=drop&r2=keep&r3=keep&do=send", 422, "#r0"},
      {"r0=none&r1=drop&r2=keep&r3=keep&do=send", 422, "#r0"},
      {"r0=yes&r1=drop&r2=keep&r3=keep&do=send", 422, "#r0"},
      {"r0=correct&r1=drop&r2=correct&r3=keep&do=send", 422, "#r2"},  // nothing to correct it to
      {"r0=correct&r1=drop&r2=keep&r3=correct&do=send", 422, "#r3"},  // not in To or Cc
      {"r0=keep&r1=keep&r2=keep&r3=keep", 422, "まだ何も行っていません"},
      {"r0=keep&r1=keep&r2=keep&r3=keep&do=", 422, "まだ何も行っていません"},
      {"r0=keep&r1=keep&r2=keep&r3=keep&do=SEND", 422, "まだ何も行っていません"},
      {"r0=keep&r1=keep&r2=keep&r3=keep&r4=drop&do=send", 400, "読み取れません"},
      {"r0=keep&r1=keep&r2=keep&r3=keep&r9=drop&do=send", 400, "読み取れません"},
      {"r0=keep&r1=keep&r2=keep&r3=keep&to=evil@evil.example&do=send", 400, "読み取れません"},
      {"r0=keep&r0=drop&r1=keep&r2=keep&r3=keep&do=send", 400, "読み取れません"},
      {"do=cancel&do=send", 400, "読み取れません"},
      {"do=cancel", 422, "まだ取り消していません"},
      {"r0=keep&r1=keep&r2=keep&r3=keep&do=cancel", 422, "まだ取り消していません"},
      {"do=cancel&sure=", 422, "まだ取り消していません"},
      {"do=cancel&sure=on", 422, "まだ取り消していません"},
      {"sure=cancel", 422, "まだ何も行っていません"},
      {"r0=keep&r1=keep&r2=keep&r3=keep&sure=cancel&do=send", 422, "どちらか一方"},
      {"do=send&%", 400, "読み取れません"},
  };
  for (const Row& row : rows) {
    const Response answer = submit(kSeveral, row.choices);
    EXPECT_EQ(answer.status, row.status) << row.choices;
    EXPECT_THAT(answer.body, HasSubstr(row.says)) << row.choices;
    EXPECT_EQ(state(kSeveral), HoldState::kHeld) << row.choices;
  }
  EXPECT_EQ(submit(kSeveral, kAll).status, 303);
}

TEST_F(ConfirmTest, AnEmptyFormIsNothingChosen) {
  const Response answer = post(page(kLookalike), "");
  EXPECT_EQ(answer.status, 422);
  EXPECT_THAT(answer.body, HasSubstr("まだ何も行っていません"));
  EXPECT_EQ(state(kLookalike), HoldState::kHeld);
}

TEST_F(ConfirmTest, SomebodyMustBeLeftToSendTo) {
  HeldMail all = testing::lookalike_mail("00000000000000c3", kNow);
  all.recipients.resize(1);
  all.recipients.push_back(all.recipients[0]);
  all.recipients[1].address = "suzuki@kouwa-shojl.example";
  holds.insert(all).value();
  const Response answer = submit(all.id, "r0=drop&r1=drop&do=send");
  EXPECT_EQ(answer.status, 422);
  EXPECT_THAT(answer.body, HasSubstr("すべての宛先を外すと"));
  EXPECT_EQ(state(all.id), HoldState::kHeld);
  EXPECT_EQ(submit(all.id, "r0=drop&r1=keep&do=send").status, 303);
}

TEST_F(ConfirmTest, TheFormsTokenIsAskedFor) {
  const std::string choices = "&r0=keep&do=send";
  for (const std::string& token :
       {std::string(), std::string(22, 'A'), link_token(keys, Purpose::kPage, mail(kLookalike)),
        form_token(kSeveral), form_token(kLookalike) + "A"}) {
    const Response answer = post(page(kLookalike), "form=" + token + choices);
    EXPECT_EQ(answer.status, 403) << token;
  }
  EXPECT_EQ(post(page(kLookalike), "r0=keep&do=send").status, 403);
  EXPECT_EQ(state(kLookalike), HoldState::kHeld);
}

TEST_F(ConfirmTest, FormsFromElsewhereAreRefused) {
  const HttpFields elsewhere[] = {{{"Origin", "https://evil.example"}},
                                  {{"Origin", "http://confirm.asagiri.example"}},
                                  {{"Origin", "https://confirm.asagiri.example.evil.example"}},
                                  {{"Sec-Fetch-Site", "cross-site"}},
                                  {{"Sec-Fetch-Site", "same-site"}},
                                  {{"Origin", "null"}, {"Sec-Fetch-Site", "cross-site"}}};
  for (const HttpFields& fields : elsewhere) {
    EXPECT_EQ(submit(kLookalike, "r0=keep&do=send", fields).status, 403) << fields[0].second;
    EXPECT_EQ(state(kLookalike), HoldState::kHeld);
  }
  const HttpFields ours[] = {{{"Origin", "https://confirm.asagiri.example"}},
                             {{"Origin", "null"}, {"Sec-Fetch-Site", "same-origin"}},
                             {{"Sec-Fetch-Site", "none"}},
                             {{"Origin", "null"}}};
  for (const HttpFields& fields : ours) {
    EXPECT_EQ(submit(kLookalike, "do=send", fields).status, 422) << fields[0].second;
  }
}

TEST_F(ConfirmTest, WithoutAPublicUrlTheHostIsOurs) {
  Confirm other(holds, keys, Site{}, clock);
  Request request{"POST", page(kLookalike), "203.0.113.7", {}, "", false};
  request.fields = {{"Host", "10.0.0.5:8025"}, {"Origin", "http://10.0.0.5:8025"}};
  EXPECT_EQ(other.answer(request).status, 422);
  request.fields[1].second = "http://10.0.0.6:8025";
  EXPECT_EQ(other.answer(request).status, 403);
}

TEST_F(ConfirmTest, OnlyTheFirstDecides) {
  const std::string body = "form=" + form_token(kLookalike) + "&r0=drop&do=send";
  EXPECT_EQ(post(page(kLookalike), body).status, 303);
  for (const std::string& again :
       {body, "form=" + form_token(kLookalike) + "&do=cancel&sure=cancel", std::string()}) {
    const Response late = post(page(kLookalike), again);
    EXPECT_EQ(late.status, 409);
    EXPECT_THAT(late.body, HasSubstr("すでに次のとおり処理されています"));
    EXPECT_THAT(late.body, HasSubstr("<dd>確認ページから（<time"));
    EXPECT_THAT(late.body, Not(HasSubstr("203.0.113.7")));
  }
  EXPECT_EQ(state(kLookalike), HoldState::kReleasing);
  EXPECT_EQ(mail(kLookalike).recipients[0].choice, Choice::kDrop);
}

TEST_F(ConfirmTest, AfterTheExpiryNothingIsDecidedAndLaterTheLinkDies) {
  const std::string path = page(kLookalike), form = "form=" + form_token(kLookalike);
  clock.passed = std::chrono::seconds(71 * kHour - 1);
  EXPECT_EQ(get(path).status, 200);
  EXPECT_EQ(post(path, form + "&do=send").status, 422);
  clock.passed += std::chrono::seconds(1);
  EXPECT_THAT(get(path).body, HasSubstr("元のメールをお返しします"));
  EXPECT_EQ(post(path, form + "&r0=keep&do=send").status, 409);
  EXPECT_EQ(post(path, form + "&do=cancel&sure=cancel").status, 409);
  clock.passed += kLinkAfterlife;
  EXPECT_EQ(get(path).status, 200);
  clock.passed += std::chrono::seconds(1);
  EXPECT_EQ(get(path).status, 404);
  EXPECT_EQ(state(kLookalike), HoldState::kHeld);
}

}  // namespace
}  // namespace milter
