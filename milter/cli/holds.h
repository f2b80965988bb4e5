// `sekimori holds list|show|release|cancel`: mail that waits for its sender, by an administrator.
//
//   return run_holds_cancel("/etc/sekimori/sekimori.toml", {"3f0c…"}, std::cout, std::cerr);
//
// Each gives the exit status: 0 done; 1 no such hold, or somebody else has decided (the line on
// `err` says who did what when); 2 a doubtful recipient has no choice, or a choice fits no
// recipient; 75 the store cannot be used now. Needs the store alone, neither spool nor key. What a
// mail says never reaches the terminal with its control characters.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace milter {

struct HoldsListCommand {
  bool json = false;
};
struct HoldsShowCommand {
  std::string id;
  bool json = false;
};
struct HoldsReleaseCommand {
  std::string id;
  std::vector<std::string> correct;  // "OLD=NEW"
  std::vector<std::string> keep, drop;
};
struct HoldsCancelCommand {
  std::string id;
};

// All of them, oldest first. JSON: id state sender recipients[] created expires by verdict, where
// `by` made the last move (null: nobody yet) and `verdict` is the object as it was stored.
int run_holds_list(const std::string& config_path, const HoldsListCommand& command,
                   std::ostream& out, std::ostream& err);
int run_holds_show(const std::string& config_path, const HoldsShowCommand& command,
                   std::ostream& out, std::ostream& err);

// Recorded as done by "admin:<the account that runs this>".
int run_holds_release(const std::string& config_path, const HoldsReleaseCommand& command,
                      std::ostream& out, std::ostream& err);
int run_holds_cancel(const std::string& config_path, const HoldsCancelCommand& command,
                     std::ostream& out, std::ostream& err);

}  // namespace milter
