// The memory of one process: look-ups by any thread, writes by one.
//
//   auto memory = Memory::open("sqlite:/var/lib/sekimori/sekimori.db", Memory::Writes::kQueued);
//   auto known = (*memory)->sender("tanaka@partner.example");
//   (*memory)->record({contacts, verdict});
//
// Queued writes are committed together at least once a second by a thread of its own, so a crash
// may lose the last second; immediate ones (replay, tests) before record() returns. Opened after
// fork. Thread-safe. Destruction writes what is queued.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "milter/base/result.h"
#include "milter/memory/correspondents.h"
#include "milter/memory/sender_paths.h"
#include "milter/memory/verdict_log.h"
#include "milter/store/database.h"

namespace milter {

struct SenderHistory {
  History with_organisation;  // this address and anyone here
  History with_domain;        // anyone at its domain and anyone here
};

struct SenderPathHistory {
  PathHistory of_domain;
  PathHistory of_organisation;
};

struct Record {
  std::vector<Contact> contacts;
  std::optional<VerdictRow> verdict;
  std::optional<Sighting> sighting{};
};

class Memory {
 public:
  enum class Writes : std::uint8_t { kQueued, kImmediate };
  static Result<std::unique_ptr<Memory>> open(const std::string& url, Writes writes);
  ~Memory();
  Memory(const Memory&) = delete;
  Memory& operator=(const Memory&) = delete;

  Result<SenderHistory> sender(const std::string& remote);
  // How mail of the sighting's domain came until its day.
  Result<SenderPathHistory> paths(const Sighting& sighting);
  // Whether `sender` confirmed `recipient` by hand; both in lower case.
  Result<bool> confirmed(const std::string& sender, const std::string& recipient);
  void record(Record record);
  void flush();  // returns when everything recorded so far is written or has failed and was logged

 private:
  Memory(std::string url, Writes writes) : url_(std::move(url)), writes_(writes) {}
  Result<std::unique_ptr<Database>> borrow();
  void give_back(std::unique_ptr<Database> database);
  void write_now(const std::vector<Record>& records);
  void write_queue();  // the writer thread

  const std::string url_;
  const Writes writes_;
  std::mutex mutex_;
  std::condition_variable wake_, written_, returned_;
  std::vector<std::unique_ptr<Database>> idle_;  // opened on demand, one a concurrent look-up
  std::vector<Record> queue_;
  bool writing_ = false, stop_ = false;
  std::thread writer_;
};

}  // namespace milter
