// The cage for a process that reads a hostile file: it can use one connection and read poppler's
// data, nothing else.
//
//   enter_sandbox({}, connection)   // then parse
//
// Out of reach: every other file (landlock), every other process, the network, exec (seccomp), any
// right it did not begin with, more memory or processor time than the plan says (time on the clock
// is the parent's to watch: child.h). It leaves no core and dies with its parent. Whatever cannot
// be had is an error: there is no half a cage.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "milter/base/limits.h"
#include "milter/base/result.h"

namespace milter::extract {

struct SandboxPlan {
  std::vector<std::string> readable = {"/usr/share/poppler"};  // Japanese character maps for PDF
  std::size_t memory = limits::kExtractMemory;                 // beyond what it has at the start
  std::chrono::milliseconds time = limits::kExtractTime;       // on the clock, and of the processor
};

inline constexpr int kConnection = 3;  // the descriptor under which `connection` lives on

// For good. REQUIRES: one thread. Every descriptor but the connection is closed; standard input,
// output and errors lead nowhere.
Result<void> enter_sandbox(const SandboxPlan& plan, int connection);

}  // namespace milter::extract
