// Subject and text are one search text; the subject stands first as a sentence of its own. Hidden
// text is not searched: the reader does not see it. Text quoted from before is searched in its
// place, so that no demand is hidden by marking it as quoted, and searched a second time without
// it, to tell what is said now. Each attachment is a document by itself: what one takes back ("the
// account stays the same") or warns of does not excuse the others, nor the mail. Tested by
// intent_test.cc.
#include "rules/intent.h"

#include <algorithm>
#include <optional>

#include "rules/identity.h"
#include "rules/texts.h"

namespace rules {
namespace {

constexpr std::size_t kMaxEvidence = 5;  // a person reads the first few

constexpr std::string_view kNow = "body";
constexpr std::string_view kBefore = "quoted history";

Finding make(const PhraseHit& hit, std::string_view where, std::string quote) {
  const std::string code = "intent." + hit.family;
  return {code, Axis::kIntent, hit.weight, say(code), {{std::string(where), std::move(quote)}}};
}

// The sentence of a hit in `subject` + "\n" + `text`; none goes across.
std::string quote_of(const PhraseHit& hit, const Passage& subject, const Passage& text) {
  const std::size_t head = subject.text.size() + 1;
  return hit.at < head ? quote(subject, hit.at, hit.sentence.size())
                       : quote(text, hit.at - head, hit.sentence.size());
}

Finding* find_code(std::vector<Finding>& findings, std::string_view code) {
  const auto at = std::find_if(findings.begin(), findings.end(),
                               [&](const Finding& finding) { return finding.code == code; });
  return at == findings.end() ? nullptr : &*at;
}

bool is_quoted(const Finding& finding) { return finding.evidence.front().where == kBefore; }
bool weighs(const Finding& finding) { return finding.weight > 0; }

// What was said before excuses nothing that is said now.
bool excuses(const Finding& excuse, const Finding& claim) {
  return !is_quoted(excuse) || is_quoted(claim);
}

// "Our name changes, the account stays the same": a change spoken of elsewhere in the mail is not
// one of the account, unless the old account is refused as well.
void take_back_account_change(std::vector<Finding>& findings) {
  const Finding* unchanged = find_code(findings, "intent.account_unchanged");
  Finding* change = find_code(findings, "intent.account_change");
  if (unchanged == nullptr || change == nullptr || !excuses(*unchanged, *change)) return;
  if (find_code(findings, "intent.old_account") == nullptr) change->weight = 0;
}

void drop_quoted_circular(std::vector<Finding>& findings) {
  const Finding* circular = find_code(findings, "intent.circular");
  if (circular == nullptr) return;
  const bool claims_more = std::any_of(findings.begin(), findings.end(), [&](const auto& claim) {
    return weighs(claim) && !excuses(*circular, claim);
  });
  if (claims_more) findings.erase(findings.begin() + (circular - findings.data()));
}

// Our own words are no request of the sender's, if the mail itself asks for nothing and nobody
// doubts who he is. Else they are judged like his: he may have written them for us.
void add_our_own(const Facts& facts, const std::vector<PhraseHit>& hits,
                 std::vector<Finding>& findings) {
  const auto identity = identity_findings(facts);
  const bool harmless = std::none_of(findings.begin(), findings.end(), weighs) &&
                        std::none_of(identity.begin(), identity.end(), weighs);
  for (const PhraseHit& hit : hits) {
    Finding finding = make(hit, kBefore, quote(facts.our_own, hit.at, hit.sentence.size()));
    if (!weighs(finding) || find_code(findings, finding.code) != nullptr) continue;
    if (harmless) {
      findings.push_back({"intent.our_own_words", Axis::kIntent, 0, say("intent.our_own_words"),
                          std::move(finding.evidence)});
      return;
    }
    findings.push_back(std::move(finding));
  }
}

// What the mail itself says; empty: could not look.
std::optional<std::vector<Finding>> find_in_mail(const Facts& facts, const Phrasebook& phrasebook) {
  const Passage& current = facts.current ? *facts.current : facts.text;
  const auto all = phrasebook.find(facts.subject.text + "\n" + facts.text.text);
  const auto now = facts.current ? phrasebook.find(facts.subject.text + "\n" + current.text) : all;
  if (!all || !now) return std::nullopt;
  std::vector<Finding> findings;
  for (const PhraseHit& hit : *all) {
    const auto said_now = std::find_if(
        now->begin(), now->end(), [&](const PhraseHit& one) { return one.family == hit.family; });
    findings.push_back(said_now == now->end()
                           ? make(hit, kBefore, quote_of(hit, facts.subject, facts.text))
                           : make(*said_now, kNow, quote_of(*said_now, facts.subject, current)));
  }
  take_back_account_change(findings);
  drop_quoted_circular(findings);
  return findings;
}

std::optional<std::vector<Finding>> find_in_document(const AttachedText& document,
                                                     const Phrasebook& phrasebook) {
  const auto hits = phrasebook.find(document.text.text);
  if (!hits) return std::nullopt;
  std::vector<Finding> findings;
  const Text where = say("intent.in_attachment", {{"name", document.where}});
  for (const PhraseHit& hit : *hits) {
    Finding finding = make(hit, document.where, quote(document.text, hit.at, hit.sentence.size()));
    finding.text = {where.ja + finding.text.ja, where.en + finding.text.en};
    findings.push_back(std::move(finding));
  }
  take_back_account_change(findings);
  return findings;
}

// A leaflet against fraud speaks of it without committing it; one that changes an account is none
// (as combine.cc says it of whole mails).
void excuse_circular(std::vector<Finding>& findings) {
  if (find_code(findings, "intent.circular") == nullptr) return;
  const bool changes = std::any_of(findings.begin(), findings.end(), [](const Finding& finding) {
    return weighs(finding) &&
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
  bool looked = true;
  const auto add = [&](std::optional<std::vector<Finding>> some) {
    looked = looked && some.has_value();
    if (some) join(findings, std::move(*some));
  };
  add(find_in_mail(facts, phrasebook));
  for (const AttachedText& document : facts.attached) {
    auto inside = find_in_document(document, phrasebook);
    if (inside) excuse_circular(*inside);
    add(std::move(inside));
  }
  const auto our_own = phrasebook.find(facts.our_own.text);
  if (our_own) add_our_own(facts, *our_own, findings);
  if (!looked || !our_own) {
    findings.push_back({"intent.unavailable", Axis::kReading, 2, say("intent.unavailable"), {}});
  }
  return findings;
}

}  // namespace rules
