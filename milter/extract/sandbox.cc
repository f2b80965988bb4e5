// Order matters: descriptors need /dev/null, landlock needs its folders, and the filter, last,
// forbids all of it. Memory is counted as address space, because that is what the kernel limits;
// what the parent had already mapped does not count. Tested by sandbox_test.cc.
#include "milter/extract/sandbox.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <fstream>
#include <system_error>

#include "milter/extract/landlock.h"
#include "milter/extract/syscall_filter.h"

namespace milter::extract {
namespace {

tl::unexpected<Error> failed(const std::string& what) {
  return fail(Error::Kind::kPermanent, what + ": " + std::generic_category().message(errno));
}

Result<void> keep_only(int connection) {
  const int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
  if (nowhere < 0) return failed("/dev/null");
  // A copy first: the connection may itself stand on one of the numbers that are overwritten.
  const int copy = fcntl(connection, F_DUPFD_CLOEXEC, kConnection + 1);
  if (copy < 0) return failed("the connection");
  for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (dup2(nowhere, standard) < 0) return failed("/dev/null");
  }
  if (dup2(copy, kConnection) < 0) return failed("the connection");
  if (close_range(kConnection + 1, ~0U, 0) != 0) return failed("close_range");
  return {};
}

rlim_t mapped_bytes() {
  rlim_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages;
  return pages * static_cast<rlim_t>(sysconf(_SC_PAGESIZE));
}

Result<void> set_limits(const SandboxPlan& plan) {
  const rlim_t mapped = mapped_bytes();
  if (mapped == 0) return fail(Error::Kind::kPermanent, "/proc/self/statm cannot be read");
  const auto seconds =
      static_cast<rlim_t>(std::chrono::ceil<std::chrono::seconds>(plan.time).count());
  const std::pair<__rlimit_resource, rlimit> limits[] = {
      {RLIMIT_AS, {mapped + plan.memory, mapped + plan.memory}},
      {RLIMIT_CPU, {seconds, seconds + 1}},  // SIGXCPU tells it from other ends
      {RLIMIT_CORE, {0, 0}},
      {RLIMIT_FSIZE, {0, 0}},
      {RLIMIT_NOFILE, {16, 16}},
  };
  for (const auto& [resource, limit] : limits) {
    if (setrlimit(resource, &limit) != 0) return failed("setrlimit");
  }
  return {};
}

Result<void> give_up_rights() {
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) return failed("PR_SET_PDEATHSIG");
  if (prctl(PR_SET_DUMPABLE, 0) != 0) return failed("PR_SET_DUMPABLE");
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return failed("PR_SET_NO_NEW_PRIVS");
  return {};
}

}  // namespace

Result<void> enter_sandbox(const SandboxPlan& plan, int connection) {
  std::signal(SIGPIPE, SIG_IGN);  // whoever asked may have gone: that is no crash
  return keep_only(connection)
      .and_then([&] { return set_limits(plan); })
      .and_then(give_up_rights)
      .and_then([&] { return restrict_files(plan.readable); })
      .and_then(filter_system_calls);
}

}  // namespace milter::extract
