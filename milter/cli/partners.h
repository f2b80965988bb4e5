// `sekimori partners import|list|suggest`: the partner table of the store.
//
//   return run_partners_import("/etc/sekimori/sekimori.toml", "partners.csv", std::cout,
//   std::cerr);
//
// Each gives the exit status: 0 done, 1 a bad input (every problem on `err`, the store unchanged),
// 75 the store cannot be used now (sysexits.h EX_TEMPFAIL).
#pragma once

#include <iosfwd>
#include <string>

namespace milter {

int run_partners_import(const std::string& config_path, const std::string& file, std::ostream& out,
                        std::ostream& err);

// `id  name  domains`, tab separated; with `json` one object a line, keys as the CSV's columns.
int run_partners_list(const std::string& config_path, bool json, std::ostream& out,
                      std::ostream& err);

// `domain  sent  received`, tab separated, most mail first; with `json` one object a line.
int run_partners_suggest(const std::string& config_path, bool json, std::ostream& out,
                         std::ostream& err);

}  // namespace milter
