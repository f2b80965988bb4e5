// Tested by case_check_test.cc.
#include "tests/support/case_check.h"

#include <algorithm>

#include "milter/base/text.h"
#include "tests/support/delivered_mail.h"

namespace milter::testing {
namespace {

constexpr std::size_t kMostShown = 400;  // bytes of a difference

std::string joined(const std::vector<std::string>& all) {
  std::string text;
  for (const std::string& one : all) text += (text.empty() ? "" : ", ") + one;
  return text.empty() ? "none" : text;
}

std::vector<std::string> findings(const Played& played) {
  std::vector<std::string> codes;
  if (!played.outcome.judgement) return codes;
  for (const auto& finding : played.outcome.judgement->verdict.findings) {
    codes.push_back(finding.code);
  }
  return codes;
}

struct ActionWord {
  std::string operator()(const rules::Banner&) const { return "banner"; }
  std::string operator()(const rules::TagSubject&) const { return "tag_subject"; }
  std::string operator()(const rules::AddHeader&) const { return "add_header"; }
  std::string operator()(const rules::RemoveHeader&) const { return "remove_header"; }
  std::string operator()(const rules::Reject&) const { return "reject"; }
  std::string operator()(const rules::TempFail&) const { return "tempfail"; }
  std::string operator()(const rules::Tell&) const { return "tell"; }
  std::string operator()(const rules::Hold&) const { return "hold"; }
};

std::vector<std::string> actions(const Played& played) {
  std::vector<std::string> names;
  if (!played.outcome.judgement) return names;
  for (const auto& action : played.outcome.judgement->verdict.actions) {
    names.push_back(std::visit(ActionWord(), action));
  }
  return names;
}

std::string level(const Played& played) {
  if (!played.outcome.judgement) return "clear";
  return std::string(word(played.outcome.judgement->verdict.level));
}

bool holds(const std::vector<std::string>& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

// `pattern` is text with {{any}} in it; neither has a line end.
bool matches_line(std::string_view pattern, std::string_view line) {
  const auto any = pattern.find(kAny);
  if (any == std::string_view::npos) return pattern == line;
  if (!line.starts_with(pattern.substr(0, any))) return false;
  pattern.remove_prefix(any + kAny.size());
  for (std::size_t at = any; at <= line.size(); ++at) {
    if (matches_line(pattern, line.substr(at))) return true;
  }
  return false;
}

std::string difference(std::string_view wanted, std::string_view found) {
  const auto left = split(wanted, '\n'), right = split(found, '\n');
  for (std::size_t i = 0; i < std::max(left.size(), right.size()); ++i) {
    const std::string_view a = i < left.size() ? left[i] : "(end)";
    const std::string_view b = i < right.size() ? right[i] : "(end)";
    if (i < left.size() && i < right.size() && matches_line(a, b)) continue;
    return " at its line " + std::to_string(i + 1) + "\n  wanted    " +
           std::string(a.substr(0, kMostShown)) + "\n  delivered " +
           std::string(b.substr(0, kMostShown)) + "\n  whole:\n" +
           std::string(found.substr(0, 10 * kMostShown));
  }
  return "";
}

std::string unless(bool good, const std::string& complaint) { return good ? "" : complaint; }

std::string check_header(const std::string& value, const DeliveredMail& mail) {
  const auto colon = value.find(':');
  const std::string name = value.substr(0, colon);
  const std::string wanted(trim(std::string_view(value).substr(colon + 1)));
  const auto found = mail.values(name);
  return unless(found == std::vector<std::string>{wanted}, name + " is " + joined(found));
}

std::string check_reply(const std::string& value, const Played& played) {
  const auto blank = value.find(' ');
  const std::string code = value.substr(0, blank);
  const std::string text = blank == std::string::npos ? "" : value.substr(blank + 1);
  const bool good = played.reply.starts_with(code) && played.reply.find(text) != std::string::npos;
  return unless(good, "the reply is " + played.reply);
}

// "address reason" of each doubtful recipient of a mail that is held.
std::vector<std::string> doubtful(const Played& played) {
  std::vector<std::string> found;
  if (!played.held) return found;
  for (const HeldRecipient& one : played.held->recipients) {
    if (one.doubtful) found.push_back(one.address + " " + one.reason);
  }
  return found;
}

std::string check_recipient(const std::string& value, const Played& played) {
  const auto blank = value.find(' ');
  const std::string path = "<" + value.substr(0, blank) + ">";
  const std::string wanted = blank == std::string::npos ? "" : value.substr(blank + 1);
  std::vector<std::string> found;
  for (const Onward& one : played.onward) {
    if (one.path.address == path && one.path.parameters == wanted) return "";
    found.push_back(one.path.address + " " + one.path.parameters);
  }
  return "goes to " + joined(found);
}

std::string check_held(const Expectation& one, const Played& played) {
  const auto found = doubtful(played);
  if (one.kind == "held") return unless(holds(found, one.value), "held for " + joined(found));
  if (one.kind == "not-held") return unless(!played.held, "held for " + joined(found));
  if (one.kind == "recipient") return check_recipient(one.value, played);
  return "";
}

// A mail is held only where the case says so, and for no other recipients.
std::string check_all_held(const Case& one, const Played& played) {
  std::vector<std::string> wanted, found = doubtful(played);
  for (const Expectation& expectation : one.expectations) {
    if (expectation.kind == "held") wanted.push_back(expectation.value);
  }
  std::sort(wanted.begin(), wanted.end());
  std::sort(found.begin(), found.end());
  return unless(wanted == found, "held for " + joined(found) + ", expected " + joined(wanted));
}

// "" if the verdict is as expected, or if the expectation is not about it.
std::string check_verdict(const Expectation& one, const Played& played) {
  const auto codes = findings(played), names = actions(played);
  if (one.kind == "level") {
    const std::string found = level(played);
    return unless(found == one.value, "level is " + found + " by " + joined(codes));
  }
  if (one.kind == "finding") return unless(holds(codes, one.value), "findings: " + joined(codes));
  if (one.kind == "no-finding") return unless(!holds(codes, one.value), "found: " + one.value);
  if (one.kind == "action") return unless(holds(names, one.value), "actions: " + joined(names));
  if (one.kind == "no-action") return unless(!holds(names, one.value), "does: " + one.value);
  if (one.kind == "reply") return check_reply(one.value, played);
  return "";
}

std::string check_body(const Expectation& one, const DeliveredMail& mail) {
  const std::string text = mail.text();
  const bool is_in = text.find(one.value) != std::string::npos;
  if (one.kind == "body-contains") return unless(is_in, "no “" + one.value + "” in:\n" + text);
  return unless(!is_in, "“" + one.value + "” is in the text");
}

std::string check_delivered(const Expectation& one, const Played& played) {
  const DeliveredMail mail(played.delivered), sent(played.sent);
  if (one.kind == "header") return check_header(one.value, mail);
  if (one.kind == "no-header") {
    const auto found = mail.values(one.value);
    return unless(found.empty(), one.value + " is " + joined(found));
  }
  if (one.kind == "body-contains" || one.kind == "body-lacks") return check_body(one, mail);
  if (one.kind == "body-unchanged") {
    return unless(sent.body() == mail.body(),
                  "the body is another" + difference(sent.body(), mail.body()));
  }
  if (one.kind == "headers-unchanged") {
    return unless(sent.header() == mail.header(),
                  "the header is another" + difference(sent.header(), mail.header()));
  }
  if (one.kind == "not-delivered") return "it was delivered";
  if (one.kind != "delivered") return "";
  const std::string different = difference(one.value, played.delivered);
  return unless(different.empty(), "delivered is another" + different);
}

}  // namespace

std::vector<std::string> complaints(const Case& one, const Played& played) {
  std::vector<std::string> all;
  bool reply_expected = false;
  for (const Expectation& expectation : one.expectations) {
    reply_expected = reply_expected || expectation.kind == "reply";
    std::string complaint = check_verdict(expectation, played);
    if (complaint.empty()) complaint = check_held(expectation, played);
    if (complaint.empty() && !played.delivered.empty()) {
      complaint = check_delivered(expectation, played);
    }
    if (complaint.empty()) continue;
    all.push_back(one.path + ":" + std::to_string(expectation.line) + ": " + complaint);
  }
  const std::string held = check_all_held(one, played);
  if (!held.empty()) all.push_back(one.path + ": " + held);
  if (!reply_expected && !played.reply.starts_with("250")) {
    all.push_back(one.path + ": refused: " + played.reply);
  }
  return all;
}

}  // namespace milter::testing
