// How: one catalogue of frames with {places}. Tested by texts_test.cc.
#include "milter/web/texts.h"

#include <array>
#include <stdexcept>
#include <string>

#include "milter/base/text.h"

namespace milter {
namespace {

constexpr auto kTexts = std::to_array<PageText>({
    {"brand", "関守", "Sekimori"},
    {"tagline", "送信前の宛先確認", "Recipient check before sending"},
    {"foot",
     "このページは{organisation}のメールゲートウェイ「関守」によるものです。"
     "パスワードをお尋ねすることはありません。",
     "Shown by Sekimori, the mail gateway of {organisation}. This page never asks for a password."},
    {"title", "{heading}：{subject}", "{heading}: {subject}"},
    {"no_subject", "（件名なし）", "(no subject)"},
    // The question.
    {"ask", "このメールの送信を止めています", "This mail has not been sent yet"},
    {"ask_title_again", "未送信：宛先を選んでください", "Not sent: please choose"},
    {"ask_lead", "送信する前に、次の宛先をご確認ください。",
     "Please check the recipients below before it goes out."},
    {"due",
     "{date} までに選択がない場合は、送信せずに元のメールをお返しします。"
     "自動で送信することはありません。",
     "If you do not choose by {date}, the original mail is returned to you unsent. It is never "
     "sent "
     "automatically."},
    {"subject", "件名", "Subject"},
    {"from", "差出人", "From"},
    {"login", "送信に使われたアカウント", "Sent with the account of"},
    {"held_at", "送信を止めた日時", "Held since"},
    {"check_one", "宛先の確認", "Please check"},
    {"check_of", "宛先の確認 {number}／{count}", "Please check {number} of {count}"},
    {"reason_lookalike", "取引先のドメインとよく似た、別のドメインです",
     "The domain looks like a partner’s but is another one"},
    {"reason_own_lookalike", "自社のドメインとよく似た、別のドメインです",
     "The domain looks like our own but is another one"},
    {"reason_provider", "有名なメールサービスとよく似た、別のドメインです",
     "The domain looks like a mail provider’s but is another one"},
    {"reason_imitation_reply", "なりすましの疑いがあるメールへの返信です",
     "This is a reply to a mail whose sender may be an impostor"},
    {"reason_first_time", "社内の誰も送ったことのない宛先です",
     "Nobody here has written to this address before"},
    {"reason_other", "確認が必要な宛先です", "This recipient needs your confirmation"},
    {"written", "入力された宛先", "You wrote"},
    {"meant", "こちらの宛先ではありませんか", "Perhaps you meant"},
    {"dns_name", "ドメインの実際の表記：{address}", "Actual domain name: {address}"},
    {"spelled", "ドメインのつづり：{letters}", "Domain spelled out: {letters}"},
    {"marks", "色と下線を付けた文字が、異なる部分です。", "Underlined letters differ. "},
    {"gaps", "{gap} は、文字が足りないところです。", "{gap} stands where a letter is missing."},
    {"not_in_header",
     "この宛先は To・Cc の欄に見当たらないため（Bcc など）、直して送ることはできません。"
     "外した場合も、メールの中に書かれたアドレスはそのまま残ります。",
     "This recipient was not found in To or Cc (it may be a Bcc), so it cannot be corrected here. "
     "If you remove it, an address written inside the mail stays there."},
    {"question", "この宛先をどうしますか（一つ選択）",
     "What should be done with this recipient? (choose one)"},
    {"correct", "{address} に直して送る", "Correct it and send to {address}"},
    {"keep", "このまま {address} に送る", "Keep it and send to {address}"},
    {"drop", "この宛先を外す（{address} には送らない）", "Remove it (nothing goes to {address})"},
    {"others", "確認の要らない宛先 {count}件", "Other recipients, nothing to check: {count}"},
    {"bcc",
     "うち {count}件は To・Cc に書かれていない宛先です（Bcc など。ほかの受信者には"
     "表示されません）",
     "Not in To or Cc (Bcc and the like), not shown to the other recipients: {count}"},
    {"files", "添付ファイル {count}件", "Attachments: {count}"},
    {"unnamed", "（名前なし、{type}）", "(no name, {type})"},
    {"encrypted", "暗号化", "encrypted"},
    {"macro", "マクロを含む形式", "macro format"},
    {"double_extension", "二重拡張子の実行ファイル", "program with a double extension"},
    {"excerpt", "本文の冒頭", "First lines"},
    {"has_html", "HTML 版もあります。ここには文字だけを示しています。",
     "There is an HTML version too; only its text is shown here."},
    {"no_excerpt", "文字として表示できる本文はありません。", "There is no text to show."},
    {"send", "送信する", "Send"},
    {"sure", "送らずに取り消します", "Cancel this mail, send it to nobody"},
    {"cancel", "送らずに取り消す", "Cancel, send nothing"},
    {"cancel_hint",
     "取り消すと、このメールはだれにも送られません。控えは、お使いのメールソフトの送信済み"
     "フォルダーでご覧ください。",
     "If you cancel, nobody gets this mail. Your mail program usually keeps a copy in its Sent "
     "folder."},
    {"missing", "まだ送信していません。次の宛先について、一つずつ選んでください。",
     "Nothing has been sent. Please choose for each of these recipients:"},
    {"missing_again",
     "先ほどの選択内容は保存されていません。お手数ですが、もう一度すべて選択してください。",
     "Earlier choices are not kept: please choose for all of them again."},
    {"missing_button",
     "まだ何も行っていません。「送信する」か「送らずに取り消す」を押してください。",
     "Nothing has been done yet. Please press “Send” or “Cancel”."},
    {"missing_all_dropped",
     "まだ送信していません。すべての宛先を外すと、送り先がなくなります。"
     "だれにも送らない場合は「送らずに取り消す」を押してください。",
     "Nothing has been sent: with every recipient removed there is nobody left. To send to nobody, "
     "press “Cancel”."},
    {"missing_sure",
     "まだ取り消していません。取り消す場合は「送らずに取り消します」にチェックを入れてから、"
     "「送らずに取り消す」を押してください。",
     "Nothing has been cancelled. To cancel, first tick “Cancel this mail, send it to nobody”, "
     "then "
     "press “Cancel”."},
    {"missing_one_of_both",
     "まだ送信していません。「送らずに取り消します」にチェックが入ったまま「送信する」が"
     "押されました。どちらか一方を選択してください。",
     "Nothing has been sent: “Cancel this mail” was ticked, but “Send” was pressed. Please choose "
     "one of the two."},
    // What became of it.
    {"releasing", "送信しています", "It is being sent"},
    {"releasing_lead", "選択いただいた内容で送信しています。このページは閉じてかまいません。",
     "The mail is on its way as chosen. You may close this page."},
    {"released", "送信しました", "It has been sent"},
    {"released_lead", "選択いただいた内容で送信しました。", "The mail was sent as chosen."},
    {"refused", "一部の宛先に配信できませんでした", "Some recipients could not be reached"},
    {"refused_lead",
     "下の「配信できませんでした」の宛先は、メールサーバーが受け取りを拒否しました。"
     "詳しくは別のメールでお知らせします。",
     "Those marked “refused” were not accepted by the mail server. Another mail tells you more."},
    {"cancelled", "送らずに取り消しました", "Cancelled, nothing was sent"},
    {"cancelled_lead",
     "このメールは、だれにも送っていません。控えは、お使いのメールソフトの送信済みフォルダーで"
     "ご覧ください。",
     "Nobody got this mail. Your mail program usually keeps a copy in its Sent folder."},
    {"returning", "送信せず、元のメールをお返しします", "Not sent; the original comes back to you"},
    {"returning_maybe", "元のメールをお返しします", "The original comes back to you"},
    {"returning_lead", "元のメールを添えて、{sender} にお知らせします。",
     "The original is on its way to {sender}."},
    {"returned", "送信せず、元のメールをお返ししました", "Not sent; the original went back to you"},
    {"returned_maybe", "元のメールをお返ししました", "The original went back to you"},
    {"returned_lead", "元のメールを添えて、{sender} にお知らせしました。",
     "The original was sent back to {sender}."},
    {"nobody_got", "このメールは、だれにも届いていません。", "Nobody got this mail. "},
    {"maybe_got", "送信中に応答が途切れたため、届いている宛先があるかもしれません。",
     "An answer was lost while sending, so some recipients may have got it. "},
    {"came_twice", "少し前に送られたメールと同じものかもしれません。",
     "It may be the same mail as one that was sent shortly before. "},
    {"late", "このメールは、すでに次のとおり処理されています。いまの操作では何も変わっていません。",
     "This mail had already been dealt with as follows. What you did just now changed nothing."},
    {"duplicate", "同じメールが二度届いた可能性があります。", "It may have arrived twice."},
    {"last_step", "最終の処理", "Last step"},
    {"by", "{who}（{date}）", "{who} ({date})"},
    {"by_page", "確認ページから", "on this page"},
    {"by_admin", "管理者 {who}", "an administrator: {who}"},
    {"by_return_port", "メールサーバーが受け取りを拒否しました", "the mail server refused it"},
    {"by_expiry", "期限切れ", "time ran out"},
    {"recipients", "宛先ごとの結果", "Recipient by recipient"},
    {"went_corrected", "{corrected}（{written} から訂正）",
     "{corrected} (corrected from {written})"},
    {"went", "{address}", "{address}"},
    {"dropped", "{address}（外しました）", "{address} (removed)"},
    {"pending", "送信待ち", "waiting"},
    {"delivered", "送信済み", "sent"},
    {"undelivered", "配信できませんでした", "refused"},
    {"not_sent", "送っていません", "not sent"},
    // Pages without a mail.
    {"unknown", "このリンクは使えません", "This link does not work"},
    {"unknown_lead",
     "リンクが途中で切れているか、期限が過ぎています。お知らせのメールに書かれたリンクを、"
     "もう一度そのまま開いてください。",
     "It may be incomplete, or it has expired. Please open the link again exactly as the notice "
     "has it."},
    {"too_many", "しばらくたってから開いてください", "Please try again in a minute"},
    {"too_many_lead",
     "お使いのネットワークから無効なリンクへのアクセスが続いたため、約1分間、受け付けを停止していま"
     "す。",
     "Too many wrong links were opened from your network; requests are paused for about a minute."},
    {"trouble", "いまは表示できません", "Not available right now"},
    {"trouble_lead", "メールは安全に保管されています。数分たってから、もう一度開いてください。",
     "Your mail is kept safe. Please open the link again in a few minutes."},
    {"forbidden", "この操作は受け付けられません", "This request was not accepted"},
    {"forbidden_lead",
     "何も変更していません。お知らせのメールのリンクからページを開き直し、もう一度選んでください。",
     "Nothing was changed. Please open the link of the notice again and choose there."},
    {"malformed", "送られた内容を読み取れませんでした", "The request could not be read"},
    {"malformed_lead",
     "何も変更していません。お知らせのメールのリンクからページを開き直してください。",
     "Nothing was changed. Please open the link of the notice again."},
});

const PageText& entry(std::string_view key) {
  for (const PageText& one : kTexts) {
    if (one.key == key) return one;
  }
  throw std::logic_error("no page text " + std::string(key));
}

// "q=0.8" in thousandths; 1000 without it, 0 if it cannot be read (RFC 9110 12.4.2).
int weight(std::string_view parameter) {
  parameter = trim(parameter);
  if (parameter.empty()) return 1000;
  if (!istarts_with(parameter, "q=") || parameter.size() < 3) return 0;
  if (parameter[2] == '1') return 1000;
  int value = 0, unit = 100;
  for (const char c : parameter.substr(parameter.size() > 3 ? 4 : 3)) {
    if (c < '0' || c > '9') return 0;
    value += (c - '0') * unit;
    unit /= 10;
  }
  return value;
}

}  // namespace

std::span<const PageText> page_texts() { return kTexts; }

Html say(Language language, std::string_view key, const Places& places) {
  const PageText& found = entry(key);
  return fill(language == Language::kJapanese ? found.ja : found.en, places);
}

Language preferred_language(std::string_view accept_language, Language otherwise) {
  int japanese = 0, english = 0;
  for (const std::string_view range : split(accept_language, ',')) {
    const auto pieces = split(range, ';');
    const std::string_view tag = trim(pieces[0]);
    const int given = weight(pieces.size() > 1 ? pieces[1] : "");
    if (iequals(tag, "ja") || istarts_with(tag, "ja-")) japanese = std::max(japanese, given);
    if (iequals(tag, "en") || istarts_with(tag, "en-")) english = std::max(english, given);
  }
  if (japanese == english) return otherwise;
  return japanese > english ? Language::kJapanese : Language::kEnglish;
}

}  // namespace milter
