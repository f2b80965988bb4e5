// The configuration file (TOML), read whole or not at all; the only user of toml++ is config.cc.
//
//   auto config = read_config("/etc/sekimori/sekimori.toml");
//   if (!config) for (const Problem& p : config.error()) std::cerr << to_string(p) << "\n";
//
// Keys, defaults and meaning: deploy/config.toml (a test compares the two). An unknown key is a
// Problem. Relative paths are made absolute against the file's folder. A Config is a value: copy
// it, share it const.
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "milter/base/result.h"

namespace milter {

enum class Language : std::uint8_t { kJapanese, kEnglish };

struct Executive {
  std::string name, kana, romaji, title;
  std::vector<std::string> addresses;
};

struct Config {
  std::string path;                          // of the file itself
  std::map<std::string, std::size_t> lines;  // where each key stands: "web.listen" -> 31
  // [organisation]
  std::string organisation_name;         // if not named: the first domain
  std::vector<std::string> own_domains;  // lower case; at least one
  Language language = Language::kJapanese;
  // [[executive]]
  std::vector<Executive> executives;
  // [people]
  std::vector<std::string> finance;  // addresses, lower case
  std::vector<std::string> allow;    // addresses or "@domain", lower case
  // [mode]
  bool monitor = false;
  // [milter]
  std::string listen = "unix:/run/sekimori/milter.sock";
  int children = 0;
  std::vector<std::string> internal_networks, inbound_gateways, outbound_daemons;
  // [hold]
  std::string spool = "/var/lib/sekimori/spool";
  std::chrono::minutes expiry = std::chrono::hours{72};
  // [web]
  std::string web_listen = "127.0.0.1:8025";
  std::string public_url;  // without "/" at the end; "": no links in notices
  // [courier]
  std::string return_port = "127.0.0.1:10587";
  std::string courier_from;  // if not named: sekimori@ the first domain
  // [keys]
  std::string link_key_file = "/etc/sekimori/link.key";
  // [dns]
  std::vector<std::string> forwarders;  // "192.0.2.53" or "192.0.2.53@5353"
  // [authentication]
  std::string authserv_id;  // "": the name of this host
  std::vector<std::string> trusted_authserv_ids;
  // [extract]
  std::string extract_socket;  // "": attachments are not looked into
  // [tables]
  std::string partners_file, accounts_file;  // "" if not named
  // [store]
  std::string store_url = "sqlite:/var/lib/sekimori/sekimori.db";
};

tl::expected<Config, Problems> parse_config(std::string_view toml, const std::string& path);
tl::expected<Config, Problems> read_config(const std::string& path);

// A whole file, or why not; over `limit` bytes is an error, never a cut.
Result<std::string> read_file(const std::string& path, std::size_t limit);

}  // namespace milter
