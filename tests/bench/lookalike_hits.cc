// Every hit of seen names against guarded ones, before it is judged: what the statistics of
// score.cc are counted from.
//
//   lookalike_hits GUARDED SEEN    two files, a name a line
//
// One line a hit, tab separated: pattern, ending (same, family, other), suffix of the seen name,
// guarded label, what stands for it in the seen name, the seen name, E, how usual the listed word
// beside it is. Names that cannot be read
// give no line; a name that is guarded itself is compared with the others. The
// guarded ones are taken in lists in which two edits are looked for.
#include <algorithm>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "lookalike/evidence.h"
#include "lookalike/index.h"
#include "lookalike/score.h"
#include "lookalike/search.h"
#include "lookalike/unicode.h"

namespace {

using lookalike::Hit;

std::vector<std::string> read_lines(const char* path) {
  std::vector<std::string> lines;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    if (!line.empty()) lines.push_back(line);
  }
  return lines;
}

void print(const lookalike::Domain& seen, const lookalike::Watchlist::Index& index,
           const Hit& hit) {
  const auto found = lookalike::evidence(hit, seen, index);
  const std::string guarded(index.text(index.entries[hit.entry]));
  const std::string text = lookalike::encode(seen.text);
  if (found.content_network || found.network_like || text == guarded ||
      text.ends_with("." + guarded))
    return;
  const char* ending = hit.same_suffix ? "same" : hit.same_family ? "family" : "other";
  const std::string label(index.label(index.entries[hit.entry]));
  const std::string run = lookalike::encode(seen.view().substr(hit.begin, hit.end - hit.begin));
  std::cout << word(found.pattern) << '\t' << ending << '\t' << lookalike::encode(seen.suffix())
            << '\t' << label << '\t' << run << '\t' << text << '\t'
            << judge(hit, seen, index).e_value << '\t' << found.beside << '\n';
}

void print_all(const std::vector<std::string>& names, const std::vector<std::string>& all_seen) {
  std::vector<lookalike::Guarded> guarded;
  for (const std::string& name : names) guarded.push_back({name, name, false});
  const auto list = lookalike::Watchlist::build(guarded);
  lookalike::Search search(list.index(), /*everything=*/true);
  for (const std::string& seen : all_seen) {
    if (!search.read(seen)) continue;
    for (const Hit& hit : search.find()) print(search.seen(), list.index(), hit);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: lookalike_hits GUARDED SEEN\n";
    return 2;
  }
  const std::vector<std::string> guarded = read_lines(argv[1]), seen = read_lines(argv[2]);
  for (std::size_t at = 0; at < guarded.size(); at += lookalike::kMaxTwoEditNames) {
    const std::size_t end = std::min(guarded.size(), at + lookalike::kMaxTwoEditNames);
    print_all({guarded.begin() + static_cast<std::ptrdiff_t>(at),
               guarded.begin() + static_cast<std::ptrdiff_t>(end)},
              seen);
  }
}
