#include "milter/courier/smtp_text.h"

#include <gtest/gtest.h>

namespace milter {
namespace {

TEST(SmtpText, DataIsStuffedAndItsLinesEndInCrLf) {
  const struct {
    const char *bytes, *sent;
  } rows[] = {
      {"", ".\r\n"},
      {"a\r\n", "a\r\n.\r\n"},
      {"a", "a\r\n.\r\n"},
      {"a\nb\n", "a\r\nb\r\n.\r\n"},
      {"a\rb\r", "a\r\nb\r\n.\r\n"},
      {"a\r\r\nb", "a\r\n\r\nb\r\n.\r\n"},
      {"a\n\rb", "a\r\n\r\nb\r\n.\r\n"},
      {".", "..\r\n.\r\n"},
      {"a\r\n.\r\nb", "a\r\n..\r\nb\r\n.\r\n"},
      {"a\n.\nQUIT", "a\r\n..\r\nQUIT\r\n.\r\n"},
      {"a\r.\rQUIT", "a\r\n..\r\nQUIT\r\n.\r\n"},
      {"..x\r\n a.\r\n", "...x\r\n a.\r\n.\r\n"},
      {"\r\n\r\n", "\r\n\r\n.\r\n"},
  };
  for (const auto& row : rows) EXPECT_EQ(dot_stuffed(with_crlf(row.bytes)), row.sent) << row.bytes;
}

TEST(SmtpText, Xtext) {
  EXPECT_EQ(xtext("192.0.2.7"), "192.0.2.7");
  EXPECT_EQ(xtext("a b+c=d\r\n\x7F"), "a+20b+2Bc+3Dd+0D+0A+7F");
  EXPECT_EQ(xtext("é"), "+C3+A9");
}

TEST(SmtpText, PathsCannotCarryMore) {
  for (const char* good :
       {"<>", "<a@b.example>", "<@r.example:a@b.example>", "a@b.example", "<\"a > b\"@c.example>",
        "<\"q\\\"> \"@c.example>", "<a\\>@b>", "<田中@b.example>", "< a@b >"}) {
    EXPECT_TRUE(is_safe_path(good)) << good;
  }
  for (const char* bad :
       {"", "<a@b> NOTIFY=NEVER>", "<a@b> SIZE=1", "<a@b", "a@b>", "a@b SIZE=1", "<a@b>x",
        "<a@b>\r\nDATA", "<a\n@b>", "<a\r@b>", "<a\x7F@b>", "<\"a>@b>", "<a\\>"}) {
    EXPECT_FALSE(is_safe_path(bad)) << bad;
  }
  EXPECT_FALSE(is_safe_path(std::string_view("<a\0b>", 5)));
  EXPECT_TRUE(is_safe_line(std::string(kMaxCommandLine, 'x')));
  EXPECT_FALSE(is_safe_line(std::string(kMaxCommandLine + 1, 'x')));
  EXPECT_FALSE(is_safe_line("MAIL\tFROM"));
}

TEST(SmtpText, ParametersFollowWhatIsOffered) {
  const SmtpExtensions all{"SIZE", "DSN", "8BITMIME", "SMTPUTF8"};
  EXPECT_EQ(mail_parameters("SIZE=99 BODY=8BITMIME RET=HDRS ENVID=q1 SMTPUTF8", 7, all),
            " SIZE=7 BODY=8BITMIME RET=HDRS ENVID=q1 SMTPUTF8");
  EXPECT_EQ(mail_parameters("body=8bitmime ret=hdrs", 7, all), " SIZE=7 body=8bitmime ret=hdrs");
  EXPECT_EQ(mail_parameters("", 7, all), " SIZE=7");
  EXPECT_EQ(mail_parameters("SIZE=99 BODY=8BITMIME RET=HDRS ENVID=q1 SMTPUTF8", 7, {}), "");
  EXPECT_EQ(mail_parameters("BODY=8BITMIME RET=FULL", 7, {"DSN"}), " RET=FULL");
  EXPECT_EQ(mail_parameters("AUTH=<a@b> HOLDFOR=9 REQUIRETLS BODY=7BIT", 7, all),
            " SIZE=7 BODY=7BIT");
  EXPECT_EQ(mail_parameters("BODY=BINARYMIME", 7, all), " SIZE=7 BODY=8BITMIME");
  EXPECT_EQ(recipient_parameters("NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;a+2Bb@c RRVS=x", all),
            " NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;a+2Bb@c");
  EXPECT_EQ(recipient_parameters("NOTIFY=NEVER", {"SIZE"}), "");
}

}  // namespace
}  // namespace milter
