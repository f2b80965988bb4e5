// Facts in, verdict out: the whole of judging. Same facts, same verdict, on any machine.
//
//   Verdict v = judge(facts, phrasebook);
//   v.level == Level::kRed; v.decided_by == "identity+intent"
#pragma once

#include "rules/facts.h"
#include "rules/phrasebook.h"
#include "rules/verdict.h"

namespace rules {

Verdict judge(const Facts& facts, const Phrasebook& phrasebook);

}  // namespace rules
