// The C library has no functions for these calls yet. The rights are those of the first version of
// the interface: later ones add truncation and device calls, which syscall_filter.cc refuses.
// Tested by sandbox_test.cc.
#include "milter/extract/landlock.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "milter/base/descriptor.h"

namespace milter::extract {
namespace {

constexpr std::uint64_t kEveryRight = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;
constexpr std::uint64_t kReading = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;

tl::unexpected<Error> failed(const std::string& what) {
  return fail(Error::Kind::kPermanent, what + ": " + std::generic_category().message(errno));
}

Result<void> allow_reading(const Descriptor& rules, const std::string& folder) {
  const Descriptor opened(open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!opened.is_open()) return failed(folder);
  landlock_path_beneath_attr rule{};
  rule.allowed_access = kReading;
  rule.parent_fd = opened.get();
  if (syscall(SYS_landlock_add_rule, rules.get(), LANDLOCK_RULE_PATH_BENEATH, &rule, 0) != 0) {
    return failed("landlock rule for " + folder);
  }
  return {};
}

}  // namespace

Result<void> restrict_files(const std::vector<std::string>& readable) {
  landlock_ruleset_attr handled{};
  handled.handled_access_fs = kEveryRight;
  const Descriptor rules(static_cast<int>(
      syscall(SYS_landlock_create_ruleset, &handled, sizeof handled.handled_access_fs, 0)));
  if (!rules.is_open()) return failed("this kernel has no landlock");
  for (const std::string& folder : readable) {
    if (auto allowed = allow_reading(rules, folder); !allowed) return allowed;
  }
  if (syscall(SYS_landlock_restrict_self, rules.get(), 0) != 0) return failed("landlock");
  return {};
}

}  // namespace milter::extract
