// Tested by listen_address_test.cc.
#include "milter/session/listen_address.h"

#include "milter/base/text.h"

namespace milter {
namespace {

Result<ListenAddress> parse_unix(std::string_view path) {
  const auto slash = path.rfind('/');
  if (slash == std::string_view::npos || slash + 1 == path.size()) {
    return fail(Error::Kind::kMalformed, "a unix socket needs a whole path: unix:/folder/name");
  }
  ListenAddress address;
  address.is_unix = true;
  address.folder = slash == 0 ? "/" : std::string(path.substr(0, slash));
  address.file = path.substr(slash + 1);
  return address;
}

Result<ListenAddress> parse_inet(std::string_view text) {
  const auto colon = text.rfind(':');
  std::string_view host = text.substr(0, colon == std::string_view::npos ? 0 : colon);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
    host = host.substr(1, host.size() - 2);
  }
  if (host.empty() || colon + 1 >= text.size()) {
    return fail(Error::Kind::kMalformed,
                "an inet socket needs host and port: inet:127.0.0.1:10025");
  }
  ListenAddress address;
  address.host = host;
  address.port = text.substr(colon + 1);
  return address;
}

}  // namespace

Result<ListenAddress> parse_listen(std::string_view text) {
  if (istarts_with(text, "unix:")) return parse_unix(text.substr(5));
  if (istarts_with(text, "inet:")) return parse_inet(text.substr(5));
  return fail(Error::Kind::kMalformed, "listen must begin with unix: or inet:");
}

std::string connection_string(const ListenAddress& address) {
  if (address.is_unix) return "unix:" + address.file;
  const bool v6 = address.host.find(':') != std::string::npos;
  return (v6 ? "inet6:" : "inet:") + address.port + "@" + address.host;
}

}  // namespace milter
