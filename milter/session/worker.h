// One child: its services, the library's threads, and the orders of the parent.
//
// The main thread takes orders; the library runs in a second one. It blocks and waits for HUP, TERM
// and INT in the threads it makes, but the kernel offers a process's signal to the main thread
// first and that one keeps them: so the library never stops by itself and never removes the socket
// that its siblings share. Should it end all the same, it finds no socket to remove: the address it
// knows is relative to the socket's folder, and a child's current folder is "/".
#pragma once

#include <functional>
#include <memory>

#include "milter/judge/snapshot.h"

namespace milter {

struct WorkerPlan {
  std::shared_ptr<const Snapshot> snapshot;
  // Makes a snapshot from the files and the store as they are now; null if they are not good.
  std::function<std::shared_ptr<const Snapshot>()> load;
};

// Serves until told to end and until its transactions are done; ends the process: the library's
// threads cannot be joined, and what they use must not be destroyed under them.
[[noreturn]] void run_worker(const WorkerPlan& plan, int control);

}  // namespace milter
