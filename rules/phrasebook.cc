// One RE2::Set holds every pattern; a sentence's matching pattern numbers are mapped to families,
// and a family counts only if none of its "-" patterns matched that sentence. Sets report running
// out of memory apart from "no match"; so does find(). Tested by phrasebook_test.cc.
#include "rules/phrasebook.h"

#include <re2/set.h>

#include <algorithm>
#include <charconv>

namespace rules {
namespace {

constexpr std::int64_t kAutomatonBytes = 64 << 20;  // all patterns together; a lookup uses far less
constexpr std::size_t kMaxSentenceBytes =
    4'000;  // a run-on "sentence" is cut into pieces this long

struct Family {
  std::string name;
  int weight = 0;
};

struct Pattern {
  std::size_t family = 0;
  bool takes_out = false;
};

RE2::Options options() {
  RE2::Options result;
  result.set_max_mem(kAutomatonBytes);
  result.set_log_errors(false);
  result.set_dot_nl(true);
  return result;
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

}  // namespace

struct Phrasebook::Compiled {
  Compiled() : set(options(), RE2::UNANCHORED) {}
  RE2::Set set;
  std::vector<Family> families;
  std::vector<Pattern> patterns;  // by the set's index
};

namespace {

// Reads the lines of one file into `book`, collecting every mistake.
class FileReader {
 public:
  FileReader(const PhraseFile& file, std::vector<Family>& families, std::vector<Pattern>& patterns,
             RE2::Set& set, std::vector<PhraseError>& errors)
      : file_(file), families_(families), patterns_(patterns), set_(set), errors_(errors) {}

  void read() {
    std::string_view rest = file_.content;
    while (!rest.empty()) {
      const auto end = rest.find('\n');
      ++line_;
      read_line(trimmed(rest.substr(0, end)));
      rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    }
  }

 private:
  void read_line(std::string_view line) {
    if (line.empty() || line.front() == '#') return;
    if (line.rfind("family ", 0) == 0) return open_family(trimmed(line.substr(7)));
    if (line.size() > 2 && (line[0] == '+' || line[0] == '-') && line[1] == ' ') {
      return add_pattern(trimmed(line.substr(2)), line[0] == '-');
    }
    wrong("expected 'family NAME WEIGHT', '+ REGEX', '- REGEX' or '#'");
  }

  void open_family(std::string_view words) {
    current_ = kNone;
    const auto space = words.find(' ');
    int weight = -1;
    if (space != std::string_view::npos) {
      const std::string_view number = trimmed(words.substr(space));
      const auto parsed = std::from_chars(number.data(), number.data() + number.size(), weight);
      if (parsed.ptr != number.data() + number.size()) weight = -1;
    }
    if (weight < 0 || weight > 3) return wrong("a family needs a name and a weight from 0 to 3");
    const std::string name(words.substr(0, space));
    const auto known = std::find_if(families_.begin(), families_.end(),
                                    [&](const Family& family) { return family.name == name; });
    if (known == families_.end()) {
      families_.push_back({name, weight});
      current_ = families_.size() - 1;
    } else if (known->weight != weight) {
      wrong("family " + name + " has weight " + std::to_string(known->weight) + " elsewhere");
    } else {
      current_ = static_cast<std::size_t>(known - families_.begin());
    }
  }

  void add_pattern(std::string_view regex, bool takes_out) {
    if (current_ == kNone) return wrong("a pattern outside a family");
    std::string cause;
    if (set_.Add(re2::StringPiece(regex.data(), regex.size()), &cause) < 0) return wrong(cause);
    patterns_.push_back({current_, takes_out});
  }

  void wrong(std::string message) { errors_.push_back({file_.name, line_, std::move(message)}); }

  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  const PhraseFile& file_;
  std::vector<Family>& families_;
  std::vector<Pattern>& patterns_;
  RE2::Set& set_;
  std::vector<PhraseError>& errors_;
  std::size_t line_ = 0;
  std::size_t current_ = kNone;
};

// The families whose sentence this is: put in by one pattern, taken out by none.
std::vector<std::size_t> families_of(const std::vector<int>& matched,
                                     const std::vector<Pattern>& patterns) {
  std::vector<std::size_t> in, out;
  for (const int index : matched) {
    const Pattern& pattern = patterns[static_cast<std::size_t>(index)];
    (pattern.takes_out ? out : in).push_back(pattern.family);
  }
  std::vector<std::size_t> result;
  for (const std::size_t family : in) {
    if (std::find(out.begin(), out.end(), family) == out.end()) result.push_back(family);
  }
  return result;
}

// Where a sentence ends: the index after its last byte; `text` is not empty.
std::size_t sentence_end(std::string_view text) {
  constexpr std::string_view kMaru = "。";
  const std::size_t limit = std::min(text.size(), kMaxSentenceBytes);
  for (std::size_t at = 0; at < limit; ++at) {
    const char c = text[at];
    if (c == '\n') return at + 1;
    const bool space_follows = at + 1 == text.size() || text[at + 1] == ' ' || text[at + 1] == '\n';
    if ((c == '!' || c == '?' || c == '.') && (c != '.' || space_follows)) return at + 1;
    if (text.compare(at, kMaru.size(), kMaru) == 0) return at + kMaru.size();
  }
  if (limit == text.size()) return limit;
  // Never inside a character: its start is at most three bytes back. Where there is none the text
  // is no UTF-8, and going back further would make a step of one byte out of each of 4,000.
  for (std::size_t back = 0; back <= 3; ++back) {
    if ((static_cast<unsigned char>(text[limit - back]) & 0xC0U) != 0x80U) return limit - back;
  }
  return limit;
}

}  // namespace

std::vector<std::string_view> sentences(std::string_view text) {
  std::vector<std::string_view> result;
  while (!text.empty()) {
    const std::size_t end = sentence_end(text);
    std::string_view sentence = trimmed(text.substr(0, end));
    if (!sentence.empty() && sentence.back() == '\n')
      sentence = trimmed(sentence.substr(0, sentence.size() - 1));
    if (!sentence.empty()) result.push_back(sentence);
    text.remove_prefix(end);
  }
  return result;
}

Phrasebook::Phrasebook(std::unique_ptr<Compiled> compiled) : compiled_(std::move(compiled)) {}
Phrasebook::Phrasebook(Phrasebook&&) noexcept = default;
Phrasebook& Phrasebook::operator=(Phrasebook&&) noexcept = default;
Phrasebook::~Phrasebook() = default;

tl::expected<Phrasebook, std::vector<PhraseError>> Phrasebook::parse(
    const std::vector<PhraseFile>& files) {
  auto compiled = std::make_unique<Compiled>();
  std::vector<PhraseError> errors;
  for (const PhraseFile& file : files) {
    FileReader(file, compiled->families, compiled->patterns, compiled->set, errors).read();
  }
  if (errors.empty() && !compiled->set.Compile()) {
    errors.push_back({files.empty() ? "" : files.front().name, 0,
                      "the patterns together need more than the automaton's memory"});
  }
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  return Phrasebook(std::move(compiled));
}

std::optional<std::vector<PhraseHit>> Phrasebook::find(std::string_view normalised_text) const {
  std::vector<std::optional<PhraseHit>> hits(compiled_->families.size());
  std::vector<int> matched;
  for (const std::string_view sentence : sentences(normalised_text)) {
    RE2::Set::ErrorInfo error{};
    matched.clear();
    if (!compiled_->set.Match(re2::StringPiece(sentence.data(), sentence.size()), &matched,
                              &error)) {
      if (error.kind != RE2::Set::kNoError) return std::nullopt;
      continue;
    }
    for (const std::size_t family : families_of(matched, compiled_->patterns)) {
      const Family& of = compiled_->families[family];
      if (hits[family]) continue;
      const auto at = static_cast<std::size_t>(sentence.data() - normalised_text.data());
      hits[family] = PhraseHit{of.name, of.weight, std::string(sentence), at};
    }
  }
  std::vector<PhraseHit> result;
  for (auto& hit : hits) {
    if (hit) result.push_back(std::move(*hit));
  }
  return result;
}

std::vector<std::string> Phrasebook::families() const {
  std::vector<std::string> names;
  for (const Family& family : compiled_->families) names.push_back(family.name);
  return names;
}

}  // namespace rules
