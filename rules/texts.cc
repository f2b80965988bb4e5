// Filling in what catalogue.cc holds. Tested by texts_test.cc.
#include "rules/texts.h"

#include <algorithm>
#include <stdexcept>

namespace rules {

namespace {

const CatalogueEntry& entry(std::string_view key) {
  const auto all = catalogue();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const CatalogueEntry& one) { return one.key == key; });
  if (found == all.end()) throw std::logic_error("no text for " + std::string(key));
  return *found;
}

// One pass, so that a value which itself contains "{name}" stays as it is.
std::string fill(std::string_view form, std::initializer_list<TextArgument> arguments,
                 std::string Text::*language) {
  std::string result;
  while (!form.empty()) {
    const auto open = form.find('{');
    result += form.substr(0, open);
    if (open == std::string_view::npos) break;
    const auto close = form.find('}', open);
    const std::string_view name = form.substr(open + 1, close - open - 1);
    for (const TextArgument& argument : arguments) {
      if (argument.name == name) result += argument.value.*language;
    }
    form.remove_prefix(close + 1);
  }
  return result;
}

}  // namespace

Text say(std::string_view key, std::initializer_list<TextArgument> arguments) {
  const CatalogueEntry& found = entry(key);
  return {fill(found.ja, arguments, &Text::ja), fill(found.en, arguments, &Text::en)};
}

}  // namespace rules
