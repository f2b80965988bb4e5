// Subject and text are one search text; the subject stands first as a sentence of its own. Hidden
// text is not searched: the reader does not see it. Each attachment is a document by itself: what
// one takes back ("the account stays the same") or warns of does not excuse the others, nor the
// mail. Tested by intent_test.cc.
#include "rules/intent.h"

#include <algorithm>
#include <cctype>

#include "rules/texts.h"

namespace rules {
namespace {

constexpr std::size_t kMaxQuoteCharacters = 120;  // two lines of a mail
constexpr std::size_t kMaxEvidence = 5;           // a person reads the first few

std::string clip(const std::string& text) {
  std::size_t characters = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if ((static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) continue;
    if (++characters > kMaxQuoteCharacters) return text.substr(0, at) + "…";
  }
  return text;
}

bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

struct Number {
  std::size_t end = 0;  // the index after its last digit
  std::size_t digits = 0;
};

// From the digit at `begin`; `grouped`: single spaces and hyphens do not end it.
Number number_at(const std::string& text, std::size_t begin, bool grouped) {
  Number number{begin, 0};
  while (number.end < text.size()) {
    const char c = text[number.end];
    const bool joins = grouped && (c == '-' || c == ' ') && number.end + 1 < text.size() &&
                       is_digit(text[number.end + 1]);
    if (!is_digit(c) && !joins) break;
    if (is_digit(c)) ++number.digits;
    ++number.end;
  }
  return number;
}

// An account number must not travel in a finding: four digits and more keep their last three, and
// so do seven and more in groups ("123-4567").
std::string mask_digits(std::string text) {
  for (std::size_t at = 0; at < text.size();) {
    if (!is_digit(text[at])) {
      ++at;
      continue;
    }
    Number number = number_at(text, at, true);
    if (number.digits < 7) number = number_at(text, at, false);
    for (std::size_t left = number.digits >= 4 ? number.digits : 0; at < number.end; ++at) {
      if (!is_digit(text[at]) || left <= 3) continue;
      text[at] = '*';
      --left;
    }
  }
  return text;
}

Finding make(const PhraseHit& hit, const std::string& where) {
  const std::string code = "intent." + hit.family;
  return {code, Axis::kIntent, hit.weight, say(code), {{where, clip(mask_digits(hit.sentence))}}};
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

// Of one document; false: could not look.
bool find_in(const std::string& text, const std::string& where, const Phrasebook& phrasebook,
             std::vector<Finding>& findings) {
  const auto hits = phrasebook.find(text);
  if (!hits) return false;
  for (const PhraseHit& hit : *hits) findings.push_back(make(hit, where));
  take_back_account_change(findings);
  return true;
}

// A leaflet against fraud speaks of it without committing it; one that changes an account is none
// (as combine.cc says it of whole mails).
void excuse_circular(std::vector<Finding>& findings) {
  if (!has(findings, "intent.circular")) return;
  const bool changes = std::any_of(findings.begin(), findings.end(), [](const Finding& finding) {
    return finding.weight > 0 &&
           (finding.code == "intent.account_change" || finding.code == "intent.old_account" ||
            finding.code == "intent.payment_returned");
  });
  std::erase_if(findings, [&](const Finding& finding) {
    return !changes || finding.code == "intent.circular";
  });
}

void join(std::vector<Finding>& all, std::vector<Finding> some) {
  for (Finding& finding : some) {
    const auto known = std::find_if(all.begin(), all.end(),
                                    [&](const Finding& one) { return one.code == finding.code; });
    if (known == all.end()) {
      all.push_back(std::move(finding));
      continue;
    }
    known->weight = std::max(known->weight, finding.weight);
    if (known->evidence.size() < kMaxEvidence) {
      known->evidence.push_back(std::move(finding.evidence.front()));
    }
  }
}

}  // namespace

std::vector<Finding> intent_findings(const Facts& facts, const Phrasebook& phrasebook) {
  std::vector<Finding> findings;
  bool looked = find_in(facts.subject + "\n" + facts.text, "body", phrasebook, findings);
  for (const AttachedText& document : facts.attached) {
    std::vector<Finding> inside;
    looked = find_in(document.text, document.where, phrasebook, inside) && looked;
    excuse_circular(inside);
    join(findings, std::move(inside));
  }
  if (!looked) {
    findings.push_back({"intent.unavailable", Axis::kReading, 2, say("intent.unavailable"), {}});
  }
  return findings;
}

}  // namespace rules
