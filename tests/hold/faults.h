// System calls of this program that fail when a test says so: those of its libraries too.
//
//   arm(Fault::kNoSpace, 7, Lasting::kOnce);    // the seventh call from here gets ENOSPC
//   custody.take(mail, bytes);
//   const Calls calls = disarm();               // what was called, and whether the seventh came
//
// faults.cc defines open, write, fsync, rename and the like; linked into a program with exported
// symbols they take the place of libc's for libsqlite3 as well, and do the real work by syscall(2).
// One thread.
#pragma once

#include <cstdint>
#include <string>

namespace milter::testing {

enum class Fault : std::uint8_t {
  kNone,
  kNoSpace,      // ENOSPC
  kInputOutput,  // EIO; of close(2) the file is closed all the same
  kShortWrite,   // half of what was asked for; counts writes alone
  kInterrupted,  // EINTR; counts open, read and write alone
  kEnd,          // the process ends
};
enum class Lasting : std::uint8_t { kOnce, kFromThenOn };

struct Calls {
  std::string names;  // "open write fsync ", in order, that the fault applies to
  int count = 0;
  bool failed = false;
};

void arm(Fault fault, int at, Lasting lasting);
Calls disarm();

}  // namespace milter::testing
