// What is gathered while one attachment is read, and what may still be spent on it.
//
//   Collector out(limits, attachment.bytes.size());
//   if (!out.spend_entry()) ...             // limits.entries are used up
//   out.add_text("請求書.csv", "...");
//
// Passing a limit is a Trouble, told once for each place. Not thread-safe.
#pragma once

#include <cstddef>
#include <string>

#include "milter/extract/extract_text.h"

namespace milter::extract {

class Collector {
 public:
  Collector(const ExtractLimits& limits, std::size_t packed_bytes);

  const ExtractLimits& limits() const { return limits_; }
  // Nothing is added for an empty text; one over what is left is cut, which is kTooLarge. Both
  // count: ten thousand empty files may have long names.
  void add_text(const std::string& where, std::string_view text);
  void add_trouble(Problem problem, const std::string& where);
  std::size_t text_left() const { return text_left_; }

  bool spend_entry();  // false: all are spent
  std::size_t unpack_left() const { return unpack_left_; }
  bool spend_unpacked(std::size_t bytes);  // false: more than is left

  Extraction take() { return std::move(found_); }

 private:
  ExtractLimits limits_;
  std::size_t text_left_;
  std::size_t entries_left_;
  std::size_t unpack_left_;
  Extraction found_;
};

// A file's name as it stands in `where`: one line, at most limits::kMaxMemberPath characters.
std::string name_for_people(std::string_view name);
// "請求書.zip" and a member's name as one `where`.
std::string inside(const std::string& where, std::string_view member);

}  // namespace milter::extract
