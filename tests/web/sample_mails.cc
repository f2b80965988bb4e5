#include "tests/web/sample_mails.h"

namespace milter::testing {
namespace {

constexpr std::int64_t kHour = 3600;

HeldMail mail_of(const std::string& id, std::int64_t now) {
  HeldMail mail;
  mail.id = id;
  mail.fingerprint = id;
  mail.sender = "k.yamada@asagiri.example";
  mail.from = "山田 健太 <k.yamada@asagiri.example>";
  mail.envelope.auth_user = "k.yamada";
  mail.envelope.mail_from.address = "<k.yamada@asagiri.example>";
  mail.created = now - kHour;
  mail.changed = mail.created;
  mail.expires = now + 71 * kHour;
  return mail;
}

void add(HeldMail& mail, HeldRecipient recipient, bool in_header = true) {
  recipient.path.address = "<" + recipient.address + ">";
  if (in_header) mail.places.push_back({{0, 40}, {4, 38}, {5, 37}, recipient.address});
  mail.recipients.push_back(std::move(recipient));
}

HeldRecipient plain(const std::string& address) {
  HeldRecipient recipient;
  recipient.address = address;
  return recipient;
}

HeldRecipient doubtful(const std::string& address, const std::string& reason) {
  HeldRecipient recipient = plain(address);
  recipient.doubtful = true;
  recipient.reason = reason;
  return recipient;
}

HeldRecipient swapped_letter() {
  HeldRecipient recipient = doubtful("tanaka@kouwa-shojl.example", "lookalike");
  recipient.of = "kouwa-shoji.example";
  recipient.suggestion = "tanaka@kouwa-shoji.example";
  recipient.why_ja =
      "「kouwa-shojl.example」は取引先のドメイン「kouwa-shoji."
      "example」と1文字だけ違う別のドメインで"
      "す：11文字目が[i]ではなく[l]。";
  recipient.why_en =
      "“kouwa-shojl.example” is not the partner “kouwa-shoji.example”: letter 11 is [l], not [i].";
  return recipient;
}

HeldRecipient missing_letter() {
  HeldRecipient recipient = doubtful("sato@mirai-kgyo.example", "lookalike");
  recipient.of = "mirai-kogyo.example";
  recipient.suggestion = "sato@mirai-kogyo.example";
  recipient.why_ja =
      "「mirai-kgyo.example」は取引先のドメイン「mirai-kogyo."
      "example」と1文字だけ違う別のドメインです"
      "：8文字目の[o]が抜けている。";
  recipient.why_en =
      "“mirai-kgyo.example” is not the partner “mirai-kogyo.example”: [o] is left out at letter 8.";
  return recipient;
}

HeldRecipient cyrillic() {  // the first letter is U+0430
  HeldRecipient recipient = doubtful("suzuki@xn--sagiri-2nf.example", "own_lookalike");
  recipient.of = "asagiri.example";
  recipient.suggestion = "suzuki@asagiri.example";
  recipient.why_ja =
      "「аsagiri.example」は自社のドメイン「asagiri.example」と見分けがつきにくい別のドメインです："
      "1文字目が[a]ではなく[а U+0430]。";
  recipient.why_en =
      "“аsagiri.example” looks like our own domain “asagiri.example” but is another domain: "
      "letter 1 is [а U+0430], not [a].";
  return recipient;
}

HeldRecipient first_contact() {
  HeldRecipient recipient = doubtful("ito@shinki-torihiki.example", "first_time");
  recipient.why_ja = "「shinki-torihiki.example」には、社内のだれもまだ送ったことがありません。";
  recipient.why_en = "Nobody here has written to “shinki-torihiki.example” before.";
  return recipient;
}

}  // namespace

HeldMail lookalike_mail(const std::string& id, std::int64_t now) {
  HeldMail mail = mail_of(id, now);
  mail.subject = "10月分のお見積書について";
  mail.excerpt =
      "幸和商事株式会社\n田中様\n\nいつもお世話になっております。\n朝霧製作所の山田です。\n\n"
      "10月分のお見積書をお送りします。\nご確認のほど、よろしくお願いいたします。\n";
  mail.has_html = true;
  add(mail, swapped_letter());
  add(mail, plain("hanbai@asagiri.example"));
  add(mail, plain("keiri@asagiri.example"), false);
  mail.attachments = {{"見積書_2026年10月.xlsx", "application/vnd.ms-excel", 86'016},
                      {"単価表.xlsm", "application/vnd.ms-excel", 20'480},
                      {"名簿.zip.gpg", "application/octet-stream", 2'202'010}};
  return mail;
}

HeldMail several_mail(const std::string& id, std::int64_t now) {
  HeldMail mail = mail_of(id, now);
  mail.subject = "Re: 新製品説明会のご案内（11月25日）";
  mail.excerpt = "各位\n\n説明会の日程をお知らせします。\n";
  add(mail, missing_letter());
  add(mail, cyrillic());
  add(mail, first_contact());
  add(mail, swapped_letter(), false);
  add(mail, plain("hanbai@asagiri.example"));
  return mail;
}

HeldMail hostile_mail(const std::string& id, std::int64_t now) {
  HeldMail mail = mail_of(id, now);
  mail.subject = "<script>alert(1)</script>\"'&\u202Egnp.exe";
  mail.from = "\"><img src=x onerror=alert(1)> <k.yamada@asagiri.example>";
  mail.excerpt = "</div></form><form action=https://evil.example><button>送信</button>\n\u200Bx\n";
  HeldRecipient recipient = swapped_letter();
  recipient.address = "\"><script>x\u200B\"@kouwa-shojl.example";
  recipient.suggestion = "'onfocus='x@kouwa-shoji.example";
  recipient.reason = "look\"alike><b>";
  recipient.why_ja = "<b>「太字」</b>";
  recipient.why_en = "<b>bold</b>";
  add(mail, recipient);
  add(mail, plain("</ul><script>@asagiri.example"));
  mail.attachments = {{"<svg onload=alert(1)>.pdf\u202Excod.exe", "text/<b>html", 12},
                      {"", "application/<script>", 900}};
  return mail;
}

HeldMail bare_mail(const std::string& id, std::int64_t now) {
  HeldMail mail = mail_of(id, now);
  mail.from.clear();
  add(mail, doubtful("kikaku@shinki-torihiki.example", "policy"), false);
  return mail;
}

std::vector<NamedMail> named_mails(std::int64_t now) {
  HeldMail over = lookalike_mail("00000000000000e1", now);
  over.expires = now - kHour;
  return {{"lookalike", lookalike_mail("00000000000000a1", now)},
          {"several", several_mail("00000000000000b2", now)},
          {"hostile", hostile_mail("00000000000000c1", now)},
          {"bare", bare_mail("00000000000000d1", now)},
          {"expired", over},
          {"corrected", lookalike_mail("00000000000000f1", now)},
          {"cancelled", lookalike_mail("00000000000000f2", now)},
          {"keyboard", several_mail("00000000000000f3", now)},
          {"english", several_mail("00000000000000f4", now)}};
}

}  // namespace milter::testing
