// What the search finds of one seen name against a few guarded ones.
#pragma once

#include <string>
#include <vector>

#include "lookalike/search.h"
#include "lookalike/utf8.h"
#include "lookalike/watchlist.h"

namespace lookalike {

struct Found {
  std::string guarded, run;  // the run of the seen name
  Hit hit;
  Kind kind = Kind::kNone;
};

inline std::vector<Found> find_hits(const Watchlist& list, const std::string& seen) {
  std::vector<Found> out;
  Search search(list.index(), /*everything=*/true);
  if (!search.read(seen)) return out;
  for (const Hit& hit : search.find()) {
    const Entry& entry = list.index().entries[hit.entry];
    std::u32string guarded;
    to_letters(list.index().text(entry), guarded);
    Found one;
    one.guarded = list.index().given(entry);
    to_utf8(search.seen().view().substr(hit.begin, std::size_t{hit.end} - hit.begin), one.run);
    one.hit = hit;
    one.kind = kind_of(hit, guarded, search.seen().text.size());
    out.push_back(std::move(one));
  }
  return out;
}

inline std::vector<Found> find_hits(const std::string& guarded, const std::string& seen) {
  return find_hits(Watchlist::build({{guarded, "p", false}}), seen);
}

}  // namespace lookalike
