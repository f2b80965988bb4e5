#include "milter/act/html_scan.h"

#include <gtest/gtest.h>

namespace milter {
namespace {

// `|` in the row marks where content begins; it is taken out before scanning.
class ContentBegin : public ::testing::TestWithParam<const char*> {};

TEST_P(ContentBegin, IsWhereTheStandardPutsTheBody) {
  std::string html = GetParam();
  const std::size_t mark = html.find('|');
  html.erase(mark, 1);
  EXPECT_EQ(content_begin(html), mark) << html;
}

INSTANTIATE_TEST_SUITE_P(
    Rows, ContentBegin,
    ::testing::Values(
        // Ordinary mail.
        "<html><body>|Hello</body></html>", "<HTML><BODY BGCOLOR=white>|Hello",
        "<!DOCTYPE html>\r\n<html>\r\n<head><title>t</title></head>\r\n<body>|\r\n<p>x",
        "<html><head><style>p{}</style></head>\n|<p>x", "|Hello", "|", "\n|<div>x</div>",
        "<html>|<div>x</div></html>", "<!doctype html>|<p>x", "\xEF\xBB\xBF<html><body>|x",
        "<html><head></head>|</html>", "<body/>|x", "<meta charset=utf-8>|<p>x",
        "<html><head><!--[if mso]><xml><o:p/></xml><![endif]--></head><body>|x",
        // A body that is none.
        "<!-- <body> --><html><body>|x", "|<script>'<body>'</script><body>x",
        "<style>/*<body>*/</style><body>|x", "<title><body></title><body>|x",
        "<template><body></template><body>|x",
        "<template><template></template><body></template><body>|x", "<body title=\"a>b\">|x",
        "<body title='<body>'>|x", "<meta content='<body>'><body>|x", "<body a=\"'>\" b=1>|x",
        // The body that the standard supplies comes first.
        "|<div style='display:none'><body>x", "|text<body>x", "|</body><body>x",
        "|<noscript><body>x", "<head></head>|<p><body>x",
        // Comments that end early, or never.
        "<!--><body>|--><p>", "<!---><body>|x-->", "<!-- a --!><body>|x",
        "<!doctype html>|<!-- <body>x", "<html>|<style><body>x", "<html>|<template><body>x",
        "<!x <body>|>", "<?xml version='1.0'?><body>|x",
        // Quotes that are no quotes: HTML 13.2.5.33 and 13.2.5.37.
        "<meta =\">|\"><body>x", "<meta a==\">|\"><body>x", "<meta a\"><body>|\">"));

TEST(MarkupScan, IsoEscapesHideTags) {
  // 24 3C is hiragana "ぜ"; its second byte is '<' in ASCII.
  const std::string html = "\x1b$B$<body>\x1b(B<body>";
  EXPECT_EQ(content_begin(mask_html(html, "iso-2022-jp")), 0U);
  const std::string after = "<body>\x1b$B$<b>\x1b(B<p>";
  EXPECT_EQ(content_begin(mask_html(after, "iso-2022-jp")), 6U);
  EXPECT_EQ(mask_html(after, "iso-2022-jp"), "<body>xxxxxxx\x1b(B<p>");
  EXPECT_EQ(mask_html(after, "utf-8"), after);
  EXPECT_NE(mask_html(after, ""), after);
}

TEST(MarkupScan, TokensCoverEveryByte) {
  const std::string html = "a<b c='>'>d</b ><!--e--><script>f</g></script></><x";
  MarkupScan scan(html);
  std::size_t at = 0;
  while (const auto token = scan.next()) {
    EXPECT_EQ(token->range.begin, at);
    EXPECT_GT(token->range.end, at);
    at = token->range.end;
  }
  EXPECT_EQ(at, html.size());
}

}  // namespace
}  // namespace milter
