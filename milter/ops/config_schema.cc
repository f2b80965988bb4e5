// A table of keys, each with the function that reads it into its place. Every Problem is collected;
// a Config is given only if there was none. A key that is not in the table is a Problem: a
// misspelt protection must not be silently off. Tested by config_test.cc.
#include "milter/ops/config_schema.h"

#include <algorithm>
#include <filesystem>
#include <span>

#include "milter/base/limits.h"
#include "milter/ops/config_rules.h"
#include "milter/ops/syntax.h"

namespace milter {
namespace {

using Kind = TomlValue::Kind;

struct Reader {
  std::string file;
  std::filesystem::path folder;
  Config config;
  Problems problems;

  void problem(std::size_t line, std::string message) {
    problems.push_back({file, line, std::move(message)});
  }
};

std::string kind_name(Kind kind) {
  switch (kind) {
    case Kind::kTable:
      return "a table";
    case Kind::kArray:
      return "a list";
    case Kind::kString:
      return "a text in quotes";
    case Kind::kInteger:
      return "a whole number";
    case Kind::kBoolean:
      return "true or false";
    case Kind::kOther:
      return "a fraction or a date";
  }
  return "";
}

bool has_kind(Reader& reader, const TomlValue& value, const std::string& name, Kind kind) {
  if (value.kind == kind) return true;
  reader.problem(value.line,
                 name + " must be " + kind_name(kind) + ", not " + kind_name(value.kind));
  return false;
}

// `name` is the key as a person looks for it: "milter.children".
template <class Owner>
using ReadKey = void (*)(Reader& reader, Owner& owner, const TomlValue& value,
                         const std::string& name);

template <class Owner>
struct Key {
  std::string_view table, name;
  ReadKey<Owner> read;
};

template <auto kField, Rule kRule, class Owner>
void text(Reader& reader, Owner& owner, const TomlValue& value, const std::string& name) {
  if (!has_kind(reader, value, name, Kind::kString)) return;
  Result<std::string> read = kRule(value.text, reader.folder);
  if (!read) return reader.problem(value.line, name + ": " + read.error().what);
  owner.*kField = std::move(*read);
}

template <auto kField, Rule kRule, class Owner>
void list(Reader& reader, Owner& owner, const TomlValue& value, const std::string& name) {
  if (!has_kind(reader, value, name, Kind::kArray)) return;
  for (const TomlValue& item : value.items) {
    if (!has_kind(reader, item, "each of " + name, Kind::kString)) continue;
    Result<std::string> read = kRule(item.text, reader.folder);
    if (read) {
      (owner.*kField).push_back(std::move(*read));
    } else {
      reader.problem(item.line, name + ": " + read.error().what);
    }
  }
}

void read_language(Reader& reader, Config& config, const TomlValue& value,
                   const std::string& name) {
  if (!has_kind(reader, value, name, Kind::kString)) return;
  if (value.text != "ja" && value.text != "en") {
    return reader.problem(value.line, name + " is \"ja\" or \"en\", not " + in_quotes(value.text));
  }
  config.language = value.text == "ja" ? Language::kJapanese : Language::kEnglish;
}

void read_monitor(Reader& reader, Config& config, const TomlValue& value, const std::string& name) {
  if (has_kind(reader, value, name, Kind::kBoolean)) config.monitor = value.truth;
}

void read_children(Reader& reader, Config& config, const TomlValue& value,
                   const std::string& name) {
  if (!has_kind(reader, value, name, Kind::kInteger)) return;
  if (value.number < 0 || value.number > limits::kMaxChildren) {
    return reader.problem(value.line, name + " is 0 to " + std::to_string(limits::kMaxChildren) +
                                          ", not " + std::to_string(value.number));
  }
  config.children = static_cast<int>(value.number);
}

void read_expiry(Reader& reader, Config& config, const TomlValue& value, const std::string& name) {
  if (!has_kind(reader, value, name, Kind::kString)) return;
  const Result<std::chrono::minutes> expiry = read_duration(value.text);
  if (!expiry) return reader.problem(value.line, name + ": " + expiry.error().what);
  config.expiry = *expiry;
}

constexpr Key<Config> kKeys[] = {
    {"organisation", "name", text<&Config::organisation_name, text_rule>},
    {"organisation", "domains", list<&Config::own_domains, domain_rule>},
    {"organisation", "language", read_language},
    {"people", "finance", list<&Config::finance, address_rule>},
    {"people", "allow", list<&Config::allow, allow_rule>},
    {"mode", "monitor", read_monitor},
    {"milter", "listen", text<&Config::listen, listen_rule>},
    {"milter", "children", read_children},
    {"milter", "internal_networks", list<&Config::internal_networks, network_rule>},
    {"milter", "inbound_gateways", list<&Config::inbound_gateways, network_rule>},
    {"milter", "outbound_daemons", list<&Config::outbound_daemons, word_rule>},
    {"hold", "spool", text<&Config::spool, path_rule>},
    {"hold", "expiry", read_expiry},
    {"web", "listen", text<&Config::web_listen, host_port_rule>},
    {"web", "public_url", text<&Config::public_url, optional_rule<web_address_rule>>},
    {"courier", "return_port", text<&Config::return_port, host_port_rule>},
    {"courier", "from", text<&Config::courier_from, optional_rule<address_rule>>},
    {"keys", "link_key_file", text<&Config::link_key_file, path_rule>},
    {"dns", "forwarders", list<&Config::forwarders, forwarder_rule>},
    {"authentication", "authserv_id", text<&Config::authserv_id, optional_rule<word_rule>>},
    {"authentication", "trusted_authserv_ids", list<&Config::trusted_authserv_ids, word_rule>},
    {"extract", "socket", text<&Config::extract_socket, optional_rule<path_rule>>},
    {"tables", "partners", text<&Config::partners_file, optional_rule<path_rule>>},
    {"tables", "accounts", text<&Config::accounts_file, optional_rule<path_rule>>},
    {"store", "url", text<&Config::store_url, store_rule>},
};

constexpr std::string_view kExecutive = "executive";
constexpr Key<Executive> kExecutiveKeys[] = {
    {kExecutive, "name", text<&Executive::name, required_text_rule>},
    {kExecutive, "kana", text<&Executive::kana, text_rule>},
    {kExecutive, "romaji", text<&Executive::romaji, text_rule>},
    {kExecutive, "title", text<&Executive::title, text_rule>},
    {kExecutive, "addresses", list<&Executive::addresses, address_rule>},
};

const TomlValue* member(const TomlValue& table, std::string_view key) {
  const auto found = std::find_if(table.items.begin(), table.items.end(),
                                  [&](const TomlValue& item) { return item.key == key; });
  return found == table.items.end() ? nullptr : &*found;
}

template <class Owner>
void read_members(Reader& reader, Owner& owner, std::span<const Key<Owner>> keys,
                  const TomlValue& table, const std::string& table_name) {
  for (const TomlValue& value : table.items) {
    const std::string name = table_name + "." + value.key;
    const auto key = std::find_if(keys.begin(), keys.end(), [&](const Key<Owner>& one) {
      return one.table == table_name && one.name == value.key;
    });
    if (key == keys.end()) {
      reader.problem(value.line, "unknown key " + in_quotes(name));
    } else {
      reader.config.lines[name] = value.line;
      key->read(reader, owner, value, name);
    }
  }
}

void read_executive(Reader& reader, const TomlValue& table) {
  if (!has_kind(reader, table, "each executive", Kind::kTable)) return;
  Executive executive;
  read_members<Executive>(reader, executive, kExecutiveKeys, table, std::string(kExecutive));
  if (member(table, "name") == nullptr) {
    reader.problem(table.line, "executive.name is missing");
  }
  const TomlValue* addresses = member(table, "addresses");
  if (addresses == nullptr || (addresses->kind == Kind::kArray && addresses->items.empty())) {
    reader.problem(table.line, "executive.addresses is missing: at least one is needed");
  }
  reader.config.executives.push_back(std::move(executive));
}

void read_executives(Reader& reader, const TomlValue& value) {
  if (value.kind != Kind::kArray) {
    return reader.problem(value.line, "executives are written as [[executive]], one for each");
  }
  for (const TomlValue& item : value.items) read_executive(reader, item);
}

void read_table(Reader& reader, const TomlValue& value) {
  if (value.key == kExecutive) return read_executives(reader, value);
  const bool known = std::any_of(std::begin(kKeys), std::end(kKeys),
                                 [&](const Key<Config>& key) { return key.table == value.key; });
  if (!known) {
    const bool table = value.kind == Kind::kTable || value.kind == Kind::kArray;
    const std::string what = table ? "unknown table " : "unknown key outside of any table ";
    return reader.problem(value.line, what + in_quotes(value.key));
  }
  if (!has_kind(reader, value, "[" + value.key + "]", Kind::kTable)) return;
  read_members<Config>(reader, reader.config, kKeys, value, value.key);
}

// The only thing that cannot have a default: what is ours.
void check_domains(Reader& reader, const TomlValue& root) {
  const TomlValue* organisation = member(root, "organisation");
  const TomlValue* domains = organisation == nullptr ? nullptr : member(*organisation, "domains");
  if (domains != nullptr && (domains->kind != Kind::kArray || !domains->items.empty())) return;
  const std::size_t line = domains != nullptr        ? domains->line
                           : organisation != nullptr ? organisation->line
                                                     : 0;
  reader.problem(line, "organisation.domains is missing: at least one domain is needed");
}

void fill_defaults(Config& config) {
  const std::string& domain = config.own_domains.front();
  if (config.organisation_name.empty()) config.organisation_name = domain;
  if (config.courier_from.empty()) config.courier_from = "sekimori@" + domain;
}

}  // namespace

tl::expected<Config, Problems> config_from(const TomlValue& root, const std::string& path) {
  Reader reader;
  reader.file = path;
  reader.config.path = std::filesystem::absolute(path).lexically_normal().string();
  reader.folder = std::filesystem::path(reader.config.path).parent_path();
  for (const TomlValue& table : root.items) read_table(reader, table);
  check_domains(reader, root);
  if (reader.problems.empty()) {
    fill_defaults(reader.config);
    return std::move(reader.config);
  }
  std::stable_sort(reader.problems.begin(), reader.problems.end(),
                   [](const Problem& a, const Problem& b) { return a.line < b.line; });
  return tl::unexpected(std::move(reader.problems));
}

std::vector<std::string> config_keys() {
  std::vector<std::string> keys;
  for (const Key<Config>& key : kKeys) {
    keys.push_back(std::string(key.table) + "." + std::string(key.name));
  }
  for (const Key<Executive>& key : kExecutiveKeys) {
    keys.push_back(std::string(key.table) + "." + std::string(key.name));
  }
  return keys;
}

}  // namespace milter
