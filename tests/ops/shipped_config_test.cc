// The configuration that is shipped as documentation: complete, valid, and its values the defaults.
#include <gtest/gtest.h>

#include <set>
#include <stdexcept>

#include "milter/base/limits.h"
#include "milter/base/text.h"
#include "milter/ops/config.h"
#include "milter/ops/config_schema.h"

namespace milter {
namespace {

const std::string kFile = SEKIMORI_DEPLOY "/config.toml";

std::string shipped() { return read_file(kFile, limits::kMaxConfigBytes).value(); }

// With the settings that are off ("#key = ...", no space after "#") switched on.
std::string all_on() {
  const std::string file = shipped();
  std::string text;
  for (const std::string_view line : split(file, '\n')) {
    const bool off = line.size() > 1 && line[0] == '#' && line[1] != ' ';
    text += std::string(off ? line.substr(1) : line) + "\n";
  }
  return text;
}

std::set<std::string> keys_in(const std::string& text) {
  std::set<std::string> keys;
  std::string table;
  for (const std::string_view line : split(text, '\n')) {
    const std::size_t equals = line.find(" = ");
    if (!line.empty() && line[0] == '[') {
      table =
          line.substr(line.find_first_not_of('['), line.find(']') - line.find_first_not_of('['));
    } else if (!line.empty() && line[0] != '#' && equals != std::string_view::npos) {
      keys.insert(table + "." + std::string(line.substr(0, equals)));
    }
  }
  return keys;
}

TEST(ShippedConfig, HasNoProblem) {
  for (const std::string& text : {shipped(), all_on()}) {
    const auto config = parse_config(text, "/etc/sekimori/sekimori.toml");
    EXPECT_TRUE(config) << to_string(config.error().front());
  }
}

TEST(ShippedConfig, NamesEveryKey) {
  const std::vector<std::string> known = config_keys();
  EXPECT_EQ(keys_in(all_on()), std::set<std::string>(known.begin(), known.end()));
}

TEST(ShippedConfig, ShowsTheDefaults) {
  const Config config = parse_config(shipped(), "/etc/sekimori/sekimori.toml").value();
  const Config defaults;
  EXPECT_EQ(config.language, defaults.language);
  EXPECT_TRUE(config.executives.empty());
  EXPECT_EQ(config.finance, defaults.finance);
  EXPECT_EQ(config.allow, defaults.allow);
  EXPECT_EQ(config.monitor, defaults.monitor);
  EXPECT_EQ(config.listen, defaults.listen);
  EXPECT_EQ(config.children, defaults.children);
  EXPECT_EQ(config.internal_networks, defaults.internal_networks);
  EXPECT_EQ(config.inbound_gateways, defaults.inbound_gateways);
  EXPECT_EQ(config.outbound_daemons, defaults.outbound_daemons);
  EXPECT_EQ(config.spool, defaults.spool);
  EXPECT_EQ(config.expiry, defaults.expiry);
  EXPECT_EQ(config.web_listen, defaults.web_listen);
  EXPECT_EQ(config.public_url, defaults.public_url);
  EXPECT_EQ(config.return_port, defaults.return_port);
  EXPECT_EQ(config.link_key_file, defaults.link_key_file);
  EXPECT_EQ(config.forwarders, defaults.forwarders);
  EXPECT_EQ(config.authserv_id, defaults.authserv_id);
  EXPECT_EQ(config.trusted_authserv_ids, defaults.trusted_authserv_ids);
  EXPECT_EQ(config.extract_socket, defaults.extract_socket);
  EXPECT_EQ(config.partners_file, defaults.partners_file);
  EXPECT_EQ(config.accounts_file, defaults.accounts_file);
  EXPECT_EQ(config.store_url, defaults.store_url);
}

// The number after a key of a unit file.
long number_in(const std::string& unit, const std::string& key) {
  const auto text = read_file(SEKIMORI_DEPLOY "/systemd/" + unit, 10'000);
  const auto at = text ? text->find("\n" + key + "=") : std::string::npos;
  if (at == std::string::npos) throw std::runtime_error(unit + ": no " + key);
  return std::stol(text->substr(at + key.size() + 2));
}

// systemd must not kill what is still draining.
TEST(ShippedUnit, WaitsLongerThanTheDrain) {
  EXPECT_GT(number_in("sekimori-milter.service", "TimeoutStopSec"), limits::kDrainTime.count());
}

// The limits of the service are behind those of its children, not before.
TEST(ShippedUnit, ExtractHasRoomForItsChildren) {
  const auto children = static_cast<long>(limits::kMaxExtractChildren);
  const auto megabytes = static_cast<long>(limits::kExtractMemory / (1024 * 1024));
  EXPECT_GT(number_in("sekimori-extract.service", "MemoryMax"), children * megabytes);
  EXPECT_GT(number_in("sekimori-extract.service", "TasksMax"), children);
}

}  // namespace
}  // namespace milter
