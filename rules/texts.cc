// The catalogue. Placeholders are {name}; both languages use the same ones (texts_test.cc).
#include "rules/texts.h"

#include <algorithm>
#include <stdexcept>

namespace rules {

namespace {

constexpr CatalogueEntry kEntries[] = {
    // Findings: one checkable fact each.
    {"identity.executive_name_outside",
     "「{name}」（{title}）と名乗っていますが、社外のアドレス {address} から届いています。",
     "The sender is called “{name}” ({title}), but writes from the outside address {address}."},
    {"identity.partner_name_outside",
     "取引先「{name}」の名前ですが、登録のないアドレス {address} から届いています。",
     "The sender uses the name of the partner “{name}”, but the address {address} is not "
     "theirs."},
    {"identity.imitation", "{where}の{sentence}", "{where}: {sentence}"},
    // Where a party stands, as a mail program calls it.
    {"where.From", "差出人", "From"},
    {"where.Sender", "送信者", "Sender"},
    {"where.Reply-To", "返信先", "Reply-To"},
    {"where.Cc", "Cc ", "Cc"},
    {"identity.reply_to_freemail",
     "返信すると、差出人 {from} ではなくフリーメール {address} に届きます。",
     "A reply would go to the free-mail address {address}, not to the sender {from}."},
    {"identity.reply_to_differs", "返信すると、差出人 {from} とは別の組織の {address} に届きます。",
     "A reply would go to {address}, which is another organisation than the sender {from}."},
    {"identity.address_in_name", "表示名には {shown} とありますが、実際の差出人は {address} です。",
     "The display name shows {shown}, but the real sender is {address}."},
    {"identity.own_domain_outside",
     "自社のアドレス {address} からとされていますが、社外から届いています。",
     "It claims to come from our own address {address}, but arrived from outside."},
    {"authentication.own_domain_forged",
     "自社のアドレス {address} からとされていますが、送信ドメイン認証（DMARC）に失敗しています。",
     "It claims to come from our own address {address}, but fails authentication (DMARC)."},
    {"authentication.partner_failed",
     "取引先のアドレス {address} からとされていますが、送信ドメイン認証（DMARC）に失敗しています。",
     "It claims to come from the partner's address {address}, but fails authentication (DMARC)."},
    {"authentication.failed",
     "{address} からとされていますが、送信ドメイン認証（DMARC）に失敗しています。",
     "It claims to come from {address}, but fails authentication (DMARC)."},
    {"authentication.unavailable",
     "{domain} から届いたものかどうか、送信ドメイン認証で確かめられませんでした。",
     "Whether it really comes from {domain} could not be looked up."},
    {"authentication.open_end",
     "{domain} の電子署名が本文の終わりまで及ばず、後から書き足された部分があっても分かりません。",
     "The signature of {domain} does not cover the end of the text: anyone may have added to it."},
    {"authentication.weak_key", "{domain} の電子署名の鍵が短すぎます（2048 ビット未満）。",
     "The key that {domain} signs with is too short (under 2,048 bits)."},
    {"authentication.from_unsigned", "差出人（From）を対象に含まない電子署名が付いています。",
     "It has a signature that does not cover From."},
    {"relationship.first_contact", "{address} からのメールは初めてです。",
     "This is the first mail from {address}."},
    {"relationship.new_address",
     "{address} からは初めてですが、同じドメインとのやり取りはあります。",
     "This is the first mail from {address}; the domain is known."},
    {"relationship.memory_unavailable", "これまでのやり取りを確認できませんでした。",
     "Earlier correspondence could not be looked up."},
    // Whether the author's domain stands behind the mail, and whether it usually does.
    {"authentication.always_aligned_until_now",
     "{since}以降、{domain} からのメールは、届いた{aligned}日すべてで本当にそのドメインからのものと"
     "確認できていましたが、このメールは確認できません。",
     "Since {since}, mail of {domain} was verified as its own on all {aligned} days it came; this "
     "mail could not be."},
    {"authentication.usually_aligned",
     "{domain} "
     "からのメールは、{since}以降、本当にそのドメインからのものと確認できた日が{aligned}日、"
     "できなかった日が{unaligned}日あり、このメールは確認できません。",
     "Since {since}, mail of {domain} was verified as its own on {aligned} days and not on "
     "{unaligned}; this mail could not be."},
    {"authentication.new_path",
     "{domain} からのメールとされていますが、{since}以降ほとんど使われていない経路（{path}）から"
     "届きました。",
     "It claims to come from {domain}, but by a way ({path}) hardly ever used since {since}."},
    {"intent.account_change", "振込先・口座の変更に触れています。",
     "It speaks of a change of bank account."},
    {"intent.account_unchanged", "口座は変わらないと書いています。",
     "It says that the account stays the same."},
    {"intent.old_account", "これまでの口座が使えないと書いています。",
     "It says that the usual account cannot be used."},
    {"intent.payment_returned", "支払いのやり直しを求めています。",
     "It asks to make a payment again."},
    {"intent.pay_request", "支払い・送金を求めています。", "It asks for a payment."},
    {"intent.document_bait", "請求書の差し替えや口座の証明に触れています。",
     "It speaks of a replaced invoice or a proof of account."},
    {"intent.urgency", "急がせる表現があります。", "It presses for time."},
    {"intent.proof_wanted", "振込明細などの返送を求めています。",
     "It asks for a proof of the payment."},
    {"intent.secrecy", "ほかの人に話さないよう求めています。", "It asks for secrecy."},
    {"intent.no_phone", "電話での確認を避けようとしています。",
     "It avoids a call-back by telephone."},
    {"intent.feeler", "用件を明かさず、返信を求めています。",
     "It asks for a reply without saying what for."},
    {"intent.chat_pivot", "LINE などのグループ作成、QRコードや個人の連絡先の返信を求めています。",
     "It asks for a chat group, a QR code or a private number."},
    {"intent.balance", "口座残高や資金の状況を尋ねています。", "It asks for account balances."},
    {"intent.acquisition", "買収・出資などの資金の話をしています。",
     "It speaks of an acquisition or an investment."},
    {"intent.authority", "弁護士・当局などの立場を示しています。",
     "It invokes a lawyer or an authority."},
    {"intent.gift_card", "ギフトカードなどの購入を求めています。", "It asks to buy gift cards."},
    {"intent.payroll", "給与の振込口座の変更を求めています。",
     "It asks to change a payroll account."},
    {"intent.information", "名簿・取引先・売掛金などの資料を求めています。",
     "It asks for lists of staff, partners or receivables."},
    {"intent.our_own_words", "引用されている当方のメールに、口座や支払いなどの話があります。",
     "Our own mail, quoted in it, speaks of accounts, payments or the like."},
    {"intent.circular", "注意喚起や一斉配信の内容です。",
     "It reads like a circular or a fraud warning."},
    // Before the sentence of what was found there.
    {"intent.in_attachment", "添付ファイル「{name}」の中：", "In the attachment “{name}”: "},
    {"intent.unavailable", "本文の内容を調べきれませんでした。",
     "The text could not be searched to the end."},
    // Whom outgoing mail goes to.
    {"recipient.lookalike", "宛先の{sentence}", "Recipient: {sentence}"},
    {"recipient.own_lookalike", "宛先の{sentence}", "Recipient: {sentence}"},
    {"recipient.provider_lookalike", "宛先の{sentence}", "Recipient: {sentence}"},
    {"recipient.confirmed", "{address} は、送信者が以前に確認した宛先です。",
     "The sender has confirmed the recipient {address} before."},
    {"recipient.routed", "宛先 {address} に中継経路が指定されています。",
     "The recipient {address} names a route through other hosts."},
    {"recipient.unreadable", "宛先 {address} のドメインを読み取れません。",
     "The domain of the recipient {address} cannot be read."},
    {"recipient.too_many", "宛先が多すぎて、すべては調べていません。",
     "It has more recipients than were inspected."},
    // What is odd about the form of the mail.
    {"reading.nul", "ヘッダーまたは本文に NUL 文字があります。", "It contains a NUL character."},
    {"reading.header_line_too_long", "長すぎるヘッダー行があります。",
     "It has a header line that is far too long."},
    {"reading.header_too_large", "ヘッダーが大きすぎるため、先頭だけを調べました。",
     "The header is so large that only its beginning was inspected."},
    {"reading.too_deep", "入れ子が深すぎて、中身を読めません。",
     "Its parts are nested too deeply, so it was not read."},
    {"reading.too_many_parts", "パートの数が多すぎて、中身を読めません。",
     "It has too many parts, so it was not read."},
    {"reading.no_boundary", "マルチパートの区切りが書かれていません。",
     "It is a multipart without a boundary."},
    {"reading.unclosed_multipart", "マルチパートの終わりがありません。",
     "A multipart is not closed."},
    {"reading.header_ends_early", "ヘッダーの途中に、ヘッダーではない行があります。",
     "A line inside the header is not a header field."},
    {"reading.bare_cr", "行末ではないところに CR（改行文字）があります。",
     "It has a carriage return that ends no line."},
    {"reading.bare_lf", "CR を伴わない改行（LF だけの改行）が混じっています。",
     "Some of its lines end without a carriage return."},
    {"reading.duplicate_parameter",
     "区切り・文字コード・添付ファイル名のいずれかが二通りに書かれています。",
     "It states a boundary, a charset or a file name in two different ways."},
    {"reading.encoded_multipart", "マルチパート全体が符号化されています。",
     "A multipart is encoded as a whole, which the standard forbids."},
    {"reading.utf7", "フィルターを避けるために使われる文字コード UTF-7 で書かれています。",
     "It is written in UTF-7, a charset used to get past filters."},
    {"reading.too_many_parameter_parts", "分割された項目が多すぎて、すべてはつなげていません。",
     "A parameter is split into more pieces than were joined."},
    {"reading.too_many_readings", "読み方が何通りもあり、すべては調べていません。",
     "It can be read in more ways than were inspected."},
    {"reading.two_from", "差出人（From）が二つ以上書かれています。",
     "It names more than one From, so mail programs show different senders."},
    {"reading.no_from", "差出人（From）が書かれていません。", "It names no sender."},
    {"reading.duplicate_field", "一つしかないはずのヘッダーが重複しています。",
     "A header field that must be single occurs twice."},
    {"reading.mime_disagreement", "メールソフトによって見える内容が変わる作りです。",
     "Mail programs will disagree about its parts."},
    {"reading.truncated", "大きすぎるため、先頭だけを調べました。",
     "It is so large that only its beginning was inspected."},
    {"reading.undecodable", "文字コードと合わない文字があります。",
     "Some of its characters do not fit its charset."},
    {"reading.html_too_deep", "HTML の入れ子が深すぎるか乱れていて、見える内容を確かめられません。",
     "Its HTML is nested too deeply or too badly to tell what is visible."},
    {"reading.bad_address", "書式に合わないアドレスがあります。", "An address in it is malformed."},
    {"reading.text_too_long", "本文が長すぎるため、先頭だけを調べました。",
     "Its text is so long that only the beginning was inspected."},
    {"reading.too_many_addresses", "アドレスが多すぎて、すべては調べていません。",
     "It lists more addresses than were inspected."},
    // What could not be looked at inside its attachments.
    {"reading.attachment_encrypted",
     "添付ファイル「{name}」はパスワードで保護されていて、中身を調べられません。",
     "The attachment “{name}” is protected by a password, so it could not be inspected."},
    {"reading.attachment_macros", "添付ファイル「{name}」にマクロ（プログラム）が含まれています。",
     "The attachment “{name}” contains macros, that is, a program."},
    {"reading.attachment_disguised",
     "添付ファイル「{name}」は、別の種類のファイルに見せかけた名前です。",
     "The attachment “{name}” has a name that makes it look like another kind of file."},
    {"reading.attachment_too_deep",
     "添付ファイル「{name}」は入れ子が深すぎて、すべては調べていません。",
     "The attachment “{name}” is nested too deeply to be inspected whole."},
    {"reading.attachment_too_many",
     "添付ファイル「{name}」は中のファイルが多すぎて、すべては調べていません。",
     "The attachment “{name}” holds more files than were inspected."},
    {"reading.attachment_too_large", "添付ファイル「{name}」は大きすぎて、すべては調べていません。",
     "The attachment “{name}” is so large that it was not inspected whole."},
    {"reading.attachment_broken", "添付ファイル「{name}」は壊れていて、中身を調べられません。",
     "The attachment “{name}” is damaged, so it could not be inspected."},
    {"reading.attachment_failed", "添付ファイル「{name}」を最後まで調べられませんでした。",
     "The attachment “{name}” could not be inspected to the end."},
    {"reading.attachment_not_read",
     "添付ファイル「{name}」は画像など文字を取り出せない形式で、中身を調べていません。",
     "The attachment “{name}” is a picture, a scan or another file without readable text, so what "
     "it says was not inspected."},
    {"reading.attachments_unavailable", "添付ファイルの中身を調べられませんでした。",
     "The attachments could not be looked into."},
    {"reading.too_many_attachments", "添付ファイルが多すぎて、すべては調べていません。",
     "It has more attachments than were inspected."},
    {"reading.too_many_styles", "スタイルシートの規則が多すぎて、見える内容を確かめられません。",
     "It has too many style rules to tell what is visible."},
    {"reading.hidden_text", "画面に表示されない文字が本文に含まれています。",
     "Its body holds text that is not shown."},
    {"reading.image_only", "本文のほとんどが画像で、書かれている内容を調べられません。",
     "Almost all of it is pictures, whose words were not read."},
    {"reading.link_elsewhere", "表示と異なるサイトへつながるリンクがあります。",
     "A link shows one site and leads to another."},
    {"reading.deadline", "時間内に調べ終わりませんでした。", "It could not be inspected in time."},
    {"reading.failed", "調べる途中で問題が起きました。", "Inspecting it failed."},
    // Headlines of the combining table: what is the matter, first thing read.
    {"headline.pivot_executive", "社長・役員を名乗り、LINE などへ誘うメールです",
     "Someone uses an executive's name to move you to a chat"},
    {"headline.identity_intent", "差出人を偽った依頼のおそれがあります",
     "The sender may be forged, and asks for something risky"},
    {"headline.habit_account", "いつもと違う経路のメールが、振込先・口座の変更を伝えています",
     "A mail that is not verified as usual announces a change of bank account"},
    {"headline.habit_intent", "いつもと違う経路のメールが、お金や社内情報に関わる依頼をしています",
     "A mail that is not verified as usual asks for money or internal information"},
    {"headline.authority", "弁護士・当局を名乗る初めての相手からの依頼です",
     "An unknown sender invokes a lawyer or an authority"},
    {"headline.account_change", "振込先・口座の変更を伝えるメールです",
     "This mail announces a change of bank account"},
    {"headline.first_contact_intent", "初めての相手からの、お金や社内情報に関わる依頼です",
     "An unknown sender asks for money or internal information"},
    {"headline.identity", "差出人が取引先や社内の人を装っているおそれがあります",
     "The sender may be posing as a partner or a colleague"},
    {"headline.authentication", "このメールは差出人を確かめられませんでした",
     "The sender of this mail could not be authenticated"},
    {"headline.disguised", "添付ファイルの種類が偽られています",
     "An attachment pretends to be another kind of file"},
    {"headline.reading", "このメールは中身を確かめられませんでした",
     "This mail could not be inspected"},
    // Advice: what to do now.
    {"advice.money",
     "以前から知っている電話番号で相手に確認するまで、支払いや口座の変更をしないでください。"
     "このメールにある番号や返信は確認に使えません。",
     "Do not pay or change an account before you have called the partner on a number you already "
     "had. Do not use a number in this mail or a reply to it."},
    {"advice.person",
     "返信、LINE などのグループ作成、送金をせず、本人に口頭か社内の電話で確かめてください。",
     "Do not reply, create a group or send money; ask the person face to face or on the office "
     "telephone."},
    {"advice.information",
     "資料や情報を送る前に、依頼した本人に、以前から知っている電話番号で確かめてください。",
     "Before you send anything, ask the person who requested it on a number you already had."},
    {"advice.authority",
     "一人で判断せず、社内の責任者に相談してください。口外を禁じられていても相談して構いません。",
     "Do not decide alone: talk to your manager, even if the mail forbids it."},
    {"advice.authentication",
     "送金や情報の提供など大切な依頼であれば、以前から知っている電話番号で相手に確認してください。",
     "If it asks for a payment or for information, call the sender on a number you already had."},
    {"advice.reading", "添付やリンクを開かず、送る予定があったかを差出人に電話で確かめてください。",
     "Do not open attachments or links; ask the sender by telephone whether they sent it."},
    // Subject tags.
    {"tag.warning", "【関守：要確認】", "[Sekimori: CAUTION]"},
    {"tag.unknown", "【関守：未確認】", "[Sekimori: UNVERIFIED]"},
};

const CatalogueEntry& entry(std::string_view key) {
  const auto all = catalogue();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const CatalogueEntry& one) { return one.key == key; });
  if (found == all.end()) throw std::logic_error("no text for " + std::string(key));
  return *found;
}

// One pass, so that a value which itself contains "{name}" stays as it is.
std::string fill(std::string_view form, std::initializer_list<TextArgument> arguments,
                 std::string Text::*language) {
  std::string result;
  while (!form.empty()) {
    const auto open = form.find('{');
    result += form.substr(0, open);
    if (open == std::string_view::npos) break;
    const auto close = form.find('}', open);
    const std::string_view name = form.substr(open + 1, close - open - 1);
    for (const TextArgument& argument : arguments) {
      if (argument.name == name) result += argument.value.*language;
    }
    form.remove_prefix(close + 1);
  }
  return result;
}

}  // namespace

std::span<const CatalogueEntry> catalogue() { return kEntries; }

Text say(std::string_view key, std::initializer_list<TextArgument> arguments) {
  const CatalogueEntry& found = entry(key);
  return {fill(found.ja, arguments, &Text::ja), fill(found.en, arguments, &Text::en)};
}

}  // namespace rules
