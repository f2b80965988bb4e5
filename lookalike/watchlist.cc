// How: each name is read once; its letters go into pools, and up to five keys (postings.h) into one
// table: the name itself, the name and the label without separators, the label's loose key, and the
// plain one. The pieces of both (pieces.h) have a table of their own. No variants of a name are
// made or kept: near names are found by what an edit leaves whole, and then compared.
// Leaves out: removal and growth; a changed list is built anew.
// Tested by watchlist_test.cc.
#include "lookalike/watchlist.h"

#include <algorithm>
#include <limits>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "lookalike/domain.h"
#include "lookalike/fold.h"
#include "lookalike/index.h"
#include "lookalike/piece_drafts.h"
#include "lookalike/providers.h"
#include "lookalike/unicode.h"
#include "lookalike/utf8.h"

namespace lookalike {
namespace {

// What one name takes at most: itself in UTF-8, as it was given, and the loose key.
constexpr std::size_t kMaxNameBytes = 4 * kMaxName + 4 * (kMaxName + 1) + kMaxKey;

std::string without_separators(std::string_view sight) {
  std::string flat;
  for (const char c : sight) {
    if (c != 0 && c != '-' && c != '.') flat += c;
  }
  return flat;
}

std::size_t weight_of_flat(std::string_view flat) {
  std::size_t weight = 0;
  for (const char c : flat) weight += weight_of_letter(c);
  return weight;
}

class Builder {
 public:
  Builder(Direction direction, std::size_t names) : pieces_(index_, names) {
    index_.direction = direction;
    index_.two_edits = names <= kMaxTwoEditNames;
    index_.entries.reserve(names);
    names_.reserve(names * 5);
    stems_.reserve(names * 2);
    numbers_.reserve(names);
    labels_of_owners_.reserve(names);
    owners_.reserve(names);
  }

  void add(const Guarded& guarded, bool provider) {
    if (!read_domain(guarded.domain, domain_) || !domain_.registrable() || domain_.ascii.empty() ||
        !has_room()) {
      if (!provider) index_.rejected.push_back(guarded.domain);
      return;
    }
    to_utf8(domain_.text, utf8_);
    const auto number = static_cast<std::uint32_t>(index_.entries.size());
    const std::uint64_t key = key_of(KeyKind::kName, rolled_back(utf8_));
    const auto [place, added] = numbers_.emplace(key, number);
    if (!added && index_.text(index_.entries[place->second]) == utf8_) {  // the first stands
      if (provider) index_.entries[place->second].among_providers = true;
      return;
    }
    Entry entry = pool(guarded);
    entry.own = guarded.own;
    entry.provider = entry.among_providers = provider;
    add_name_keys(number, key);
    add_label_keys(number, entry);
    index_.entries.push_back(entry);
    group(number);
  }

  std::unique_ptr<const Watchlist::Index> finish() {
    numbers_ = {};
    owners_ = {};
    labels_of_owners_ = {};
    index_.pieces = Postings<PiecePosting>(pieces_.finish(hints_));
    fill_filters();
    index_.names = Postings<Posting>(names_);
    index_.texts.shrink_to_fit();
    index_.owners.shrink_to_fit();
    index_.owner_ends.shrink_to_fit();
    if (!index_.two_edits) index_.worth = Worth(index_);
    index_.entries.shrink_to_fit();
    return std::make_unique<const Watchlist::Index>(std::move(index_));
  }

 private:
  bool has_room() const {
    return index_.entries.size() < kMaxEntries &&
           index_.texts.size() < std::numeric_limits<std::uint32_t>::max() - kMaxNameBytes;
  }

  void fill_filters() {
    index_.filter = Filter(names_.size());
    for (const auto& draft : names_) index_.filter.add(draft.key);
    for (const Stem& one : stems_) hints_.push_back(one.key);
    std::sort(hints_.begin(), hints_.end());
    hints_.erase(std::unique(hints_.begin(), hints_.end()), hints_.end());
    index_.hints = Filter(hints_.size());
    for (const std::uint64_t hint : hints_) index_.hints.add(hint);
    hints_ = {};
    index_.stem_sizes = SizesByKey(stems_.size() / 2);
    for (const Stem& one : stems_) index_.stem_sizes.add(one.key, one.size);
    stems_ = {};
  }

  Entry pool(const Guarded& guarded) {
    Entry e;
    e.text_at = static_cast<std::uint32_t>(index_.texts.size());
    e.text_size = static_cast<std::uint16_t>(utf8_.size());
    index_.texts += utf8_;
    if (guarded.domain != utf8_) {
      e.given_size = static_cast<std::uint16_t>(guarded.domain.size());
      index_.texts += guarded.domain;
    }
    to_utf8(domain_.hosts(), part_);
    e.label_at = static_cast<std::uint16_t>(part_.size());
    to_utf8(domain_.suffix(), part_);
    e.suffix_at = static_cast<std::uint16_t>(utf8_.size() - part_.size());
    e.owner = owner_number(guarded.owner);
    return e;
  }

  void group(std::uint32_t number) {
    const Entry& entry = index_.entries[number];
    const std::uint64_t label = rolled(index_.label(entry)) + entry.owner;
    const auto [place, added] = labels_of_owners_.emplace(label, number);
    if (added) return;
    index_.entries[number].grouped = true;
    index_.entries[place->second].grouped = true;
  }

  std::uint32_t owner_number(const std::string& owner) {
    const auto next = static_cast<std::uint32_t>(index_.owner_ends.size());
    const auto [place, added] = owners_.emplace(owner, next);
    if (added) {
      index_.owners += owner;
      index_.owner_ends.push_back(static_cast<std::uint32_t>(index_.owners.size()));
    }
    return place->second;
  }

  void add_key(KeyKind kind, std::uint64_t value, std::uint32_t number) {
    const std::uint64_t key = key_of(kind, value);
    names_.push_back({key, {number, key}});
  }

  void add_stem(std::string_view flat) {
    const std::size_t size = stem_size(flat);
    if (size == 0) return;
    stems_.push_back({key_of(KeyKind::kStem, rolled(flat.substr(0, size))), flat.size()});
  }

  void add_name_keys(std::uint32_t number, std::uint64_t name_key) {
    names_.push_back({name_key, {number, name_key}});
    const std::string flat = without_separators(domain_.sight);
    add_key(KeyKind::kFlatName, rolled(flat), number);
    index_.longest_flat_name = std::max(index_.longest_flat_name, flat.size());
    add_stem(flat);
  }

  void add_label_keys(std::uint32_t number, Entry& e) {
    const std::string_view sight =
        std::string_view(domain_.sight).substr(domain_.label_at, domain_.label().size());
    const std::string flat = without_separators(sight);
    if (weight_of_flat(flat) >= kMinToken) {
      add_key(KeyKind::kFlatLabel, rolled(flat), number);
      index_.longest_flat_label = std::max(index_.longest_flat_label, flat.size());
      add_stem(flat);
    }
    Key key;
    loose_key(sight, key);
    e.key_size = key.size;
    index_.texts += key.view();  // behind what pool() put there
    add_key(KeyKind::kLoose, rolled(key.view()), number);
    Key plain;
    plain_key(sight, plain);
    e.folded = plain.size != key.size;
    if (e.folded) add_key(KeyKind::kPlain, rolled(plain.view()), number);
    const std::uint64_t suffix =
        add_suffix(without_separators(std::string_view(domain_.sight).substr(domain_.suffix_at)));
    pieces_.add(number, key.view(), plain.view(), suffix_tag_of(suffix));
  }

  std::uint64_t add_suffix(const std::string& flat) {
    const std::uint64_t value = rolled(flat);
    if (flat.empty() || !suffixes_.insert(value).second) return value;  // empty: of hyphens alone
    hints_.push_back(key_of(KeyKind::kSuffix, value));
    index_.suffix_sizes.add(flat.back(), flat.size());
    return value;
  }

  struct Stem {
    std::uint64_t key;
    std::size_t size;  // of the flat name or label that begins so
  };
  Watchlist::Index index_;
  Domain domain_;
  std::string utf8_, part_;
  std::vector<Draft<Posting>> names_;
  PieceDrafts pieces_;
  std::vector<std::uint64_t> hints_;
  std::vector<Stem> stems_;
  std::unordered_set<std::uint64_t> suffixes_;
  std::unordered_map<std::uint64_t, std::uint32_t> numbers_, labels_of_owners_;
  std::unordered_map<std::string, std::uint32_t> owners_;
};

}  // namespace

Watchlist Watchlist::build(const std::vector<Guarded>& guarded, Direction direction) {
  Builder builder(direction, guarded.size());
  for (const Guarded& one : guarded) builder.add(one, false);
  if (direction == Direction::kOutbound) {
    for (const Provider& one : mail_providers()) {
      builder.add({std::string(one.domain), std::string(one.owner), false}, true);
    }
  }
  return Watchlist(builder.finish());
}

Watchlist::Watchlist(std::unique_ptr<const Index> index) : index_(std::move(index)) {}
Watchlist::Watchlist(Watchlist&&) noexcept = default;
Watchlist& Watchlist::operator=(Watchlist&&) noexcept = default;
Watchlist::~Watchlist() = default;

std::size_t Watchlist::size() const { return index_->entries.size(); }
const std::vector<std::string>& Watchlist::rejected() const { return index_->rejected; }

}  // namespace lookalike
