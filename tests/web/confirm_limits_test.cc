#include <gmock/gmock.h>

#include "tests/web/confirm_test_base.h"

namespace milter {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

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
