// The first byte chooses: any bytes as text to the built-in phrases, or as a phrase file. What must
// hold: sentences() leaves out nothing but spaces between them, a hit quotes a sentence of the
// text, a family is found once, a mistake names its line.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>

#include "rules/phrasebook.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

bool is_between(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

void splitting(std::string_view text) {
  const char* reached = text.data();
  for (const std::string_view sentence : rules::sentences(text)) {
    require(!sentence.empty() && sentence.data() >= reached);
    require(std::all_of(reached, sentence.data(), is_between));
    reached = sentence.data() + sentence.size();
  }
  require(std::all_of(reached, text.data() + text.size(), is_between));
}

void finding(const rules::Phrasebook& book, std::string_view text) {
  const auto hits = book.find(text);
  if (!hits) return;
  std::set<std::string> families;
  for (const rules::PhraseHit& hit : *hits) {
    require(families.insert(hit.family).second);
    require(hit.weight >= 0 && hit.weight <= 3);
    require(text.find(hit.sentence) != std::string_view::npos);
  }
}

void parsing(const std::string& content) {
  const auto book = rules::Phrasebook::parse({{"fuzz", content}});
  if (book) return finding(*book, content);
  require(!book.error().empty());
  const auto lines = static_cast<std::size_t>(std::count(content.begin(), content.end(), '\n')) + 1;
  for (const rules::PhraseError& error : book.error()) {
    require(error.file == "fuzz" && error.line <= lines && !error.message.empty());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const rules::Phrasebook kBook =
      rules::Phrasebook::parse(rules::built_in_phrases()).value();
  if (size == 0) return 0;
  const std::string input(reinterpret_cast<const char*>(data + 1), size - 1);
  if ((data[0] & 1U) != 0) {
    parsing(input);
  } else {
    splitting(input);
    finding(kBook, input);
  }
  return 0;
}
