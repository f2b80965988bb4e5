// spdlog in its synchronous form: an asynchronous logger owns a thread, and threads do not survive
// the fork into children. Every line is flushed, so a crash loses nothing. Tested by log_test.cc.
#include "milter/ops/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <memory>

#include "milter/base/text.h"

namespace milter {
namespace {

spdlog::logger& logger() {
  static const std::shared_ptr<spdlog::logger> made = [] {
    auto sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
    auto one = std::make_shared<spdlog::logger>("sekimori", std::move(sink));
    one->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %l %v");
    one->flush_on(spdlog::level::trace);
    return one;
  }();
  return *made;
}

// Quoted where a reader could not tell where the value ends or what an escape means.
bool needs_quotes(std::string_view value) {
  return value.empty() || std::any_of(value.begin(), value.end(), [](char c) {
           return static_cast<unsigned char>(c) <= ' ' || c == '"' || c == '\\' || c == 0x7F;
         });
}

std::string log_value(std::string_view value) {
  if (!needs_quotes(value)) return printable(value);
  const std::string escaped = replace_all(replace_all(value, "\\", "\\\\"), "\"", "\\\"");
  return "\"" + printable(escaped) + "\"";
}

void log_line(spdlog::level::level_enum level, std::string_view event, LogFields fields) {
  std::string line = printable(event);
  for (const auto& [key, value] : fields) {
    line += " " + printable(key) + "=" + log_value(value);
  }
  logger().log(level, spdlog::string_view_t(line.data(), line.size()));
}

}  // namespace

void log_info(std::string_view event, LogFields fields) {
  log_line(spdlog::level::info, event, fields);
}
void log_warning(std::string_view event, LogFields fields) {
  log_line(spdlog::level::warn, event, fields);
}
void log_error(std::string_view event, LogFields fields) {
  log_line(spdlog::level::err, event, fields);
}

}  // namespace milter
