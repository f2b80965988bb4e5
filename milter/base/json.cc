// nlohmann::ordered_json behind a pointer, so that its header is read once. Tested by
// unicode_test.cc for what it does with text, and by every room that writes JSON.
#include "milter/base/json.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "milter/base/limits.h"

namespace milter {
namespace {

// Brackets outside strings; what is no JSON is counted somehow and refused by the parser.
bool too_deep(std::string_view text) {
  std::size_t depth = 0;
  bool quoted = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (quoted && c == '\\') {
      ++at;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && (c == '[' || c == '{')) {
      if (++depth > limits::kMaxJsonDepth) return true;
    } else if (!quoted && (c == ']' || c == '}') && depth > 0) {
      --depth;
    }
  }
  return false;
}

}  // namespace

struct Json::Value {
  nlohmann::ordered_json json;
};

Json::Json(std::nullptr_t) : value_(new Value{nullptr}) {}
Json::Json(bool value) : value_(new Value{value}) {}
Json::Json(int value) : value_(new Value{value}) {}
Json::Json(std::int64_t value) : value_(new Value{value}) {}
Json::Json(double value) : value_(new Value{value}) {}
Json::Json(std::string_view value) : value_(new Value{std::string(value)}) {}
Json::Json(const std::string& value) : value_(new Value{value}) {}
Json::Json(const char* value) : value_(new Value{std::string(value)}) {}
Json::Json(const Json& other) : value_(new Value(*other.value_)) {}
Json::Json(Json&& other) noexcept = default;
Json::~Json() = default;

Json& Json::operator=(Json other) noexcept {
  std::swap(value_, other.value_);
  return *this;
}

Json Json::array() {
  Json made;
  made.value_->json = nlohmann::ordered_json::array();
  return made;
}

Json Json::object() {
  Json made;
  made.value_->json = nlohmann::ordered_json::object();
  return made;
}

std::optional<Json> Json::parse(std::string_view text) {
  if (too_deep(text)) return std::nullopt;
  Json made;
  made.value_->json = nlohmann::ordered_json::parse(text, nullptr, false);
  if (made.value_->json.is_discarded()) return std::nullopt;
  return made;
}

Json& Json::set(std::string_view key, Json value) {
  value_->json[std::string(key)] = std::move(value.value_->json);
  return *this;
}

Json& Json::push(Json value) {
  value_->json.push_back(std::move(value.value_->json));
  return *this;
}

std::optional<std::string> Json::text(std::string_view key) const {
  const auto& json = value_->json;
  const auto found = json.find(std::string(key));
  if (!json.is_object() || found == json.end() || !found->is_string()) return std::nullopt;
  return found->get<std::string>();
}

std::optional<std::vector<Json>> Json::list(std::string_view key) const {
  const auto& json = value_->json;
  const auto found = json.find(std::string(key));
  if (!json.is_object() || found == json.end() || !found->is_array()) return std::nullopt;
  std::vector<Json> result(found->size());
  for (std::size_t at = 0; at < found->size(); ++at) result[at].value_->json = (*found)[at];
  return result;
}

std::string Json::dump() const {
  return value_->json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace milter
