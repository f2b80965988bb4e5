#include <gtest/gtest.h>

#include <filesystem>

#include "milter/base/limits.h"
#include "milter/ops/config.h"
#include "tests/ops/folder.h"

namespace milter {
namespace {

TEST(ReadFile, GivesEveryByte) {
  const Folder folder;
  const std::string bytes("a\0b\r\n\xFF", 6);
  EXPECT_EQ(read_file(folder.write("bytes", bytes), 6).value(), bytes);
  EXPECT_EQ(read_file(folder.write("empty", ""), 6).value(), "");
  const std::string big(200'000, 'x');  // several chunks
  EXPECT_EQ(read_file(folder.write("big", big), big.size()).value(), big);
}

TEST(ReadFile, NeverCutsAtTheLimit) {
  const Folder folder;
  const Result<std::string> read = read_file(folder.write("seven", "1234567"), 6);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().kind, Error::Kind::kLimit);
  EXPECT_EQ(read.error().what, "is larger than 6 bytes");
  const Result<std::string> endless = read_file("/dev/zero", 100'000);
  ASSERT_FALSE(endless);
  EXPECT_EQ(endless.error().kind, Error::Kind::kLimit);
}

TEST(ReadFile, HoldsTablesToTheirLimit) {
  const Folder folder;
  const std::string path = folder.write("partners.csv", "");
  std::filesystem::resize_file(path, limits::kMaxTableBytes + 1);  // a hole, no disk space
  const Result<std::string> read = read_file(path, limits::kMaxTableBytes);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().kind, Error::Kind::kLimit);
}

TEST(ReadFile, SaysWhyNot) {
  const Folder folder;
  const Result<std::string> absent = read_file(folder.path("absent"), 6);
  ASSERT_FALSE(absent);
  EXPECT_EQ(absent.error().kind, Error::Kind::kPermanent);
  EXPECT_EQ(absent.error().what, "cannot be read: No such file or directory");
  const Result<std::string> directory = read_file(folder.path(""), 6);
  ASSERT_FALSE(directory);
  EXPECT_EQ(directory.error().what, "cannot be read: Is a directory");
}

}  // namespace
}  // namespace milter
