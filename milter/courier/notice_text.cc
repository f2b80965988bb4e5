// Tested by notice_test.cc.
#include "milter/courier/notice_text.h"

#include <algorithm>

#include "milter/base/text.h"
#include "milter/courier/mail_date.h"
#include "milter/courier/notice_lines.h"
#include "milter/courier/texts.h"

namespace milter {
namespace {

constexpr std::string_view kEol = "\r\n";
constexpr std::string_view kRule = "----------------------------------------\r\n";

std::string shown_subject(const HeldMail& mail, Language language) {
  return mail.subject.empty() ? say(language, "no_subject") : clip(mail.subject, kMaxNoticeSubject);
}

// Two hours and less are said in minutes: "1 hour" would be half wrong for most of it.
std::string left_text(std::int64_t seconds, Language language) {
  const std::int64_t minutes = std::max<std::int64_t>(seconds, 0) / 60;
  const bool in_hours = minutes >= 120;
  return say(language, in_hours ? "left.hours" : "left.minutes",
             {{"count", std::to_string(in_hours ? minutes / 60 : minutes)}});
}

std::string facts(const HeldMail& mail, Language language) {
  return wrapped(say(language, "fact.subject", {{"subject", shown_subject(mail, language)}}),
                 "  ") +
         wrapped(say(language, "fact.time", {{"time", shown_time(mail.created, language)}}), "  ") +
         wrapped(say(language, "fact.id", {{"id", mail.id}}), "  ");
}

std::string doubtful_recipient(const HeldRecipient& recipient, Language language) {
  const std::string& why = language == Language::kEnglish ? recipient.why_en : recipient.why_ja;
  std::string lines = wrapped(printable(recipient.address), "  ");
  if (!why.empty()) lines += wrapped(printable(why), "    ");
  if (!recipient.suggestion.empty()) {
    lines += wrapped(say(language, "ask.suggestion", {{"address", recipient.suggestion}}), "    ");
  }
  return lines;
}

std::string refused_recipient(const HeldRecipient& recipient, Language) {
  const bool corrected = recipient.choice == Choice::kCorrect;
  return wrapped(printable(corrected ? recipient.corrected : recipient.address), "  ") +
         wrapped(printable(recipient.reply), "    ");
}

template <class Chosen, class Shown>
std::string recipient_list(const HeldMail& mail, Language language, Chosen is_chosen, Shown show) {
  std::string lines;
  std::size_t count = 0;
  for (const HeldRecipient& recipient : mail.recipients) {
    if (is_chosen(recipient) && ++count <= kMaxNoticeRecipients) lines += show(recipient, language);
  }
  if (count > kMaxNoticeRecipients) {
    const std::string more = std::to_string(count - kMaxNoticeRecipients);
    lines += wrapped(say(language, "ask.more", {{"count", more}}), "  ");
  }
  return lines;
}

bool is_doubtful(const HeldRecipient& recipient) { return recipient.doubtful; }
bool is_refused(const HeldRecipient& recipient) {
  return recipient.delivery == Delivery::kRefused && recipient.choice != Choice::kDrop;
}

std::string doubtful_list(const HeldMail& mail, Language language) {
  return wrapped(say(language, "ask.recipients")) +
         recipient_list(mail, language, is_doubtful, doubtful_recipient);
}

std::string refused_list(const HeldMail& mail, Language language) {
  return wrapped(say(language, "refused.recipients")) +
         recipient_list(mail, language, is_refused, refused_recipient);
}

std::string how_to_choose(const HeldMail& mail, const Config& config, const LinkKeys& keys) {
  if (config.public_url.empty()) return wrapped(say(config.language, "ask.no_link"));
  return wrapped(say(config.language, "ask.link")) + std::string(kEol) + config.public_url + "/h/" +
         mail.id + "." + link_token(keys, Purpose::kPage, mail) + std::string(kEol) +
         std::string(kEol) + wrapped(say(config.language, "ask.forward"));
}

std::string ask_text(const Notice& notice, const HeldMail& mail, const Config& config,
                     const LinkKeys& keys) {
  const Language language = config.language;
  std::string text = wrapped(say(language, "ask.opening")).append(kEol);
  text.append(facts(mail, language)).append(kEol);
  text.append(doubtful_list(mail, language)).append(kEol);
  if (mail.maybe_duplicate) text.append(wrapped(say(language, "ask.twice"))).append(kEol);
  text.append(how_to_choose(mail, config, keys)).append(kEol);
  text.append(wrapped(say(language, "ask.otherwise",
                          {{"left", left_text(mail.expires - notice.now, language)},
                           {"time", shown_time(mail.expires, language)}})));
  if (!config.public_url.empty()) text.append(wrapped(say(language, "ask.help")));
  return text;
}

std::string_view original_key(const Original& original, std::string_view usual) {
  if (original.withheld) return "original.withheld";
  if (!original.damaged) return usual;
  return original.bytes.empty() ? "original.missing" : "original.damaged";
}

std::string about_original(const Original& original, const HeldMail& mail, Language language,
                           std::string_view usual) {
  return wrapped(say(language, original_key(original, usual), {{"id", mail.id}}));
}

std::string refused_text(const Notice& notice, const HeldMail& mail, Language language) {
  std::string text = wrapped(say(language, "refused.opening")).append(kEol);
  text.append(facts(mail, language)).append(kEol);
  text.append(refused_list(mail, language)).append(kEol);
  return text.append(about_original(notice.original, mail, language, "original.attached"));
}

bool was_tried(const HeldMail& mail) {
  return std::any_of(mail.recipients.begin(), mail.recipients.end(), is_refused);
}

std::string returned_text(const Notice& notice, const HeldMail& mail, Language language) {
  const bool tried = was_tried(mail);
  std::string text = wrapped(say(language, tried ? "returned.refused" : "returned.expired"));
  text.append(kEol).append(facts(mail, language)).append(kEol);
  if (tried) text.append(refused_list(mail, language)).append(kEol);
  if (tried && mail.maybe_duplicate) text += wrapped(say(language, "maybe_delivered"));
  return text.append(about_original(notice.original, mail, language, "returned.resend"));
}

std::string long_text(const Notice& notice, const HeldMail& mail, const Config& config,
                      const LinkKeys& keys) {
  switch (notice.kind) {
    case NoticeKind::kAsk:
      return ask_text(notice, mail, config, keys);
    case NoticeKind::kRefused:
      return refused_text(notice, mail, config.language);
    case NoticeKind::kReturned:
      return returned_text(notice, mail, config.language);
  }
  return "";
}

std::string ask_short_text(const HeldMail& mail, const Config& config, Language language) {
  std::string text =
      wrapped(say(language, "ask.short", {{"time", shown_time(mail.expires, language)}}));
  if (config.public_url.empty()) {
    text += wrapped(say(language, "ask.no_link"));
  } else {
    text += wrapped(say(language, "ask.above")) + wrapped(say(language, "ask.forward"));
  }
  return text + doubtful_list(mail, language);
}

std::string_view short_key(NoticeKind kind, bool tried) {
  if (kind == NoticeKind::kRefused) return "refused.short";
  return tried ? "returned.short_refused" : "returned.short";
}

std::string short_text(const Notice& notice, const HeldMail& mail, const Config& config,
                       Language language) {
  if (notice.kind == NoticeKind::kAsk) return ask_short_text(mail, config, language);
  const bool tried = was_tried(mail), returned = notice.kind == NoticeKind::kReturned;
  std::string text = wrapped(say(language, short_key(notice.kind, tried)));
  if (returned && tried && mail.maybe_duplicate) text += wrapped(say(language, "maybe_delivered"));
  const bool attached = !notice.original.damaged && !notice.original.withheld;
  if (!returned && attached) return text;
  return text.append(about_original(notice.original, mail, language, "original.attached"));
}

std::string_view subject_key(NoticeKind kind) {
  switch (kind) {
    case NoticeKind::kAsk:
      return "subject.ask";
    case NoticeKind::kRefused:
      return "subject.refused";
    case NoticeKind::kReturned:
      return "subject.returned";
  }
  return "";
}

}  // namespace

std::string notice_subject(const Notice& notice, const HeldMail& mail, Language language) {
  return say(language, subject_key(notice.kind), {{"subject", shown_subject(mail, language)}});
}

std::string notice_text(const Notice& notice, const HeldMail& mail, const Config& config,
                        const LinkKeys& keys) {
  const Language first = config.language;
  const Language other = first == Language::kEnglish ? Language::kJapanese : Language::kEnglish;
  std::string text;
  for (const Language language : {first, other}) {
    if (notice.unreachable.empty()) break;
    text += wrapped(
        say(language, "unreachable", {{"address", mail.sender}, {"reply", notice.unreachable}}));
  }
  if (!text.empty()) text.append(kEol);
  text.append(long_text(notice, mail, config, keys)).append(kEol);
  text.append(kRule).append(short_text(notice, mail, config, other)).append(kEol);
  for (const Language language : {first, other}) {
    text.append(wrapped(say(language, "foot", {{"organisation", config.organisation_name}})));
  }
  return text;
}

}  // namespace milter
