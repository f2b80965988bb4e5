// An in-memory store exists once, in the connection that made it: there, look-ups and writes share
// that connection and wait for each other. Tested by memory_test.cc.
#include "milter/memory/memory.h"

#include <chrono>
#include <utility>

#include "milter/base/limits.h"
#include "milter/memory/confirmed.h"
#include "milter/ops/log.h"

namespace milter {
namespace {

constexpr std::chrono::milliseconds kWriteEvery{500};  // at most this is lost in a crash

bool in_memory(const std::string& url) { return url == "sqlite::memory:"; }

std::string domain_of(const std::string& address) { return address.substr(address.rfind('@') + 1); }

Result<SenderHistory> look_up(Database& database, const std::string& remote) {
  Correspondents correspondents(database);
  auto organisation = correspondents.history_of_organisation(remote);
  if (!organisation) return fail(organisation.error());
  auto domain = correspondents.history_of_domain(domain_of(remote));
  if (!domain) return fail(domain.error());
  return SenderHistory{*organisation, *domain};
}

Result<SenderPathHistory> look_up_paths(Database& database, const Sighting& sighting) {
  SenderPaths paths(database);
  auto domain = paths.of_domain(sighting.domain, sighting.day);
  if (!domain) return fail(domain.error());
  auto organisation = paths.of_organisation(sighting.organisation, sighting.day);
  if (!organisation) return fail(organisation.error());
  return SenderPathHistory{std::move(*domain), std::move(*organisation)};
}

// Losing a record only makes a sender look newer than it is; the mail itself is never at stake.
void write(Database& database, const std::vector<Record>& records) {
  std::vector<Contact> contacts;
  std::vector<VerdictRow> verdicts;
  std::vector<Sighting> sightings;
  for (const Record& record : records) {
    contacts.insert(contacts.end(), record.contacts.begin(), record.contacts.end());
    if (record.verdict) verdicts.push_back(*record.verdict);
    if (record.sighting) sightings.push_back(*record.sighting);
  }
  Correspondents correspondents(database);
  const auto learnt = correspondents.record(contacts);
  if (!learnt) log_warning("memory.not_written", {{"cause", learnt.error().what}});
  const auto seen = SenderPaths(database).observe(sightings);
  if (!seen) log_warning("memory.not_written", {{"cause", seen.error().what}});
  const auto kept = record_verdicts(database, verdicts);
  if (!kept) log_warning("verdicts.not_written", {{"cause", kept.error().what}});
}

}  // namespace

Result<std::unique_ptr<Memory>> Memory::open(const std::string& url, Writes writes) {
  std::unique_ptr<Memory> memory(new Memory(url, in_memory(url) ? Writes::kImmediate : writes));
  auto first = open_database(url);
  if (!first) return fail(first.error());
  memory->idle_.push_back(std::move(*first));
  if (memory->writes_ == Writes::kQueued) {
    memory->writer_ = std::thread([raw = memory.get()] { raw->write_queue(); });
  }
  return memory;
}

Memory::~Memory() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  wake_.notify_all();
  if (writer_.joinable()) writer_.join();
}

Result<std::unique_ptr<Database>> Memory::borrow() {
  std::unique_lock lock(mutex_);
  if (in_memory(url_)) returned_.wait(lock, [this] { return !idle_.empty(); });
  if (idle_.empty()) {
    lock.unlock();
    return open_database(url_);
  }
  auto database = std::move(idle_.back());
  idle_.pop_back();
  return database;
}

void Memory::give_back(std::unique_ptr<Database> database) {
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(database));
  returned_.notify_one();
}

Result<SenderHistory> Memory::sender(const std::string& remote) {
  auto database = borrow();
  if (!database) return fail(database.error());
  auto result = look_up(**database, remote);
  give_back(std::move(*database));
  return result;
}

Result<SenderPathHistory> Memory::paths(const Sighting& sighting) {
  auto database = borrow();
  if (!database) return fail(database.error());
  auto result = look_up_paths(**database, sighting);
  give_back(std::move(*database));
  return result;
}

Result<bool> Memory::confirmed(const std::string& sender, const std::string& recipient) {
  auto database = borrow();
  if (!database) return fail(database.error());
  auto result = is_confirmed(**database, sender, recipient);
  give_back(std::move(*database));
  return result;
}

void Memory::record(Record record) {
  {
    const std::lock_guard lock(mutex_);
    if (writes_ == Writes::kQueued && queue_.size() < limits::kMaxQueuedWrites) {
      queue_.push_back(std::move(record));
      return;
    }
  }
  write_now({std::move(record)});
}

void Memory::write_now(const std::vector<Record>& records) {
  auto database = borrow();
  if (!database) return log_warning("memory.not_written", {{"cause", database.error().what}});
  write(**database, records);
  give_back(std::move(*database));
}

void Memory::write_queue() {
  std::unique_lock lock(mutex_);
  while (!stop_ || !queue_.empty()) {
    if (!stop_) wake_.wait_for(lock, kWriteEvery);
    if (queue_.empty()) continue;
    std::vector<Record> batch;
    batch.swap(queue_);
    writing_ = true;
    lock.unlock();
    write_now(batch);
    lock.lock();
    writing_ = false;
    written_.notify_all();
  }
}

void Memory::flush() {
  std::unique_lock lock(mutex_);
  wake_.notify_all();
  written_.wait(lock, [this] { return queue_.empty() && !writing_; });
}

}  // namespace milter
