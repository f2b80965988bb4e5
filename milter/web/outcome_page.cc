// One page for every state but held; who reads it may be whoever came first or whoever came too
// late. Tested by pages_test.cc.
#include "milter/base/text.h"
#include "milter/web/page_frame.h"
#include "milter/web/texts.h"

namespace milter {
namespace {

bool any_refused(const HeldMail& mail) {
  for (const HeldRecipient& recipient : mail.recipients) {
    if (recipient.delivery == Delivery::kRefused) return true;
  }
  return false;
}

// An attempt to send it ended without an answer. A mail that came twice and was never sent on is
// maybe_duplicate as well, but nobody got that one.
bool maybe_delivered(const HeldMail& mail) { return mail.maybe_duplicate && any_refused(mail); }

std::string_view heading_key(const HeldMail& mail) {
  switch (mail.state) {
    case HoldState::kHeld:
      return "ask";
    case HoldState::kReleasing:
      return "releasing";
    case HoldState::kReleased:
      return any_refused(mail) ? "refused" : "released";
    case HoldState::kCancelled:
      return "cancelled";
    case HoldState::kReturning:
      return maybe_delivered(mail) ? "returning_maybe" : "returning";
    case HoldState::kReturned:
      return maybe_delivered(mail) ? "returned_maybe" : "returned";
  }
  return "unknown";
}

// Whether anybody may have got a mail that goes back.
std::string_view reach_key(const HeldMail& mail) {
  if (maybe_delivered(mail)) return "maybe_got";
  return mail.maybe_duplicate ? "came_twice" : "nobody_got";
}

Html lead(const Reader& reader, const HeldMail& mail) {
  const Language language = reader.language;
  const Html sender = address_html(mail.sender);
  switch (mail.state) {
    case HoldState::kReturning:
      return say(language, reach_key(mail)) + say(language, "returning_lead", {{"sender", sender}});
    case HoldState::kReturned:
      return say(language, reach_key(mail)) + say(language, "returned_lead", {{"sender", sender}});
    default:
      return say(language, std::string(heading_key(mail)) + "_lead");
  }
}

// The words of HeldMail::changed_by.
Html who(const Reader& reader, std::string_view by) {
  constexpr std::string_view kPage = "page ", kAdmin = "admin:";
  const Language language = reader.language;
  if (by == "expiry") return say(language, "by_expiry");
  if (by == "return port") return say(language, "by_return_port");
  if (by.starts_with(kAdmin)) {
    return say(language, "by_admin", {{"who", text(by.substr(kAdmin.size()))}});
  }
  return by.starts_with(kPage) ? say(language, "by_page") : text(by);
}

Html delivery_html(const Reader& reader, const HeldRecipient& recipient) {
  switch (recipient.delivery) {
    case Delivery::kPending:
      return say(reader.language, "pending");
    case Delivery::kDelivered:
      return say(reader.language, "delivered");
    case Delivery::kRefused:
      break;
  }
  return say(reader.language, "undelivered") +
         (recipient.reply.empty() ? Html() : text(": " + recipient.reply));
}

Html recipient_html(const Reader& reader, const HeldRecipient& recipient) {
  const Html address = address_html(recipient.address);
  if (recipient.choice == Choice::kDrop) {
    return element("li", say(reader.language, "dropped", {{"address", address}}));
  }
  const Html what =
      recipient.choice == Choice::kCorrect
          ? say(reader.language, "went_corrected",
                {{"written", address}, {"corrected", address_html(recipient.corrected)}})
          : say(reader.language, "went", {{"address", address}});
  const std::string state = "state " + std::string(word(recipient.delivery));
  return element("li", what + text(" ") +
                           element("span", {{"class", state}}, delivery_html(reader, recipient)));
}

Html recipients(const Reader& reader, const HeldMail& mail) {
  if (mail.state != HoldState::kReleasing && mail.state != HoldState::kReleased) return {};
  Html list;
  for (const HeldRecipient& recipient : mail.recipients) list += recipient_html(reader, recipient);
  return element(
      "section", {{"class", "mail"}},
      element("h2", say(reader.language, "recipients")) + element("ul", {{"class", "list"}}, list));
}

Html summary(const Reader& reader, const HeldMail& mail) {
  const Language language = reader.language;
  Html rows = row(say(language, "subject"), subject_html(reader, mail.subject)) +
              row(say(language, "held_at"), date_html(reader, mail.created));
  if (!mail.changed_by.empty()) {
    rows += row(say(language, "last_step"), say(language, "by",
                                                {{"date", date_html(reader, mail.changed)},
                                                 {"who", who(reader, mail.changed_by)}}));
  }
  return element("dl", {{"class", "summary"}}, rows);
}

}  // namespace

std::string outcome_page(const Reader& reader, const HeldMail& mail, bool late) {
  const Language language = reader.language;
  const std::string_view heading = heading_key(mail);
  Html main;
  if (late) {
    main += element("div", {{"class", "alert"}, {"role", "alert"}},
                    element("p", say(language, "late")));
  }
  main += element("h1", {{"class", std::string(heading)}}, say(language, heading));
  main += element("p", {{"class", "lead"}}, lead(reader, mail));
  if (mail.maybe_duplicate && mail.state == HoldState::kReleased) {
    main += element("p", {{"class", "note"}}, say(language, "duplicate"));
  }
  main += summary(reader, mail) + recipients(reader, mail);
  return page(reader, title_with_subject(reader, heading, mail.subject), main);
}

}  // namespace milter
