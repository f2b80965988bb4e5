// Weights: 2 where a reader may be shown something else than what was judged, 1 where a mail
// program merely was careless, 0 for remarks. Tested by reading_test.cc.
#include "milter/judge/reading.h"

#include <utility>

#include "lookalike/domain.h"
#include "milter/base/limits.h"
#include "milter/base/text.h"
#include "milter/base/unicode.h"
#include "milter/mail/link_target.h"
#include "rules/texts.h"

namespace milter {
namespace {

int weight_of(Flaw flaw) {
  switch (flaw) {
    case Flaw::kTwoFrom:
    case Flaw::kNoFrom:
    case Flaw::kHeaderLineTooLong:
    case Flaw::kHeaderTooLarge:
    case Flaw::kTooDeep:
    case Flaw::kTooManyParts:
    case Flaw::kTruncated:
    case Flaw::kTextTooLong:
    case Flaw::kHtmlTooDeep:
    case Flaw::kUtf7:
    case Flaw::kTooManyReadings:
    case Flaw::kTooManyStyles:
      return 2;
    case Flaw::kNul:
    case Flaw::kHeaderEndsEarly:
    case Flaw::kMimeDisagreement:
    case Flaw::kBadAddress:
    case Flaw::kNoBoundary:
    case Flaw::kTooManyAddresses:
    case Flaw::kDuplicateParameter:
    case Flaw::kEncodedMultipart:
    case Flaw::kTooManyParameterParts:
    case Flaw::kImageOnly:
      return 1;
    case Flaw::kUnclosedMultipart:
    case Flaw::kBareCr:
    case Flaw::kBareLf:
    case Flaw::kDuplicateField:
    case Flaw::kUndecodable:
    case Flaw::kHiddenText:
      return 0;
  }
  return 0;
}

// "co.jp" is nobody's: what stands before it must be the same, too.
std::string registered_name(const std::string& host) {
  const auto domain = lookalike::read_domain(host);
  if (!domain || !domain->registrable()) return host;
  return to_utf8(domain->registrable_domain());
}

}  // namespace

std::vector<rules::Finding> link_findings(const std::vector<Link>& links) {
  std::vector<rules::Evidence> evidence;
  for (const Link& link : links) {
    std::string shown = shown_host(link.text);
    const std::string target = shown.empty() ? "" : target_host(link.target);
    if (target.empty() || registered_name(shown) == registered_name(target)) continue;
    shown.append(" -> ").append(target);
    evidence.push_back({"body", clip(shown, limits::kMaxQuoteCharacters)});
    if (evidence.size() == limits::kMaxEvidence) break;
  }
  if (evidence.empty()) return {};
  const std::string code = "reading.link_elsewhere";
  return {{code, rules::Axis::kReading, 1, rules::say(code), std::move(evidence)}};
}

std::vector<rules::Finding> reading_findings(const std::vector<Flaw>& flaws) {
  std::vector<rules::Finding> findings;
  for (const Flaw flaw : flaws) {
    const std::string code(flaw_code(flaw));
    findings.push_back({code, rules::Axis::kReading, weight_of(flaw), rules::say(code), {}});
  }
  return findings;
}

}  // namespace milter
