// Subject and text are one search text; the subject stands first as a sentence of its own. Hidden
// text is not searched: the reader does not see it. Tested by intent_test.cc.
#include "rules/intent.h"

#include <algorithm>
#include <cctype>

#include "rules/texts.h"

namespace rules {
namespace {

constexpr std::size_t kMaxQuoteCharacters = 120;  // two lines of a mail

std::string clip(const std::string& text) {
  std::size_t characters = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if ((static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) continue;
    if (++characters > kMaxQuoteCharacters) return text.substr(0, at) + "…";
  }
  return text;
}

// Runs of four digits and more keep their last three: an account number must not travel in a
// finding.
std::string mask_digits(std::string text) {
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = begin;
    while (end < text.size() && (std::isdigit(static_cast<unsigned char>(text[end])) != 0)) ++end;
    for (std::size_t at = begin; end - begin >= 4 && at + 3 < end; ++at) text[at] = '*';
    begin = end + 1;
  }
  return text;
}

Finding make(const PhraseHit& hit) {
  const std::string code = "intent." + hit.family;
  return {code, Axis::kIntent, hit.weight, say(code), {{"body", clip(mask_digits(hit.sentence))}}};
}

bool has(const std::vector<Finding>& findings, std::string_view code) {
  return std::any_of(findings.begin(), findings.end(),
                     [&](const Finding& finding) { return finding.code == code; });
}

// "Our name changes, the account stays the same": a change spoken of elsewhere in the mail is not
// one of the account, unless the old account is refused as well.
void take_back_account_change(std::vector<Finding>& findings) {
  if (!has(findings, "intent.account_unchanged") || has(findings, "intent.old_account")) return;
  for (Finding& finding : findings) {
    if (finding.code == "intent.account_change") finding.weight = 0;
  }
}

}  // namespace

std::vector<Finding> intent_findings(const Facts& facts, const Phrasebook& phrasebook) {
  const auto hits = phrasebook.find(facts.subject + "\n" + facts.text);
  if (!hits) {
    return {{"intent.unavailable", Axis::kReading, 2, say("intent.unavailable"), {}}};
  }
  std::vector<Finding> findings;
  for (const PhraseHit& hit : *hits) findings.push_back(make(hit));
  take_back_account_change(findings);
  return findings;
}

}  // namespace rules
