// A line that a mail program has broken in two is not known again: then the mail is judged with our
// words in it, which errs on the safe side. Tested by own_words_test.cc.
#include "milter/judge/own_words.h"

#include <algorithm>
#include <unordered_set>

#include "milter/act/texts.h"
#include "milter/base/text.h"
#include "rules/texts.h"

namespace milter {
namespace {

// Those without a place to fill in: what is filled in may come from a mail.
const std::unordered_set<std::string_view>& own_sentences() {
  static const auto kSentences = [] {
    std::unordered_set<std::string_view> all;
    for (const rules::CatalogueEntry& entry : rules::catalogue()) {
      for (const std::string_view text : {entry.ja, entry.en}) {
        if (text.find('{') == std::string_view::npos) all.insert(text);
      }
    }
    return all;
  }();
  return kSentences;
}

std::string_view without_quote_marks(std::string_view line) {
  const auto begin = line.find_first_not_of("> \t\r");
  return begin == std::string_view::npos ? "" : trim(line.substr(begin));
}

bool is_own(std::string_view line) {
  line = without_quote_marks(line);
  for (const BannerWords& words : all_banner_words()) {
    for (const std::string_view lead : {words.opening, words.bullet}) {
      if (line.starts_with(lead) && own_sentences().contains(trim(line.substr(lead.size())))) {
        return true;
      }
    }
  }
  return own_sentences().contains(line);
}

}  // namespace

std::string without_own_words(std::string_view visible_text) {
  std::string kept;
  while (!visible_text.empty()) {
    const std::string_view line = visible_text.substr(0, visible_text.find('\n'));
    const std::size_t length = std::min(visible_text.size(), line.size() + 1);
    if (!is_own(line)) kept.append(visible_text.substr(0, length));
    visible_text.remove_prefix(length);
  }
  return kept;
}

}  // namespace milter
