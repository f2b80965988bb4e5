// Reads the choices against the mail, then leaves the decision to HoldStore, which alone knows who
// was first. Tested by holds_command_test.cc.
#include "milter/cli/holds.h"

#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <ostream>

#include "milter/base/clock.h"
#include "milter/base/text.h"
#include "milter/cli/holds_view.h"
#include "milter/cli/with_store.h"
#include "milter/hold/hold_store.h"
#include "milter/ops/syntax.h"

namespace milter {
namespace {

template <class T>
using Understood = tl::expected<T, std::string>;  // or why not, for the administrator

std::int64_t now() { return SystemClock::Time::clock::to_time_t(SystemClock().now()); }

std::string administrator() {
  std::array<char, 4096> buffer{};
  passwd entry{};
  passwd* found = nullptr;
  const uid_t user = ::getuid();
  const int failed = ::getpwuid_r(user, &entry, buffer.data(), buffer.size(), &found);
  const bool has_name = failed == 0 && found != nullptr;
  return "admin:" + (has_name ? std::string(entry.pw_name) : std::to_string(user));
}

// As typed, or else in another case.
const HeldRecipient* recipient_of(const HeldMail& mail, std::string_view address) {
  const HeldRecipient* near = nullptr;
  for (const HeldRecipient& one : mail.recipients) {
    if (one.address == address) return &one;
    if (iequals(one.address, address)) near = &one;
  }
  return near;
}

Understood<Decision> decision_of(const HeldMail& mail, std::string_view address, Choice choice) {
  const HeldRecipient* recipient = recipient_of(mail, address);
  if (recipient == nullptr) {
    return tl::unexpected(in_quotes(address) + " is no recipient of this mail");
  }
  if (!recipient->doubtful && choice != Choice::kDrop) {
    return tl::unexpected(in_quotes(address) + " is not doubtful: it can only be dropped");
  }
  return Decision{recipient->address, choice, ""};
}

// "=" may stand in an address, too (RFC 5322 3.2.3): OLD ends where a recipient does.
Understood<Decision> correction_of(const HeldMail& mail, const std::string& text) {
  std::size_t at = text.find('=');
  if (at == std::string::npos) return tl::unexpected(in_quotes(text) + " is not OLD=NEW");
  for (std::size_t next = at; next != std::string::npos; next = text.find('=', next + 1)) {
    if (recipient_of(mail, text.substr(0, next)) != nullptr) at = next;
  }
  auto decision = decision_of(mail, text.substr(0, at), Choice::kCorrect);
  if (!decision) return decision;
  const Result<std::string> address = checked_address(text.substr(at + 1));
  if (!address) return tl::unexpected(address.error().what);
  decision->corrected = *address;
  return decision;
}

Understood<std::vector<Decision>> decisions_of(const HeldMail& mail,
                                               const HoldsReleaseCommand& command) {
  std::vector<Understood<Decision>> read;
  for (const std::string& one : command.correct) read.push_back(correction_of(mail, one));
  for (const std::string& one : command.keep) {
    read.push_back(decision_of(mail, one, Choice::kKeep));
  }
  for (const std::string& one : command.drop) {
    read.push_back(decision_of(mail, one, Choice::kDrop));
  }
  std::vector<Decision> decisions;
  for (Understood<Decision>& one : read) {
    if (!one) return tl::unexpected(one.error());
    decisions.push_back(std::move(*one));
  }
  return decisions;
}

std::ptrdiff_t count_of(const std::vector<Decision>& decisions, const std::string& address) {
  return std::count_if(decisions.begin(), decisions.end(),
                       [&](const Decision& one) { return one.address == address; });
}

// "" if there is one choice for each doubt and somebody is left. HoldStore looks again; this names
// the fault.
std::string fault_of(const HeldMail& mail, const std::vector<Decision>& decisions) {
  std::string open;
  for (const HeldRecipient& one : mail.recipients) {
    const std::ptrdiff_t count = count_of(decisions, one.address);
    if (count > 1) return in_quotes(one.address) + " has two choices";
    if (one.doubtful && count == 0) open += (open.empty() ? "" : ", ") + in_quotes(one.address);
  }
  if (!open.empty()) return open + " needs a choice: --correct, --keep or --drop";
  const bool anyone =
      std::any_of(mail.recipients.begin(), mail.recipients.end(), [&](const HeldRecipient& one) {
        return std::none_of(decisions.begin(), decisions.end(), [&](const Decision& decision) {
          return decision.address == one.address && decision.choice == Choice::kDrop;
        });
      });
  return anyone ? "" : "nobody is left to send to: `holds cancel` stops a mail";
}

int say(const std::string& id, const std::string& what, std::ostream& err, int status) {
  err << printable(id) << ": " << what << "\n";
  return status;
}

int unknown(const std::string& id, std::ostream& err) {
  return say(id, "no such hold", err, kExitBadInput);
}

int too_late(HoldStore& holds, const std::string& id, std::ostream& err) {
  const auto mail = holds.find(id);
  if (!mail) return report(mail.error(), err);
  if (!*mail) return unknown(id, err);
  return say(id, "too late: " + last_move(**mail), err, kExitBadInput);
}

// What came of it, for the administrator.
int finish(HoldStore& holds, const Result<Moved>& moved, const std::string& id,
           std::string_view done, std::ostream& out, std::ostream& err) {
  if (!moved) return report(moved.error(), err);
  switch (*moved) {
    case Moved::kDone:
      out << printable(id) << ": " << done << "\n";
      return kExitDone;
    case Moved::kTooLate:
      return too_late(holds, id, err);
    case Moved::kIncomplete:
      return say(id, "the choices do not fit the mail", err, kExitWrongUsage);
    case Moved::kUnknown:
      return unknown(id, err);
  }
  return kExitBadInput;
}

}  // namespace

int run_holds_list(const std::string& config_path, const HoldsListCommand& command,
                   std::ostream& out, std::ostream& err) {
  return with_store(config_path, Sync::kFull, err, [&](const Config&, Database& store) {
    std::vector<Error> unreadable;
    const auto mails = HoldStore(store).list(true, &unreadable);
    if (!mails) return report(mails.error(), err);
    if (!command.json) {
      print_table(*mails, out);
    } else {
      for (const HeldMail& mail : *mails) out << json_of(mail).dump() << "\n";
    }
    int status = kExitDone;
    for (const Error& error : unreadable) status = report(error, err);
    return status;
  });
}

int run_holds_show(const std::string& config_path, const HoldsShowCommand& command,
                   std::ostream& out, std::ostream& err) {
  return with_store(config_path, Sync::kFull, err, [&](const Config&, Database& store) {
    const auto mail = HoldStore(store).find(command.id);
    if (!mail) return report(mail.error(), err);
    if (!*mail) return unknown(command.id, err);
    if (command.json) {
      out << json_of(**mail).dump() << "\n";
    } else {
      print_all(**mail, out);
    }
    return kExitDone;
  });
}

int run_holds_release(const std::string& config_path, const HoldsReleaseCommand& command,
                      std::ostream& out, std::ostream& err) {
  return with_store(config_path, Sync::kFull, err, [&](const Config&, Database& store) {
    HoldStore holds(store);
    const std::string& id = command.id;
    const auto mail = holds.find(id);
    if (!mail) return report(mail.error(), err);
    if (!*mail) return unknown(id, err);
    if ((*mail)->state != HoldState::kHeld) return too_late(holds, id, err);
    const auto decisions = decisions_of(**mail, command);
    if (!decisions) return say(id, decisions.error(), err, kExitWrongUsage);
    const std::string fault = fault_of(**mail, *decisions);
    if (!fault.empty()) return say(id, fault, err, kExitWrongUsage);
    return finish(holds, holds.choose(id, *decisions, administrator(), now()), id, "releasing", out,
                  err);
  });
}

int run_holds_cancel(const std::string& config_path, const HoldsCancelCommand& command,
                     std::ostream& out, std::ostream& err) {
  return with_store(config_path, Sync::kFull, err, [&](const Config&, Database& store) {
    HoldStore holds(store);
    return finish(holds, holds.cancel(command.id, administrator(), now()), command.id, "cancelled",
                  out, err);
  });
}

}  // namespace milter
