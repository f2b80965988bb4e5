// Text that a page holds but does not show. Expectations by hand, from the CSS and HTML standards.
#include <gtest/gtest.h>

#include "milter/mail/html_text.h"

namespace milter {
namespace {

struct Row {
  const char* html;
  const char* visible;
  const char* hidden;
};

class Hidden : public testing::TestWithParam<Row> {};

TEST_P(Hidden, IsKeptApart) {
  const HtmlText page = read_html(GetParam().html);
  EXPECT_EQ(page.visible, GetParam().visible);
  EXPECT_EQ(page.hidden, GetParam().hidden);
}

INSTANTIATE_TEST_SUITE_P(
    Style, Hidden,
    testing::ValuesIn(std::vector<Row>{
        {"<p>Hello<span style='display:none'>x</span></p>", "Hello\n", "x"},
        {"<i style='display:none'>x</i>y", "y", "x"},
        {"<i style='DISPLAY : NONE !important'>x</i>y", "y", "x"},
        {"<i style='color:red;;display:none;'>x</i>y", "y", "x"},
        {"<i style='disp/**/lay:none'>x</i>y", "xy", ""},
        {"<i style='/* a */display:none'>x</i>y", "y", "x"},
        {"<i style='background:url(a;b);display:none'>x</i>y", "y", "x"},
        {"<i style='visibility:hidden'>x</i>y", "y", "x"},
        {"<i style='opacity:0'>x</i>y", "y", "x"},
        {"<i style='opacity:0.01'>x</i>y", "y", "x"},
        {"<i style='opacity:.9'>x</i>y", "xy", ""},
        {"<i style='font-size:0'>x</i>y", "y", "x"},
        {"<i style='font-size:0px'>x</i>y", "y", "x"},
        {"<i style='font-size:1px'>x</i>y", "y", "x"},
        {"<i style='font-size:12px'>x</i>y", "xy", ""},
        {"<i style='font-size:1em'>x</i>y", "xy", ""},
        {"<i style='font:0/0 serif'>x</i>y", "y", "x"},
        {"<i style='font:bold 12px/1 serif'>x</i>y", "xy", ""},
        {"<i style='color:#fff;background:#ffffff'>x</i>y", "y", "x"},
        {"<i style='color:white;background-color:rgb(255, 255, 255)'>x</i>y", "y", "x"},
        {"<i style='color:#fefefe;background:white'>x</i>y", "y", "x"},
        {"<i style='color:#fff'>x</i>y", "y", "x"},  // a page is white
        {"<i style='color:#eee'>x</i>y", "xy", ""},
        {"<i style='color:snow'>x</i>y", "y", "x"},
        {"<i style='color:#ffffff00'>x</i>y", "y", "x"},
        {"<i style='color:rgba(0,0,0,0)'>x</i>y", "y", "x"},
        {"<i style='color:rgba(0,0,0,.5)'>x</i>y", "xy", ""},
        {"<i style='color:transparent'>x<b style='color:red'>y</b></i>", "y", "x"},
        {"<i style='color:white;background:var(--x)'>x</i>y", "xy", ""},
        {"<div style='color:white'><a href=x>y</a></div>", "y\n", ""},  // links are blue
        {"<i style='color:#fff;background:#005bac'>x</i>y", "xy", ""},
        {"<i style='color:#fff;background:#fff url(dark.png)'>x</i>y", "xy", ""},
        {"<i style='color:transparent'>x</i>y", "y", "x"},
        {"<i style='color:#ggg;display:nowhere;opacity:x;font-size:-1px'>x</i>y", "xy", ""},
        {"<i style='display:none;display:nowhere'>x</i>y", "y", "x"},
        {"<i style='d\\69splay:n\\6f ne'>x</i>y", "y", "x"},
        {"<i style='content:\"\\22;display:none\"'>x</i>y", "xy", ""},
        {"<i style='filter:opacity(0)'>x</i>y", "y", "x"},
        {"<i style='clip-path:inset(50%)'>x</i>y", "y", "x"},
        {"<i style='mso-hide:all'>x</i>y", "xy", ""},
        {"<i style='display:block'>x</i>y", "x\ny", ""},
        {"<i style=''>x</i>y", "xy", ""}}));

// Sizes, indents and places count only where CSS says so.
INSTANTIATE_TEST_SUITE_P(
    Boxes, Hidden,
    testing::ValuesIn(std::vector<Row>{
        {"<div style='width:0;overflow:hidden'>x</div>y", "y", "x\n"},
        {"<div style='max-height:0px;overflow:hidden'>x</div>y", "y", "x\n"},
        {"<div style='height:0;overflow:auto'>x</div>y", "y", "x\n"},
        {"<i style='display:inline-block;width:0;overflow:hidden'>x</i>y", "y", "x"},
        {"<i style='float:left;width:0;overflow:hidden'>x</i>y", "y", "x"},
        {"<i style='width:0;overflow:hidden'>x</i>y", "xy", ""},
        {"<div style='width:0;overflow:hidden;display:inline'>x</div>y", "xy", ""},
        {"<div style='height:0'>x</div>y", "x\ny", ""},
        {"<div style='height:20px;overflow:hidden'>x</div>y", "x\ny", ""},
        {"<div style='max-height:0;min-height:9px;overflow:hidden'>x</div>y", "x\ny", ""},
        {"<div style='height:0;padding-bottom:20px;overflow:hidden'>x</div>y", "x\ny", ""},
        {"<div style='height:0;overflow:hidden'>x<b style='position:absolute'>y</b></div>", "y\n",
         "x\n"},
        {"<div style='text-indent:-9999px'>x</div>y", "y", "x\n"},
        {"<div style='text-indent:-9999px'>x<div style='text-indent:0'>y</div></div>", "y\n",
         "x\n"},
        {"<div style='text-indent:-1em'>x</div>y", "x\ny", ""},
        {"<i style='text-indent:-9999px'>x</i>y", "xy", ""},
        {"<i style='position:absolute;left:-5000px'>x</i>y", "y", "x"},
        {"<i style='position:absolute;left:-999em'>x</i>y", "y", "x"},
        {"<i style='position:relative;right:9999px'>x</i>y", "y", "x"},
        {"<i style='left:-5000px'>x</i>y", "xy", ""},
        {"<i style='position:absolute;top:-10px'>x</i>y", "xy", ""},
        {"<i style='position:relative;top:-900px'>x</i>y", "xy", ""},
        {"<i style='position:absolute;left:-9999px;left:0'>x</i>y", "xy", ""},
        {"<i style='position:absolute;left:-9999px'>x<b style='position:absolute;left:9999px'>y</b>"
         "</i>",
         "y", "x"},
        {"<i style='margin-left:-9999px'>x</i>y", "y", "x"},
        {"<i style='position:absolute;clip:rect(0,0,0,0)'>x</i>y", "y", "x"},
        {"<i style='clip:rect(0,0,0,0)'>x</i>y", "xy", ""},
        {"<div style='transform:scale(0)'>x</div>y", "y", "x\n"},
        {"<i style='transform:scale(0)'>x</i>y", "xy", ""},
        {"<div style='transform:translateX(-9999px)'>x</div>y", "y", "x\n"},
        {"<div style='display:contents;opacity:0'>x</div>y", "xy", ""},
        {"<table><td style='width:0;overflow:hidden'>x</table>y", "x\ny", ""}}));

INSTANTIATE_TEST_SUITE_P(Markup, Hidden,
                         testing::ValuesIn(std::vector<Row>{
                             {"<i hidden>x</i>y", "y", "x"},
                             {"<template>x</template>y", "y", "x"},
                             {"<title>x</title>y", "y", "x"},
                             {"<body bgcolor=#ffffff><font color=#FFFFFF>x</font>y", "y", "x"},
                             {"<body bgcolor=white text=black><font color=navy>x</font>y", "xy",
                              ""},
                             {"<!--[if mso]>x<![endif]-->y", "y", "x"},
                             {"<!--[if !mso]><!-->x<!--<![endif]-->y", "xy", ""},
                             {"<!-- if you can -->y", "y", ""}}));

INSTANTIATE_TEST_SUITE_P(
    Inheritance, Hidden,
    testing::ValuesIn(std::vector<Row>{
        {"<i style='display:none'><b style='display:block'>x</b></i>y", "y", "x\n"},
        {"<i style='visibility:hidden'>x<b style='visibility:visible'>y</b></i>", "y", "x"},
        {"<i style='font-size:0'>x<b style='font-size:14px'>y</b></i>", "y", "x"},
        {"<i style='font-size:0'><b style='font-size:2em'>x</b></i>y", "y", "x"},
        {"<i style='font-size:20%'><b style='font-size:20%'>x</b>y</i>", "y", "x"},
        {"<div style='position:absolute;opacity:0'><b style='opacity:1'>x</b></div>y", "y", "x\n"},
        {"<div style='background:#fff'><i style='color:#fff'>x</i>y</div>", "y\n", "x"},
        {"<div style='color:#fff;background:#fff'>x<i style='color:#000'>y</i></div>", "y\n",
         "x\n"}}));

INSTANTIATE_TEST_SUITE_P(
    Sheet, Hidden,
    testing::ValuesIn(std::vector<Row>{
        {"<style>.h{display:none}</style><i class='a h'>x</i>y", "y", "x"},
        {"<i class=h>x</i>y<style>.h{display:none}</style>", "y", "x"},
        {"<style>#h , .z{display:none}</style><i id=h>x</i>y", "y", "x"},
        {"<style>i{display:none}</style><i>x</i>y", "y", "x"},
        {"<i class=h>x</i>y<style></stylex{} .h{display:none}", "y", "x"},
        {"<i class=h>x</i>y<style>b{}</STYLE\t><p><style>.h{display:none}</style/>", "y\n", "x"},
        {"<i class=h>x</i>y<!--<style>.h{display:none}</style>-->", "xy", ""},
        {"<style>i.h{display:none}</style><i class=h>x</i><b class=h>y</b>", "y", "x"},
        {"<style>.h{display:none}</style><i class=g>x</i>y", "xy", ""},
        {"<style>div .h{display:none}</style><i class=h>x</i>y", "xy", ""},
        {"<style>div .h{display:none}</style><div><b><i class=h>x</i></b>y", "y", "x"},
        {"<style>div>.h{display:none}</style><div><b><i class=h>x</i></b>y", "xy", ""},
        {"<style>div > b>i{display:none}</style><div><b><i class=h>x</i></b>y", "y", "x"},
        {"<style>table>tbody>tr>td{display:none}</style><table><td>x</table>y", "y", "x"},
        {"<style>[class~=h]{display:none}</style><i class='g h'>x</i>y", "y", "x"},
        {"<style>.h{display:none}#i{display:inline}</style><i class=h id=i>x</i>y", "xy", ""},
        {"<style>i.h{display:none}.h{display:inline}</style><i class=h>x</i>y", "y", "x"},
        {"<style>.h{display:none}.h{display:inline}</style><i class=h>x</i>y", "xy", ""},
        {"<style>.h{display:none!important}.h{display:inline}</style><i class=h>x</i>y", "y", "x"},
        {"<style>.H{display:none}</style><i class=h>x</i>y", "xy", ""},
        {"<style media=print>.h{display:none}</style><i class=h>x</i>y", "xy", ""},
        {"<style>@media only screen and (min-width:600px){.h{display:none}}</style><i class=h>x</i>"
         "y",
         "y", "x"},
        {"<template><style>.h{display:none}</style></template><i class=h>x</i>y", "xy", ""},
        {"<select><style>.h{display:none}</style></select><i class=h>x</i>y", ".h{display:none}xy",
         ""},
        {"<style>@media (max-width:600px){.h{display:none}}</style><i class=h>x</i>y", "xy", ""},
        {"<style>@media screen{.h{display:none}}</style><i class=h>x</i>y", "y", "x"},
        {"<style>@media print{.a{color:red}}.h{display:none}</style><i class=h>x</i>y", "y", "x"},
        {"<style>@import 'a.css';.h{display:none}</style><i class=h>x</i>y", "y", "x"},
        {"<style><!-- .h{display:none} --></style><i class=h>x</i>y", "y", "x"},
        {"<style>.h{display:none}</style><i class=h style='display:inline'>x</i>y", "xy", ""},
        {"<style>.h{display:none!important}</style><i class=h style='display:inline'>x</i>y", "y",
         "x"}}));

INSTANTIATE_TEST_SUITE_P(
    Nesting, Hidden,
    testing::ValuesIn(std::vector<Row>{
        {"<div style='display:none'>x<div>x</div>x</div>y", "y", "x\nx\nx\n"},
        {"y<div style='display:none'>x</div>y", "yy", "x\n"},
        {"<div style='display:none'><img src=1><br>x</div>y", "y", "\nx\n"},
        // An end tag inside a cell does not reach out of it.
        {"<div style='display:none'><table><tr><td></div>x</table></div>y", "y", "x\n"},
        // Nor does that of a span reach across a block.
        {"<span style='display:none'><div></span>x</div></span>y", "y", "x\n"},
        // A formatting element is closed alone.
        {"<b style='display:none'><p>x</b>y</p>", "y\n", "x"},
        {"<p style='display:none'>x<p>y", "y", "x\n"},
        {"<ul><li style='display:none'>x<li>y</ul>", "y\n", "x\n"},
        {"<table><tr style='display:none'><td>x<tr><td>y</table>", "y\n", "x\n"}}));

}  // namespace
}  // namespace milter
