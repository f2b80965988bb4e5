#include "milter/auth/auth_results_field.h"

#include <gtest/gtest.h>

#include <string>

#include "milter/base/limits.h"

namespace milter {
namespace {

// "id[/version]| method[/version]=result name=value ... (comments)| ..."
std::string read(std::string_view value) {
  const auto field = read_auth_results(value);
  if (!field) return "unreadable";
  std::string out = field->id + (field->version == "1" ? "" : "/" + field->version);
  for (const MethodResult& one : field->results) {
    out += "| " + one.method + (one.version == "1" ? "" : "/" + one.version) + "=" + one.result;
    for (const auto& [name, text] : one.properties) out += " " + name + "=" + text;
    if (!one.comments.empty()) out += " (" + one.comments + ")";
  }
  return out;
}

struct Row {
  std::string_view value;
  const char* expected;
};

TEST(AuthResultsFieldTest, TheExamplesOfRfc8601) {
  for (const Row& row : {
           // Appendix B.2 to B.7, shortened.
           Row{" example.org 1; none", "example.org"},
           Row{" example.com;\r\n\tspf=pass smtp.mailfrom=example.net",
               "example.com| spf=pass smtp.mailfrom=example.net"},
           Row{" example.com;\r\n auth=pass (cram-md5) smtp.auth=sender@example.net;\r\n"
               " spf=pass smtp.mailfrom=example.net",
               "example.com| auth=pass smtp.auth=sender@example.net (cram-md5)"
               "| spf=pass smtp.mailfrom=example.net"},
           Row{" example.com;\r\n dkim=pass reason=\"good signature\"\r\n"
               "   header.i=@mail-router.example.net;\r\n"
               " dkim=fail reason=\"bad signature\" header.i=@newyork.example.com",
               "example.com| dkim=pass reason=good signature header.i=@mail-router.example.net"
               "| dkim=fail reason=bad signature header.i=@newyork.example.com"},
           // Appendix B.7: comments wherever they may stand.
           Row{" foo.example.net (foobar) 1 (baz);\r\n"
               " dkim (Because I like it) / 1 (One yay) = (wait for it) fail\r\n"
               "   policy (A dot can go here) . (like that) expired\r\n"
               "   (this surprised me) = (as I wasn't expecting it) 1362471462",
               "foo.example.net| dkim=fail policy.expired=1362471462 (Because I like it"
               " One yay wait for it A dot can go here like that this surprised me as I wasn't"
               " expecting it)"},
       }) {
    EXPECT_EQ(read(row.value), row.expected) << row.value;
  }
}

TEST(AuthResultsFieldTest, Readable) {
  for (const Row& row : {
           Row{"mx.a.example", "mx.a.example"},
           Row{"mx.a.example;", "mx.a.example"},
           Row{"mx.a.example; NONE", "mx.a.example"},
           Row{"\"mx.a.example\" ; SPF=Pass", "mx.a.example| spf=pass"},
           Row{"\"mx \\\"a\\\"\"; spf=pass", "mx \"a\"| spf=pass"},
           Row{"mx.a.example 2; spf=pass", "mx.a.example/2| spf=pass"},
           Row{"mx.a.example; dkim/2=pass", "mx.a.example| dkim/2=pass"},
           Row{"mx.a.example; spf=pass;; dkim=none ;", "mx.a.example| spf=pass| dkim=none"},
           Row{"mx.a.example; spf=pass smtp.mailfrom=", "mx.a.example| spf=pass smtp.mailfrom="},
           Row{"mx.a.example; spf=pass smtp.mailfrom=\"a b\"@c.example smtp.helo=d",
               "mx.a.example| spf=pass smtp.mailfrom=a b@c.example smtp.helo=d"},
           Row{"mx.a.example; dkim=pass header.b=Ab/9+=",
               "mx.a.example| dkim=pass header.b=Ab/9+="},
           Row{"mx.a.example; dkim=pass header.b=\"a;b (c)\"",
               "mx.a.example| dkim=pass header.b=a;b (c)"},
           Row{"mx.a.example; spf=fail (a (nested \\) one) here)",
               "mx.a.example| spf=fail (a (nested ) one) here)"},
           Row{"mx.a.example; x-new=what-ever a=b c.d=e",
               "mx.a.example| x-new=what-ever a=b c.d=e"},
           Row{"\xe9\x96\xa2.example; spf=pass smtp.mailfrom=\xe5\xb1\xb1@\xe5\xb7\x9d.example",
               "\xe9\x96\xa2.example| spf=pass smtp.mailfrom=\xe5\xb1\xb1@\xe5\xb7\x9d.example"},
           // No id: Microsoft 365, the second an older shape.
           Row{"spf=pass smtp.mailfrom=a.example;dmarc=pass action=none header.from=a.example",
               "| spf=pass smtp.mailfrom=a.example| dmarc=pass action=none header.from=a.example"},
           Row{"spf=pass smtp.mailfrom=a.example; us.example; dkim=none;us.example; dmarc=pass",
               "| spf=pass smtp.mailfrom=a.example| dkim=none| dmarc=pass"},
       }) {
    EXPECT_EQ(read(row.value), row.expected) << row.value;
  }
}

TEST(AuthResultsFieldTest, Unreadable) {
  for (const std::string_view value : {
           std::string_view(""),
           std::string_view("  \r\n "),
           std::string_view(";spf=pass"),
           std::string_view("; spf=pass"),
           std::string_view("mx.a.example spf=pass"),
           std::string_view("mx.a.example, spf=pass"),
           std::string_view("mx.a.example@b; spf=pass"),
           std::string_view("mx.a.example; spf"),
           std::string_view("mx.a.example; spf=pass dmarc"),
           std::string_view("mx.a.example; spf=pass dmarc pass"),
           std::string_view("mx.a.example; spf="),
           std::string_view("mx.a.example; =pass"),
           std::string_view("mx.a.example; spf=pass; none"),
           std::string_view("mx.a.example; spf=pass smtp.=a"),
           std::string_view("mx.a.example; spf=pass .mailfrom=a"),
           std::string_view("mx.a.example (never closed; spf=pass"),
           std::string_view("mx.a.example; spf=pass (a \\)"),
           std::string_view("mx.a.example; spf=pass )"),
           std::string_view("mx.a.example; dkim=pass header.b=\"never closed"),
           std::string_view("mx.a.example; dkim=pass header.b=\"a\\"),
           std::string_view("mx.a.example; spf=pass smtp.mailfrom=a\0b", 40),
           std::string_view("mx.a.example; spf=pass (a\0b)", 28),
           std::string_view("mx.a.example; spf=pass smtp.mailfrom=\x1b[2J"),
           std::string_view("mx.a.example; spf=pass smtp.mailfrom=\xff"),
           std::string_view("=;"),
       }) {
    EXPECT_EQ(read(value), "unreadable") << value;
  }
}

TEST(AuthResultsFieldTest, Limits) {
  std::string many = "mx.a.example";
  for (std::size_t i = 0; i < limits::kMaxAuthResults; ++i) many += "; x=y";
  EXPECT_EQ(read_auth_results(many)->results.size(), limits::kMaxAuthResults);
  EXPECT_EQ(read(many + "; x=y"), "unreadable");

  const std::string start = "mx.a.example; spf=pass (";
  const std::string full(limits::kMaxAuthResultsBytes - start.size() - 1, 'x');
  EXPECT_TRUE(read_auth_results(start + full + ")"));
  EXPECT_EQ(read(start + "x" + full + ")"), "unreadable");

  const auto nested = [](std::size_t depth) {
    return "mx.a.example; spf=pass " + std::string(depth, '(') + std::string(depth, ')');
  };
  EXPECT_TRUE(read_auth_results(nested(limits::kMaxCommentDepth)));
  EXPECT_EQ(read(nested(limits::kMaxCommentDepth + 1)), "unreadable");
}

}  // namespace
}  // namespace milter
