// What looks like a quote and is none, whom a quote is of, and what HTML marks.
#include "milter/mail/html_text.h"
#include "tests/mail/quoted_lines.h"

namespace milter {
namespace {

class NoQuotedHistory : public testing::TestWithParam<QuotedLines> {};

TEST_P(NoQuotedHistory, IsKnownLineByLine) {
  const std::string text = GetParam().text;
  EXPECT_EQ(by_line(text), GetParam().lines) << text;
  EXPECT_EQ(by_line(replace_all(text, "\n", "\r\n")), GetParam().lines) << "with CRLF: " << text;
}

std::string name_of(const testing::TestParamInfo<QuotedLines>& row) { return row.param.what; }

// What looks like a header or a mark and is none.
const QuotedLines kBenign[] = {
    {"empty_lines", "\n\n", ""},
    {"one_line", "お世話になっております。", "c"},
    {"prose_wrote", "On Monday he wrote:\nCome at once.\nI went.\n", "c c c"},
    {"prose_wrote_with_date", "On 2 November 2026 the director wrote:\nCome at once.\n", "c c"},
    {"prose_wrote_with_time", "At 10:00 on 2 November 2026 he wrote:\nCome.\n", "c c"},
    {"prose_mail_of", "先日お送りした田中のメール:\n納期について\n", "c c"},
    {"prose_said", "昨日、田中さんはこう書きました：\n来週です。\n", "c c"},
    {"list_of_two_wrote", "Who wrote:\n- Taro\n- Jiro\n", "c c c"},
    {"arrow", "詳細は以下をご覧ください。\n＞＞詳細はこちら\nよろしく。\n", "c c c"},
    {"arrows_apart", ">> News\ntext\n\n>> More\ntext\n", "c c c c"},
    {"menu_path", "設定 > 一般 > 通知 を開きます。\n", "c"},
    {"mbox_from", "text\n>From the beginning it was so.\ntext\n", "c c c"},
    {"comparison", "条件は\n>50%\nです。\n", "c c c"},
    {"form_with_sender", "差出人：田中\n住所：東京都\n電話：03-5550-0142\n", "c c c"},
    {"form_without_date", "差出人: 田中 太郎\n宛先: 経理部\n件名: お問い合わせ\n内容: 納期\n",
     "c c c c"},
    {"form_without_sender", "日時: 2026年11月2日\n宛先: 経理\n件名: 棚卸\n", "c c c"},
    {"word_in_a_sentence", "差出人: の欄に社名をお書きください。\n封筒は同封します。\n", "c c"},
    {"parcel", "送り状\n差出人 田中\n宛先 経理\n日付 11月2日\n", "c c c c"},
    {"from_to_dates", "From: 2 November\nTo: 5 November\nRoom: single\n", "c c c"},
    {"patch_header",
     "From: Taro <taro@kouwa.example>\n\nFix the loop.\n\nSigned-off-by: T\n---\n file | 2 +-\n",
     "c c c c c"},
    {"format_patch",
     "From 1234abcd Mon Sep 17 00:00:00 2001\nSubject: [PATCH] x\n\n--- a/f\n+++ b/f\n@@ -1 +1 "
     "@@\n",
     "c c c c c"},
    {"headline_original", "Original Message\nfrom our founder\n", "c c"},
    {"headline_forward", "転送されたメッセージについて\nご確認ください。\n", "c c"},
    {"divider_other", "-----お知らせ-----\n本文\n", "c c"},
    {"dated_list", "2026/11/02 10:00 打合せ\n2026/11/03 11:00 検品\n", "c c"},
    {"schedule_with_contact",
     "2026年11月2日 10:00 打合せ 担当 田中 <taro@kouwa.example>:\n持ち物は図面\n", "c c"},
    {"colon_before_a_list", "お支払い先は次のとおりです：\n・みずほ銀行\n", "c c"},
    {"names_before_marks", "yamada> 納期は?\n来週です。\n", "c c"},
    {"markup", "a<b\n</p>\n<div>\n", "c c c"},
    {"quote_mark_in_code", "if (a > b)\n  x >>= 1;\n", "c c"},
    {"deep_indent", "表\n      > 値\n      > 値\n", "c c c"},
    {"addresses", "宛先はこちらです：\ntaro@kouwa.example\n", "c c"},
    {"minutes", "議事録\n日時: 2026/11/02 10:00\n場所: 会議室\n件名: 定例\n", "c c c c"},
};
INSTANTIATE_TEST_SUITE_P(Benign, NoQuotedHistory, testing::ValuesIn(kBenign), name_of);
// An author is one address; two could be chosen from.
TEST(QuotedHistoryAuthor, IsTheOnlyAddress) {
  const std::pair<const char*, const char*> kRows[] = {
      {"Keiri <ours@asagiri.example>", "ours@asagiri.example"},
      {"OURS@Asagiri.Example", "ours@asagiri.example"},
      {"<ours@asagiri.example<mailto:ours@asagiri.example>>", "ours@asagiri.example"},
      {"ours@asagiri.example <evil@x.example>", ""},
      {"evil@x.example (ours@asagiri.example)", ""},
      {"経理", ""},
      {"ours@", ""},
      {"a@b@asagiri.example", ""},
  };
  for (const auto& [sender, author] : kRows) {
    const std::string text =
        "x\n\nFrom: " + std::string(sender) + "\nSent: Nov 2, 2026\nSubject: y\nbody\n";
    const auto ranges = split_history(text, {});
    ASSERT_EQ(ranges.size(), 2U) << sender;
    EXPECT_EQ(ranges[1].author, author) << sender;
  }
}

std::string html_by_line(std::string_view html) {
  const HtmlText page = read_html(html);
  return by_line(page.visible, page.cites);
}

TEST(QuotedHistoryOfHtml, IsWhatMailProgramsMark) {
  const QuotedLines kRows[] = {
      {"gmail",
       "<div>はい。</div><div class=gmail_quote><div class=gmail_attr>2026年11月2日(月) 10:00 経理 "
       "&lt;<a href='mailto:ours@asagiri.example'>ours@asagiri.example</a>&gt;:<br></div>"
       "<blockquote class='gmail_quote' style='border-left:1px solid'><p>本文</p><p>二</p>"
       "</blockquote></div>",
       "c q1 q1 q1"},
      {"thunderbird",
       "<p>Yes.</p><div class=moz-cite-prefix>On 2026/11/02 10:00, Taro wrote:<br></div>"
       "<blockquote type=cite cite='mid:x'><p>text</p></blockquote><p>Bottom.</p>",
       "c q q c"},
      {"apple",
       "<div>Yes<br><blockquote type=\"cite\"><div>On Nov 2, 2026, at 10:00, Taro "
       "&lt;taro@kouwa.example&gt; wrote:</div><div>text</div></blockquote></div>",
       "c q2 q2"},
      {"outlook_web",
       "<div>はい。</div><hr><div id=divRplyFwdMsg><b>差出人:</b> 経理 &lt;ours@asagiri.example&gt;"
       "<br><b>送信日時:</b> 2026年11月2日 10:00<br><b>宛先:</b> 田中<br><b>件名:</b> 件</div>"
       "<div>本文</div>",
       "c q1 q1 q1 q1 q1"},
      {"outlook_separator",
       "<p>はい。</p><div style='border:none;border-top:solid #E1E1E1 1.0pt'><p><b>From:</b> "
       "Keiri &lt;ours@asagiri.example&gt;<br><b>Sent:</b> Monday, November 2, 2026 10:00 AM<br>"
       "<b>To:</b> T<br><b>Subject:</b> s</p></div><p>text</p>",
       "c q1 q1 q1 q1 q1"},
      {"gmail_forward",
       "<div class=gmail_quote>---------- Forwarded message ---------<br>From: Taro<br>"
       "Date: Mon, Nov 2, 2026<br>Subject: x<br><br>body</div>",
       "f f f f f"},
      {"mere_indentation", "<p>一</p><blockquote><p>二</p></blockquote><p>三</p>", "c c c"},
      {"newsletter_quote", "<blockquote class=testimonial>よい品です。</blockquote><p>三</p>",
       "c c"},
      {"plain_blockquote_after_wrote", "<p>He wrote:</p><blockquote>二</blockquote>", "c c"},
      {"never_closed", "<p>一</p><blockquote type=cite>二<p>三", "c q q"},
  };
  for (const QuotedLines& row : kRows) EXPECT_EQ(html_by_line(row.text), row.lines) << row.what;
}

TEST(WithoutQuoteMarks, JoinsWhatTheMarksParted) {
  EXPECT_EQ(without_quote_marks("> 口座が\n> 変わりました\n"), "\n口座が\n変わりました\n");
  EXPECT_EQ(without_quote_marks("> a\n>> b\nc\n"), "\na\n\nb\n\nc\n");
  EXPECT_EQ(without_quote_marks("＞ a\r\n"), "\na\n");
  EXPECT_EQ(without_quote_marks("a > b\n\n"), "a > b\n\n");
  EXPECT_EQ(without_quote_marks(""), "");
}

}  // namespace
}  // namespace milter
