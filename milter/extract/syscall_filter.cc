// An allow-list: whatever kernels add later is forbidden. Calls of another architecture (32 bit)
// are killed as well. Tested by sandbox_test.cc.
#include "milter/extract/syscall_filter.h"

#include <fcntl.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <memory>

namespace milter::extract {
namespace {

// Each with what needs it, where that is not plain.
constexpr int kAllowed[] = {
    SCMP_SYS(read),
    SCMP_SYS(pread64),
    SCMP_SYS(write),
    SCMP_SYS(writev),
    SCMP_SYS(close),
    SCMP_SYS(lseek),
    SCMP_SYS(fstat),
    SCMP_SYS(newfstatat),
    SCMP_SYS(getdents64),  // poppler lists the folder of its character maps
    SCMP_SYS(brk),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(madvise),
    SCMP_SYS(futex),
    SCMP_SYS(getrandom),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(sysinfo),  // qsort asks for the size of the memory
    SCMP_SYS(sched_getaffinity),
    SCMP_SYS(sched_yield),
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
#ifdef __SANITIZE_ADDRESS__
    SCMP_SYS(pipe2),  // its companion for undefined behaviour tries addresses out with a pipe
#endif
};

// Harmless questions of libraries, answered "no".
constexpr int kRefused[] = {
    SCMP_SYS(open),      SCMP_SYS(stat),     SCMP_SYS(lstat),      SCMP_SYS(access),
    SCMP_SYS(faccessat), SCMP_SYS(readlink), SCMP_SYS(ioctl),      SCMP_SYS(uname),
    SCMP_SYS(prlimit64), SCMP_SYS(statx),    SCMP_SYS(faccessat2), SCMP_SYS(readlinkat),
};

constexpr scmp_datum_t kWritingFlags = O_ACCMODE | O_CREAT | O_TRUNC;

struct Release {
  void operator()(void* filter) const { seccomp_release(filter); }
};
using Filter = std::unique_ptr<void, Release>;

// Each returns 0, or an error number below 0.
int allow_plain_calls(const Filter& filter) {
  int result = 0;
  for (const int call : kAllowed) {
    if (result == 0) result = seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, 0);
  }
  for (const int call : kRefused) {
    if (result == 0) result = seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(EACCES), call, 0);
  }
  return result;
}

int allow_reading_files(const Filter& filter) {
  const int read_only =
      seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, SCMP_SYS(openat), 1,
                       SCMP_A2(SCMP_CMP_MASKED_EQ, kWritingFlags, scmp_datum_t{O_RDONLY}));
  if (read_only != 0) return read_only;
  // A rule for each bit: "not equal" under a mask does not exist.
  for (const scmp_datum_t bit : {O_WRONLY, O_RDWR, O_CREAT, O_TRUNC}) {
    const int refused = seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(EACCES), SCMP_SYS(openat), 1,
                                         SCMP_A2(SCMP_CMP_MASKED_EQ, bit, bit));
    if (refused != 0) return refused;
  }
  return 0;
}

// Memory to read and write; none that could be run.
int allow_memory(const Filter& filter) {
  int result = 0;
  for (const int call : {SCMP_SYS(mmap), SCMP_SYS(mprotect)}) {
    if (result != 0) break;
    result = seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, 1,
                              SCMP_A2(SCMP_CMP_MASKED_EQ, scmp_datum_t{PROT_EXEC}, 0));
  }
  return result;
}

// The other commands can have a signal sent to the parent (F_SETOWN, F_SETSIG).
int allow_harmless_fcntl(const Filter& filter) {
  int result = 0;
  for (const scmp_datum_t command : {F_GETFD, F_SETFD, F_GETFL}) {
    if (result != 0) break;
    result = seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, SCMP_SYS(fcntl), 1,
                              SCMP_A1(SCMP_CMP_EQ, command));
  }
  return result;
}

// abort() sends itself a signal.
int allow_own_signals(const Filter& filter) {
  return seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1,
                          SCMP_A0(SCMP_CMP_EQ, static_cast<scmp_datum_t>(getpid())));
}

}  // namespace

Result<void> filter_system_calls() {
  const Filter filter(seccomp_init(SCMP_ACT_KILL_PROCESS));
  if (!filter) return fail(Error::Kind::kInternal, "seccomp: no filter");
  int result = seccomp_attr_set(filter.get(), SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
  for (auto* const step : {allow_plain_calls, allow_reading_files, allow_memory,
                           allow_harmless_fcntl, allow_own_signals}) {
    if (result == 0) result = step(filter);
  }
  if (result == 0) result = seccomp_load(filter.get());
  if (result == 0) return {};
  return fail(Error::Kind::kPermanent,
              "this kernel refuses seccomp, error " + std::to_string(-result));
}

}  // namespace milter::extract
