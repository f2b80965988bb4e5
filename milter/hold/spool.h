// The bytes of held mails: one file each, durable before anyone is told so.
//
//   Spool spool("/var/lib/sekimori/spool");
//   spool.keep("3f0c…", bytes);          // file written, synced, renamed, folder synced
//   spool.read("3f0c…");
//
//   tmp/<id>    being written; swept away when older than kSpoolTmpTime
//   held/<id>   complete; stays while its hold is open. After its end: released, removed at once;
//               cancelled or returned, after kKeepEnded (hold_store.h); for good where a notice
//               could not carry the whole original
//   orphans/    files of held/ that the store does not know: for the administrator to look at
//
// Several processes may share a spool. Thread-safe: no state but the path. No space left, or a
// quota, is kTemporary; a folder that cannot be used is kPermanent. Refuses ids that are not
// hexadecimal digits, and to write over a mail that is kept. ALICE (OSDI 2014) is why the folder is
// synced too.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "milter/base/result.h"

namespace milter {

// By f_type of statfs(2). There a rename or a sync may be answered before it is done.
bool is_network_file_system(std::uint64_t type);

class Spool {
 public:
  explicit Spool(std::string folder) : folder_(std::move(folder)) {}

  // Makes the folder (its parent must be there), tmp/ and held/, 2770: milter and courier are two
  // accounts of one group. Refuses network file systems.
  Result<void> prepare() const;
  Result<void> keep(const std::string& id, std::string_view bytes) const;
  Result<std::string> read(const std::string& id) const;
  Result<void> remove(const std::string& id) const;     // gone already: done
  Result<void> set_aside(const std::string& id) const;  // held/ -> orphans/
  Result<std::vector<std::string>> kept() const;        // ids in held/, in order
  Result<void> sweep_tmp() const;                       // what a crash left in tmp/

 private:
  std::string folder_;
};

}  // namespace milter
