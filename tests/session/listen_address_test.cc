// The words of [milter] listen, and what libmilter is given for them (smfi_setconn).
#include "milter/session/listen_address.h"

#include <gtest/gtest.h>

namespace milter {
namespace {

TEST(ListenAddress, BecomesWhatTheLibraryTakes) {
  const std::pair<const char*, const char*> rows[] = {
      {"unix:/run/sekimori/milter.sock", "unix:milter.sock"},
      {"UNIX:/milter.sock", "unix:milter.sock"},
      {"inet:127.0.0.1:10025", "inet:10025@127.0.0.1"},
      {"inet:localhost:10025", "inet:10025@localhost"},
      {"inet:[::1]:10025", "inet6:10025@::1"},
  };
  for (const auto& [text, wanted] : rows) {
    const auto address = parse_listen(text);
    ASSERT_TRUE(address) << text;
    EXPECT_EQ(connection_string(*address), wanted);
  }
}

TEST(ListenAddress, KnowsTheFolderOfASocket) {
  EXPECT_EQ(parse_listen("unix:/run/sekimori/milter.sock")->folder, "/run/sekimori");
  EXPECT_EQ(parse_listen("unix:/run/sekimori/milter.sock")->file, "milter.sock");
  EXPECT_EQ(parse_listen("unix:/milter.sock")->folder, "/");
  EXPECT_TRUE(parse_listen("unix:/milter.sock")->is_unix);
  EXPECT_FALSE(parse_listen("inet:127.0.0.1:10025")->is_unix);
}

TEST(ListenAddress, RefusesTheRest) {
  for (const char* text : {"", "milter.sock", "/run/milter.sock", "unix:", "unix:milter.sock",
                           "unix:/run/", "inet:", "inet:10025", "inet:127.0.0.1",
                           "inet:127.0.0.1:", "inet::10025", "local:/run/x"}) {
    EXPECT_FALSE(parse_listen(text)) << text;
  }
}

}  // namespace
}  // namespace milter
