// Phrase families: which sentences of a mail speak of a change of account, of secrecy, ...
//
//   auto book = Phrasebook::parse(built_in_phrases());
//   book->find("振込先の口座が変更になりました。")  ->  {{"account_change", 2, "振込先の…", 0}}
//
// The text must be normalised (NFKC, case folded, no spaces between kanji) and have one sentence or
// paragraph a line or end sentences with 。. ! ?; it is matched sentence by sentence, so that
// "口座番号に変更はございません" takes itself out and nothing else.
// Immutable after parse(); find() may run in any number of threads. Linear in the text: RE2.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace rules {

// A phrase file by name and content. Format: "family NAME WEIGHT" opens a family, "+ REGEX" puts a
// sentence in, "- REGEX" takes it out again, "#" starts a comment line. RE2 syntax.
struct PhraseFile {
  std::string name, content;
};
const std::vector<PhraseFile>& built_in_phrases();  // phrases/ja.txt, phrases/en.txt

struct PhraseError {
  std::string file;
  std::size_t line = 0;
  std::string message;
};

struct PhraseHit {
  std::string family;
  int weight = 0;
  std::string sentence;  // the first that matched, whole
  std::size_t at = 0;    // where it begins in the text
};

class Phrasebook {
 public:
  // Families of the same name in several files are one family; their weights must agree.
  static tl::expected<Phrasebook, std::vector<PhraseError>> parse(
      const std::vector<PhraseFile>& files);
  Phrasebook(Phrasebook&&) noexcept;
  Phrasebook& operator=(Phrasebook&&) noexcept;
  ~Phrasebook();

  // Each family at most once, in the order of the files. nullopt: could not look (memory limit of
  // the automaton), which is not "nothing found".
  std::optional<std::vector<PhraseHit>> find(std::string_view normalised_text) const;

  std::vector<std::string> families() const;

 private:
  struct Compiled;
  explicit Phrasebook(std::unique_ptr<Compiled> compiled);
  std::unique_ptr<Compiled> compiled_;
};

// Sentences of normalised text: split at line ends and after 。 ! ? and ". ".
std::vector<std::string_view> sentences(std::string_view text);

}  // namespace rules
