#include "milter/store/store_url.h"

#include <gtest/gtest.h>

namespace milter {
namespace {

struct Good {
  std::string url, path;
};

TEST(StoreUrl, GivesThePath) {
  const Good kRows[] = {
      {"sqlite:/var/lib/sekimori/sekimori.db", "/var/lib/sekimori/sekimori.db"},
      {"sqlite:sekimori.db", "sekimori.db"},
      {"SQLite:/x.db", "/x.db"},
      {"sqlite::memory:", ":memory:"},
      {"sqlite:/a:b.db", "/a:b.db"},
  };
  for (const Good& row : kRows) EXPECT_EQ(sqlite_path(row.url).value(), row.path);
  EXPECT_EQ(sqlite_path(sqlite_url("/x.db")).value(), "/x.db");
}

struct Bad {
  std::string url, part;
};

TEST(StoreUrl, RefusesByName) {
  const Bad kRows[] = {
      {"postgresql://db.example/sekimori", "PostgreSQL store (postgresql://) cannot be used yet"},
      {"postgres://db.example/sekimori", "PostgreSQL"},
      {"mysql://user:secret@db.example/x", "mysql:..."},
      {"/var/lib/sekimori.db", "sqlite:/path"},
      {"sqlite:", "path is missing"},
      {"", "sqlite:/path"},
  };
  for (const Bad& row : kRows) {
    const Result<std::string> path = sqlite_path(row.url);
    ASSERT_FALSE(path) << row.url;
    EXPECT_EQ(path.error().kind, Error::Kind::kPermanent);
    EXPECT_NE(path.error().what.find(row.part), std::string::npos) << path.error().what;
    EXPECT_EQ(path.error().what.find("secret"), std::string::npos);
  }
}

}  // namespace
}  // namespace milter
