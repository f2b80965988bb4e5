// One unix socket for the host's milters, one child for each connection.
//
//   auto listener = listen_on("/run/sekimori-extract/extract.sock");
//   serve(listener->get(), stop, {plan, work, tell});
//
// The serving process reads nothing from anybody: it accepts, starts children, ends those that are
// over their time, and answers for those that died. One thread. At most limits::kMaxExtractChildren
// work at once; the others wait in the socket's queue.
#pragma once

#include <functional>
#include <string>

#include "milter/extract/child.h"

namespace milter::extract {

// What a dead process left there is replaced; a socket that is served is an error.
Result<Descriptor> listen_on(const std::string& path);

struct Service {
  SandboxPlan plan;
  Child::Work work;
  std::function<void(const std::string& event)> tell;  // for the log: "timeout", "crashed", ...
};

// Until `stop` can be read; children at work then are killed.
void serve(int listener, int stop, const Service& service);

}  // namespace milter::extract
