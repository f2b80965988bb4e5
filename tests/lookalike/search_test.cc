// What a lookup costs in memory: nothing, once the buffers have grown.
#include "lookalike/search.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <new>

#include "lookalike/lookalike.h"

namespace {
std::size_t allocations = 0;  // of this program, which has one thread when it is read
}

// The forms that std::vector, std::string, std::make_unique and std::stable_sort use.
void* operator new(std::size_t size, const std::nothrow_t& /*tag*/) noexcept {
  ++allocations;
  return std::malloc(size);
}
void* operator new(std::size_t size) {
  if (void* made = operator new(size, std::nothrow)) return made;
  throw std::bad_alloc();
}
void operator delete(void* made) noexcept { std::free(made); }
void operator delete(void* made, std::size_t /*size*/) noexcept { std::free(made); }
void operator delete(void* made, const std::nothrow_t& /*tag*/) noexcept { std::free(made); }

namespace lookalike {
namespace {

TEST(Search, AllocatesNothingForNamesThatResembleNothing) {
  std::vector<Guarded> guarded{{"mirai-kogyo.co.jp", "p", false}, {"asagiri.example", "o", true}};
  for (int i = 0; i < 200; ++i) {
    guarded.push_back({"tori" + std::to_string(i) + "hiki.test", std::to_string(i), false});
  }
  const Watchlist list = Watchlist::build(guarded);
  Examiner examiner(list);
  const std::vector<std::string> seen{
      "example.net",          "www.hoshino-kikai.co.jp", "mx1.mail.sonoda-clinic.or.jp",
      "kawamura.test",        "mirai-kogyo.co.jp",       "www.mirai-kogyo.co.jp",
      "bounce.em.norivex.com"};
  for (const std::string& name : seen) EXPECT_LE(examiner.examine(name).band, Band::kNone) << name;
  const std::size_t before = allocations;
  for (const std::string& name : seen) examiner.examine(name);
  EXPECT_EQ(allocations, before);
  examiner.examine("mirei-kogyo.co.jp");  // a hit has steps to keep
  EXPECT_GT(allocations, before);
}

}  // namespace
}  // namespace lookalike
