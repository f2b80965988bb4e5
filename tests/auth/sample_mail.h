// A mail with two genuine signatures by d=football.example.com, Ed25519 and RSA (RFC 8463 A.3),
// from joe@football.example.com.
#pragma once

#include <string>

namespace milter::testing {

extern const char* const kSignedMail;
// Its keys, as lines for ZoneResolver.
extern const char* const kSignedMailKeys;

}  // namespace milter::testing
