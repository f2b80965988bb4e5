#include "milter/web/confirm.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/web/sample_mails.h"

namespace milter {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::int64_t kNow = 1'795'392'900;
constexpr std::int64_t kHour = 3600;
constexpr const char* kLookalike = "00000000000000a1";
constexpr const char* kSeveral = "00000000000000b2";
constexpr const char* kAll = "r0=correct&r1=drop&r2=keep&r3=keep&do=send";

class HandClock final : public Clock {
 public:
  Time now() const override { return Time(std::chrono::seconds(kNow) + passed); }
  std::chrono::steady_clock::time_point steady() const override {
    return std::chrono::steady_clock::time_point(passed);
  }
  std::chrono::seconds passed{0};
};

class ConfirmTest : public ::testing::Test {
 protected:
  ConfirmTest() {
    holds.insert(testing::lookalike_mail(kLookalike, kNow)).value();
    holds.insert(testing::several_mail(kSeveral, kNow)).value();
  }

  HeldMail mail(const std::string& id) { return holds.find(id).value().value(); }
  HoldState state(const std::string& id) { return mail(id).state; }
  std::string page(const std::string& id) {
    return "/h/" + id + "." + link_token(keys, Purpose::kPage, mail(id));
  }
  std::string form_token(const std::string& id) {
    return link_token(keys, Purpose::kForm, mail(id));
  }

  Response send(Request request) {
    request.peer = "203.0.113.7";
    request.fields.emplace_back("Host", "confirm.asagiri.example");
    return confirm.answer(request);
  }
  Response get(const std::string& path) { return send({"GET", path, "", {}, "", false}); }
  Response post(const std::string& path, const std::string& body, HttpFields fields = {}) {
    fields.emplace_back("Content-Type", "application/x-www-form-urlencoded");
    return send({"POST", path, "", std::move(fields), body, false});
  }
  // A form as the page has it.
  Response submit(const std::string& id, const std::string& choices, HttpFields fields = {}) {
    return post(page(id), "form=" + form_token(id) + "&" + choices, std::move(fields));
  }

  HandClock clock;
  std::unique_ptr<Database> database = open_database("sqlite::memory:").value();
  HoldStore holds{*database};
  const LinkKeys keys{std::string(32, 'k')};
  Confirm confirm{
      holds, keys,
      Site{"株式会社朝霧製作所", Language::kJapanese, "https://confirm.asagiri.example"}, clock};
};

std::string field(const Response& response, std::string_view name) {
  for (const auto& [key, value] : response.fields) {
    if (key == name) return value;
  }
  return "";
}

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

TEST_F(ConfirmTest, WrongLinksAreAllOnePage) {
  const std::string id(kLookalike), token = link_token(keys, Purpose::kPage, mail(kLookalike));
  const std::string unknown = get("/nothing").body;
  for (const std::string& path :
       {"/h/" + id + "." + std::string(22, 'A'), "/h/00000000000000ff." + token,
        "/h/" + std::string(kSeveral) + "." + token, "/h/" + id + "." + form_token(kLookalike),
        "/h/" + id, "/h/" + id + "." + token + "A", "/h/" + id + "." + token.substr(1),
        "/h/" + id + "/" + token, std::string("/h/"), "/h/../h/" + id + "." + token,
        std::string("/"), "/H/" + id + "." + token, "/h/00000000000000A1." + token}) {
    clock.passed += kWrongLinkTime;
    const Response answer = get(path);
    EXPECT_EQ(answer.status, 404) << path;
    EXPECT_EQ(answer.body, unknown) << path;
    EXPECT_EQ(post(path, "do=cancel&sure=cancel").status, 404) << path;
  }
  EXPECT_EQ(state(kLookalike), HoldState::kHeld);
}

TEST_F(ConfirmTest, TooManyWrongLinksNeverStandBeforeARightOne) {
  const std::string wrong = "/h/" + std::string(kLookalike) + "." + std::string(22, 'A');
  for (int time = 0; time < kMaxWrongLinks; ++time) EXPECT_EQ(get(wrong).status, 404);
  const Response limited = get(wrong);
  EXPECT_EQ(limited.status, 429);
  EXPECT_EQ(field(limited, "Retry-After"), "60");
  EXPECT_EQ(post(page(kLookalike), "form=x&do=send").status, 429);  // else 403
  EXPECT_EQ(get(page(kLookalike)).status, 200);
  EXPECT_EQ(submit(kSeveral, kAll).status, 303);
  clock.passed += kWrongLinkTime;
  EXPECT_EQ(get(wrong).status, 404);
}

// Only a proxy on this host is believed about its client.
TEST_F(ConfirmTest, WhoTheClientIs) {
  struct Row {
    const char *peer, *forwarded;
    bool limited;  // after 203.0.113.50 has used up its wrong links
  };
  const Row rows[] = {
      {"127.0.0.1", "203.0.113.50", true},
      {"::1", "203.0.113.50", true},
      {"127.0.0.1", "198.51.100.1, 203.0.113.50", true},
      {"203.0.113.50", "198.51.100.1", true},
      {"127.0.0.1", "203.0.113.50, 198.51.100.1", false},
      {"127.0.0.1", "203.0.113.51", false},
      {"127.0.0.1", "", false},
      {"198.51.100.9", "203.0.113.50", false},
  };
  const std::string wrong = "/h/" + std::string(kLookalike) + "." + std::string(22, 'A');
  for (int time = 0; time < kMaxWrongLinks; ++time) {
    confirm.answer({"GET", wrong, "203.0.113.50", {}, "", false});
  }
  for (const Row& row : rows) {
    const Response answer =
        confirm.answer({"GET", wrong, row.peer, {{"X-Forwarded-For", row.forwarded}}, "", false});
    EXPECT_EQ(answer.status, row.limited ? 429 : 404) << row.peer << " " << row.forwarded;
  }
}

TEST_F(ConfirmTest, OtherMethodsPathsAndBodies) {
  for (const char* method : {"PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "get", "SEND"}) {
    const Response answer = send({method, page(kLookalike), "", {}, "do=cancel", false});
    EXPECT_EQ(answer.status, 405) << method;
    EXPECT_EQ(field(answer, "Allow"), "GET, HEAD, POST");
  }
  EXPECT_EQ(send({"POST", "/style.css", "", {}, "", false}).status, 405);
  EXPECT_EQ(send({"POST", page(kLookalike), "", {}, "", true}).status, 413);
  EXPECT_EQ(send({"POST",
                  page(kLookalike),
                  "",
                  {{"Content-Type", "application/json"}},
                  "{\"do\":\"cancel\"}",
                  false})
                .status,
            400);
  EXPECT_EQ(get("/favicon.ico").status, 404);
  EXPECT_EQ(field(get("/style.css"), "Content-Type"), "text/css; charset=utf-8");
  EXPECT_EQ(state(kLookalike), HoldState::kHeld);
}

TEST_F(ConfirmTest, EveryAnswerHasItsSecurityFields) {
  for (const Response& answer :
       {get(page(kLookalike)), get("/"), get("/style.css"), submit(kLookalike, "do=send"),
        submit(kLookalike, "do=cancel&sure=cancel"), submit(kLookalike, "do=cancel&sure=cancel"),
        send({"PUT", "/h/", "", {}, "", false})}) {
    EXPECT_EQ(field(answer, "Content-Security-Policy"),
              "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; "
              "base-uri 'none'");
    EXPECT_EQ(field(answer, "Referrer-Policy"), "no-referrer");
    EXPECT_EQ(field(answer, "X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(field(answer, "Cache-Control"), "no-store");
  }
}

TEST_F(ConfirmTest, TheBrowsersLanguageThenTheOrganisations) {
  Request request{"GET", page(kLookalike), "203.0.113.7", {}, "", false};
  EXPECT_THAT(confirm.answer(request).body, HasSubstr("<html lang=\"ja\">"));
  request.fields = {{"Accept-Language", "en-GB,en;q=0.9"}};
  EXPECT_THAT(confirm.answer(request).body, HasSubstr("<html lang=\"en\">"));
}

TEST_F(ConfirmTest, NoTokenIsLogged) {
  ::testing::internal::CaptureStderr();
  const std::string token = link_token(keys, Purpose::kPage, mail(kLookalike));
  get(page(kLookalike));
  get("/x/h/" + std::string(kLookalike) + "." + token);
  get("/h/" + token + "." + token);
  submit(kLookalike, "r0=keep&do=send");
  const std::string log = ::testing::internal::GetCapturedStderr();
  EXPECT_THAT(log, HasSubstr("path=/h/00000000000000a1 status=200"));
  EXPECT_THAT(log, HasSubstr("path=other status=404"));
  EXPECT_THAT(log, Not(HasSubstr(token.substr(0, 8))));
  EXPECT_THAT(log, Not(HasSubstr(form_token(kLookalike).substr(0, 8))));
}

TEST_F(ConfirmTest, WithoutAStoreItSaysSo) {
  const std::string path = page(kLookalike), form = "form=" + form_token(kLookalike);
  ASSERT_TRUE(database->run("DROP TABLE hold_recipient", {}));
  EXPECT_EQ(get(path).status, 503);
  EXPECT_EQ(post(path, form + "&r0=keep&do=send").status, 503);
}

}  // namespace
}  // namespace milter
