// Expectations from the URL standard.
#include "milter/mail/link_target.h"

#include <gtest/gtest.h>

#include <vector>

namespace milter {
namespace {

TEST(LinkTarget, IsResolvedFromItsBase) {
  struct Row {
    const char* base;
    const char* target;
    const char* expected;
  };
  for (const Row& row :
       std::vector<Row>{{"https://a.example/x/y?q", "https://b.example/", "https://b.example/"},
                        {"https://a.example/x/y?q", "mailto:a@b.example", "mailto:a@b.example"},
                        {"https://a.example/x/y?q", "//b.example/z", "https://b.example/z"},
                        {"https://a.example/x/y?q", "\\\\b.example/z", "https:\\\\b.example/z"},
                        {"https://a.example/x/y?q", "/z", "https://a.example/z"},
                        {"https://a.example/x/y?q", "z", "https://a.example/x/z"},
                        {"https://a.example/x/y?q", "./z", "https://a.example/x/z"},
                        {"https://a.example/x/y?q", "../../z/..", "https://a.example/"},
                        {"https://a.example/x/y?q", "?r", "https://a.example/x/y?r"},
                        {"https://a.example/x/y?q", "#f", "https://a.example/x/y?q#f"},
                        {"https://a.example/x/y?q", "", "https://a.example/x/y?q"},
                        {"https://a.example", "z", "https://a.example/z"},
                        {"https://a.example?q", "z", "https://a.example/z"},
                        {"x/y", "z", "z"},
                        {"", "z", "z"},
                        {"cid:1", "z", "z"},
                        {"javascript:x", "z", "z"}}) {
    EXPECT_EQ(resolve_target(row.base, row.target), row.expected) << row.base << " " << row.target;
  }
}

struct Row {
  const char* text;
  const char* host;
};

TEST(LinkTarget, HasAHost) {
  for (const Row& row : std::vector<Row>{{"https://a.example/x", "a.example"},
                                         {"HTTPS://A.Example.", "a.example"},
                                         {"http:a.example", "a.example"},
                                         {"https:\\\\a.example\\x", "a.example"},
                                         {"https://///a.example", "a.example"},
                                         {"https://b.example@a.example:80/", "a.example"},
                                         {"https://a.example#@b.example", "a.example"},
                                         {"https://a.example?@b.example", "a.example"},
                                         {"https://[::1]:80/", "[::1]"},
                                         {"https://", ""},
                                         {"mailto:x@a.example", ""},
                                         {"javascript://a.example", ""},
                                         {"/x", ""},
                                         {"", ""}}) {
    EXPECT_EQ(target_host(row.text), row.host) << row.text;
  }
}

TEST(LinkTarget, IsNamedByTheText) {
  for (const Row& row :
       std::vector<Row>{{"https://a.example/x", "a.example"},
                        {"www.a.example", "www.a.example"},
                        {"see A.Example/x.", "a.example"},
                        {"a.example:8080", "a.example"},
                        {"\xe2\x96\xb6 a.example", "a.example"},
                        {"\xe9\x8a\x80\xe8\xa1\x8c.example", "\xe9\x8a\x80\xe8\xa1\x8c.example"},
                        {"x@a.example", ""},
                        {"here", ""},
                        {"1.5", ""},
                        {"Ver.2", ""},
                        {"end.", ""},
                        {".net", ""},
                        {"", ""}}) {
    EXPECT_EQ(shown_host(row.text), row.host) << row.text;
  }
}

TEST(LinkTarget, IsCleaned) {
  EXPECT_EQ(clean_target(" \x01ht\ntps://a.ex\tample\r "), "https://a.example");
  EXPECT_EQ(clean_target(" \n"), "");
}

}  // namespace
}  // namespace milter
