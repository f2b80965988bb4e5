// A request and its answer as plain values: what handlers work on, whatever carries HTTP.
//
//   Response answer(const Request& request);
//
// Values, freely copied.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace milter {

using HttpFields = std::vector<std::pair<std::string, std::string>>;

struct Request {
  std::string method;  // "GET", as sent
  std::string path;    // without the query, %-escapes not undone
  std::string peer;    // "127.0.0.1", "::1"
  HttpFields fields;   // in the order they came
  std::string body;
  bool too_large = false;  // the body was over kMaxHttpBody and is not here

  // The value of a field whatever the case of its name; several are joined by ", " (RFC 9110 5.3).
  std::string field(std::string_view name) const;
};

struct Response {
  int status = 200;
  HttpFields fields;
  std::string body;  // not sent in answer to HEAD
};

}  // namespace milter
