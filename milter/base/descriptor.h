// A file descriptor that closes itself.
//
//   Descriptor file(::open(path, O_RDONLY | O_CLOEXEC));
//   if (!file.is_open()) ...      // errno says why
//
// Moved, never copied. Not thread-safe.
#pragma once

#include <unistd.h>

#include <utility>

namespace milter {

class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() {
    if (is_open()) ::close(number_);
  }
  int get() const { return number_; }
  bool is_open() const { return number_ >= 0; }

 private:
  int number_ = -1;
};

}  // namespace milter
