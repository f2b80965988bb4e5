// `sekimori replay`: a history of mail judged in order, with memory building up as it would have.
//
//   return run_replay(config, {.timeline = "mails/timeline.tsv"}, std::cout, std::cerr);
//
// The clock is the timeline's. The memory is an empty one of its own unless `store` names one.
// 0, or 1: a bad mail file (the others are still played), or a bad row (nothing is played: a
// history with holes would judge differently).
#pragma once

#include <iosfwd>
#include <string>

namespace milter {

struct ReplayOptions {
  std::string timeline;
  bool offline = false;
  std::string store;  // "": a temporary one
  bool json = false;
};

int run_replay(const std::string& config_path, const ReplayOptions& options, std::ostream& out,
               std::ostream& err);

}  // namespace milter
