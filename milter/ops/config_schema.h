// What the keys of the configuration mean: from plain TOML values to a Config, or every Problem.
//
//   auto config = config_from(root, "/etc/sekimori/sekimori.toml");
//
// Pure but for the current folder, against which a relative `path` is read. Thread-safe.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "milter/ops/config.h"
#include "milter/ops/toml_value.h"

namespace milter {

tl::expected<Config, Problems> config_from(const TomlValue& root, const std::string& path);

// Every key there is, as "table.key", to compare with its documentation.
std::vector<std::string> config_keys();

}  // namespace milter
