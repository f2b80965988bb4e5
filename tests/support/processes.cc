// A pipe carries the lines: writes of less than PIPE_BUF bytes are never mixed (pipe(7)).
#include "tests/support/processes.h"

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>

namespace milter::testing {
namespace {

constexpr int kPauseMilliseconds = 10;

bool is_alive(pid_t id) {
  std::ifstream file("/proc/" + std::to_string(id) + "/stat");
  std::string line;
  if (!std::getline(file, line)) return false;
  const auto state = line.rfind(") ");
  return state != std::string::npos && line.substr(state + 2, 1) != "Z";
}

}  // namespace

Events::Events() {
  int ends[2];
  if (pipe(ends) != 0) std::abort();
  read_ = ends[0];
  write_ = ends[1];
}

Events::~Events() {
  close(read_);
  close(write_);
}

void Events::say(std::string_view line) const {
  const std::string whole = std::string(line) + "\n";
  if (write(write_, whole.data(), whole.size()) < 0) _exit(99);
}

std::string Events::next() {
  while (buffer_.find('\n') == std::string::npos) {
    pollfd waiting{read_, POLLIN, 0};
    const auto milliseconds = std::chrono::milliseconds(kHang).count();
    if (poll(&waiting, 1, static_cast<int>(milliseconds)) <= 0) return "";
    char piece[512];
    const ssize_t length = read(read_, piece, sizeof piece);
    if (length <= 0) return "";
    buffer_.append(piece, static_cast<std::size_t>(length));
  }
  const auto end = buffer_.find('\n');
  std::string line = buffer_.substr(0, end);
  buffer_.erase(0, end + 1);
  return line;
}

pid_t in_child(const std::function<int()>& work) {
  const pid_t id = fork();
  if (id == 0) _exit(work());
  return id;
}

int wait_for(pid_t id) {
  int status = 0;
  const bool ended = comes_true([&] { return waitpid(id, &status, WNOHANG) == id; });
  if (!ended) {
    kill(id, SIGKILL);
    waitpid(id, &status, 0);
    return -1000;
  }
  return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

std::vector<pid_t> living_children(pid_t id) {
  std::vector<pid_t> found;
  const std::string process = std::to_string(id);
  std::ifstream file("/proc/" + process + "/task/" + process + "/children");
  for (pid_t child = 0; file >> child;) {
    if (is_alive(child)) found.push_back(child);
  }
  return found;
}

bool comes_true(const std::function<bool()>& condition) {
  const auto end = std::chrono::steady_clock::now() + kHang;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) return false;
    poll(nullptr, 0, kPauseMilliseconds);
  }
  return true;
}

}  // namespace milter::testing
