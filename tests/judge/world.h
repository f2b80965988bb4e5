// A small invented organisation that the tests of this room judge mail for.
//
//   auto snapshot = snapshot_of(asagiri());
//   Message message = message_of("From: a@b.example\n\ntext\n");
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "milter/base/clock.h"
#include "milter/judge/judge.h"
#include "milter/judge/snapshot.h"
#include "milter/mail/message.h"

namespace milter {

// Both clocks stand where they were put; each look at the steady one may move it on.
class SetClock final : public Clock {
 public:
  Time now() const override { return now_; }
  std::chrono::steady_clock::time_point steady() const override {
    const auto seen = steady_;
    steady_ += step_;
    return seen;
  }
  void step(std::chrono::milliseconds step) { step_ = step; }

 private:
  Time now_ = Time(std::chrono::seconds(1'772'672'400));  // 2026-03-05T01:00:00Z
  mutable std::chrono::steady_clock::time_point steady_;
  std::chrono::milliseconds step_{0};
};

inline Config asagiri() {
  Config config;
  config.organisation_name = "株式会社朝霧製作所";
  config.own_domains = {"asagiri.example", "asagiri.co.jp"};
  config.executives = {{"桜井 一郎",
                        "サクライ イチロウ",
                        "Ichiro Sakurai",
                        "代表取締役社長",
                        {"i.sakurai@asagiri.example"}}};
  config.finance = {"keiri@asagiri.example"};
  config.allow = {"sakurai.home@gmail.com", "@asagiri-bank.example"};
  return config;
}

inline std::vector<Partner> partners() {
  return {{"P001",
           "幸和商事株式会社",
           "コウワショウジ",
           "Kowa Shoji Co., Ltd.",
           {"kouwa-shoji.co.jp"},
           {"k.tanaka@kouwa-shoji.co.jp"},
           "03-5550-0142",
           "JP",
           false},
          {"P002", "Harbour Steel GmbH", "", "", {"harbour-steel.example"}, {}, "", "DE", false},
          {"S001", "まとめて請求", "", "", {"matomete-seikyu.example"}, {}, "", "JP", true}};
}

inline std::shared_ptr<const Snapshot> snapshot_of(const Config& config,
                                                   std::vector<Partner> table = partners()) {
  auto snapshot = make_snapshot(config, std::move(table));
  if (!snapshot) throw std::logic_error(to_string(snapshot.error().front()));
  return *snapshot;
}

// Reading the phrase book takes time: tests that change nothing share one.
inline std::shared_ptr<const Snapshot> shared_snapshot() {
  static const std::shared_ptr<const Snapshot> kSnapshot = snapshot_of(asagiri());
  return kSnapshot;
}

inline std::shared_ptr<const RawMessage> raw_of(std::string_view bytes) {
  return std::make_shared<const RawMessage>(RawMessage::parse(std::string(bytes)));
}

inline Message message_of(std::string_view bytes) { return read_message(raw_of(bytes)); }

inline Envelope envelope_to(const std::vector<std::string>& recipients) {
  Envelope envelope;
  envelope.client_address = "203.0.113.9";
  envelope.mail_from.address = "<sender@elsewhere.example>";
  for (const std::string& one : recipients) envelope.rcpt_to.push_back({"<" + one + ">", ""});
  return envelope;
}

inline bool has_finding(const rules::Verdict& verdict, std::string_view code) {
  for (const rules::Finding& finding : verdict.findings) {
    if (finding.code == code) return true;
  }
  return false;
}

}  // namespace milter
