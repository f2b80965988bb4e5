// Every hit of seen names against guarded ones, before it is judged: what the statistics of
// score.cc are counted from.
//
//   lookalike_hits GUARDED SEEN    two files, a name a line
//
// One line a hit, tab separated: seen, guarded, place, same_suffix, same_family, host_label,
// around, begin, end, cost of the core, its moves as move@at, comma separated. Names that cannot be
// read and names that are guarded themselves, or lie below one, give no line.
#include <cstdio>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "lookalike/index.h"
#include "lookalike/search.h"

namespace {

using lookalike::Hit;

constexpr const char* kPlaces[] = {"label", "reordered", "name", "word", "part", "trap"};
constexpr const char* kArounds[] = {"nothing", "keyword", "legal_form", "country", "other"};
constexpr const char* kMoves[] = {"glyph",     "mark",   "sight",   "kana", "variant", "roman",
                                  "separator", "swap",   "doubled", "keys", "vowel",   "final_s",
                                  "insert",    "delete", "replace", "digit"};

std::vector<std::string> read_lines(const char* path) {
  std::vector<std::string> lines;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    if (!line.empty()) lines.push_back(line);
  }
  return lines;
}

void print(const std::string& seen, const lookalike::Watchlist::Index& index, const Hit& hit) {
  const std::string guarded(index.text(index.entries[hit.entry]));
  std::printf("%s\t%s\t%s\t%d\t%d\t%d\t%s\t%d\t%d\t%.3f\t", seen.c_str(), guarded.c_str(),
              kPlaces[static_cast<std::size_t>(hit.place)], hit.same_suffix, hit.same_family,
              hit.host_label, kArounds[static_cast<std::size_t>(hit.around)], hit.begin, hit.end,
              hit.core.cost);
  bool first = true;
  for (const lookalike::Step& step : hit.core.steps) {
    std::printf("%s%s@%zu", first ? "" : ",", kMoves[static_cast<std::size_t>(step.move)], step.at);
    first = false;
  }
  std::printf("\n");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: lookalike_hits GUARDED SEEN\n");
    return 2;
  }
  std::vector<lookalike::Guarded> guarded;
  for (std::string& name : read_lines(argv[1])) guarded.push_back({std::move(name), "o", false});
  const auto list = lookalike::Watchlist::build(guarded);
  lookalike::Search search(list.index(), /*everything=*/true);
  for (const std::string& seen : read_lines(argv[2])) {
    if (!search.read(seen) || search.settled()) continue;
    for (const Hit& hit : search.find()) print(seen, list.index(), hit);
  }
}
