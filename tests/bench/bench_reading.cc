// Reading an HTML mail, beside mimetic's bare parse of the same bytes in the same run. The budget
// is read from the ratio of ReadMessage to MimeticParse and MimeticStream at 50 kB; growth from 10
// kB to 10 MB from bytes_per_second, which stays the same.
//
//   bench_reading
//
// The mail is a newsletter as companies send it: a style sheet, nested tables with styles in their
// cells, links, Japanese text, quoted-printable or 8bit.
#include <benchmark/benchmark.h>
#include <mimetic/mimetic.h>

#include <memory>
#include <sstream>
#include <string>

#include "milter/base/text.h"
#include "milter/mail/html_text.h"
#include "milter/mail/message.h"

namespace {

using milter::RawMessage;

const char* const kHead =
    "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" "
    "\"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">\r\n<html><head>"
    "<title>今月のお知らせ</title>\r\n<style type=\"text/css\">\r\n"
    "body,table,td,a{-webkit-text-size-adjust:100%;-ms-text-size-adjust:100%}\r\n"
    "img{border:0;height:auto;line-height:100%;outline:none;text-decoration:none}\r\n"
    ".preheader{display:none!important;font-size:1px;max-height:0;overflow:hidden}\r\n"
    ".button a{color:#ffffff;background:#e60012;padding:10px}\r\n"
    "table.body td.note span{font-size:11px;color:#666666}\r\n"
    "@media only screen and (max-width:600px){.wide{width:100%!important}}\r\n"
    "</style></head><body bgcolor=\"#f2f2f2\" style=\"margin:0;padding:0\">\r\n"
    "<div class=\"preheader\">今月の新着情報をお届けします。</div>\r\n"
    "<table class=\"body\" width=\"100%\" cellpadding=\"0\"><tr><td align=\"center\">\r\n";

const char* const kRow =
    "<table width=\"600\" class=\"wide\" style=\"border-collapse:collapse\"><tr>\r\n"
    "<td bgcolor=\"#ffffff\" style=\"padding:20px 30px;font-family:'Hiragino Sans',Meiryo,"
    "sans-serif;font-size:14px;line-height:1.7;color:#333333\">\r\n"
    "<h3 style=\"margin:0 0 10px;color:#005bac\">株式会社あさぎり製作所からのお知らせ</h3>\r\n"
    "<p style=\"margin:0\">いつもお世話になっております。&nbsp;下記の<b>請求書</b>をご確認ください"
    "。</p>\r\n<img src=\"https://img.example/item.jpg\" width=\"280\" alt=\"商品の写真\">\r\n"
    "</td><td class=\"note\"><span>※価格は税込です。</span></td></tr>\r\n"
    "<tr><td class=\"button\"><a href=\"https://click.example/?m=1&amp;u=2\">詳しくはこちら</a>"
    "</td></tr></table>\r\n";

std::string make_mail(std::size_t bytes, bool quoted_printable) {
  std::string html = kHead;
  const std::size_t plain = quoted_printable ? bytes * 5 / 9 : bytes;
  while (html.size() < plain) html += kRow;
  html += "</td></tr></table></body></html>\r\n";
  std::string mail =
      "From: =?UTF-8?B?44GC44GV44GO44KK6KO95L2c5omA?= <news@asagiri.example>\r\n"
      "To: taro@partner.example\r\nSubject: =?UTF-8?B?5LuK5pyI44Gu44GK55+l44KJ44Gb?=\r\n"
      "Date: Mon, 4 Nov 2024 10:00:00 +0900\r\nMessage-ID: <1@asagiri.example>\r\n"
      "MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n";
  mail += quoted_printable ? "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
                           : "Content-Transfer-Encoding: 8bit\r\n\r\n";
  return mail + (quoted_printable ? milter::quoted_printable_encode(html, "\r\n") : html);
}

void set_rate(benchmark::State& state, const std::string& mail) {
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * mail.size()));
}

void mimetic_parse(benchmark::State& state) {
  const std::string mail = make_mail(static_cast<std::size_t>(state.range(0)), state.range(1) != 0);
  for (auto _ : state) {
    mimetic::MimeEntity entity;
    entity.load(mail.begin(), mail.end());
    benchmark::DoNotOptimize(entity.body().size());
  }
  set_rate(state, mail);
}

// The same from a stream, as mimetic's manual has it: a byte at a time, not a copy of the whole.
void mimetic_stream(benchmark::State& state) {
  const std::string mail = make_mail(static_cast<std::size_t>(state.range(0)), state.range(1) != 0);
  for (auto _ : state) {
    std::istringstream stream(mail);
    const mimetic::MimeEntity entity(stream);
    benchmark::DoNotOptimize(entity.body().size());
  }
  set_rate(state, mail);
}

void read_message(benchmark::State& state) {
  const std::string mail = make_mail(static_cast<std::size_t>(state.range(0)), state.range(1) != 0);
  for (auto _ : state) {
    const milter::Message message =
        milter::read_message(std::make_shared<const RawMessage>(RawMessage::parse(mail)));
    benchmark::DoNotOptimize(message.text.size());
  }
  set_rate(state, mail);
}

void read_html(benchmark::State& state) {
  const std::string mail = make_mail(static_cast<std::size_t>(state.range(0)), false);
  const std::string html = mail.substr(mail.find("\r\n\r\n") + 4);
  for (auto _ : state) benchmark::DoNotOptimize(milter::read_html(html).visible.size());
  set_rate(state, html);
}

void sizes(benchmark::internal::Benchmark* one) {
  one->ArgNames({"bytes", "qp"})->Unit(benchmark::kMicrosecond);
  for (const int bytes : {10'000, 50'000, 100'000, 1'000'000, 10'000'000}) {
    one->Args({bytes, 0});
    if (bytes == 50'000) one->Args({bytes, 1});
  }
}

BENCHMARK(mimetic_parse)->Name("MimeticParse")->Apply(sizes);
BENCHMARK(mimetic_stream)->Name("MimeticStream")->Apply(sizes);
BENCHMARK(read_message)->Name("ReadMessage")->Apply(sizes);
BENCHMARK(read_html)->Name("ReadHtml")->Apply(sizes);

}  // namespace

BENCHMARK_MAIN();
