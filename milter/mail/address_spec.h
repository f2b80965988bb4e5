// One addr-spec (RFC 5322 3.4.1) found among tokens, whatever stands around it.
//
//   tokens of `Name a.b@c.example`, "@" at 4  ->  a.b, c.example, before: Name, strict: false
//
// Pure and thread-safe.
#pragma once

#include <string>
#include <vector>

#include "milter/mail/address.h"
#include "milter/mail/address_token.h"

namespace milter {

using Tokens = std::vector<AddressToken>;

struct AddressSpec {
  std::string local_part;
  std::string domain;
  std::size_t begin = 0;  // of the local part among the tokens
  bool strict = false;    // RFC 5322 allows it, and nothing else is there
};

std::vector<std::size_t> at_signs(const Tokens& tokens);

// `at` is the place of an "@". `chained` takes a local part that has "@" itself: a@b@c.
AddressSpec read_spec(const Tokens& tokens, std::size_t at, bool chained);

// The whole is one word, or words with dots.
bool is_one_word(const Tokens& tokens);

// RFC 5322 3.2.5 with the dots of 4.1.
bool is_phrase(const Tokens& tokens);

std::string concatenate(const Tokens& tokens);  // without white space
std::string join(const Tokens& tokens);         // with a space where there was some
std::string clean_domain(std::string domain);   // lower case, no trailing dot

}  // namespace milter
