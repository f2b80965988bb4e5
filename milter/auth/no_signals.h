// Threads begun within its life take no signals: those belong to the program's own thread.
//
//   const NoSignals quiet;
//   std::thread thread(...);
//
// Changes the mask of the calling thread alone, and puts it back.
#pragma once

#include <pthread.h>

#include <csignal>

namespace milter {

class NoSignals {
 public:
  NoSignals() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  ~NoSignals() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  NoSignals(const NoSignals&) = delete;
  NoSignals& operator=(const NoSignals&) = delete;

 private:
  sigset_t before_{};
};

}  // namespace milter
