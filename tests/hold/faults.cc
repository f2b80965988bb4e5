#include "tests/hold/faults.h"

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdarg>

namespace milter::testing {
namespace {

struct State {
  Fault fault = Fault::kNone;
  int at = 0;
  Lasting lasting = Lasting::kOnce;
  bool armed = false;
  Calls calls;
};

State& state() {
  static State one;
  return one;
}

enum class Sort : std::uint8_t { kOpen, kRead, kWrite, kOther };

bool applies(Fault fault, Sort sort) {
  if (fault == Fault::kShortWrite) return sort == Sort::kWrite;
  if (fault == Fault::kInterrupted) return sort != Sort::kOther;
  return true;
}

// What this call gets.
Fault next(const char* name, Sort sort) {
  State& now = state();
  if (!now.armed || !applies(now.fault, sort)) return Fault::kNone;
  now.calls.names.append(name).append(" ");
  ++now.calls.count;
  const bool hit =
      now.lasting == Lasting::kOnce ? now.calls.count == now.at : now.calls.count >= now.at;
  if (!hit || now.fault == Fault::kNone) return Fault::kNone;
  now.calls.failed = true;
  if (now.fault == Fault::kEnd) _exit(0);
  return now.fault;
}

// True, with errno set, if the call fails.
bool fails(const char* name, Sort sort) {
  switch (next(name, sort)) {
    case Fault::kNoSpace:
      errno = ENOSPC;
      return true;
    case Fault::kInputOutput:
      errno = EIO;
      return true;
    case Fault::kInterrupted:
      errno = EINTR;
      return true;
    default:
      return false;
  }
}

std::size_t half(std::size_t count) { return std::max<std::size_t>(count / 2, 1); }

// How much of `count` a write gets to write; -1, with errno set, if it fails.
ssize_t allowed(const char* name, std::size_t count) {
  switch (next(name, Sort::kWrite)) {
    case Fault::kNone:
      return static_cast<ssize_t>(count);
    case Fault::kShortWrite:
      return static_cast<ssize_t>(half(count));
    case Fault::kInputOutput:
      errno = EIO;
      return -1;
    case Fault::kInterrupted:
      errno = EINTR;
      return -1;
    default:
      errno = ENOSPC;
      return -1;
  }
}

int open_at(const char* name, int folder, const char* path, int flags, mode_t mode) {
  if (fails(name, Sort::kOpen)) return -1;
  return static_cast<int>(::syscall(SYS_openat, folder, path, flags, mode));
}

}  // namespace

void arm(Fault fault, int at, Lasting lasting) { state() = {fault, at, lasting, true, {}}; }

Calls disarm() {
  state().armed = false;
  return state().calls;
}

}  // namespace milter::testing

// NOLINTBEGIN(cert-dcl50-cpp,readability-identifier-naming): libc's own names and types
namespace t = milter::testing;

extern "C" {

int open(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  return t::open_at("open", AT_FDCWD, path, flags, mode);
}

int open64(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  return t::open_at("open", AT_FDCWD, path, flags | O_LARGEFILE, mode);
}

int openat(int folder, const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  return t::open_at("open", folder, path, flags, mode);
}

ssize_t write(int fd, const void* bytes, size_t count) {
  const ssize_t size = t::allowed("write", count);
  return size < 0 ? size : ::syscall(SYS_write, fd, bytes, size);
}

ssize_t pwrite(int fd, const void* bytes, size_t count, off_t offset) {
  const ssize_t size = t::allowed("pwrite", count);
  return size < 0 ? size : ::syscall(SYS_pwrite64, fd, bytes, size, offset);
}

ssize_t pwrite64(int fd, const void* bytes, size_t count, off64_t offset) {
  return pwrite(fd, bytes, count, offset);
}

ssize_t pread64(int fd, void* bytes, size_t count, off64_t offset) {
  return t::fails("pread", t::Sort::kRead) ? -1 : ::syscall(SYS_pread64, fd, bytes, count, offset);
}

int fsync(int fd) {
  return t::fails("fsync", t::Sort::kOther) ? -1 : static_cast<int>(::syscall(SYS_fsync, fd));
}

int fdatasync(int fd) {
  return t::fails("fsync", t::Sort::kOther) ? -1 : static_cast<int>(::syscall(SYS_fdatasync, fd));
}

int rename(const char* from, const char* to) noexcept {
  return t::fails("rename", t::Sort::kOther) ? -1
                                             : static_cast<int>(::syscall(SYS_rename, from, to));
}

int unlink(const char* path) noexcept {
  return t::fails("unlink", t::Sort::kOther) ? -1 : static_cast<int>(::syscall(SYS_unlink, path));
}

int ftruncate64(int fd, off64_t length) noexcept {
  return t::fails("ftruncate", t::Sort::kOther)
             ? -1
             : static_cast<int>(::syscall(SYS_ftruncate, fd, length));
}

int close(int fd) {
  const bool fails = t::fails("close", t::Sort::kOther);
  const int number = errno;
  const auto closed = static_cast<int>(::syscall(SYS_close, fd));
  if (!fails) return closed;
  errno = number;
  return -1;
}

}  // extern "C"
// NOLINTEND(cert-dcl50-cpp,readability-identifier-naming)
