// One seen name against a Watchlist: reads it, settles it if it is guarded, and collects the hits.
//
//   Search search(index);
//   if (search.read("mirai-koqyo.co.jp") && !search.settled()) for (const Hit& h : search.find())
//   ...
//
// Keeps its buffers from name to name: once they have grown, a name without hits costs no
// allocation. Not thread-safe; the index must outlive it.
#pragma once

#include <optional>
#include <vector>

#include "lookalike/collector.h"
#include "lookalike/domain.h"
#include "lookalike/inside.h"
#include "lookalike/neighbours.h"
#include "lookalike/reading.h"
#include "lookalike/stems.h"

namespace lookalike {

class Search {
 public:
  // `everything`: hits that cannot come into a band, too, as far as they are looked for.
  explicit Search(const Watchlist::Index& index, bool everything = false)
      : index_(index),
        neighbours_(index),
        found_(index, everything),
        inside_(index, stems_, neighbours_, found_) {}
  Search(const Search&) = delete;
  Search& operator=(const Search&) = delete;

  bool read(std::string_view raw);  // false: unreadable
  const Domain& seen() const { return seen_; }
  const std::string& utf8() const { return utf8_; }  // its Unicode form

  // The longest guarded name that is the seen one or lies above it.
  struct Settled {
    std::uint32_t entry;
    bool exact;
  };
  std::optional<Settled> settled();

  const std::vector<Hit>& find();
  std::optional<std::uint32_t> find_name(std::string_view utf8) const;

  // The registrable domain in ASCII; "" if it has other letters.
  std::string_view registrable_ascii();

 private:
  void find_traps();

  const Watchlist::Index& index_;
  Domain seen_;
  Reading reading_;
  std::string utf8_, ascii_, service_;
  Stems stems_;
  Neighbours neighbours_;
  Collector found_;
  Inside inside_;
};

}  // namespace lookalike
