#include "milter/courier/lease_owner.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include "milter/base/text.h"
#include "tests/support/processes.h"

namespace milter {
namespace {

TEST(LeaseOwner, IsNeverTheSame) { EXPECT_NE(lease_owner("gw"), lease_owner("gw")); }

TEST(LeaseOwner, IsDeadWhenItsProcessIs) {
  const std::string mine = lease_owner("gw");
  EXPECT_FALSE(is_dead(mine, "gw"));
  const pid_t gone = testing::in_child([] { return 0; });
  EXPECT_EQ(testing::wait_for(gone), 0);
  const std::string its =
      replace_all(mine, "/" + std::to_string(getpid()) + "/", "/" + std::to_string(gone) + "/");
  EXPECT_TRUE(is_dead(its, "gw"));
  // Elsewhere a process number says nothing.
  EXPECT_FALSE(is_dead(its, "other"));
  EXPECT_FALSE(is_dead(replace_all(its, "pid:[", "pid:[9"), "gw"));
}

TEST(LeaseOwner, WhatIsNoNameIsNotDead) {
  for (const char* name : {"", "gw", "c1", "gw///", "gw/x/y/z", "gw/pid:[1]/-1/x"}) {
    EXPECT_FALSE(is_dead(name, "gw")) << name;
  }
}

}  // namespace
}  // namespace milter
