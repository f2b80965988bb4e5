// The catalogue. Placeholders are {name}; both languages use the same ones. Tested by
// texts_test.cc.
#include "milter/courier/texts.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "milter/base/text.h"

namespace milter {
namespace {

constexpr auto kTexts = std::to_array<NoticeText>({
    {"sender_name", "関守（Sekimori）", "Sekimori (関守)"},
    {"subject.ask", "【関守】送信を止めています: {subject}",
     "[Sekimori] On hold, please choose: {subject}"},
    {"subject.refused", "【関守】送れなかった宛先があります: {subject}",
     "[Sekimori] Some recipients were refused: {subject}"},
    {"subject.returned", "【関守】送信せずにお返しします: {subject}",
     "[Sekimori] Not sent, returned to you: {subject}"},
    {"no_subject", "（件名なし）", "(no subject)"},
    // Which mail.
    {"fact.subject", "件名: {subject}", "Subject: {subject}"},
    {"fact.time", "送信操作の日時: {time}", "Submitted: {time}"},
    {"fact.id", "受付番号: {id}", "Reference number: {id}"},
    // Its sender is to choose.
    {"ask.opening", "次のメールの送信を止めています。まだ、どの宛先にも届いていません。",
     "The mail below is on hold. Nobody has received it yet."},
    {"ask.recipients", "確認していただきたい宛先:", "Please check these recipients:"},
    {"ask.suggestion", "{address} ではありませんか。", "Did you mean {address}?"},
    {"ask.more", "ほか {count} 件", "and {count} more"},
    {"ask.twice", "少し前に送られたメールと同じものかもしれません。",
     "It may be the same mail as one that was sent shortly before."},
    {"ask.link", "送信するか取り消すかを、次のページで選んでください。",
     "Please choose on this page whether to send or to cancel it:"},
    {"ask.forward", "このリンクを開いた人は誰でも操作できます。転送しないでください。",
     "Whoever opens this link can decide: please do not forward it."},
    {"ask.no_link",
     "上の受付番号と、送信・取り消しのどちらを希望するかを、管理者へお知らせください。",
     "Please tell your administrator the reference number above, and whether to send or to cancel "
     "the mail."},
    {"ask.otherwise",
     "{time}（あと{left}）までに選択がない場合は、送信せずに元のメールをお返しします。",
     "If you do not choose within {left} (by {time}), it will be returned to you unsent."},
    {"ask.help", "ページを開けないときは、受付番号を管理者へお知らせください。",
     "If you cannot open the page, tell your administrator the reference number above."},
    {"ask.short",
     "このメールは、まだ誰にも届いていません。{time} までに選択がない場合は、送信せずに元の"
     "メールをお返しします。",
     "Your mail is on hold and nobody has received it yet. If you do not choose by {time}, it will "
     "be returned to you unsent."},
    {"ask.above", "上のリンクから選択してください。", "Please use the link above."},
    {"left.hours", "{count}時間", "{count} hours"},
    {"left.minutes", "{count}分", "{count} min"},
    // Some recipients did not get it.
    {"refused.opening", "次のメールを送信しましたが、受け取りを拒否された宛先があります。",
     "The mail below was sent, but it was not accepted for some recipients."},
    {"refused.recipients", "受け取りを拒否された宛先:", "Refused:"},
    {"refused.short", "上の宛先には届いていません。ほかの宛先には送信しました。",
     "The recipients above did not get your mail; the others did."},
    // Nobody got it.
    {"returned.expired", "期限までに選択がなかったため、次のメールは送信しませんでした。",
     "Nothing was chosen in time, so the mail below was not sent."},
    {"returned.refused", "次のメールは、どの宛先でも受け取りを拒否されました。",
     "The mail below was refused for every recipient."},
    {"returned.resend", "あらためて送る場合は、添付した元のメールをご利用ください。",
     "To send it after all, use the original, which is attached."},
    {"returned.short", "このメールは送信していません。", "This mail was not sent."},
    {"returned.short_refused", "このメールは、どの宛先でも受け取りを拒否されました。",
     "This mail was refused for every recipient."},
    {"original.attached", "元のメールを添付します。", "The original is attached."},
    {"original.missing",
     "保管していた元のメールが見つからないため、添付できません（受付番号 {id}）。管理者にも知らせ"
     "ました。",
     "The stored original (number {id}) cannot be found, so it is not attached. The administrator "
     "was told, too."},
    {"original.withheld",
     "元のメールは添付すると受け取られなかったため、受付番号 {id} "
     "で保管しています。管理者にも知らせ"
     "ました。必要なときは管理者へお申し付けください。",
     "The original was not accepted as an attachment and is kept under number {id}. The "
     "administrator was told, too, and can give it to you."},
    {"original.damaged",
     "保管していた元のメールが壊れています。残っている内容を添付します。管理者にも知らせました。",
     "The stored original is damaged; what is left of it is attached. The administrator was told, "
     "too."},
    {"maybe_delivered", "送信中に応答が途切れたため、届いている宛先があるかもしれません。",
     "An answer was lost while sending, so some recipients may have got it all the same."},
    // To the administrator in the sender's stead.
    {"unreachable",
     "このお知らせは {address} に届けられなかったため、管理者にお送りします: {reply}",
     "This notice could not be delivered to {address} and goes to the administrator: {reply}"},
    {"foot",
     "{organisation}のメールゲートウェイ「関守」からの自動のお知らせです。"
     "このメールにはご返信いただけません。",
     "Automatic notice of Sekimori, the mail gateway of {organisation}. Replies are not read."},
});

}  // namespace

std::string say(Language language, std::string_view key, NoticeValues values) {
  const auto found = std::find_if(kTexts.begin(), kTexts.end(),
                                  [&](const NoticeText& text) { return text.key == key; });
  if (found == kTexts.end()) throw std::logic_error("no text for " + std::string(key));
  const std::string_view frame = language == Language::kEnglish ? found->en : found->ja;
  std::string text;
  for (std::size_t at = 0; at < frame.size();) {  // once: a value may hold a {name} itself
    const std::size_t open = std::min(frame.find('{', at), frame.size());
    text.append(frame.substr(at, open - at));
    const std::size_t close = std::min(frame.find('}', open), frame.size());
    if (open == frame.size()) break;
    const std::string_view name = frame.substr(open + 1, close - open - 1);
    for (const auto& [known, value] : values) {
      if (known == name) text.append(printable(value));
    }
    at = close + 1;
  }
  return text;
}

std::span<const NoticeText> notice_texts() { return kTexts; }

}  // namespace milter
