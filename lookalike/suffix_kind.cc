// How: by the top-level domain, which tlds.inc has if popular names do (tests/bench/lookalike/
// make_tlds.py); not by the whole suffix, for "com.sg" is as honest as "sg". Names that are sold
// like registries are rare whatever they stand below.
// Tested by evidence_test.cc.
#include "lookalike/suffix_kind.h"

#include <algorithm>
#include <array>

namespace lookalike {
namespace {

constexpr auto kFirstDays =
    std::to_array<std::u32string_view>({U"net", U"org", U"edu", U"info", U"biz", U"gov"});
constexpr auto kPopular = std::to_array<std::u32string_view>({
#include "lookalike/tlds.inc"
});
static_assert(std::is_sorted(kPopular.begin(), kPopular.end()));

template <class List>
bool holds(const List& list, std::u32string_view suffix) {
  return std::find(list.begin(), list.end(), suffix) != list.end();
}

// "us.com", "jp.net", "com.de"; hosting services' names are longer.
bool is_sold_as_registry(std::u32string_view suffix, std::u32string_view last) {
  constexpr std::size_t kLongest = 3;
  if (suffix == U"com.de" || suffix == U"com.se") return true;
  return (last == U"com" || last == U"net" || last == U"org") && suffix.size() > last.size() &&
         suffix.size() <= kLongest + 1 + last.size();
}

}  // namespace

SuffixKind kind_of_suffix(std::u32string_view suffix) {
  const std::u32string_view last = suffix.substr(suffix.find_last_of(U'.') + 1);  // npos + 1 == 0
  if (suffix == U"com" || suffix == U"co" || last == U"jp") return SuffixKind::kCommon;
  if (holds(kFirstDays, suffix)) return SuffixKind::kOld;
  const bool popular = std::binary_search(kPopular.begin(), kPopular.end(), last);
  if (!popular || is_sold_as_registry(suffix, last)) return SuffixKind::kRare;
  if (suffix == U"cc" || suffix == U"ws") return SuffixKind::kFresh;  // a country's in name only
  return last.size() == 2 ? SuffixKind::kCountry : SuffixKind::kFresh;
}

}  // namespace lookalike
