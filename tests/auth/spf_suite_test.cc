// The RFC 7208 test suite, through check_spf() as the daemon calls it: every case agrees.
// rfc7208/cases.tsv says what was kept of it.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>

#include "milter/auth/spf.h"
#include "milter/base/text.h"
#include "tests/support/zone_resolver.h"

namespace milter {
namespace {

using testing::ZoneResolver;

std::string unescaped(const std::string& text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      plain += text[i];
    } else if (text.at(i + 1) == 'x') {
      plain += static_cast<char>(std::stoi(text.substr(i + 2, 2), nullptr, 16));
      i += 3;
    } else {
      plain += text[++i];
    }
  }
  return plain;
}

struct Case {
  std::string section, name, client, helo, mail_from, expected;
};

class Suite {
 public:
  Suite() {
    std::ifstream file(SEKIMORI_TESTS "/auth/rfc7208/cases.tsv");
    for (std::string line; std::getline(file, line);) {
      if (!line.starts_with('#')) read(line);
    }
  }
  std::vector<Case> cases;
  std::map<std::string, ZoneResolver> zones;  // one a section

 private:
  void read(const std::string& line) {
    std::vector<std::string> fields;
    for (const std::string_view field : split(line, '\t')) {
      fields.push_back(unescaped(std::string(field)));
    }
    if (fields.at(0) == "section") {
      section_ = fields.at(1);
      zones.emplace(section_, ZoneResolver());
    } else if (fields.at(0) == "timeout") {
      zones.at(section_).fault(fields.at(1), ZoneResolver::Fault::kTimeout);
    } else if (fields.at(0) == "record") {
      add(fields.at(1), fields.at(2), fields.at(3));
    } else {
      ASSERT_EQ(fields.at(0), "case");
      cases.push_back(
          {section_, fields.at(1), fields.at(3), fields.at(4), fields.at(5), fields.at(6)});
    }
  }

  void add(const std::string& name, const std::string& type, const std::string& value) {
    static const std::map<std::string, DnsType> kTypes = {
        {"A", DnsType::kA},   {"AAAA", DnsType::kAaaa}, {"CNAME", DnsType::kCname},
        {"MX", DnsType::kMx}, {"PTR", DnsType::kPtr},   {"TXT", DnsType::kTxt}};
    std::string record = value;
    if (type == "A" || type == "AAAA") record = read_spf_client(value)->octets;
    if (type == "CNAME" || type == "PTR") {
      record = ascii_lower(value);
      if (record.ends_with('.')) record.pop_back();
    }
    zones.at(section_).add(name, kTypes.at(type), record);
  }

  std::string section_;
};

TEST(SpfSuite, AnswersAsTheSuiteSays) {
  Suite suite;
  ASSERT_EQ(suite.cases.size(), 203U);
  const SystemClock clock;
  for (const Case& one : suite.cases) {
    const Deadline deadline(clock, std::chrono::seconds{20});
    const SpfResult got =
        check_spf(suite.zones.at(one.section), {one.client, one.helo, one.mail_from}, deadline);
    const auto accepted = words(one.expected);
    EXPECT_NE(std::find(accepted.begin(), accepted.end(), word(got.result)), accepted.end())
        << one.section << ": " << one.name << " is " << word(got.result) << " (" << got.why
        << "), expected " << one.expected;
  }
}

}  // namespace
}  // namespace milter
