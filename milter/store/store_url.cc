// Tested by store_url_test.cc.
#include "milter/store/store_url.h"

#include "milter/base/text.h"

namespace milter {
namespace {

constexpr std::string_view kSqlite = "sqlite:";

}  // namespace

Result<std::string> sqlite_path(std::string_view url) {
  if (istarts_with(url, "postgresql:") || istarts_with(url, "postgres:")) {
    return fail(Error::Kind::kPermanent,
                "a PostgreSQL store (postgresql://) cannot be used yet; use \"sqlite:/path\"");
  }
  if (!istarts_with(url, kSqlite)) {
    return fail(Error::Kind::kPermanent, "a store is \"sqlite:/path\", not \"" +
                                             printable(url.substr(0, url.find(':') + 1)) + "...\"");
  }
  const std::string_view path = url.substr(kSqlite.size());
  if (path.empty() || path.find('\0') != std::string_view::npos) {
    return fail(Error::Kind::kPermanent, "a store is \"sqlite:/path\"; the path is missing");
  }
  return std::string(path);
}

std::string sqlite_url(std::string_view path) { return std::string(kSqlite) + std::string(path); }

}  // namespace milter
