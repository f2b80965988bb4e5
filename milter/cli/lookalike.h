// `sekimori lookalike`: one domain or host a line in, one line out in the same order.
//
//   LookalikeOptions options{.partners_file = "partners.csv"};
//   return run_lookalike(options, std::cin, std::cout, std::cerr);   // exit status
//
// Columns, tab separated: input band partner kind e_value explanation; an empty one is "-".
// Reads the partner file once, then streams; one thread.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "lookalike/watchlist.h"

namespace milter {

struct LookalikeOptions {
  std::string partners_file;
  std::vector<std::string> own;
  lookalike::Direction direction = lookalike::Direction::kInbound;
  std::string lang = "en";  // "ja" or "en"
  bool json = false;
};

// 0, or 1 if the partner file or an own domain cannot be read (each problem a line on `err`).
int run_lookalike(const LookalikeOptions& options, std::istream& in, std::ostream& out,
                  std::ostream& err);

}  // namespace milter
