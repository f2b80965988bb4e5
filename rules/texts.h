// Every sentence that a person reads because of a rule, in Japanese and English, in one place.
//
//   say("identity.reply_to_freemail", {{"address", "a@gmail.com"}}).en
//     ->  "Replies would go to the free-mail address a@gmail.com."
//
// Pure and thread-safe. An unknown key is a bug: it throws std::logic_error.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "rules/finding.h"

namespace rules {

struct TextArgument {
  std::string_view name;
  Text value;
  TextArgument(std::string_view argument, const std::string& both)
      : name(argument), value{both, both} {}
  TextArgument(std::string_view argument, Text text) : name(argument), value(std::move(text)) {}
};

Text say(std::string_view key, std::initializer_list<TextArgument> arguments = {});

struct CatalogueEntry {
  std::string_view key, ja, en;
};
std::span<const CatalogueEntry> catalogue();  // for the test that compares placeholders

}  // namespace rules
