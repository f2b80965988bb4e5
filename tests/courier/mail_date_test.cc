#include "milter/courier/mail_date.h"

#include <gtest/gtest.h>

namespace milter {
namespace {

TEST(MailDate, IsRfc5322InUtc) {
  EXPECT_EQ(mail_date(0), "Thu, 01 Jan 1970 00:00:00 +0000");
  EXPECT_EQ(mail_date(1709164799), "Wed, 28 Feb 2024 23:59:59 +0000");
  EXPECT_EQ(mail_date(1709251199), "Thu, 29 Feb 2024 23:59:59 +0000");
  EXPECT_EQ(mail_date(2147483648), "Tue, 19 Jan 2038 03:14:08 +0000");
}

}  // namespace
}  // namespace milter
