#include "milter/hold/spool.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "milter/base/limits.h"
#include "tests/ops/folder.h"

namespace milter {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr const char* kId = "3f0c000000000001";

mode_t mode_of(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 ? status.st_mode & 07777U : 0;
}

class SpoolTest : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(spool.prepare()); }
  std::string held(const std::string& id) const { return folder.path("spool/held/" + id); }
  std::string tmp(const std::string& id) const { return folder.path("spool/tmp/" + id); }

  Folder folder;
  const Spool spool{folder.path("spool")};
};

TEST_F(SpoolTest, GivesBackEveryByte) {
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
  const std::vector<std::string> contents = {"", "a", "a\r\nb\n", all, std::string(300'000, 'x')};
  int number = 0;
  for (const std::string& bytes : contents) {
    const std::string id = "a" + std::to_string(number++);
    ASSERT_TRUE(spool.keep(id, bytes));
    EXPECT_TRUE(spool.read(id).value() == bytes) << id;
    EXPECT_FALSE(fs::exists(tmp(id)));
  }
  EXPECT_THAT(spool.kept().value(), ElementsAre("a0", "a1", "a2", "a3", "a4"));
}

TEST_F(SpoolTest, SetsAsideAndLosesNothing) {
  ASSERT_TRUE(spool.keep("a1", "first"));
  ASSERT_TRUE(spool.keep("a2", "other"));
  ASSERT_TRUE(spool.set_aside("a1"));
  EXPECT_THAT(spool.kept().value(), ElementsAre("a2"));
  EXPECT_EQ(fs::file_size(folder.path("spool/orphans/a1")), 5U);
  EXPECT_FALSE(spool.set_aside("a1"));  // not there
  EXPECT_FALSE(spool.set_aside("../tmp/a1"));
  ASSERT_TRUE(spool.keep("a1", "the second"));
  EXPECT_FALSE(spool.set_aside("a1"));  // never over another
  EXPECT_EQ(spool.read("a1").value(), "the second");
  EXPECT_EQ(fs::file_size(folder.path("spool/orphans/a1")), 5U);
}

TEST_F(SpoolTest, LetsTheGroupReadAndNobodyElse) {
  ASSERT_TRUE(spool.keep(kId, "x"));
  EXPECT_EQ(mode_of(folder.path("spool")), 02770U);
  EXPECT_EQ(mode_of(folder.path("spool/held")), 02770U);
  EXPECT_EQ(mode_of(folder.path("spool/tmp")), 02770U);
  EXPECT_EQ(mode_of(held(kId)) & 07137U, 0U);  // at most 0640, less the umask
  EXPECT_EQ(mode_of(held(kId)) & 0600U, 0600U);
}

TEST_F(SpoolTest, IsPreparedTwice) {
  ASSERT_TRUE(spool.keep(kId, "x"));
  EXPECT_TRUE(spool.prepare());
  EXPECT_EQ(spool.read(kId).value(), "x");
}

TEST_F(SpoolTest, RefusesAnIdThatIsAPath) {
  const std::string long_id(65, 'a');
  for (const std::string& id : {std::string(), std::string(".."), std::string("../tmp/a"),
                                std::string("a/b"), std::string("g1"), std::string("a.b"),
                                std::string("a\0b", 3), std::string(" a"), long_id}) {
    for (const Error& error :
         {spool.keep(id, "x").error(), spool.read(id).error(), spool.remove(id).error()}) {
      EXPECT_EQ(error.kind, Error::Kind::kInternal) << id;
    }
  }
  EXPECT_THAT(spool.kept().value(), IsEmpty());
}

TEST_F(SpoolTest, NeverWritesOverAMail) {
  ASSERT_TRUE(spool.keep(kId, "first"));
  EXPECT_FALSE(spool.keep(kId, "second"));
  EXPECT_EQ(spool.read(kId).value(), "first");
  EXPECT_FALSE(fs::exists(tmp(kId)));
}

TEST_F(SpoolTest, DoesNotFollowALinkSomeoneLaid) {
  const std::string target = folder.write("target", "t");
  fs::create_symlink(target, tmp(kId));
  EXPECT_FALSE(spool.keep(kId, "x"));
  fs::create_symlink(target, held("b2"));
  EXPECT_FALSE(spool.read("b2"));
  EXPECT_FALSE(spool.keep("b2", "x"));
  EXPECT_EQ(std::ifstream(target).get(), 't');
}

TEST_F(SpoolTest, RemovesOnce) {
  ASSERT_TRUE(spool.keep(kId, "x"));
  EXPECT_TRUE(spool.remove(kId));
  EXPECT_TRUE(spool.remove(kId));
  EXPECT_THAT(spool.kept().value(), IsEmpty());
  const auto read = spool.read(kId);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().kind, Error::Kind::kPermanent);
  EXPECT_THAT(read.error().what, HasSubstr(held(kId)));
}

TEST_F(SpoolTest, ListsMailsAlone) {
  ASSERT_TRUE(spool.keep("b2", "x"));
  ASSERT_TRUE(spool.keep("a1", "x"));
  folder.write("spool/held/README", "not ours");
  EXPECT_THAT(spool.kept().value(), ElementsAre("a1", "b2"));
}

TEST_F(SpoolTest, SweepsWhatIsOld) {
  folder.write("spool/tmp/aa", "left by a crash");
  folder.write("spool/tmp/bb", "being written");
  const auto now = fs::file_time_type::clock::now();
  fs::last_write_time(tmp("aa"), now - limits::kSpoolTmpTime - std::chrono::minutes(1));
  fs::last_write_time(tmp("bb"), now - limits::kSpoolTmpTime + std::chrono::minutes(1));
  ASSERT_TRUE(spool.keep(kId, "x"));
  fs::last_write_time(held(kId), now - 100 * limits::kSpoolTmpTime);
  EXPECT_TRUE(spool.sweep_tmp());
  EXPECT_FALSE(fs::exists(tmp("aa")));
  EXPECT_TRUE(fs::exists(tmp("bb")));
  EXPECT_TRUE(fs::exists(held(kId)));
}

TEST_F(SpoolTest, ReadsNoFileLargerThanAMail) {
  ASSERT_TRUE(spool.keep(kId, "x"));
  fs::resize_file(held(kId), limits::kMaxMessageBytes);
  EXPECT_EQ(spool.read(kId)->size(), limits::kMaxMessageBytes);
  fs::resize_file(held(kId), limits::kMaxMessageBytes + 1);
  EXPECT_EQ(spool.read(kId).error().kind, Error::Kind::kLimit);
}

TEST(Spool, RefusesAFolderItCannotUse) {
  const Folder folder;
  folder.write("file", "x");
  for (const char* name : {"none/spool", "file", "file/spool"}) {
    const auto prepared = Spool(folder.path(name)).prepare();
    ASSERT_FALSE(prepared) << name;
    EXPECT_EQ(prepared.error().kind, Error::Kind::kPermanent) << name;
    EXPECT_THAT(prepared.error().what, HasSubstr(folder.path(name)));
  }
  const Spool missing(folder.path("none"));
  EXPECT_EQ(missing.keep(kId, "x").error().kind, Error::Kind::kPermanent);
  EXPECT_FALSE(missing.kept());
  EXPECT_FALSE(missing.sweep_tmp());
}

TEST(Spool, LeavesNothingWhenItCannotMoveTheFile) {
  const Folder folder;
  const Spool spool(folder.path("spool"));
  ASSERT_TRUE(spool.prepare());
  fs::remove(folder.path("spool/held"));
  EXPECT_FALSE(spool.keep(kId, "x"));
  EXPECT_TRUE(fs::is_empty(folder.path("spool/tmp")));
}

TEST(Spool, KnowsNetworkFileSystems) {
  // statfs(2): NFS, SMB, CIFS, SMB2; the last two as a sign-extended 32-bit f_type as well.
  for (const std::uint64_t type : {0x6969ULL, 0x517BULL, 0xFF534D42ULL, 0xFE534D42ULL,
                                   0xFFFFFFFFFF534D42ULL, 0xFFFFFFFFFE534D42ULL}) {
    EXPECT_TRUE(is_network_file_system(type)) << std::hex << type;
  }
  // ext4, XFS, btrfs, tmpfs, overlayfs, FUSE.
  for (const std::uint64_t type :
       {0xEF53ULL, 0x58465342ULL, 0x9123683EULL, 0x01021994ULL, 0x794C7630ULL, 0x65735546ULL}) {
    EXPECT_FALSE(is_network_file_system(type)) << std::hex << type;
  }
}

}  // namespace
}  // namespace milter
