#include <gmock/gmock.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "milter/base/text.h"
#include "milter/cli/lookalike.h"

namespace milter {
namespace {

// A partner file that lives as long as the test.
class LookalikeCommand : public testing::Test {
 protected:
  LookalikeCommand() {
    char name[] = "/tmp/lookalike_command_XXXXXX";
    const int fd = mkstemp(name);
    if (fd >= 0) close(fd);
    options_.partners_file = name;
    write("mirai-kogyo.co.jp\nhoshino-kikai.co.jp\n例え工業.jp\n");
  }
  ~LookalikeCommand() override { std::remove(options_.partners_file.c_str()); }

  void write(const std::string& text) const {
    std::ofstream(options_.partners_file, std::ios::binary) << text;
  }

  std::string run(const std::string& input) {
    std::istringstream in(input);
    std::ostringstream out, err;
    status_ = run_lookalike(options_, in, out, err);
    errors_ = err.str();
    return out.str();
  }

  LookalikeOptions options_;
  int status_ = -1;
  std::string errors_;
};

TEST_F(LookalikeCommand, SixColumnsALine) {
  EXPECT_THAT(run("mirai-kobyo.co.jp\n"),
              testing::MatchesRegex("mirai-kobyo\\.co\\.jp\t(definite|probable)\t"
                                    "mirai-kogyo\\.co\\.jp\tone_edit\t[0-9]\\.[0-9]e-[0-9][0-9]\t"
                                    "“mirai-kobyo\\.co\\.jp” is not the partner "
                                    "“mirai-kogyo\\.co\\.jp”: letter 9 is \\[b\\], not "
                                    "\\[g\\]\\.\n"));
  EXPECT_EQ(run("www.mirai-kogyo.co.jp\nunrelated.example\n"),
            "www.mirai-kogyo.co.jp\tpartner\tmirai-kogyo.co.jp\tsubdomain\t-\t"
            "“www.mirai-kogyo.co.jp” is a name below the partner “mirai-kogyo.co.jp”.\n"
            "unrelated.example\tnone\t-\t-\t-\t-\n");
  EXPECT_EQ(status_, 0);
  EXPECT_EQ(errors_, "");
}

TEST_F(LookalikeCommand, JapaneseOwnAndOutbound) {
  options_.lang = "ja";
  options_.own = {"asagiri.example"};
  options_.direction = lookalike::Direction::kOutbound;
  const std::string out = run("asagirl.example\ngmail.com\n");
  EXPECT_THAT(out, testing::HasSubstr("自社のドメイン「asagiri.example」"));
  EXPECT_THAT(out, testing::HasSubstr("\ngmail.com\tnone\tgmail.com\tprovider\t-\t"));
}

TEST_F(LookalikeCommand, JsonHasEveryField) {
  options_.json = true;
  const std::string out = run("miral-kogyo.co.jp\n\n");
  const auto lines = split(out, '\n');
  ASSERT_EQ(lines.size(), 3U);
  for (const char* field :
       {R"("input":"miral-kogyo.co.jp")", R"("band":"definite")",
        R"("partner":"mirai-kogyo.co.jp")", R"("kind":"skeleton")", R"("e_value":)",
        R"("cost":0.25)", R"("operations":[{"op":"replace","at":4,"from":"i","to":"l"}])",
        R"("alternatives":[])", R"("suppressors":[])",
        R"("display":{"ascii":"miral-kogyo.co.jp","unicode":)",
        R"("text":{"ja":"「miral-kogyo.co.jp」は)"}) {
    EXPECT_THAT(std::string(lines[0]), testing::HasSubstr(field));
  }
  EXPECT_THAT(std::string(lines[1]), testing::HasSubstr(R"("kind":"invalid")"));
  EXPECT_THAT(std::string(lines[1]), testing::HasSubstr(R"("partner":null)"));
}

TEST_F(LookalikeCommand, AnyLineGivesOneLine) {
  struct Row {
    std::string input, column;
  };
  for (const Row& row :
       {Row{"", "-"}, Row{std::string("a\0b", 3), "a\\x00b"}, Row{"a\tb", "a\\x09b"},
        Row{"a\rb", "a\\x0Db"}, Row{"\xff\xfe", "\\xFF\\xFE"}, Row{"\x1b[2J", "\\x1B[2J"},
        Row{"a\u0085b", "a\\xC2\\x85b"}, Row{"a\u2028b", "a\\xE2\\x80\\xA8b"},
        Row{"\xe3\x81", "\\xE3\\x81"}, Row{std::string(10'000, 'a'), std::string(10'000, 'a')},
        Row{"例え", "例え"}, Row{"mirai-kogyo.co.jp\r", "mirai-kogyo.co.jp"}}) {
    const std::string out = run(row.input + "\n");
    const auto lines = split(out, '\n');
    ASSERT_EQ(lines.size(), 2U) << row.column;
    const auto columns = split(lines[0], '\t');
    ASSERT_EQ(columns.size(), 6U) << row.column;
    EXPECT_EQ(columns[0], row.column);
    EXPECT_EQ(status_, 0);
  }
}

TEST_F(LookalikeCommand, LastLineNeedsNoEnding) {
  EXPECT_EQ(split(run("a.example\nb.example"), '\n').size(), 3U);
  EXPECT_EQ(run(""), "");
}

TEST_F(LookalikeCommand, BadPartnerFileIsStatusOne) {
  options_.partners_file += ".missing";
  EXPECT_EQ(run("mirai-kogyo.co.jp\n"), "");
  EXPECT_EQ(status_, 1);
  EXPECT_THAT(errors_, testing::HasSubstr(options_.partners_file));
  options_.partners_file.resize(options_.partners_file.size() - 8);
  write("id,name,no_such_column\n1,x,y\n");
  EXPECT_EQ(run("mirai-kogyo.co.jp\n"), "");
  EXPECT_EQ(status_, 1);
  EXPECT_THAT(errors_, testing::HasSubstr(options_.partners_file + ":1: "));
}

TEST_F(LookalikeCommand, OneBadOwnDomainLeavesTheRestAtWork) {
  options_.own = {"co.jp"};
  EXPECT_THAT(run("mirai-kobyo.co.jp\n"), testing::HasSubstr("\tone_edit\t"));
  EXPECT_EQ(status_, 1);
  EXPECT_THAT(errors_, testing::HasSubstr("--own: cannot guard \"co.jp\""));
}

}  // namespace
}  // namespace milter
