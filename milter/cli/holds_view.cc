// Every text that comes from a mail goes through printable(). Tested by holds_command_test.cc.
#include "milter/cli/holds_view.h"

#include <algorithm>
#include <array>
#include <ostream>
#include <string>

#include "milter/base/text.h"
#include "milter/base/unicode.h"
#include "milter/judge/verdict_json.h"

namespace milter {
namespace {

constexpr std::size_t kColumns = 5;
using Cells = std::array<std::string, kColumns>;

std::string time_text(std::int64_t seconds) {
  return rfc3339(Clock::Time(std::chrono::seconds(seconds)));
}

Json or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json json_of(const HeldRecipient& one) {
  Json object = Json::object();
  object.set("address", one.address).set("doubtful", one.doubtful);
  object.set("reason", or_null(one.reason)).set("of", or_null(one.of));
  object.set("suggestion", or_null(one.suggestion)).set("choice", word(one.choice));
  object.set("corrected", or_null(one.corrected)).set("delivery", word(one.delivery));
  return object.set("reply", or_null(one.reply));
}

Cells cells_of(const HeldMail& mail) {
  std::string doubtful;
  for (const HeldRecipient& one : mail.recipients) {
    if (one.doubtful) doubtful += (doubtful.empty() ? "" : ", ") + printable(one.address);
  }
  return {printable(mail.id), std::string(word(mail.state)), time_text(mail.created),
          printable(mail.sender), doubtful};
}

void print_line(const std::string& name, const std::string& text, std::ostream& out) {
  if (!text.empty()) out << name << std::string(12 - name.size(), ' ') << printable(text) << "\n";
}

std::string fate_of(const HeldRecipient& one) {
  std::string text;
  if (one.choice != Choice::kNone) text += ", " + std::string(word(one.choice));
  if (!one.corrected.empty()) text += " to " + one.corrected;
  if (one.choice != Choice::kDrop) text += ", " + std::string(word(one.delivery));
  if (!one.reply.empty()) text += ": " + one.reply;
  return text;
}

void print_recipient(const HeldRecipient& one, std::ostream& out) {
  print_line("to", one.address + fate_of(one), out);
  if (!one.doubtful) return;
  std::string doubt = "doubtful: " + one.reason;
  if (!one.of.empty()) doubt += " of " + one.of;
  if (!one.suggestion.empty()) doubt += "; perhaps " + one.suggestion;
  print_line("", doubt, out);
  print_line("", one.why_en, out);
}

}  // namespace

Json json_of(const HeldMail& mail) {
  Json recipients = Json::array();
  for (const HeldRecipient& one : mail.recipients) recipients.push(json_of(one));
  Json object = Json::object();
  object.set("id", mail.id).set("state", word(mail.state)).set("sender", mail.sender);
  object.set("recipients", std::move(recipients)).set("created", time_text(mail.created));
  object.set("expires", time_text(mail.expires)).set("by", or_null(mail.changed_by));
  return object.set("verdict", Json::parse(mail.verdict).value_or(Json(nullptr)));
}

void print_table(const std::vector<HeldMail>& mails, std::ostream& out) {
  std::vector<Cells> lines = {{"ID", "STATE", "CREATED", "SENDER", "DOUBTFUL"}};
  for (const HeldMail& mail : mails) lines.push_back(cells_of(mail));
  std::array<std::size_t, kColumns> widths{};
  for (const Cells& line : lines) {
    for (std::size_t at = 0; at < kColumns; ++at) {
      widths.at(at) = std::max(widths.at(at), code_points(line.at(at)).size());
    }
  }
  for (const Cells& line : lines) {
    for (std::size_t at = 0; at + 1 < kColumns; ++at) {
      const std::size_t width = code_points(line.at(at)).size();
      out << line.at(at) << std::string(widths.at(at) - width + 2, ' ');
    }
    out << line.back() << "\n";
  }
}

void print_all(const HeldMail& mail, std::ostream& out) {
  print_line("id", mail.id, out);
  print_line("state", mail.changed_by.empty() ? std::string(word(mail.state)) : last_move(mail),
             out);
  print_line("created", time_text(mail.created), out);
  print_line("expires", time_text(mail.expires), out);
  print_line("sender", mail.sender, out);
  print_line("login", mail.envelope.auth_user, out);
  for (const HeldRecipient& one : mail.recipients) print_recipient(one, out);
  print_line("from", mail.from, out);
  print_line("subject", mail.subject, out);
  print_line("message-id", mail.message_id, out);
  for (const HeldAttachment& one : mail.attachments) {
    const std::string size = " (" + one.type + ", " + std::to_string(one.bytes) + " bytes)";
    print_line("attached", (one.name.empty() ? "-" : one.name) + size, out);
  }
  if (mail.maybe_duplicate) print_line("note", "the recipients may have got it twice", out);
}

std::string last_move(const HeldMail& mail) {
  return std::string(word(mail.state)) + " by " + printable(mail.changed_by) + ", " +
         time_text(mail.changed);
}

}  // namespace milter
