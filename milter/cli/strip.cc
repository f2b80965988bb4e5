// A message larger than the daemon would keep is refused, not cut. Tested by strip_test.cc.
#include "milter/cli/strip.h"

#include "milter/act/banner.h"
#include "milter/base/limits.h"
#include "milter/ops/config.h"

namespace milter {

int run_strip(const std::string& file, std::ostream& out, std::ostream& err) {
  const Result<std::string> message = read_file(file, limits::kMaxMessageBytes);
  if (!message) {
    err << file << ": " << message.error().what << "\n";
    return 1;
  }
  out << strip_banners(*message);
  return 0;
}

}  // namespace milter
