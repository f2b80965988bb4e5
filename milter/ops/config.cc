// TOML to plain values, nothing more: what the keys mean stands in config_schema.cc. The parser is
// taken header-only and without exceptions; Debian's shared library is built with them, and the two
// do not link. It stops at the first syntax error. Tested by config_test.cc.
#define TOML_EXCEPTIONS 0
#include "milter/ops/config.h"

#include <toml++/toml.h>

#include <utility>

#include "milter/base/limits.h"
#include "milter/ops/config_schema.h"
#include "milter/ops/toml_value.h"

namespace milter {
namespace {

TomlValue plain_value(const toml::node& node);

TomlValue plain_table(const toml::table& table) {
  TomlValue value;
  value.kind = TomlValue::Kind::kTable;
  for (const auto& [key, member] : table) {
    TomlValue& item = value.items.emplace_back(plain_value(member));
    item.key = key.str();
    item.line = key.source().begin.line;
  }
  return value;
}

TomlValue plain_array(const toml::array& array) {
  TomlValue value;
  value.kind = TomlValue::Kind::kArray;
  for (const toml::node& item : array) value.items.push_back(plain_value(item));
  return value;
}

TomlValue plain_scalar(const toml::node& node) {
  TomlValue value;
  if (const auto* text = node.as_string()) {
    value.kind = TomlValue::Kind::kString;
    value.text = text->get();
  } else if (const auto* number = node.as_integer()) {
    value.kind = TomlValue::Kind::kInteger;
    value.number = number->get();
  } else if (const auto* truth = node.as_boolean()) {
    value.kind = TomlValue::Kind::kBoolean;
    value.truth = truth->get();
  }
  return value;
}

TomlValue plain_value(const toml::node& node) {
  TomlValue value;
  if (const toml::table* table = node.as_table()) {
    value = plain_table(*table);
  } else if (const toml::array* array = node.as_array()) {
    value = plain_array(*array);
  } else {
    value = plain_scalar(node);
  }
  value.line = node.source().begin.line;
  return value;
}

}  // namespace

tl::expected<Config, Problems> parse_config(std::string_view text, const std::string& path) {
  if (text.size() > limits::kMaxConfigBytes) {
    const std::string most = std::to_string(limits::kMaxConfigBytes);
    return tl::unexpected(Problems{{path, 0, "is larger than " + most + " bytes"}});
  }
  const toml::parse_result parsed = toml::parse(text);
  if (parsed) return config_from(plain_table(parsed.table()), path);
  const toml::parse_error& error = parsed.error();
  return tl::unexpected(
      Problems{{path, error.source().begin.line, std::string(error.description())}});
}

tl::expected<Config, Problems> read_config(const std::string& path) {
  const Result<std::string> text = read_file(path, limits::kMaxConfigBytes);
  if (!text) return tl::unexpected(Problems{{path, 0, text.error().what}});
  return parse_config(*text, path);
}

}  // namespace milter
