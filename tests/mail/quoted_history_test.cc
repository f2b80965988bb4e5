// Written by hand from mails as the programs named in quote_header.h make them.
#include "milter/mail/quoted_history.h"

#include "tests/mail/quoted_lines.h"

namespace milter {
namespace {

class QuotedHistory : public testing::TestWithParam<QuotedLines> {};

TEST_P(QuotedHistory, IsKnownLineByLine) {
  const std::string text = GetParam().text;
  EXPECT_EQ(by_line(text), GetParam().lines) << text;
  EXPECT_EQ(by_line(replace_all(text, "\n", "\r\n")), GetParam().lines) << "with CRLF: " << text;
}

std::string name_of(const testing::TestParamInfo<QuotedLines>& row) { return row.param.what; }

// NOLINTBEGIN(bugprone-suspicious-missing-comma)
const QuotedLines kOutlook[] = {
    {"outlook_ja",
     "承知しました。\n\n差出人: 経理 <ours@asagiri.example>\n送信日時: 2026年11月2日 10:00\n"
     "宛先: 田中 太郎 <taro@kouwa.example>\n件名: ご請求の件\n\n田中様\nお支払いします。\n",
     "c q1 q1 q1 q1 q1 q1"},
    {"outlook_en",
     "Thanks.\n\nFrom: Keiri <ours@asagiri.example>\nSent: Monday, November 2, 2026 10:00 AM\n"
     "To: Taro\nCc: Jiro\nSubject: RE: Invoice\n\nDear Taro,\nSee below.\n",
     "c q1 q1 q1 q1 q1 q1 q1"},
    {"outlook_original_message_ja",
     "了解です。\n\n-----元のメッセージ-----\n差出人: 経理 [mailto:ours@asagiri.example]\n"
     "送信日時: 2026年11月2日 10:00\n宛先: 田中\n件名: 件\n\n本文\n",
     "c q q1 q1 q1 q1 q1"},
    {"outlook_original_message_en",
     "OK\n\n-----Original Message-----\nFrom: Keiri [mailto:ours@asagiri.example]\n"
     "Sent: Monday, November 2, 2026 10:00 AM\nTo: 'Taro'\nSubject: Invoice\n\nHello\n",
     "c q q1 q1 q1 q1 q1"},
    {"outlook_original_message_without_recipient",
     "OK\n\n-----Original Message-----\nFrom: Taro <taro@kouwa.example>\n"
     "Sent: 22 October 2026 11:31\nSubject: Remittance\n\nHello\n",
     "c q q2 q2 q2 q2"},
    {"outlook_web_rule",
     "確認しました。\n________________________________\n差出人: 田中 <taro@kouwa.example>\n"
     "送信日時: 2026年11月2日 10:00:00\n宛先: 経理\n件名: Re: 件\n\n本文\n",
     "c c q2 q2 q2 q2 q2"},
    {"outlook_mobile_ja",
     "はい。\n\nOutlook for iOS を入手\n________________________________\n"
     "差出人: 田中 <taro@kouwa.example>\n送信日時: 月曜日, 11月 2, 2026 10:00 午前\n宛先: 経理\n"
     "件名: 件\n本文\n",
     "c s c q2 q2 q2 q2 q2"},
    {"outlook_mobile_en",
     "Yes.\n\nGet Outlook for Android\nFrom: Taro <taro@kouwa.example>\n"
     "Sent: Monday, November 2, 2026 10:00:00 AM\nTo: Keiri\nSubject: x\nbody\n",
     "c s q2 q2 q2 q2 q2"},
    {"outlook_express",
     "はい。\n----- Original Message ----- \nFrom: \"Taro\" <taro@kouwa.example>\n"
     "To: <ours@asagiri.example>\nSent: Monday, November 02, 2026 10:00 AM\nSubject: x\n\n本文\n",
     "c q q2 q2 q2 q2 q2"},
    {"outlook_mac",
     "はい。\n\nOn 2026/11/02 10:00, \"Taro\" <taro@kouwa.example> wrote:\n\n    本文です。\n",
     "c q2 q2"},
    {"outlook_chain_of_two",
     "次。\n\nFrom: Keiri <ours@asagiri.example>\nSent: Monday, November 2, 2026 10:00 AM\nTo: T\n"
     "Subject: b\n\nours\n\nFrom: Taro <taro@kouwa.example>\nSent: Sunday, November 1, 2026\n"
     "To: K\nSubject: a\n\ntheirs\n",
     "c q1 q1 q1 q1 q1 q2 q2 q2 q2 q2"},
    {"outlook_to_many",
     "次。\n\nFrom: Taro <taro@kouwa.example>\nSent: Monday, November 2, 2026 10:00 AM\n"
     "To: A <a@x.example>;\nB <b@x.example>; \nC <c@x.example>\nSubject: b\nbody\n",
     "c q2 q2 q2 q2 q2 q2 q2"},
    {"outlook_bold_in_plain_text",
     "次。\n\n*From:* Taro <taro@kouwa.example>\n*Sent:* Monday, November 2, 2026 10:00 AM\n"
     "*To:* K\n*Subject:* b\n\nbody\n",
     "c q2 q2 q2 q2 q2"},
    {"outlook_wide_colon_and_spaces",
     "次。\n\n差出人　：田中 "
     "<taro@kouwa.example>\n送信日時：2026年11月2日\n宛　先：経理\n件　名：件\n本文\n",
     "c q2 q2 q2 q2 q2"},
    {"outlook_on_behalf_names_two",
     "次。\n\nFrom: a@x.example On Behalf Of b@x.example\nSent: Monday, November 2, 2026\n"
     "Subject: b\nbody\n",
     "c q q q q"},
    {"notes_ja",
     "はい。\n\n差出人:\t田中 <taro@kouwa.example>\n宛先:\t経理\nCc:\t営業\n日付:\t2026/11/02 "
     "10:00\n件名:\t件\n本文\n",
     "c q2 q2 q2 q2 q2 q2"},
    {"appointment",
     "参加します。\n-----Original Appointment-----\nFrom: Taro <taro@kouwa.example>\n"
     "Sent: Monday, November 2, 2026 10:00 AM\nTo: K\nSubject: m\n",
     "c q q2 q2 q2 q2"},
};
INSTANTIATE_TEST_SUITE_P(Outlook, QuotedHistory, testing::ValuesIn(kOutlook), name_of);

const QuotedLines kAttributed[] = {
    {"gmail_ja",
     "承知しました。\n\n2026年11月2日(月) 10:00 経理 <ours@asagiri.example>:\n\n> "
     "お願いします。\n> 経理\n",
     "c q1 q1 q1"},
    {"gmail_ja_folded",
     "承知しました。\n\n2026年11月2日(月) 10:00 株式会社朝霧製作所 経理部 経理\n"
     "<ours@asagiri.example>:\n> お願いします。\n",
     "c q1 q1 q1"},
    {"gmail_ja_old",
     "承知しました。\n\n2009/07/25 12:15 に Taro <taro@kouwa.example> さんは書きました:\n> 本文\n",
     "c q2 q2"},
    {"gmail_en",
     "Fine.\n\nOn Mon, Nov 2, 2026 at 10:00 AM Keiri <ours@asagiri.example> wrote:\n\n> "
     "Hello\n>\n> K\n",
     "c q1 q1 q1 q1"},
    {"gmail_en_folded",
     "Fine.\n\nOn Mon, Nov 2, 2026 at 10:00 AM Asagiri Manufacturing Accounts Payable <\n"
     "ours@asagiri.example> wrote:\n\n> Hello\n",
     "c q1 q1 q1"},
    {"gmail_en_folded_before_wrote",
     "Fine.\n\nOn Mon, Nov 2, 2026 at 10:00 AM Asagiri <ours@asagiri.example>\nwrote:\n\n> Hello\n",
     "c q1 q1 q1"},
    {"thunderbird_ja", "はい。\n\n2026/11/02 10:00、田中 太郎のメール:\n> 本文\n> 続き\n",
     "c q q q"},
    {"thunderbird_en", "Yes.\n\nOn 2026/11/02 10:00, Taro wrote:\n> text\n> more\n", "c q q q"},
    {"thunderbird_old_ja", "はい。\n\n(2026/11/02 10:00), 田中 wrote:\n> 本文\n", "c q q"},
    {"thunderbird_bottom_posting",
     "On 11/2/26 10:00 AM, Taro wrote:\n> Shall we?\nYes, we shall.\n", "q q c"},
    {"iphone_ja",
     "はい。\n\niPhoneから送信\n\n2026/11/02 10:00、田中 太郎 <taro@kouwa.example>のメール:\n\n"
     "> 本文\n",
     "c s q2 q2"},
    {"iphone_ja_message",
     "はい。\n\niPadから送信\n\n> 2026/11/02 10:00、田中 <taro@kouwa.example>のメッセージ:\n> \n> "
     "本文\n",
     "c s q2 q2 q2"},
    {"iphone_en",
     "Yes.\n\nSent from my iPhone\n\n> On Nov 2, 2026, at 10:00, Taro <taro@kouwa.example> wrote:\n"
     "> \n> text\n",
     "c s q2 q2 q2"},
    {"apple_mail_en",
     "Yes.\n\nOn Nov 2, 2026, at 10:00 AM, Taro <taro@kouwa.example> wrote:\n\n> text\n",
     "c q2 q2"},
    {"becky",
     "はい。\n\nOn Mon, 2 Nov 2026 10:00:00 +0900\n経理 <ours@asagiri.example> wrote:\n\n> 本文\n> "
     "\n",
     "c q1 q1 q1 q1"},
    {"becky_name_without_address",
     "はい。\n\nOn Mon, 2 Nov 2026 10:00:00 +0900\n経理部 wrote:\n> 本文\n", "c q q q"},
    {"evolution_ja",
     "はい。\n\n2006-11-08 (水) の 11:31 +0100 に 田中 太郎 さんは書きました:\n> 本文\n", "c q q"},
    {"said_by_name_alone", "はい。\n\n田中さんは書きました：\n> 本文\n", "c q q"},
    {"yahoo_dashes", "はい。\n\n--- taro@kouwa.example wrote:\n> 本文\n", "c q2 q2"},
    {"wanderlust", "はい。\n\nAt Mon, 2 Nov 2026 10:00:00 +0900,\nTaro wrote:\n> \n> text\n",
     "c q q q q"},
    {"name_and_address", "Yes.\n\nTaro <taro@kouwa.example> writes:\n\n> text\n", "c q2 q2"},
    {"no_marks_below",
     "はい。\n\n2026/11/02 10:00、田中 <taro@kouwa.example>のメール:\n\n本文です。\n続きです。\n",
     "c q2 q2 q2"},
    {"inline_answers",
     "On Mon, 2 Nov 2026 10:00 Keiri <ours@asagiri.example> wrote:\n> 納期は?\n来週です。\n"
     "> 価格は?\n据え置きです。\n",
     "q1 q1 c q1 c"},
    {"nested",
     "次。\nOn 2026/11/02 10:00, Keiri <ours@asagiri.example> wrote:\n> ours\n"
     "> On 2026/11/01 10:00, Taro <taro@kouwa.example> wrote:\n>> theirs\n>>> whose\n> ours "
     "again\n",
     "c q1 q1 q2 q2 q q1"},
    {"nested_at_its_own_depth",
     "次。\n2026年10月20日(火) 16:40 経理 <ours@asagiri.example>:\n> ours\n"
     ">> 2026年10月19日(月) 11:02 田中 <taro@kouwa.example>:\n>> theirs\n",
     "c q1 q1 q q"},
    {"spaced_marks", "On 2026/11/02 10:00, Taro wrote:\n> > > deep\n> shallow\nnow\n", "q q q c"},
    {"wide_marks", "＞納期は\n＞いつですか。\n来週です。\n＞価格は\n据え置きです。\n", "q q c q c"},
    {"marks_alone", "> 納期は\n> いつですか。\n来週です。\n", "q q c"},
    {"mark_without_space", ">one\n>two\nthree\n", "q q c"},
    {"quote_at_the_end_without_line_end", "はい。\n> a\n> b", "c q q"},
};
INSTANTIATE_TEST_SUITE_P(Attributed, QuotedHistory, testing::ValuesIn(kAttributed), name_of);

const QuotedLines kForwarded[] = {
    {"gmail",
     "ご参考です。\n\n---------- Forwarded message ---------\nFrom: Taro <taro@kouwa.example>\n"
     "Date: Mon, Nov 2, 2026 at 10:00 AM\nSubject: x\nTo: <ours@asagiri.example>\n\nbody\n",
     "c f f f f f f"},
    {"thunderbird_ja",
     "ご参考です。\n\n-------- 転送されたメッセージ --------\n件名: \t件\n日付: \tMon, 2 Nov 2026\n"
     "差出人: \t田中 <taro@kouwa.example>\n宛先: \t経理\n\n本文\n",
     "c f f f f f f"},
    {"thunderbird_en",
     "FYI\n\n-------- Forwarded Message --------\nSubject: \tx\nDate: \tMon, 2 Nov 2026\n"
     "From: \tTaro <taro@kouwa.example>\nTo: \tK\n\nbody\n",
     "c f f f f f f"},
    {"apple_en",
     "FYI\n\nBegin forwarded message:\n\nFrom: Taro <taro@kouwa.example>\nSubject: x\n"
     "Date: November 2, 2026 at 10:00:00 GMT+9\nTo: K\n\nbody\n",
     "c f f f f f f"},
    {"apple_ja",
     "ご参考です。\n\n転送されたメッセージ:\n\n差出人: 田中 <taro@kouwa.example>\n件名: 件\n"
     "日付: 2026年11月2日 10:00:00 JST\n宛先: 経理\n\n本文\n",
     "c f f f f f f"},
    {"iphone_with_marks",
     "FYI\n\nBegin forwarded message:\n\n> From: Taro <taro@kouwa.example>\n> Date: November 2\n"
     "> Subject: x\n> \n> body\n",
     "c f f f f f f"},
    {"by_hand_ja", "回覧します。\n-----転送メッセージ ここから-----\n本文\n", "c f f"},
    {"inside_a_quote",
     "次。\nFrom: Keiri <ours@asagiri.example>\nSent: Monday, November 2, 2026\nTo: T\nSubject: b\n"
     "see\n---------- Forwarded message ---------\nold\n",
     "c q1 q1 q1 q1 q1 f f"},
    {"nothing_above",
     "---------- Forwarded message ---------\nFrom: Taro <taro@kouwa.example>\n"
     "Date: Mon, 2 Nov 2026\nSubject: x\n\nbody\n",
     "f f f f f"},
};
INSTANTIATE_TEST_SUITE_P(Forwarded, QuotedHistory, testing::ValuesIn(kForwarded), name_of);

const QuotedLines kSignatures[] = {
    {"rfc", "本文\n-- \n株式会社幸和\n田中\n", "c s s s"},
    {"without_space", "本文\n--\n田中\n", "c s s"},
    {"before_a_quote", "本文\n-- \n田中\n\n2026/11/02 10:00、経理のメール:\n> 前\n", "c s s q q"},
    {"before_a_block",
     "本文\n-- \n田中\nFrom: Keiri <ours@asagiri.example>\nSent: Nov 2, 2026\nSubject: x\n前\n",
     "c s s q1 q1 q1 q1"},
    {"of_git", "+++ b/file\n@@ -1 +1 @@\n-a\n+b\n-- \n2.39.2\n", "c c c c s s"},
    {"of_a_device", "はい。\nAndroidから送信\n", "c s"},
    {"of_a_device_then_text", "はい。\niPhoneから送信\n追伸です。\n", "c s c"},
    {"rule_of_dashes_is_none", "本文\n----------------\n田中\n", "c c c"},
    {"device_in_a_sentence", "iPhoneから送信できません。\n", "c"},
};
INSTANTIATE_TEST_SUITE_P(Signatures, QuotedHistory, testing::ValuesIn(kSignatures), name_of);

// NOLINTEND(bugprone-suspicious-missing-comma)

}  // namespace
}  // namespace milter
