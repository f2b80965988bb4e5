// A mail is whole or not there: written under tmp/, synced, then renamed, which is atomic; the
// rename itself is durable once held/ is synced. Each call can fail; tmp/<id> is unlinked then, and
// held/<id> too if only the last sync failed. Tested by spool_test.cc and, call by call,
// custody_fault_test.cc.
#include "milter/hold/spool.h"

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <filesystem>
#include <system_error>

#include "milter/base/limits.h"
#include "milter/hold/file.h"

namespace milter {
namespace {

namespace fs = std::filesystem;

constexpr mode_t kFileMode = S_IRUSR | S_IWUSR | S_IRGRP;
// Set-group-ID: what one account of the group writes, the others can read, and take out again.
constexpr mode_t kFolderMode = S_ISGID | S_IRWXU | S_IRWXG;
constexpr std::size_t kMaxIdLength = 64;  // a verdict's has 16; far below any NAME_MAX

bool is_id(std::string_view text) {
  return !text.empty() && text.size() <= kMaxIdLength &&
         text.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

Result<void> check_id(const std::string& id) {
  if (is_id(id)) return {};
  return fail(Error::Kind::kInternal, "a hold's id is not hexadecimal");
}

std::string tmp_folder(const std::string& spool) { return spool + "/tmp"; }
std::string held_folder(const std::string& spool) { return spool + "/held"; }

Result<void> sync_folder(const std::string& path) {
  Descriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.get() < 0) return system_failure(path, "cannot be opened", errno);
  if (::fsync(folder.get()) != 0) return system_failure(path, "cannot be synced", errno);
  return {};
}

// A service that may not set group IDs (RestrictSUIDSGID=) finds its folders made: asking for the
// bit, even of a folder that is there, would be refused.
Result<void> make_folder(const std::string& path) {
  if (::mkdir(path.c_str(), kFolderMode & ~static_cast<mode_t>(S_ISGID)) != 0) {
    return errno == EEXIST ? Result<void>{} : system_failure(path, "cannot be made", errno);
  }
  // Past the umask, which would take the group's rights.
  if (::chmod(path.c_str(), kFolderMode) != 0) {
    return system_failure(path, "its mode cannot be set", errno);
  }
  return sync_folder(fs::path(path).parent_path());
}

Result<void> check_folder(const std::string& path) {
  struct statfs status {};
  if (::statfs(path.c_str(), &status) != 0) return system_failure(path, "cannot be used", errno);
  if (is_network_file_system(static_cast<std::uint64_t>(status.f_type))) {
    return fail(Error::Kind::kPermanent,
                path + ": is on a network file system, which cannot promise to keep a mail");
  }
  if (::access(path.c_str(), R_OK | W_OK | X_OK) != 0) {
    return system_failure(path, "cannot be used", errno);
  }
  return {};
}

// Everything but the name under which it counts.
Result<void> write_file(const std::string& path, std::string_view bytes) {
  Descriptor file(
      ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, kFileMode));
  if (file.get() < 0) return system_failure(path, "cannot be made", errno);
  Result<void> done = write_all(file, path, bytes);
  if (done && ::fsync(file.get()) != 0) done = system_failure(path, "cannot be synced", errno);
  if (done && file.close() != 0) done = system_failure(path, "cannot be closed", errno);
  if (!done) ::unlink(path.c_str());
  return done;
}

Result<void> move_file(const std::string& from, const std::string& folder, const std::string& id) {
  const std::string to = folder + "/" + id;
  // Ids are random; should one ever come twice, the first mail must live.
  if (::access(to.c_str(), F_OK) == 0) return fail(Error::Kind::kInternal, to + ": is there");
  if (::rename(from.c_str(), to.c_str()) != 0) {
    return system_failure(to, "cannot be renamed to", errno);
  }
  Result<void> synced = sync_folder(folder);
  if (!synced) ::unlink(to.c_str());
  return synced;
}

Result<std::vector<fs::directory_entry>> entries(const std::string& folder) {
  std::error_code code;
  std::vector<fs::directory_entry> found;
  fs::directory_iterator it(folder, code);
  for (; !code && it != fs::directory_iterator(); it.increment(code)) found.push_back(*it);
  if (code) return system_failure(folder, "cannot be listed", code.value());
  return found;
}

}  // namespace

bool is_network_file_system(std::uint64_t type) {
  constexpr std::array<std::uint64_t, 4> kTypes = {NFS_SUPER_MAGIC, SMB_SUPER_MAGIC,
                                                   CIFS_SUPER_MAGIC, SMB2_SUPER_MAGIC};
  // f_type is signed and 32 bits wide on some machines: only its low half is compared.
  return std::find(kTypes.begin(), kTypes.end(), type & 0xFFFFFFFFU) != kTypes.end();
}

Result<void> Spool::prepare() const {
  for (const std::string& path : {folder_, tmp_folder(folder_), held_folder(folder_)}) {
    if (auto made = make_folder(path); !made) return made;
    if (auto usable = check_folder(path); !usable) return usable;
  }
  return {};
}

Result<void> Spool::keep(const std::string& id, std::string_view bytes) const {
  if (auto good = check_id(id); !good) return good;
  const std::string tmp = tmp_folder(folder_) + "/" + id;
  if (auto written = write_file(tmp, bytes); !written) return written;
  Result<void> moved = move_file(tmp, held_folder(folder_), id);
  if (!moved) ::unlink(tmp.c_str());
  return moved;
}

Result<std::string> Spool::read(const std::string& id) const {
  if (auto good = check_id(id); !good) return fail(good.error());
  const std::string path = held_folder(folder_) + "/" + id;
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
  if (file.get() < 0) return system_failure(path, "cannot be opened", errno);
  return read_all(file, path, limits::kMaxMessageBytes);
}

Result<void> Spool::remove(const std::string& id) const {
  if (auto good = check_id(id); !good) return good;
  const std::string path = held_folder(folder_) + "/" + id;
  if (::unlink(path.c_str()) == 0 || errno == ENOENT) return {};
  return system_failure(path, "cannot be removed", errno);
}

Result<void> Spool::set_aside(const std::string& id) const {
  if (auto good = check_id(id); !good) return good;
  const std::string folder = folder_ + "/orphans";
  // Under the umask: nobody but who made it has to work in it.
  if (::mkdir(folder.c_str(), S_IRWXU | S_IRWXG) != 0 && errno != EEXIST) {
    return system_failure(folder, "cannot be made", errno);
  }
  const std::string from = held_folder(folder_) + "/" + id, to = folder + "/" + id;
  if (::access(to.c_str(), F_OK) == 0) return fail(Error::Kind::kInternal, to + ": is there");
  if (::rename(from.c_str(), to.c_str()) != 0) {
    return system_failure(to, "cannot be renamed to", errno);
  }
  return sync_folder(folder).and_then([&] { return sync_folder(folder_); });
}

Result<std::vector<std::string>> Spool::kept() const {
  const auto files = entries(held_folder(folder_));
  if (!files) return fail(files.error());
  std::vector<std::string> ids;
  for (const fs::directory_entry& file : *files) {
    if (is_id(file.path().filename().string())) ids.push_back(file.path().filename().string());
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

Result<void> Spool::sweep_tmp() const {
  const auto files = entries(tmp_folder(folder_));
  if (!files) return fail(files.error());
  const auto old = fs::file_time_type::clock::now() - limits::kSpoolTmpTime;
  for (const fs::directory_entry& file : *files) {
    std::error_code code;  // gone in between, or renamed: nothing to sweep
    const auto written = file.last_write_time(code);
    if (!code && written < old) fs::remove(file.path(), code);
  }
  return {};
}

}  // namespace milter
