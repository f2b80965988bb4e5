// `sekimori strip FILE`: the message without our banners and subject tags.
//
//   return run_strip("reply.eml", std::cout, std::cerr);
#pragma once

#include <ostream>
#include <string>

namespace milter {

// 0, or 1 with one line on `err` when the file cannot be read.
int run_strip(const std::string& file, std::ostream& out, std::ostream& err);

}  // namespace milter
