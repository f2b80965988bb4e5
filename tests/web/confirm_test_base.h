// The pages of sample mails in a store of its own, asked without a server.
#pragma once

#include <gtest/gtest.h>

#include "milter/web/confirm.h"
#include "tests/web/sample_mails.h"

namespace milter {

constexpr std::int64_t kNow = 1'795'392'900;
constexpr std::int64_t kHour = 3600;
constexpr const char* kLookalike = "00000000000000a1";
constexpr const char* kSeveral = "00000000000000b2";
constexpr const char* kAll = "r0=correct&r1=drop&r2=keep&r3=keep&do=send";

class HandClock final : public Clock {
 public:
  Time now() const override { return Time(std::chrono::seconds(kNow) + passed); }
  std::chrono::steady_clock::time_point steady() const override {
    return std::chrono::steady_clock::time_point(passed);
  }
  std::chrono::seconds passed{0};
};

class ConfirmTest : public ::testing::Test {
 protected:
  ConfirmTest() {
    holds.insert(testing::lookalike_mail(kLookalike, kNow)).value();
    holds.insert(testing::several_mail(kSeveral, kNow)).value();
  }

  HeldMail mail(const std::string& id) { return holds.find(id).value().value(); }
  HoldState state(const std::string& id) { return mail(id).state; }
  std::string page(const std::string& id) {
    return "/h/" + id + "." + link_token(keys, Purpose::kPage, mail(id));
  }
  std::string form_token(const std::string& id) {
    return link_token(keys, Purpose::kForm, mail(id));
  }

  Response send(Request request) {
    request.peer = "203.0.113.7";
    request.fields.emplace_back("Host", "confirm.asagiri.example");
    return confirm.answer(request);
  }
  Response get(const std::string& path) { return send({"GET", path, "", {}, "", false}); }
  Response post(const std::string& path, const std::string& body, HttpFields fields = {}) {
    fields.emplace_back("Content-Type", "application/x-www-form-urlencoded");
    return send({"POST", path, "", std::move(fields), body, false});
  }
  // A form as the page has it.
  Response submit(const std::string& id, const std::string& choices, HttpFields fields = {}) {
    return post(page(id), "form=" + form_token(id) + "&" + choices, std::move(fields));
  }

  HandClock clock;
  std::unique_ptr<Database> database = open_database("sqlite::memory:").value();
  HoldStore holds{*database};
  const LinkKeys keys{std::string(32, 'k')};
  Confirm confirm{
      holds, keys,
      Site{"株式会社朝霧製作所", Language::kJapanese, "https://confirm.asagiri.example"}, clock};
};

inline std::string field(const Response& response, std::string_view name) {
  for (const auto& [key, value] : response.fields) {
    if (key == name) return value;
  }
  return "";
}

}  // namespace milter
