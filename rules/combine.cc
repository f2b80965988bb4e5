// The rows read five numbers and some flags made from the findings. Tested by combine_test.cc,
// which also checks that adding a finding never lowers the level (circulars excepted, by name).
#include "rules/combine.h"

#include <algorithm>
#include <array>

#include "rules/authentication.h"
#include "rules/habit.h"

namespace rules {
namespace {

struct Picture {
  int identity = 0;
  int intent = 0;  // after suppression; two weak families together count 2
  int reading = 0;
  int habit = 0;  // of the author's domain, broken
  bool first_contact = false;
  bool executive = false;       // an executive's name on an outside address
  bool pivot = false;           // asks for a chat group, QR code, private number
  bool account_change = false;  // or the usual account refused, or payment to be repeated
  bool money = false;
  bool information = false;
  bool authority = false;      // authority invoked, and secrecy, payment or an account with it
  bool untrustworthy = false;  // free-mail or an imitated domain
  bool disguised = false;      // a program whose name says document
  bool unreadable = false;
  bool unauthenticated = false;  // a known sender, and whether he is it could not be looked at
};

bool has(const std::vector<Finding>& findings, std::string_view code) {
  return std::any_of(findings.begin(), findings.end(),
                     [&](const Finding& finding) { return finding.code == code; });
}

// Found, and not taken back by the mail itself.
bool asks(const std::vector<Finding>& findings, std::string_view code) {
  return std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) {
    return finding.code == code && finding.weight > 0;
  });
}

int strongest(const std::vector<Finding>& findings, Axis axis) {
  int weight = 0;
  for (const Finding& finding : findings) {
    if (finding.axis == axis) weight = std::max(weight, finding.weight);
  }
  return weight;
}

// Two weak signs that belong together: a payment that must be quick, secret or unasked.
bool pressed_payment(const std::vector<Finding>& findings) {
  const bool payment = has(findings, "intent.pay_request") ||
                       has(findings, "intent.document_bait") || has(findings, "intent.acquisition");
  const bool pressure = has(findings, "intent.secrecy") || has(findings, "intent.no_phone") ||
                        has(findings, "intent.proof_wanted");
  return payment && pressure;
}

// A namesake at a partner's domain weighs 1.
bool claims_executive(const std::vector<Finding>& findings) {
  return std::any_of(findings.begin(), findings.end(), [](const Finding& finding) {
    return finding.code == "identity.executive_name_outside" && finding.weight >= 2;
  });
}

bool changes_account(const std::vector<Finding>& findings) {
  return asks(findings, "intent.account_change") || asks(findings, "intent.old_account") ||
         asks(findings, "intent.payment_returned");
}

// Circulars and lists speak of fraud without committing it; believed only from a sender whose
// identity is in no doubt and whose domain's habits are kept: anybody can write that he is a list.
// A few words of warning must not cover a change of account: that takes a list.
bool only_a_circular(const Facts& facts, const std::vector<Finding>& findings,
                     const Picture& picture) {
  if (picture.identity != 0 || picture.habit >= 2) return false;
  return facts.is_list || (has(findings, "intent.circular") && !changes_account(findings));
}

bool untrustworthy(const Facts& facts) {
  return std::any_of(facts.parties.begin(), facts.parties.end(), [](const Party& party) {
    return (party.where == "From" || party.where == "Reply-To") && !party.allowed &&
           (party.standing == Standing::kFreemail || party.imitation.has_value());
  });
}

void look_at_intent(const std::vector<Finding>& findings, Picture& picture) {
  picture.intent = strongest(findings, Axis::kIntent);
  if (pressed_payment(findings)) picture.intent = std::max(picture.intent, 2);
  picture.pivot = has(findings, "intent.chat_pivot");
  picture.account_change = changes_account(findings);
  picture.information = has(findings, "intent.information") || has(findings, "intent.balance");
  picture.money = picture.account_change || has(findings, "intent.pay_request") ||
                  has(findings, "intent.payroll") || has(findings, "intent.gift_card");
  picture.authority =
      has(findings, "intent.authority") && (has(findings, "intent.secrecy") || picture.money);
}

Picture look(const Facts& facts, const std::vector<Finding>& findings) {
  Picture picture;
  picture.identity =
      std::max(strongest(findings, Axis::kIdentity), authentication_weight(findings));
  picture.reading = strongest(findings, Axis::kReading);
  picture.habit = habit_weight(findings);
  // Whoever names no sender is nobody we know.
  picture.first_contact =
      has(findings, "relationship.first_contact") || has(findings, "reading.no_from");
  picture.executive = claims_executive(findings);
  picture.untrustworthy = untrustworthy(facts);
  picture.disguised = has(findings, "reading.attachment_disguised");
  picture.unreadable = facts.unreadable || has(findings, "intent.unavailable");
  picture.unauthenticated = is_unauthenticated(facts);
  if (!only_a_circular(facts, findings, picture)) look_at_intent(findings, picture);
  return picture;
}

struct Row {
  std::string_view name;
  Level level;
  bool (*holds)(const Picture&);
  std::string_view headline, advice;  // advice "": chosen by what is asked for
};

constexpr std::array<Row, 16> kTable = {{
    {"pivot+executive", Level::kRed, [](const Picture& p) { return p.pivot && p.executive; },
     "headline.pivot_executive", "advice.person"},
    {"identity+intent", Level::kRed,
     [](const Picture& p) { return p.identity >= 2 && p.intent >= 1; }, "headline.identity_intent",
     ""},
    {"habit+account_change", Level::kRed,
     [](const Picture& p) { return p.habit >= 2 && p.account_change; }, "headline.habit_account",
     "advice.money"},
    {"authority+untrustworthy", Level::kRed,
     [](const Picture& p) { return p.authority && p.first_contact && p.untrustworthy; },
     "headline.authority", "advice.authority"},
    {"authority+first_contact", Level::kAmber,
     [](const Picture& p) { return p.authority && p.first_contact; }, "headline.authority",
     "advice.authority"},
    {"account_change", Level::kAmber, [](const Picture& p) { return p.account_change; },
     "headline.account_change", "advice.money"},
    {"intent+first_contact", Level::kAmber,
     [](const Picture& p) { return p.intent >= 2 && p.first_contact; },
     "headline.first_contact_intent", ""},
    {"habit+intent", Level::kAmber,
     [](const Picture& p) {
       return (p.habit >= 2 && p.intent >= 1) || (p.habit >= 1 && p.intent >= 2);
     },
     "headline.habit_intent", ""},
    {"identity", Level::kAmber, [](const Picture& p) { return p.identity >= 2; },
     "headline.identity", "advice.person"},
    {"identity+weak", Level::kAmber,
     [](const Picture& p) { return p.identity == 1 && p.intent >= 2; }, "headline.identity_intent",
     ""},
    {"disguised_attachment", Level::kAmber, [](const Picture& p) { return p.disguised; },
     "headline.disguised", "advice.reading"},
    {"reading", Level::kUnknown, [](const Picture& p) { return p.unreadable; }, "headline.reading",
     "advice.reading"},
    {"authentication", Level::kUnknown, [](const Picture& p) { return p.unauthenticated; },
     "headline.authentication", "advice.authentication"},
    {"weak", Level::kNotice,
     [](const Picture& p) { return p.identity == 1 || p.intent >= 2 || p.reading >= 2; }, "", ""},
    {"habit", Level::kNotice, [](const Picture& p) { return p.habit >= 2; }, "", ""},
    {"first_contact+payment", Level::kNotice,
     [](const Picture& p) { return p.first_contact && p.intent >= 1; }, "", ""},
}};

std::string_view advice_for(const Picture& picture) {
  if (picture.money) return "advice.money";
  return picture.information ? "advice.information" : "advice.person";
}

// Outgoing mail is judged by whom it goes to, and nothing is put into it.
Decision combine_outbound(const std::vector<Finding>& findings) {
  const int recipient = strongest(findings, Axis::kRecipient);
  if (recipient >= 3) return {Level::kRed, "doubtful_recipient", "", ""};
  if (recipient >= 2) return {Level::kNotice, "recipient_form", "", ""};
  return {};
}

}  // namespace

Decision combine(const Facts& facts, const std::vector<Finding>& findings) {
  if (facts.direction == Direction::kOutbound) return combine_outbound(findings);
  const Picture picture = look(facts, findings);
  for (const Row& row : kTable) {
    if (!row.holds(picture)) continue;
    const bool chosen = row.advice.empty() && !row.headline.empty();
    return {row.level, row.name, row.headline, chosen ? advice_for(picture) : row.advice};
  }
  return {};
}

}  // namespace rules
