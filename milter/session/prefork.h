// A parent that listens and keeps children; children that serve. A crash costs one child's mails.
//
//   Prefork prefork({.children = 2, .serve = …, .reload = …});
//   return prefork.run();
//
// Only the parent is led by signals: HUP reloads, TERM and INT end the service. A child hears it
// over a socket pair and takes no notice of signals of its own, except TERM and INT: an orderly
// end, after which the parent makes another. The library beneath would otherwise take those
// signals, stop, and remove the shared socket; worker.h says how that is prevented.
//
// The parent has one thread and holds no lock when it forks.
#pragma once

#include <functional>
#include <map>

#include "milter/base/clock.h"

namespace milter {

struct PreforkPlan {
  int children = 2;
  // In the child: serves until told to end by the control socket; returns the exit status.
  std::function<int(int control)> serve;
  // In the parent, on HUP: true if the new configuration is good and children shall take it.
  std::function<bool()> reload;
  // In the parent, before the children are told to end: nobody new shall arrive.
  std::function<void()> close_door;
};

// One-byte words on the control socket, parent to child.
inline constexpr char kReloadWord = 'R';
inline constexpr char kDrainWord = 'D';

class Prefork {
 public:
  explicit Prefork(PreforkPlan plan) : plan_(std::move(plan)) {}
  int run();  // until the service ends; the exit status of the program

 private:
  struct Child {
    int control = -1;
    Clock::Time born;
  };
  bool start_child();
  void reap();
  void tell(char word);
  void drain();

  PreforkPlan plan_;
  std::map<int, Child> children_;  // by process id
  Clock::Time next_start_{};       // a child that dies at once is not restarted in a tight loop
};

}  // namespace milter
