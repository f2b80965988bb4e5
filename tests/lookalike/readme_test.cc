// What README.md says of kinds and suppressors, name by name.
#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

#include "lookalike/lookalike.h"

namespace lookalike {
namespace {

std::string readme() {
  std::ostringstream out;
  out << std::ifstream(SEKIMORI_TESTS "/../lookalike/README.md").rdbuf();
  return out.str();
}

struct Row {
  const char *guarded, *seen, *kind;
};

TEST(Readme, ExamplesAreOfTheirKind) {
  const std::string text = readme();
  for (const Row& row : {Row{"mirai-kogyo.co.jp", "mirai-kogyo.co.jp", "exact"},
                         Row{"mirai-kogyo.co.jp", "www.mirai-kogyo.co.jp", "subdomain"},
                         Row{"mirai-kogyo.co.jp", "mirai kogyo", "invalid"},
                         Row{"mirai-kogyo.co.jp", "mlrai-kogyo.co.jp", "skeleton"},
                         Row{"mirai-kogyo.co.jp", "mirai-koyo.co.jp", "one_edit"},
                         Row{"mirai-kogyo.co.jp", "miari-kogyo.co.jp", "swap"},
                         Row{"mirai-kogyo.co.jp", "mirai-kogyo.com", "suffix"},
                         Row{"mirai-kogyo.co.jp", "mirai-kogyo.co.jp.example.cn", "embedded"},
                         Row{"mirai-kogyo.co.jp", "mirai-kogyo-pay.com", "combined"},
                         Row{"高田.jp", "髙田.jp", "variant"},
                         Row{"mirai-kogyo.co.jp", "miraikogyo.co.jp", "hyphen"},
                         Row{"mirai-kogyo.co.jp", "kogyo-mirai.co.jp", "reordered"},
                         Row{"mirai-kogyo.co.jp", "mirai-kougyo.co.jp", "romanisation"},
                         Row{"mirai-kogyo.co.jp", "mirei-koyo.co.jp", "two_edits"},
                         Row{"mirai-kogyo.co.jp", "mirai-kogyoco.jp", "missing_dot"},
                         Row{"mirai-kogyo.co.jp", "mirei-kogyo-co-jp.example.cn", "embedded_edit"},
                         Row{"mirai-kogyo.co.jp", "mirei-kogyo-pay.com", "combined_edit"}}) {
    const Watchlist list = Watchlist::build({{row.guarded, "p", false}});
    EXPECT_EQ(word(examine(row.seen, list).kind), row.kind) << row.seen;
    EXPECT_THAT(text, testing::HasSubstr("| `" + std::string(row.kind) + "` |")) << row.kind;
    EXPECT_THAT(text, testing::HasSubstr("`" + std::string(row.seen) + "`"));
  }
}

TEST(Readme, ListsEveryKind) {
  const std::string text = readme();
  for (int kind = 0; kind <= static_cast<int>(Kind::kCombinedEdit); ++kind) {
    const std::string name(word(static_cast<Kind>(kind)));
    EXPECT_THAT(text, testing::HasSubstr("| `" + name + "` |")) << name;
  }
}

}  // namespace
}  // namespace lookalike
