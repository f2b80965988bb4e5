#include "lookalike/postings.h"

#include <gmock/gmock.h>

namespace lookalike {
namespace {

std::vector<std::uint32_t> found(const Postings& postings, std::uint64_t key) {
  std::vector<std::uint32_t> out;
  postings.visit(key, [&](std::uint32_t entry) { out.push_back(entry); });
  return out;
}

TEST(Postings, FindsEveryEntryOfAKeyAndNoOther) {
  PostingsBuilder builder;
  for (std::uint32_t i = 0; i < 10'000; ++i) {
    builder.add(hash(KeyKind::kName, U"name" + std::u32string(1, i % 5'000 + 1)), i);
  }
  const Postings postings = builder.finish();
  for (std::uint32_t i = 0; i < 5'000; ++i) {
    EXPECT_THAT(found(postings, hash(KeyKind::kName, U"name" + std::u32string(1, i + 1))),
                testing::UnorderedElementsAre(i, i + 5'000));
  }
  EXPECT_THAT(found(postings, hash(KeyKind::kName, U"other")), testing::IsEmpty());
}

TEST(Postings, EmptyOnesFindNothing) {
  EXPECT_THAT(found(Postings(), 7), testing::IsEmpty());
  EXPECT_THAT(found(PostingsBuilder().finish(), 7), testing::IsEmpty());
}

TEST(Hash, DependsOnKindSaltAndLetters) {
  const auto base = hash(KeyKind::kLeft, U"mirai", 10);
  EXPECT_EQ(base, hash(KeyKind::kLeft, U"mirai", 10));
  EXPECT_NE(base, hash(KeyKind::kRight, U"mirai", 10));
  EXPECT_NE(base, hash(KeyKind::kLeft, U"mirai", 11));
  EXPECT_NE(base, hash(KeyKind::kLeft, U"miral", 10));
}

}  // namespace
}  // namespace lookalike
