#include "milter/ops/log.h"

#include <gtest/gtest.h>

#include <functional>
#include <regex>

namespace milter {
namespace {

// The line without its time, which is checked for its form.
std::string logged(const std::function<void()>& work) {
  testing::internal::CaptureStderr();
  work();
  const std::string line = testing::internal::GetCapturedStderr();
  static const std::regex kLine(R"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d (.*)\n)");
  std::smatch parts;
  EXPECT_TRUE(std::regex_match(line, parts, kLine)) << line;
  return parts.size() == 2 ? parts[1].str() : "";
}

TEST(Log, WritesOneLineWithItsLevel) {
  EXPECT_EQ(logged([] {
              log_info("config.reloaded", {{"file", "/etc/sekimori/sekimori.toml"}});
            }),
            "info config.reloaded file=/etc/sekimori/sekimori.toml");
  EXPECT_EQ(logged([] { log_warning("store.slow"); }), "warning store.slow");
  EXPECT_EQ(logged([] {
              log_error("child.died", {{"pid", "12"}, {"signal", "11"}});
            }),
            "error child.died pid=12 signal=11");
}

struct Row {
  std::string value, written;
};

TEST(Log, QuotesWhatWouldBeMisread) {
  const Row kRows[] = {
      {"plain", "plain"},
      {"桜井", "桜井"},
      {"a=b", "a=b"},
      {"", "\"\""},
      {"two words", "\"two words\""},
      {"say \"hi\"", "\"say \\\"hi\\\"\""},
      {"back\\slash", "\"back\\\\slash\""},
      {"x\ninfo forged.event", "\"x\\x0Ainfo forged.event\""},
      {"\x1B[2J", "\"\\x1B[2J\""},
      {"{} %s %v", "\"{} %s %v\""},
  };
  for (const Row& row : kRows) {
    EXPECT_EQ(logged([&] { log_info("e", {{"k", row.value}}); }), "info e k=" + row.written);
  }
}

}  // namespace
}  // namespace milter
