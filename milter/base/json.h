// A JSON value being built for output, or put into one as it was stored: keys keep their order; the
// only user of nlohmann::json in milter/.
//
//   Json line = Json::object();
//   line.set("v", 1).set("level", "red").set("hold", nullptr);
//   std::cout << line.dump() << "\n";
//
// Strings must be UTF-8; ill-formed bytes are replaced on dump(). A value is not thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace milter {

class Json {
 public:
  Json(std::nullptr_t = nullptr);  // NOLINT(google-explicit-constructor): values convert
  Json(bool value);
  Json(int value);
  Json(std::int64_t value);
  Json(double value);
  Json(std::string_view value);
  Json(const std::string& value);
  Json(const char* value);
  Json(const Json& other);
  Json(Json&& other) noexcept;
  Json& operator=(Json other) noexcept;
  ~Json();

  static Json array();
  static Json object();
  // nullopt if it is not JSON, or nests deeper than limits::kMaxJsonDepth.
  static std::optional<Json> parse(std::string_view text);

  Json& set(std::string_view key, Json value);  // REQUIRES: made by object()
  Json& push(Json value);                       // REQUIRES: made by array()
  std::string dump() const;                     // one line, UTF-8 unescaped

  // Of an object; nullopt if there is no such key or its value is of another kind.
  std::optional<std::string> text(std::string_view key) const;
  std::optional<std::vector<Json>> list(std::string_view key) const;

 private:
  struct Value;
  std::unique_ptr<Value> value_;
};

}  // namespace milter
