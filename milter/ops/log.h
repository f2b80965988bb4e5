// One line per event on stderr, `key=value` pairs, for the journal; the only user of spdlog.
//
//   log_info("config.reloaded", {{"file", path}});
//     ->  2026-03-05T10:00:00.123+09:00 info config.reloaded file=/etc/sekimori/sekimori.toml
//
// Values are made printable and quoted where they have spaces. Never a quote from a mail, never a
// secret. Thread-safe.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace milter {

using LogFields = std::initializer_list<std::pair<std::string_view, std::string>>;
void log_info(std::string_view event, LogFields fields = {});
void log_warning(std::string_view event, LogFields fields = {});
void log_error(std::string_view event, LogFields fields = {});

}  // namespace milter
