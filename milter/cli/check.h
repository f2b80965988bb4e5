// `sekimori check`: the configuration and the tables it names, read as the daemon would.
//
//   return run_check("/etc/sekimori/sekimori.toml", std::cout, std::cerr);
//
// Every problem is one line on `err`, `file:line: message`. Gives the exit status: 0, or 1 if there
// was a problem. Reads only.
#pragma once

#include <iosfwd>
#include <string>

namespace milter {

int run_check(const std::string& config_path, std::ostream& out, std::ostream& err);

}  // namespace milter
