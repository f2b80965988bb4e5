// Digests, keyed digests and random bytes; the only user of libcrypto is digest.cc.
//
//   sha256_hex(bytes)                     ->  64 hexadecimal digits
//   hmac_sha256(key, "v1|page|3f…")       ->  32 bytes
//   equal_in_constant_time(given, true_one)
//
// Pure but for random_bytes(), thread-safe. A failure of the library is a bug or an exhausted
// machine and throws.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace milter {

std::string sha256_hex(std::string_view bytes);
std::string hmac_sha256(std::string_view key, std::string_view message);  // FIPS 198-1
std::string random_bytes(std::size_t count);

// Time depends on the length of `expected` alone. Different lengths are unequal.
bool equal_in_constant_time(std::string_view given, std::string_view expected);

std::string base64url(std::string_view bytes);  // RFC 4648 5, without padding

}  // namespace milter
