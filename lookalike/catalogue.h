// Every phrase of lookalike's sentences, in both languages, with {places} to fill in.
//
//   Writer(/*japanese=*/false).phrase("replace", {{"at", "9"}, {"from", "[g]"}, {"to", "[q]"}})
//     ->  "letter 9 is [q], not [g]"
//
// Static data; pure, thread-safe.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lookalike {

struct Phrase {
  std::string_view key, ja, en;
};
std::span<const Phrase> catalogue();  // for the test that both languages have the same {places}

using Values = std::vector<std::pair<std::string_view, std::string>>;

class Writer {
 public:
  explicit Writer(bool japanese) : japanese_(japanese) {}

  std::string phrase(std::string_view key, const Values& values = {}) const;  // "": no such key

 private:
  bool japanese_;
};

}  // namespace lookalike
