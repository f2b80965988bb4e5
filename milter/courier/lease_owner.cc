// A process number that is in use again looks alive: then the lease runs out as it would have.
// Tested by lease_owner_test.cc.
#include "milter/courier/lease_owner.h"

#include <signal.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>

#include "milter/base/digest.h"
#include "milter/base/text.h"

namespace milter {
namespace {

// "pid:[4026531836]"; two containers may share a host name and a store, but not this.
std::string process_namespace() {
  std::array<char, 64> name{};
  const ssize_t size = ::readlink("/proc/self/ns/pid", name.data(), name.size());
  return size > 0 ? std::string(name.data(), static_cast<std::size_t>(size)) : "";
}

}  // namespace

std::string lease_owner(const std::string& host) {
  return host + "/" + process_namespace() + "/" + std::to_string(::getpid()) + "/" +
         base64url(random_bytes(6));
}

bool is_dead(std::string_view owner, const std::string& host) {
  const auto parts = split(owner, '/');
  const std::string space = process_namespace();
  if (parts.size() != 4 || parts[0] != host || parts[1] != space || space.empty()) return false;
  int id = 0;
  const char* end = parts[2].data() + parts[2].size();
  if (std::from_chars(parts[2].data(), end, id).ptr != end || id <= 0) return false;
  return ::kill(id, 0) != 0 && errno == ESRCH;
}

}  // namespace milter
