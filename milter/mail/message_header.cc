// How it works: every field is read from the raw bytes; nothing here needs the MIME tree. All From
// fields count, not only the first: which of two is shown is for each mail program to choose. A CR
// alone ends a line for some programs, so the fields that it makes count too.
//
// Tested by message_test.cc.
#include <algorithm>
#include <array>

#include "milter/base/text.h"
#include "milter/mail/encoded_word.h"
#include "milter/mail/message.h"

namespace milter {
namespace {

// RFC 5322 3.6 and RFC 2045 3: fields that stand at most once.
constexpr std::array<std::string_view, 13> kOnce = {"Subject",
                                                    "To",
                                                    "Cc",
                                                    "Date",
                                                    "Reply-To",
                                                    "Sender",
                                                    "Message-ID",
                                                    "In-Reply-To",
                                                    "References",
                                                    "MIME-Version",
                                                    "Content-Type",
                                                    "Content-Transfer-Encoding",
                                                    "Content-Disposition"};

RawMessage split_at_cr(const RawMessage& mail) {
  const std::string lines = replace_all(mail.header(), "\r\n", "\n");
  if (lines.find('\r') == std::string::npos) return {};
  return RawMessage::parse(replace_all(lines, "\r", "\n"));
}

class HeaderReader {
 public:
  explicit HeaderReader(const RawMessage& mail) : mail_(mail), with_cr_(split_at_cr(mail)) {}
  Header read();

 private:
  void note(Flaw flaw);
  void note(const CharsetNotes& notes);
  std::string_view first(std::string_view name) const;
  std::vector<std::string> values(std::string_view name) const;
  std::vector<Mailbox> mailboxes(std::string_view name);
  void check_from();
  void check_duplicates();
  bool is_list() const;

  const RawMessage& mail_;
  const RawMessage with_cr_;  // the header as read by who takes a CR for a line end; else empty
  Header header_;
};

void HeaderReader::note(Flaw flaw) {
  auto& flaws = header_.flaws;
  if (std::find(flaws.begin(), flaws.end(), flaw) == flaws.end()) flaws.push_back(flaw);
}

void HeaderReader::note(const CharsetNotes& notes) {
  if (!notes.exact) note(Flaw::kUndecodable);
  if (notes.utf7) note(Flaw::kUtf7);
}

std::string_view HeaderReader::first(std::string_view name) const {
  const auto fields = mail_.find(name);
  return fields.empty() ? std::string_view() : mail_.value(*fields.front());
}

std::vector<std::string> HeaderReader::values(std::string_view name) const {
  std::vector<std::string> all;
  for (const HeaderField* field : mail_.find(name)) all.push_back(unfold(mail_.value(*field)));
  for (const HeaderField* field : with_cr_.find(name)) {
    std::string value = unfold(with_cr_.value(*field));
    if (std::find(all.begin(), all.end(), value) == all.end()) all.push_back(std::move(value));
  }
  return all;
}

// The strict readings of all such fields first, then what else they could be.
std::vector<Mailbox> HeaderReader::mailboxes(std::string_view name) {
  std::vector<Mailbox> found;
  std::vector<Mailbox> also;
  for (const std::string& value : values(name)) {
    CharsetNotes notes;
    decode_header(value, notes);
    note(notes);
    AddressList list = read_addresses(value);
    if (!list.well_formed) note(Flaw::kBadAddress);
    if (list.too_many) note(Flaw::kTooManyAddresses);
    found.insert(found.end(), list.mailboxes.begin(), list.mailboxes.end());
    also.insert(also.end(), list.also.begin(), list.also.end());
    if (name == "To" || name == "Cc") continue;  // undisclosed-recipients:;
    for (std::string& group : list.groups) also.push_back({std::move(group), "", ""});
  }
  for (Mailbox& mailbox : also) {
    if (std::find(found.begin(), found.end(), mailbox) == found.end()) {
      found.push_back(std::move(mailbox));
    }
  }
  return found;
}

void HeaderReader::check_from() {
  if (values("From").size() > 1 || mail_.find("From").size() > 1) note(Flaw::kTwoFrom);
  const bool named = std::any_of(header_.from.begin(), header_.from.end(),
                                 [](const Mailbox& one) { return !one.address().empty(); });
  if (!named) note(Flaw::kNoFrom);
}

void HeaderReader::check_duplicates() {
  for (const std::string_view name : kOnce) {
    if (mail_.find(name).size() > 1) note(Flaw::kDuplicateField);
  }
}

bool HeaderReader::is_list() const {
  if (!mail_.find("List-Id").empty() || !mail_.find("List-Unsubscribe").empty()) return true;
  const std::string_view precedence = trim(first("Precedence"));
  return iequals(precedence, "list") || iequals(precedence, "bulk");
}

// What stands in angle brackets, each once; without any, the words.
std::vector<std::string> message_ids(std::string_view value) {
  std::vector<std::string> ids;
  const std::string flat = replace_all(replace_all(value, "\r", ""), "\n", "");
  if (flat.find('<') == std::string::npos) {
    for (const std::string_view word : words(flat)) ids.emplace_back(word);
    return ids;
  }
  std::size_t at = flat.find('<');
  while (at != std::string::npos) {
    const std::size_t end = std::min(flat.find('>', at), flat.size());
    const std::string id(trim(std::string_view(flat).substr(at + 1, end - at - 1)));
    if (!id.empty()) ids.push_back(id);
    at = flat.find('<', end);
  }
  return ids;
}

std::vector<std::string> once_each(std::vector<std::string> all) {
  std::vector<std::string> unique;
  std::vector<std::string> seen = all;
  std::sort(seen.begin(), seen.end());
  std::vector<bool> taken(seen.size(), false);
  for (std::string& one : all) {
    const auto place = std::lower_bound(seen.begin(), seen.end(), one) - seen.begin();
    if (taken[static_cast<std::size_t>(place)]) continue;
    taken[static_cast<std::size_t>(place)] = true;
    unique.push_back(std::move(one));
  }
  return unique;
}

Header HeaderReader::read() {
  header_.from = mailboxes("From");
  header_.reply_to = mailboxes("Reply-To");
  header_.to = mailboxes("To");
  header_.cc = mailboxes("Cc");
  header_.sender = mailboxes("Sender");
  CharsetNotes notes;
  header_.subject = trim(decode_header(first("Subject"), notes));
  note(notes);
  const auto ids = message_ids(first("Message-ID"));
  if (!ids.empty()) header_.message_id = ids.front();
  header_.references = message_ids(first("References"));
  for (std::string& id : message_ids(first("In-Reply-To"))) {
    header_.references.push_back(std::move(id));
  }
  header_.references = once_each(std::move(header_.references));
  header_.date = trim(first("Date"));
  header_.is_list = is_list();
  const std::string automatic = decode_parameters(first("Auto-Submitted")).value;
  header_.auto_submitted = !automatic.empty() && !iequals(automatic, "no");
  check_from();
  check_duplicates();
  return std::move(header_);
}

}  // namespace

Header read_header(const RawMessage& mail) { return HeaderReader(mail).read(); }

}  // namespace milter
