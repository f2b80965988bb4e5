// The program says on its standard error that it serves; that pipe stays open to its end.
#include "tests/support/extract_service.h"

#include <fcntl.h>
#include <poll.h>

#include <array>
#include <csignal>
#include <stdexcept>
#include <utility>

#include "tests/support/processes.h"

namespace milter::testing {

ExtractService::ExtractService(const std::string& program) {
  std::array<int, 2> pair{};
  if (pipe2(pair.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  log_ = Descriptor(pair[0]);
  const Descriptor writing(pair[1]);
  const std::string path = socket();
  id_ = in_child([&] {
    dup2(writing.get(), STDERR_FILENO);
    return execl(program.c_str(), program.c_str(), "--serve", path.c_str(), nullptr);
  });
  std::string said;
  while (said.find("serving") == std::string::npos) {
    pollfd waiting{log_.get(), POLLIN, 0};
    const int patience = static_cast<int>(std::chrono::milliseconds(kHang).count());
    std::array<char, 512> piece{};
    const ssize_t got =
        poll(&waiting, 1, patience) == 1 ? read(log_.get(), piece.data(), piece.size()) : -1;
    if (got <= 0) throw std::runtime_error("sekimori-extract did not start: " + said);
    said.append(piece.data(), static_cast<std::size_t>(got));
  }
}

ExtractService::~ExtractService() { end(); }

int ExtractService::end() {
  if (id_ == 0) return 0;
  kill(id_, SIGTERM);
  return wait_for(std::exchange(id_, 0));
}

}  // namespace milter::testing
