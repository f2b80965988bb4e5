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
        {"<i style='color:#fff'>x</i>y", "xy", ""},
        {"<i style='color:#fff;background:#005bac'>x</i>y", "xy", ""},
        {"<i style='color:#fff;background:#fff url(dark.png)'>x</i>y", "xy", ""},
        {"<i style='color:transparent'>x</i>y", "y", "x"},
        {"<i style='width:0;overflow:hidden'>x</i>y", "y", "x"},
        {"<i style='max-height:0px;overflow:hidden'>x</i>y", "y", "x"},
        {"<i style='height:0'>x</i>y", "xy", ""},
        {"<i style='height:20px;overflow:hidden'>x</i>y", "xy", ""},
        {"<i style='text-indent:-9999px'>x</i>y", "y", "x"},
        {"<i style='text-indent:-1em'>x</i>y", "xy", ""},
        {"<i style='position:absolute;left:-5000px'>x</i>y", "y", "x"},
        {"<i style='position:absolute;top:-10px'>x</i>y", "xy", ""},
        {"<i style='clip:rect(0,0,0,0)'>x</i>y", "y", "x"},
        {"<i style='mso-hide:all'>x</i>y", "xy", ""},
        {"<i style='display:block'>x</i>y", "xy", ""},
        {"<i style=''>x</i>y", "xy", ""}}));

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
        {"<i style='display:none'><b style='display:block'>x</b></i>y", "y", "x"},
        {"<i style='visibility:hidden'>x<b style='visibility:visible'>y</b></i>", "y", "x"},
        {"<i style='font-size:0'>x<b style='font-size:14px'>y</b></i>", "y", "x"},
        {"<i style='font-size:0'><b style='font-size:2em'>x</b></i>y", "y", "x"},
        {"<div style='background:#fff'><i style='color:#fff'>x</i>y</div>", "y\n", "x"},
        {"<div style='color:#fff;background:#fff'>x<i style='color:#000'>y</i></div>", "y",
         "x\n"}}));

INSTANTIATE_TEST_SUITE_P(
    Sheet, Hidden,
    testing::ValuesIn(std::vector<Row>{
        {"<style>.h{display:none}</style><i class='a h'>x</i>y", "y", "x"},
        {"<i class=h>x</i>y<style>.h{display:none}</style>", "y", "x"},
        {"<style>#h , .z{display:none}</style><i id=h>x</i>y", "y", "x"},
        {"<style>i{display:none}</style><i>x</i>y", "y", "x"},
        {"<style>i.h{display:none}</style><i class=h>x</i><b class=h>y</b>", "y", "x"},
        {"<style>.h{display:none}</style><i class=g>x</i>y", "xy", ""},
        {"<style>div .h{display:none}</style><i class=h>x</i>y", "xy", ""},
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
