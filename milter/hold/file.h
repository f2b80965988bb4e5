// A file descriptor that is closed, and errors of the system as Errors. For spool and key file.
//
//   const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
//   if (file.get() < 0) return system_failure(path, "cannot be opened", errno);
//
// A Descriptor belongs to one thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "milter/base/result.h"

namespace milter {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor();
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }
  int close();  // as close(2): a network or quota error of an earlier write may show up here

 private:
  int fd_;
};

// "PATH: WHAT: No space left on device". kTemporary if the machine is short of something or broken
// (ENOSPC, EDQUOT, EIO, ENOMEM, ...), else kPermanent.
tl::unexpected<Error> system_failure(const std::string& path, std::string_view what, int number);

// Everything from here to the end; over `limit` bytes is kLimit.
Result<std::string> read_all(const Descriptor& file, const std::string& path, std::size_t limit);
// All of it, however many writes that takes.
Result<void> write_all(const Descriptor& file, const std::string& path, std::string_view bytes);

}  // namespace milter
