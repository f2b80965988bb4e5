// A courier's whole surroundings for a test: a store file, a spool, an SMTP server, a clock to set.
//
//   Workshop shop;
//   const std::string id = shop.hold({"sato@gmai.example"});       // one doubtful recipient
//   shop.choose(id, {{"sato@gmai.example", Choice::kKeep, ""}});
//   shop.work();                                                   // until nothing is due
//   shop.server.mails()
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "milter/base/clock.h"
#include "milter/courier/courier.h"
#include "milter/hold/custody.h"
#include "tests/courier/smtp_server.h"
#include "tests/ops/folder.h"

namespace milter::testing {

inline constexpr std::int64_t kStart = 1'795'392'900;  // Mon 2026-11-23 00:15 UTC

class SetClock final : public Clock {
 public:
  Time now() const override { return Time{std::chrono::seconds{seconds}}; }
  std::chrono::steady_clock::time_point steady() const override {
    return std::chrono::steady_clock::time_point{std::chrono::seconds{seconds}};
  }
  std::int64_t seconds = kStart;
};

// "To" with all of them, and a body with what SMTP has to be careful about.
std::string bytes_to(const std::vector<std::string>& addresses);

class Workshop {
 public:
  explicit Workshop(SmtpServer::Answer answer = nullptr);

  // Takes it into custody as the milter does: every address doubtful, with its place.
  std::string hold(const std::vector<std::string>& addresses);
  void choose(const std::string& id, const std::vector<Decision>& decisions);
  HeldMail find(const std::string& id);
  bool is_kept(const std::string& id) const;
  std::string held_file(const std::string& id) const;
  void sql(const std::string& statement);

  void work();  // rounds until nothing is due
  void pass(std::int64_t seconds) { clock.seconds += seconds; }
  // Mails to the recipients of held mail, and notices, as the server took them.
  std::vector<TakenMail> released() const;
  std::vector<TakenMail> notices() const;

  Folder folder;
  SetClock clock;
  SmtpServer server;
  Config config;
  LinkKeys keys{std::string(32, 'k')};
  std::unique_ptr<Database> database;
  Desk desk;
  Courier courier;

 private:
  int count_ = 0;
};

// The text of a notice, decoded, and the mail attached to it ("" if there is none).
std::string text_of(const TakenMail& notice);
std::string original_of(const TakenMail& notice);

}  // namespace milter::testing
