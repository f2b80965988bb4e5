// A poll over the listener, the children's ends and the request to stop. A child answers its client
// itself; if it dies, this process does it, with a name left open (extract_client.cc fills it in).
// Had it begun to answer, the two together are no JSON, which the client takes for a failure.
// Tested by server_test.cc.
#include "milter/extract/server.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <vector>

namespace milter::extract {
namespace {

constexpr int kQueue = 128;  // connections that wait for a child
constexpr std::chrono::milliseconds kPauseAfterFailure{100};

tl::unexpected<Error> failed(const std::string& what) {
  return fail(Error::Kind::kPermanent, what + ": " + std::generic_category().message(errno));
}

bool is_served(const sockaddr* address, socklen_t size) {
  const Descriptor probe(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  return connect(probe.get(), address, size) == 0;
}

class Server {
 public:
  Server(int listener, int stop, const Service& service)
      : listener_(listener), stop_(stop), service_(service) {}
  void run();

 private:
  struct Place {
    Descriptor connection;
    Child child;
  };
  std::vector<pollfd> watched() const;
  int patience() const;
  void accept_one();
  void clear_places();
  void say_how_it_ended(Place& place);

  int listener_, stop_;
  const Service& service_;
  std::vector<Place> places_;
};

// The listener last, and only while there is a place.
std::vector<pollfd> Server::watched() const {
  std::vector<pollfd> all = {{stop_, POLLIN, 0}};
  for (const Place& place : places_) all.push_back({place.child.ended(), POLLIN, 0});
  if (places_.size() < limits::kMaxExtractChildren) all.push_back({listener_, POLLIN, 0});
  return all;
}

// Milliseconds to the first deadline; -1: for ever.
int Server::patience() const {
  if (places_.empty()) return -1;
  auto first = places_.front().child.deadline();
  for (const Place& place : places_) first = std::min(first, place.child.deadline());
  const auto left =
      std::chrono::ceil<std::chrono::milliseconds>(first - std::chrono::steady_clock::now());
  return static_cast<int>(std::max(left, std::chrono::milliseconds{0}).count());
}

void Server::accept_one() {
  Descriptor connection(accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC));
  if (!connection.is_open()) {
    if (errno == ECONNABORTED || errno == EAGAIN || errno == EINTR) return;
    service_.tell("accept: " + std::generic_category().message(errno));
    poll(nullptr, 0, static_cast<int>(kPauseAfterFailure.count()));  // out of descriptors or memory
    return;
  }
  auto child = Child::start(service_.plan, connection.get(), service_.work);
  if (!child) return service_.tell(child.error().what);
  places_.push_back({std::move(connection), std::move(*child)});
}

void Server::say_how_it_ended(Place& place) {
  const auto problem = place.child.end();
  if (!problem) return;
  service_.tell(std::string(word(*problem)));
  const std::string answer = to_json({{}, {{*problem, ""}}});
  (void)!send(place.connection.get(), answer.data(), answer.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
}

bool is_over(const Child& child) {
  pollfd ended{child.ended(), POLLIN, 0};
  return poll(&ended, 1, 0) > 0 || child.deadline() <= std::chrono::steady_clock::now();
}

void Server::clear_places() {
  for (auto place = places_.begin(); place != places_.end();) {
    if (is_over(place->child)) {
      say_how_it_ended(*place);
      place = places_.erase(place);
    } else {
      ++place;
    }
  }
}

void Server::run() {
  for (;;) {
    std::vector<pollfd> all = watched();
    if (poll(all.data(), all.size(), patience()) < 0) continue;
    if (all.front().revents != 0) return;
    const bool asked = all.back().fd == listener_ && all.back().revents != 0;
    clear_places();
    if (asked) accept_one();
  }
}

}  // namespace

Result<Descriptor> listen_on(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) {
    return fail(Error::Kind::kPermanent, path + ": too long for a socket");
  }
  path.copy(address.sun_path, path.size());
  const auto* const plain = reinterpret_cast<const sockaddr*>(&address);
  struct stat there {};
  if (lstat(path.c_str(), &there) == 0 && S_ISSOCK(there.st_mode)) {
    if (is_served(plain, sizeof address)) {
      return fail(Error::Kind::kPermanent, path + ": is served by another process");
    }
    unlink(path.c_str());
  }
  Descriptor listener(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!listener.is_open() || bind(listener.get(), plain, sizeof address) != 0 ||
      chmod(path.c_str(), 0660) != 0 || listen(listener.get(), kQueue) != 0) {
    return failed(path);
  }
  return listener;
}

void serve(int listener, int stop, const Service& service) {
  Server(listener, stop, service).run();
}

}  // namespace milter::extract
