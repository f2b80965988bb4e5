// Rules for single values of the configuration: each takes what was written and gives what the
// program uses, or kMalformed and a sentence.
//
//   listen_rule("unix:run/milter.sock", "/etc/sekimori")  ->  "unix:/etc/sekimori/run/milter.sock"
//
// Pure and thread-safe.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>

#include "milter/base/result.h"

namespace milter {

// `folder` is where relative paths begin: the folder of the configuration file, absolute.
using Rule = Result<std::string> (*)(const std::string& written,
                                     const std::filesystem::path& folder);

Result<std::string> text_rule(const std::string& written, const std::filesystem::path& folder);
Result<std::string> required_text_rule(const std::string& written,
                                       const std::filesystem::path& folder);
Result<std::string> word_rule(const std::string& written, const std::filesystem::path& folder);
Result<std::string> domain_rule(const std::string& written, const std::filesystem::path& folder);
Result<std::string> address_rule(const std::string& written, const std::filesystem::path& folder);
// An address, or "@domain".
Result<std::string> allow_rule(const std::string& written, const std::filesystem::path& folder);
Result<std::string> network_rule(const std::string& written, const std::filesystem::path& folder);
// An IP address; another port as "192.0.2.53@5353".
Result<std::string> forwarder_rule(const std::string& written, const std::filesystem::path& folder);
Result<std::string> path_rule(const std::string& written, const std::filesystem::path& folder);
// "unix:/path" or "inet:host:port".
Result<std::string> listen_rule(const std::string& written, const std::filesystem::path& folder);
// "host:port", "[2001:db8::1]:port".
Result<std::string> host_port_rule(const std::string& written, const std::filesystem::path& folder);
// http:// or https://; a "/" at the end is taken off.
Result<std::string> web_address_rule(const std::string& written,
                                     const std::filesystem::path& folder);
Result<std::string> store_rule(const std::string& written, const std::filesystem::path& folder);

// The same, but "" says "not set".
template <Rule kRule>
Result<std::string> optional_rule(const std::string& written, const std::filesystem::path& folder) {
  if (written.empty()) return written;
  return kRule(written, folder);
}

// "72h", "30m", "3d".
Result<std::chrono::minutes> read_duration(const std::string& written);

}  // namespace milter
