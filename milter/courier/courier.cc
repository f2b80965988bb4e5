// Tested by courier_test.cc and, as a program, courier_program_test.cc.
#include "milter/courier/courier.h"

#include <filesystem>
#include <system_error>

#include "milter/courier/lease_owner.h"
#include "milter/courier/notify.h"
#include "milter/courier/release.h"
#include "milter/ops/log.h"

namespace milter {
namespace {

namespace fs = std::filesystem;

bool is_old(const std::string& spool, const std::string& id) {
  std::error_code code;
  const auto written = fs::last_write_time(fs::path(spool) / "held" / id, code);
  return !code && written < fs::file_time_type::clock::now() - kOrphanTime;
}

}  // namespace

void Courier::tidy() {
  guarded("end_dead_leases", [&] { return end_dead_leases(); });
  guarded("sweep_tmp", [&] { return desk_.spool().sweep_tmp().map([] { return true; }); });
  guarded("sweep_orphans", [&] { return sweep_orphans(); });
}

bool Courier::work() {
  bool done = guarded("expire", [&] { return expire(); });
  done = guarded("release", [&] { return release_one(desk_); }) || done;
  done = guarded("notify", [&] { return notify_one(desk_); }) || done;
  return guarded("remove", [&] { return remove_done(); }) || done;
}

// One job's trouble, be it a bug, must not keep the others waiting.
bool Courier::guarded(std::string_view name, const Step& step) {
  Result<bool> done = false;
  try {
    done = step();
  } catch (const std::exception& error) {
    done = fail(Error::Kind::kInternal, error.what());
  }
  if (done) return *done;
  had_trouble_ = true;
  log_error("courier.trouble", {{"step", std::string(name)}, {"what", done.error().what}});
  return false;
}

Result<bool> Courier::expire() {
  const auto now = desk_.clock.steady();
  if (last_expiry_ && now - *last_expiry_ < kExpiryPause) return false;
  const auto ids = desk_.holds().expire(desk_.now(), kMaxExpiries);
  if (!ids) return fail(ids.error());
  last_expiry_ = now;
  for (const std::string& id : *ids) log_info("hold.expired", {{"id", id}});
  return !ids->empty();
}

Result<bool> Courier::remove_done() {
  const auto ids = desk_.holds().removable(desk_.now());
  if (!ids) return fail(ids.error());
  for (const std::string& id : *ids) {
    if (auto removed = desk_.spool().remove(id); !removed) return fail(removed.error());
    if (auto noted = desk_.holds().removed(id); !noted) return fail(noted.error());
    log_info("hold.removed", {{"id", id}});
  }
  return !ids->empty();
}

Result<bool> Courier::end_dead_leases() {
  const auto owners = desk_.holds().lease_owners();
  if (!owners) return fail(owners.error());
  for (const std::string& owner : *owners) {
    if (!is_dead(owner, desk_.host)) continue;
    if (auto ended = desk_.holds().end_leases(owner); !ended) return fail(ended.error());
    log_warning("courier.died", {{"owner", owner}});
  }
  return true;
}

// Moved aside, never removed: a store brought back from a backup knows nothing of the mails after
// it. One that knows none of the spool's mails is another spool's: nothing is moved by its word.
Result<bool> Courier::sweep_orphans() {
  const auto kept = desk_.spool().kept();
  if (!kept) return fail(kept.error());
  std::vector<std::string> orphans;
  for (const std::string& id : *kept) {
    const auto mail = desk_.holds().find(id);
    const bool has_bad_row = !mail && mail.error().kind == Error::Kind::kPermanent;
    if (!mail && !has_bad_row) return fail(mail.error());
    if (mail && !*mail) orphans.push_back(id);
  }
  if (orphans.size() == kept->size()) {
    if (!orphans.empty()) log_warning("spool.unknown", {{"mails", std::to_string(orphans.size())}});
    return false;
  }
  for (const std::string& id : orphans) {
    if (!is_old(desk_.config.spool, id)) continue;
    if (auto moved = desk_.spool().set_aside(id); !moved) return fail(moved.error());
    log_warning("spool.orphan", {{"id", id}, {"moved_to", desk_.config.spool + "/orphans"}});
  }
  return true;
}

}  // namespace milter
