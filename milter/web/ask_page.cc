// One function a section, in the order of the page. Tested by pages_test.cc.
#include "milter/base/text.h"
#include "milter/base/unicode.h"
#include "milter/web/attachments.h"
#include "milter/web/choices.h"
#include "milter/web/comparison.h"
#include "milter/web/date.h"
#include "milter/web/page_frame.h"
#include "milter/web/texts.h"

namespace milter {
namespace {

Html count_html(std::size_t count) { return text(std::to_string(count)); }

std::string field_name(std::size_t position) { return "r" + std::to_string(position); }

// --- the mail ---

Html summary(const Reader& reader, const HeldMail& mail) {
  const Language language = reader.language;
  Html rows = row(say(language, "subject"), subject_html(reader, mail.subject)) +
              row(say(language, "from"), element("bdi", text(mail.from)));
  // From: is what the mail says; who is asked here is who logged in.
  if (ascii_lower(mail.from).find(mail.sender) == std::string::npos) {
    rows += row(say(language, "login"), address_html(mail.sender));
  }
  rows += row(say(language, "held_at"), date_html(reader, mail.created));
  return element("dl", {{"class", "summary"}}, rows);
}

std::string_view missing_key(Omission::Kind kind) {
  switch (kind) {
    case Omission::Kind::kChoices:
      return "missing";
    case Omission::Kind::kAllDropped:
      return "missing_all_dropped";
    case Omission::Kind::kNotSure:
      return "missing_sure";
    case Omission::Kind::kBoth:
      return "missing_one_of_both";
    default:
      return "missing_button";
  }
}

Html alert(const Reader& reader, const HeldMail& mail, const Omission& omission) {
  if (omission.kind == Omission::Kind::kNone) return {};
  const Language language = reader.language;
  Html inner = element("p", say(language, missing_key(omission.kind)));
  Html links;
  for (const std::size_t position : omission.recipients) {
    links += element("li", element("a", {{"href", "#" + field_name(position)}},
                                   address_html(mail.recipients.at(position).address)));
  }
  if (!links.empty()) inner += element("ul", links);
  const bool cancels = omission.kind == Omission::Kind::kNotSure;  // nothing else to choose
  if (!cancels) inner += element("p", say(language, "missing_again"));
  return element("div", {{"class", "alert"}, {"role", "alert"}}, inner);
}

// --- one doubtful recipient ---

std::string_view reason_key(const HeldRecipient& recipient) {
  for (const std::string_view key : {"reason_lookalike", "reason_own_lookalike", "reason_provider",
                                     "reason_imitation_reply", "reason_first_time"}) {
    if (key.substr(7) == recipient.reason) return key;
  }
  return "reason_other";
}

Html gap_html() { return element("span", {{"class", "gap"}}, text("\u00A0")); }

Html letters(const std::vector<Piece>& side) {
  Html out;
  for (const Piece& piece : side) {
    if (piece.kind == Piece::Kind::kSame) out += text(piece.letters);
    if (piece.kind == Piece::Kind::kDiffers) out += element("mark", text(piece.letters));
    for (std::size_t gap = 0; gap < piece.gaps; ++gap) out += gap_html();
  }
  return element("span", out);
}

// Two addresses, marked; mailbox and domain by themselves, so that each keeps to one line.
struct Marked {
  Html meant, written;
  bool gaps = false;
};

void add_compared(Marked& marked, std::string_view meant, std::string_view written) {
  const Comparison both = compare(meant, written);
  marked.meant += letters(both.meant);
  marked.written += letters(both.written);
  for (const auto& side : {both.meant, both.written}) {
    for (const Piece& piece : side) marked.gaps = marked.gaps || piece.gaps != 0;
  }
}

Marked mark(std::string_view meant, std::string_view written) {
  const std::size_t meant_at = meant.rfind('@') + 1;  // 0 without one: npos + 1
  const std::size_t written_at = written.rfind('@') + 1;
  Marked marked;
  add_compared(marked, meant.substr(0, meant_at), written.substr(0, written_at));
  add_compared(marked, meant.substr(meant_at), written.substr(written_at));
  return marked;
}

// Letter by letter with spaces between, which a screen reader speaks one by one.
Html spelled(const Reader& reader, std::string_view address) {
  std::u32string out;
  const std::size_t at = address.rfind('@');
  for (const char32_t letter : code_points(address.substr(at == address.npos ? 0 : at + 1))) {
    if (!out.empty()) out += U' ';
    out += letter;
  }
  return say(reader.language, "spelled", {{"letters", text(to_utf8(out))}});
}

// Eyes get the marked letters, screen readers the address and its spelling.
Html side(const Reader& reader, Literal place, std::string_view name, const AddressNames& names,
          const Html& marked_letters) {
  Html value = element("bdi", {{"class", "letters"}, {"aria-hidden", "true"}}, marked_letters);
  value += element("span", {{"class", "spoken"}},
                   text(names.unicode + " ") + spelled(reader, names.unicode));
  if (names.ascii != names.unicode) {
    const Html dns = element("bdi", {{"class", "address"}}, text(names.ascii));
    value +=
        element("p", {{"class", "hint"}}, say(reader.language, "dns_name", {{"address", dns}}));
  }
  return element("div", {{"class", std::string(place.str())}},
                 element("dt", say(reader.language, name)) + element("dd", value));
}

Html addresses(const Reader& reader, const HeldRecipient& recipient) {
  const AddressNames written = read_names(recipient.address);
  if (recipient.suggestion.empty()) {
    const Html whole = mark(written.unicode, written.unicode).written;
    return element("dl", {{"class", "pair"}}, side(reader, "written", "written", written, whole));
  }
  const AddressNames meant = read_names(recipient.suggestion);
  const Marked both = mark(meant.unicode, written.unicode);
  Html legend = say(reader.language, "marks");
  if (both.gaps) legend += say(reader.language, "gaps", {{"gap", gap_html()}});
  return element("dl", {{"class", "pair"}},
                 side(reader, "written", "written", written, both.written) +
                     side(reader, "meant", "meant", meant, both.meant)) +
         element("p", {{"class", "hint"}, {"aria-hidden", "true"}}, legend);
}

Html option(const Reader& reader, const HeldRecipient& recipient, std::size_t position,
            Choice one) {
  const std::string_view to = one == Choice::kCorrect ? recipient.suggestion : recipient.address;
  const Html radio = void_element("input", {{"type", "radio"},
                                            {"name", field_name(position)},
                                            {"value", std::string(word(one))},
                                            {"required", ""}});
  const Html words = say(reader.language, word(one), {{"address", address_html(to)}});
  return element("label", {{"class", "option"}}, radio + element("span", words));
}

Html doubtful(const Reader& reader, const HeldMail& mail, std::size_t position,
              std::size_t number) {
  const Language language = reader.language;
  const HeldRecipient& recipient = mail.recipients.at(position);
  const std::size_t count = doubtful_positions(mail).size();
  const Html which = count == 1
                         ? say(language, "check_one")
                         : say(language, "check_of",
                               {{"number", count_html(number)}, {"count", count_html(count)}});
  const Html heading = element("span", {{"class", "which"}}, which + text(" ")) +
                       element("span", say(language, reason_key(recipient)));
  Html inner = element("legend", element("h2", heading));
  const bool japanese = language == Language::kJapanese;
  inner += element("p", {{"class", "why"}}, text(japanese ? recipient.why_ja : recipient.why_en));
  inner += addresses(reader, recipient);
  if (!stands_in_header(mail, recipient)) {
    inner += element("p", {{"class", "note"}}, say(language, "not_in_header"));
  }
  inner += element("p", {{"class", "question"}}, say(language, "question"));
  for (const Choice one : offered(mail, recipient)) {
    inner += option(reader, recipient, position, one);
  }
  return element("fieldset", {{"id", field_name(position)}, {"class", recipient.reason}}, inner);
}

// --- the rest of the mail ---

Html others(const Reader& reader, const HeldMail& mail) {
  Html list;
  std::size_t count = 0, hidden = 0;
  for (const HeldRecipient& recipient : mail.recipients) {
    if (recipient.doubtful) continue;
    const bool seen = stands_in_header(mail, recipient);
    list += element("li", address_html(recipient.address) + (seen ? Html() : text(" (Bcc)")));
    ++count;
    hidden += seen ? 0 : 1;
  }
  if (count == 0) return {};
  Html inner = element("summary", say(reader.language, "others", {{"count", count_html(count)}}));
  inner += element("ul", {{"class", "list"}}, list);
  if (hidden == 0) return element("details", inner);
  return element("details", inner) +
         element("p", {{"class", "hint"}},
                 say(reader.language, "bcc", {{"count", count_html(hidden)}}));
}

std::string_view remark_key(Remark remark) {
  if (remark == Remark::kEncrypted) return "encrypted";
  return remark == Remark::kMacro ? "macro" : "double_extension";
}

Html file(const Reader& reader, const HeldAttachment& attachment) {
  Html line = attachment.name.empty()
                  ? say(reader.language, "unnamed", {{"type", text(attachment.type)}})
                  : element("bdi", {{"class", "file"}}, text(attachment.name));
  line += text(" ") + element("span", {{"class", "size"}}, text(shown_size(attachment.bytes)));
  for (const Remark remark : remarks(attachment)) {
    line += text(" ") +
            element("span", {{"class", "remark"}}, say(reader.language, remark_key(remark)));
  }
  return element("li", line);
}

Html files(const Reader& reader, const HeldMail& mail) {
  if (mail.attachments.empty()) return {};
  Html list;
  for (const HeldAttachment& attachment : mail.attachments) list += file(reader, attachment);
  return element("h2",
                 say(reader.language, "files", {{"count", count_html(mail.attachments.size())}})) +
         element("ul", {{"class", "list"}}, list);
}

Html excerpt(const Reader& reader, const HeldMail& mail) {
  Html out = element("h2", {{"id", "excerpt"}}, say(reader.language, "excerpt"));
  if (trim(mail.excerpt).empty()) {
    out += element("p", {{"class", "hint"}}, say(reader.language, "no_excerpt"));
  } else {  // it scrolls, so the keyboard must reach it
    out += element("div",
                   {{"class", "excerpt"},
                    {"dir", "auto"},
                    {"tabindex", "0"},
                    {"role", "region"},
                    {"aria-labelledby", "excerpt"}},
                   text(mail.excerpt));
  }
  if (mail.has_html) {
    out += element("p", {{"class", "hint"}}, say(reader.language, "has_html"));
  }
  return out;
}

Html button(const Reader& reader, Literal what) {
  Attributes attributes{{"type", "submit"}, {"name", "do"}, {"value", std::string(what.str())}};
  // Who sends nothing needs no choices.
  if (what.str() == "cancel") attributes.push_back({"formnovalidate", ""});
  return element("button", attributes, say(reader.language, what.str()));
}

// Not required: it would stand in the way of who sends.
Html cancelling(const Reader& reader) {
  const Html tick =
      void_element("input", {{"type", "checkbox"}, {"name", "sure"}, {"value", "cancel"}});
  const Html label =
      element("label", {{"class", "option"}}, tick + element("span", say(reader.language, "sure")));
  return element("section", {{"class", "mail cancelling"}},
                 element("div", {{"class", "buttons"}}, label + button(reader, "cancel")) +
                     element("p", {{"class", "hint"}}, say(reader.language, "cancel_hint")));
}

Html form(const Reader& reader, const HeldMail& mail, std::string_view token) {
  Html inner =
      void_element("input", {{"type", "hidden"}, {"name", "form"}, {"value", std::string(token)}});
  std::size_t number = 0;
  for (const std::size_t position : doubtful_positions(mail)) {
    inner += doubtful(reader, mail, position, ++number);
  }
  inner += element("section", {{"class", "mail"}},
                   others(reader, mail) + files(reader, mail) + excerpt(reader, mail));
  inner += element("div", {{"class", "buttons"}}, button(reader, "send")) + cancelling(reader);
  return element("form", {{"method", "post"}, {"autocomplete", "off"}}, inner);
}

}  // namespace

std::string ask_page(const Reader& reader, const HeldMail& mail, std::string_view form_token,
                     const Omission& omission) {
  const Language language = reader.language;
  const bool again = omission.kind != Omission::Kind::kNone;
  const Html due =
      say(language, "due", {{"date", element("strong", date_html(reader, mail.expires))}});
  return page(reader, title_with_subject(reader, again ? "ask_title_again" : "ask", mail.subject),
              alert(reader, mail, omission) + element("h1", say(language, "ask")) +
                  element("p", {{"class", "lead"}}, say(language, "ask_lead")) +
                  element("p", {{"class", "due"}}, due) + summary(reader, mail) +
                  form(reader, mail, form_token));
}

}  // namespace milter
