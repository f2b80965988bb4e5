// The grammar of one Authentication-Results field (RFC 8601 2.2), as others write it.
//
//   auto field = read_auth_results(" mx.google.com; spf=pass smtp.mailfrom=a@asagiri.example");
//   field->id == "mx.google.com", field->results[0].method == "spf"
//
// Strict where strictness protects: an unclosed comment or quote, a control character, text that is
// no UTF-8, a result without "=", or a passed limit make the whole field unreadable. Looser than
// the grammar where the great providers are: values may hold any character but blanks, ";", quotes
// and parentheses (Google's header.b), a property needs no ptype (Microsoft's action=none), and a
// field may begin with its first result (Microsoft 365 writes no authserv-id), in which case a
// piece that is no result is passed over. Linear; pure and thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace milter {

struct MethodResult {
  std::string method;  // lower case, as is `result`
  std::string result;
  std::string version = "1";  // of the method
  struct Property {
    std::string name;   // "header.from", lower case; "action" where no ptype is given
    std::string value;  // unquoted
  };
  std::vector<Property> properties;  // "reason" among them
  std::string comments;              // of this result, joined by spaces

  std::string_view property(std::string_view name) const;  // the first of that name; "" if none
};

struct AuthResultsField {
  std::string id;  // authserv-id as written; "" if the field has none
  std::string version = "1";
  std::vector<MethodResult> results;  // empty: "none"
};

// nullopt: not readable, or over limits::kMaxAuthResultsBytes, kMaxAuthResults or kMaxCommentDepth.
std::optional<AuthResultsField> read_auth_results(std::string_view value);

}  // namespace milter
