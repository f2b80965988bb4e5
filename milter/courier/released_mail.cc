// Fields in which nothing changes are never touched, so their bytes cannot differ. Tested by
// released_mail_test.cc.
#include "milter/courier/released_mail.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "milter/base/text.h"
#include "milter/courier/address_field.h"
#include "milter/courier/mail_date.h"

namespace milter {
namespace {

const HeldRecipient* recipient_named(const HeldMail& mail, std::string_view address) {
  const auto found = std::find_if(mail.recipients.begin(), mail.recipients.end(),
                                  [&](const HeldRecipient& one) { return one.address == address; });
  return address.empty() || found == mail.recipients.end() ? nullptr : &*found;
}

std::string_view eol_of(std::string_view stored) {
  const std::size_t end = stored.find('\n');
  return end == std::string_view::npos || (end > 0 && stored[end - 1] == '\r') ? "\r\n" : "\n";
}

// As Postfix neuters a client's words in its own trace field.
std::string neuter(std::string_view word) {
  std::string safe(word);
  for (char& c : safe) {
    const bool plain = c > ' ' && c < 0x7F;
    if (!plain || std::string_view("<>()\\\";@").find(c) != std::string_view::npos) c = '?';
  }
  return safe;
}

std::string address_literal(std::string_view address) {
  const bool is_v6 = address.find(':') != std::string_view::npos;
  return (is_v6 ? "[IPv6:" : "[") + neuter(address) + "]";
}

std::string from_clause(const Envelope& envelope) {
  const std::string& address = envelope.client_address;
  if (address.empty() && envelope.helo.empty()) return "";  // a local submission
  const std::string literal = address.empty() ? "" : address_literal(address);
  std::string clause = "from " + (envelope.helo.empty() ? literal : neuter(envelope.helo));
  if (literal.empty()) return clause;
  const std::string name = neuter(envelope.client_name);
  return clause + " (" + (name.empty() ? "" : name + " ") + literal + ")";
}

std::string trace(const HeldMail& mail, std::string_view host, std::string_view eol) {
  const std::string fold = std::string(eol) + "\t";
  const std::string from = from_clause(mail.envelope);
  const std::string protocol = mail.envelope.auth_user.empty() ? "ESMTP" : "ESMTPA";
  std::string field = "Received: " + (from.empty() ? "" : from + fold);
  field.append("by ").append(host).append(" with ").append(protocol);
  if (!mail.envelope.queue_id.empty()) field += " id " + neuter(mail.envelope.queue_id);
  field.append(";" + fold + mail_date(mail.created)).append(eol);
  return field.append("X-Sekimori-Hold: ").append(neuter(mail.id)).append(eol);
}

// A To or Cc field in which something changes, and what stands in its place.
struct FieldEdit {
  ByteRange field;
  std::optional<std::string> text;
};

std::vector<FieldEdit> field_edits(const HeldMail& mail, std::string_view stored) {
  std::vector<FieldEdit> edits;
  for (std::size_t at = 0; at < mail.places.size();) {
    const ByteRange field = mail.places[at].field;
    std::vector<MailboxEdit> mailboxes;
    bool changes = false;
    for (; at < mail.places.size() && mail.places[at].field == field; ++at) {
      const MailboxPlace& place = mail.places[at];
      const HeldRecipient* recipient = recipient_named(mail, place.recipient);
      MailboxEdit edit{place.mailbox, place.address, Choice::kNone, ""};
      if (recipient != nullptr) {
        edit.choice = recipient->choice;
        edit.corrected = recipient->corrected;
      }
      changes = changes || edit.choice == Choice::kCorrect || edit.choice == Choice::kDrop;
      mailboxes.push_back(std::move(edit));
    }
    if (changes) edits.push_back({field, edited_field(stored, field, mailboxes)});
  }
  return edits;
}

bool is_gone(const std::vector<FieldEdit>& edits, std::size_t begin) {
  return std::any_of(edits.begin(), edits.end(), [&](const FieldEdit& edit) {
    return edit.field.begin == begin && !edit.text;
  });
}

// Whether a To or Cc, one without known mailboxes included, outlives the edits.
bool destination_remains(std::string_view stored, const std::vector<FieldEdit>& edits) {
  for (std::size_t at = 0; at < stored.size();) {
    const std::size_t end = std::min(stored.find('\n', at), stored.size());
    const std::string_view line = stored.substr(at, end - at);
    if (trim(line).empty()) return false;  // the header's end
    const std::string_view name = trim(line.substr(0, line.find(':')));
    const bool is_field = line.front() != ' ' && line.front() != '\t';
    if (is_field && (iequals(name, "To") || iequals(name, "Cc")) && !is_gone(edits, at))
      return true;
    at = end + 1;
  }
  return false;
}

std::string parameters_without_orcpt(std::string_view parameters) {
  std::string kept;
  for (const std::string_view word : words(parameters)) {
    if (istarts_with(word, "ORCPT=")) continue;
    if (!kept.empty()) kept += ' ';
    kept += word;
  }
  return kept;
}

}  // namespace

std::vector<Onward> envelope_after(const HeldMail& mail) {
  std::vector<Onward> onward;
  for (const HeldRecipient& recipient : mail.recipients) {
    if (recipient.choice == Choice::kDrop || recipient.delivery != Delivery::kPending) continue;
    Path path = recipient.path;
    if (recipient.choice == Choice::kCorrect) {
      path = {"<" + recipient.corrected + ">", parameters_without_orcpt(recipient.path.parameters)};
    }
    onward.push_back({std::move(path), recipient.address});
  }
  return onward;
}

bool places_fit(const HeldMail& mail, std::size_t bytes) {
  ByteRange field;
  std::size_t done = 0;
  for (const MailboxPlace& place : mail.places) {
    if (place.field != field && place.field.begin < std::max(field.end, done)) return false;
    if (place.field != field) done = place.field.begin;
    field = place.field;
    if (place.mailbox.begin < done || place.address.begin < place.mailbox.begin ||
        place.address.end < place.address.begin || place.mailbox.end < place.address.end ||
        field.end < place.mailbox.end || bytes < field.end) {
      return false;
    }
    done = place.mailbox.end;
  }
  return true;
}

std::string released_mail(const HeldMail& mail, std::string_view stored, std::string_view host) {
  const std::string_view eol = eol_of(stored);
  std::string bytes = trace(mail, host, eol);
  const std::vector<FieldEdit> edits = field_edits(mail, stored);
  bool needs_destination = !destination_remains(stored, edits);
  std::size_t done = 0;
  for (const FieldEdit& edit : edits) {
    bytes.append(stored.substr(done, edit.field.begin - done));
    done = edit.field.end;
    if (edit.text) {
      bytes.append(*edit.text);
    } else if (std::exchange(needs_destination, false)) {
      bytes.append("To: undisclosed-recipients:;").append(eol);
    }
  }
  return bytes.append(stored.substr(done));
}

}  // namespace milter
