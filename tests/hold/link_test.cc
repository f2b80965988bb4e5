#include "milter/hold/link.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "milter/base/digest.h"
#include "tests/hold/mails.h"
#include "tests/ops/folder.h"

namespace milter {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string kOld(32, 'o');
const std::string kNew(32, 'n');
const std::string kHexA(64, 'a');
const std::string kHexB = "00112233445566778899AABBCCDDEEFF00112233445566778899aabbccddeeff";

HeldMail mail_of() {
  HeldMail mail = held_mail("3f0c000000000001");
  mail.sender = "yamada@asagiri.example";
  mail.expires = 1'780'000'000;
  return mail;
}

TEST(Link, IsTheStatedHmac) {
  const std::string message = "2:v14:page16:3f0c00000000000122:yamada@asagiri.example10:1780000000";
  EXPECT_EQ(link_token({kNew}, Purpose::kPage, mail_of()),
            base64url(hmac_sha256(kNew, message).substr(0, 16)));
}

TEST(Link, IsShortAndPlain) {
  for (const Purpose purpose : {Purpose::kPage, Purpose::kForm}) {
    const std::string token = link_token({kNew}, purpose, mail_of());
    EXPECT_EQ(token.size(), 22U);
    EXPECT_EQ(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                      "0123456789-_"),
              std::string::npos);
    EXPECT_TRUE(is_valid({kNew}, purpose, mail_of(), token));
  }
}

TEST(Link, IsOfOneMailUntilItEnds) {
  const std::string token = link_token({kNew}, Purpose::kPage, mail_of());
  std::vector<HeldMail> others(5, mail_of());
  others[0].id = "3f0c000000000002";
  others[1].sender = "yamada@asagiri.exampl";
  others[2].sender = "suzuki@asagiri.example";
  others[3].expires += 1;
  // The end of one field moved to the beginning of the next.
  others[4].id = "3f0c00000000000";
  others[4].sender = "1yamada@asagiri.example";
  for (const HeldMail& other : others) {
    EXPECT_FALSE(is_valid({kNew}, Purpose::kPage, other, token)) << all_of(other);
  }
  // What the state of the mail is does not touch the link: that is the state's own affair.
  HeldMail later = mail_of();
  later.state = HoldState::kReleased;
  later.changed += 1;
  EXPECT_TRUE(is_valid({kNew}, Purpose::kPage, later, token));
}

TEST(Link, IsForOnePurpose) {
  const std::string page = link_token({kNew}, Purpose::kPage, mail_of());
  const std::string form = link_token({kNew}, Purpose::kForm, mail_of());
  EXPECT_NE(page, form);
  EXPECT_FALSE(is_valid({kNew}, Purpose::kForm, mail_of(), page));
  EXPECT_FALSE(is_valid({kNew}, Purpose::kPage, mail_of(), form));
}

TEST(Link, IsWhole) {
  const std::string token = link_token({kNew}, Purpose::kPage, mail_of());
  for (std::size_t length = 0; length < token.size(); ++length) {
    EXPECT_FALSE(is_valid({kNew}, Purpose::kPage, mail_of(), token.substr(0, length)));
  }
  for (std::size_t at = 0; at < token.size(); ++at) {
    std::string changed = token;
    changed[at] = changed[at] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(is_valid({kNew}, Purpose::kPage, mail_of(), changed)) << at;
  }
  for (const std::string& longer : {token + "A", token + "=", " " + token, token + "\n"}) {
    EXPECT_FALSE(is_valid({kNew}, Purpose::kPage, mail_of(), longer));
  }
}

TEST(Link, IsValidByAnyKeyWhileKeysChange) {
  const std::string before = link_token({kOld}, Purpose::kPage, mail_of());
  const std::string after = link_token({kNew, kOld}, Purpose::kPage, mail_of());
  EXPECT_EQ(after, link_token({kNew}, Purpose::kPage, mail_of()));
  EXPECT_TRUE(is_valid({kNew, kOld}, Purpose::kPage, mail_of(), before));
  EXPECT_TRUE(is_valid({kNew, kOld}, Purpose::kPage, mail_of(), after));
  EXPECT_FALSE(is_valid({kNew}, Purpose::kPage, mail_of(), before));
  EXPECT_FALSE(is_valid({}, Purpose::kPage, mail_of(), after));
  EXPECT_FALSE(is_valid({}, Purpose::kPage, mail_of(), ""));
}

class KeyFile : public ::testing::Test {
 protected:
  Result<LinkKeys> keys_of(const std::string& bytes, unsigned mode = 0640) {
    path = folder.write("link.key", bytes);
    fs::permissions(path, static_cast<fs::perms>(mode));
    return read_link_keys(path);
  }

  const Folder folder;
  std::string path;
};

TEST_F(KeyFile, HasOneKeyALine) {
  const std::string b("\x00\x11\x22\x33\x44\x55\x66\x77\x88\x99\xAA\xBB\xCC\xDD\xEE\xFF", 16);
  EXPECT_EQ(keys_of(kHexB).value(), LinkKeys({b + b}));
  EXPECT_EQ(keys_of(kHexB + "\n").value(), LinkKeys({b + b}));
  EXPECT_EQ(keys_of(kHexA + "\r\n\n" + kHexB + "\n").value(),
            LinkKeys({std::string(32, '\xAA'), b + b}));
  for (const unsigned mode : {0400U, 0600U, 0640U, 0660U}) EXPECT_TRUE(keys_of(kHexA, mode));
}

TEST_F(KeyFile, IsRefusedWithItsLine) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"", ": has no key"},
      {"\n \n", ": has no key"},
      {kHexA.substr(1), ":1: is not 64"},
      {kHexA + "a", ":1: is not 64"},
      {"\n" + kHexA.substr(1) + "g\n", ":2: is not 64"},
      {kHexA + "\n# old\n", ":2: is not 64"},
      {kHexA + " " + kHexA + "\n", ":1: is not 64"},
  };
  for (const auto& [bytes, what] : cases) {
    const auto keys = keys_of(bytes);
    ASSERT_FALSE(keys) << bytes;
    EXPECT_EQ(keys.error().kind, Error::Kind::kPermanent);
    EXPECT_THAT(keys.error().what, HasSubstr(path + what));
    EXPECT_THAT(keys.error().what, Not(HasSubstr("aaaa")));
  }
}

TEST_F(KeyFile, IsRefusedIfOthersCanTouchIt) {
  for (const unsigned mode : {0644U, 0604U, 0602U, 0601U, 0666U}) {
    const auto keys = keys_of(kHexA, mode);
    ASSERT_FALSE(keys) << std::oct << mode;
    EXPECT_EQ(keys.error().kind, Error::Kind::kPermanent);
    EXPECT_THAT(keys.error().what, HasSubstr(path));
  }
}

TEST_F(KeyFile, IsAShortFile) {
  std::string lines;
  while (lines.size() + 65 <= kMaxLinkKeyBytes) lines += kHexA + "\n";
  EXPECT_TRUE(keys_of(lines));
  lines.resize(kMaxLinkKeyBytes + 1, '\n');
  EXPECT_EQ(keys_of(lines).error().kind, Error::Kind::kLimit);
  EXPECT_FALSE(read_link_keys(folder.path("none")));
  EXPECT_FALSE(read_link_keys(folder.path(".")));
}

}  // namespace
}  // namespace milter
