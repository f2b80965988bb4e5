// A whole file, or why not. Reads one byte more than allowed, so that a file that grows or a device
// without a size meets the limit too. Tested by read_file_test.cc.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "milter/ops/config.h"

namespace milter {
namespace {

constexpr std::size_t kChunk = std::size_t{64} * 1024;

class Descriptor {
 public:
  explicit Descriptor(const std::string& path) : fd_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

tl::unexpected<Error> refuse(int number) {
  const bool later = number == EIO || number == EMFILE || number == ENFILE || number == ENOMEM;
  return fail(later ? Error::Kind::kTemporary : Error::Kind::kPermanent,
              "cannot be read: " + std::generic_category().message(number));
}

tl::unexpected<Error> too_big(std::size_t limit) {
  return fail(Error::Kind::kLimit, "is larger than " + std::to_string(limit) + " bytes");
}

}  // namespace

Result<std::string> read_file(const std::string& path, std::size_t limit) {
  const Descriptor file(path);
  if (file.get() < 0) return refuse(errno);
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) return refuse(errno);
  if (S_ISREG(status.st_mode) && static_cast<std::size_t>(status.st_size) > limit) {
    return too_big(limit);
  }
  std::string bytes;
  while (bytes.size() <= limit) {
    const std::size_t before = bytes.size();
    const std::size_t wanted = std::min(kChunk, limit + 1 - before);
    bytes.resize(before + wanted);
    const ssize_t got = ::read(file.get(), bytes.data() + before, wanted);
    if (got < 0 && errno != EINTR) return refuse(errno);
    bytes.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    if (got == 0) return bytes;
  }
  return too_big(limit);
}

}  // namespace milter
