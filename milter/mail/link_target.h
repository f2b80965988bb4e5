// Where a link leads, and whether what it shows says so.
//
//   resolve_target("https://a.example/x/", "../y")        ->  "https://a.example/y"
//   target_host("https://user@Evil.example:443/login")    ->  "evil.example"
//   shown_host("Log in: www.bank.example")                ->  "www.bank.example"
//
// As the URL standard reads addresses, as far as it decides the host. Linear; pure and thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace milter {

// As an attribute's value is taken: control characters and spaces around it, and tabs and line ends
// inside, are dropped.
std::string clean_target(std::string_view attribute);

// `target` as it stands if it is an address by itself, else from `base`.
std::string resolve_target(std::string_view base, std::string_view target);

// Lower case; "" if the address names no host (mailto:, a relative one).
std::string target_host(std::string_view target);

// The host that a link's text names, if the text is an address or holds one word like a host; ""
// if none.
std::string shown_host(std::string_view text);

}  // namespace milter
