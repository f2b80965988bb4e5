// Tested by spool_test.cc, link_test.cc and, call by call, custody_fault_test.cc.
#include "milter/hold/file.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

namespace milter {
namespace {

constexpr std::size_t kChunk = std::size_t{64} * 1024;
constexpr std::array<int, 8> kPassing = {ENOSPC, EDQUOT, EIO,    ENOMEM,
                                         EMFILE, ENFILE, EAGAIN, EINTR};

}  // namespace

Descriptor::~Descriptor() {
  if (fd_ >= 0) ::close(fd_);
}

int Descriptor::close() {
  const int fd = fd_;
  fd_ = -1;  // Linux has closed it even if it reports an error
  return ::close(fd);
}

tl::unexpected<Error> system_failure(const std::string& path, std::string_view what, int number) {
  const bool passing = std::find(kPassing.begin(), kPassing.end(), number) != kPassing.end();
  return fail(passing ? Error::Kind::kTemporary : Error::Kind::kPermanent,
              path + ": " + std::string(what) + ": " + std::generic_category().message(number));
}

Result<std::string> read_all(const Descriptor& file, const std::string& path, std::size_t limit) {
  std::string bytes;
  while (bytes.size() <= limit) {
    const std::size_t before = bytes.size();
    bytes.resize(before + std::min(kChunk, limit + 1 - before));
    const ssize_t got = ::read(file.get(), bytes.data() + before, bytes.size() - before);
    const int number = errno;
    bytes.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    if (got == 0) return bytes;
    if (got < 0 && number != EINTR) return system_failure(path, "cannot be read", number);
  }
  return fail(Error::Kind::kLimit, path + ": is larger than " + std::to_string(limit) + " bytes");
}

Result<void> write_all(const Descriptor& file, const std::string& path, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t wrote = ::write(file.get(), bytes.data(), bytes.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote < 0) return system_failure(path, "cannot be written", errno);
    if (wrote == 0) return system_failure(path, "cannot be written", EIO);
    bytes.remove_prefix(static_cast<std::size_t>(wrote));
  }
  return {};
}

}  // namespace milter
