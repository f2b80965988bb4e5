// A store of its own with holds in it, as milter, page and administrator use them.
#pragma once

#include <gtest/gtest.h>

#include "milter/base/limits.h"
#include "milter/hold/hold_store.h"
#include "milter/memory/confirmed.h"
#include "tests/hold/mails.h"

namespace milter {

constexpr const char* kId = "00000000000000a1";
constexpr const char* kOther = "00000000000000b2";
constexpr std::int64_t kResendSeconds = std::chrono::seconds(limits::kResendMemory).count();
const Decision kCorrected{kDoubtful, Choice::kCorrect, "sato@gmail.example"};
const Decision kKept{kDoubtful, Choice::kKeep, ""};
const Decision kDropped{kDoubtful, Choice::kDrop, ""};
const Decision kPlainDropped{kPlain, Choice::kDrop, ""};

class HoldStoreTest : public ::testing::Test {
 protected:
  HeldMail found(const std::string& id) {
    auto mail = holds.find(id).value();
    EXPECT_TRUE(mail) << id;
    return mail.value_or(HeldMail{});
  }
  std::vector<std::string> listed(bool with_final) {
    std::vector<std::string> ids;
    const auto mails = holds.list(with_final).value();
    for (const HeldMail& mail : mails) ids.push_back(mail.id);
    return ids;
  }
  std::size_t count(std::string_view table) {
    const auto rows = database->rows("SELECT 1 FROM " + std::string(table), {}).value();
    return rows.size();
  }
  bool confirmed(const std::string& sender, const std::string& recipient) {
    return is_confirmed(*database, sender, recipient).value();
  }

  std::unique_ptr<Database> database = open_database("sqlite::memory:").value();
  HoldStore holds{*database};
};

}  // namespace milter
