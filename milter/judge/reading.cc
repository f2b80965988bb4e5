// Weights: 2 where a reader may be shown something else than what was judged, 1 where a mail
// program merely was careless, 0 for remarks. Tested by reading_test.cc.
#include "milter/judge/reading.h"

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
      return 1;
    case Flaw::kUnclosedMultipart:
    case Flaw::kBareCr:
    case Flaw::kBareLf:
    case Flaw::kDuplicateField:
    case Flaw::kUndecodable:
      return 0;
  }
  return 0;
}

}  // namespace

std::vector<rules::Finding> reading_findings(const std::vector<Flaw>& flaws) {
  std::vector<rules::Finding> findings;
  for (const Flaw flaw : flaws) {
    const std::string code(flaw_code(flaw));
    findings.push_back({code, rules::Axis::kReading, weight_of(flaw), rules::say(code), {}});
  }
  return findings;
}

}  // namespace milter
