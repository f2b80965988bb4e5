// Whole mails of tests/corpus, each read with LF and with CRLF, against what was put into them. The
// .json beside a mail says: subject, from (addresses), names (display names, where they matter),
// text, hidden, attachments, flaws. What was read instead is saved as <mail>.actual.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "milter/base/text.h"
#include "milter/mail/message.h"

namespace milter {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

std::string load(const fs::path& path) {
  std::ostringstream out;
  out << std::ifstream(path, std::ios::binary).rdbuf();
  return out.str();
}

std::vector<fs::path> mails() {
  std::vector<fs::path> found;
  for (const auto& entry : fs::recursive_directory_iterator(SEKIMORI_TESTS "/corpus")) {
    const fs::path expected = fs::path(entry.path()).replace_extension(".json");
    if (entry.path().extension() == ".eml" && fs::exists(expected)) found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

ordered_json describe(const Message& message, const ordered_json& expected) {
  ordered_json seen;
  seen["subject"] = message.header.subject;
  seen["from"] = ordered_json::array();
  for (const Mailbox& mailbox : message.header.from) seen["from"].push_back(mailbox.address());
  seen["text"] = message.text;
  seen["attachments"] = message.attachments;
  std::vector<std::string> flaws;
  for (const Flaw flaw : message.flaws) flaws.emplace_back(flaw_code(flaw));
  std::sort(flaws.begin(), flaws.end());
  seen["flaws"] = flaws;
  if (expected.contains("hidden")) seen["hidden"] = message.hidden;
  if (expected.contains("names")) {
    seen["names"] = ordered_json::array();
    for (const Mailbox& mailbox : message.header.from)
      seen["names"].push_back(mailbox.display_name);
  }
  return seen;
}

class Golden : public testing::TestWithParam<fs::path> {};

TEST_P(Golden, IsReadAsItWasWritten) {
  ordered_json expected =
      ordered_json::parse(load(fs::path(GetParam()).replace_extension(".json")));
  std::sort(expected["flaws"].begin(), expected["flaws"].end());
  const std::string lf = load(GetParam());
  for (const std::string& bytes : {lf, replace_all(lf, "\n", "\r\n")}) {
    const auto raw = std::make_shared<const RawMessage>(RawMessage::parse(bytes));
    const ordered_json seen = describe(read_message(raw), expected);
    for (const auto& [key, value] : expected.items()) {
      EXPECT_EQ(seen[key], value) << GetParam().stem() << " " << key;
    }
    if (testing::Test::HasFailure()) {
      std::ofstream(GetParam().stem().string() + ".actual") << seen.dump(1) << "\n";
      return;
    }
  }
}

std::string test_name(const testing::TestParamInfo<fs::path>& mail) {
  std::string name =
      mail.param.parent_path().filename().string() + "_" + mail.param.stem().string();
  std::replace_if(
      name.begin(), name.end(), [](char c) { return std::isalnum(c) == 0; }, '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Corpus, Golden, testing::ValuesIn(mails()), test_name);

TEST(Corpus, IsThere) { EXPECT_GE(mails().size(), 200U); }

}  // namespace
}  // namespace milter
