// Where the milter listens, from the configuration's words: "unix:/run/sekimori/milter.sock",
// "inet:127.0.0.1:10025", "inet:[::1]:10025".
#pragma once

#include <string>
#include <string_view>

#include "milter/base/result.h"

namespace milter {

struct ListenAddress {
  bool is_unix = false;
  std::string folder, file;  // unix: "/run/sekimori" and "milter.sock"
  std::string host, port;    // inet
};
Result<ListenAddress> parse_listen(std::string_view text);

// What smfi_setconn() takes. For a unix socket the path is relative to its folder, see prefork.h.
std::string connection_string(const ListenAddress& address);

}  // namespace milter
