// How: each name is read once; letters go into one pool, and six keys a name into one table: the
// name itself, the visual key of its label, the two halves of its bare label (pigeonhole: one edit
// leaves one half whole), the name and the label without separators. No variants of a name are
// made or kept: near names are found by their unchanged half and then compared.
// Leaves out: removal and growth; a changed list is built anew.
// Tested by watchlist_test.cc.
#include "lookalike/watchlist.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "lookalike/domain.h"
#include "lookalike/index.h"
#include "lookalike/providers.h"
#include "lookalike/skeleton.h"
#include "lookalike/unicode.h"
#include "lookalike/words.h"

namespace lookalike {
namespace {

class Builder {
 public:
  explicit Builder(Direction direction) { index_.direction = direction; }

  void add(const Guarded& guarded, bool provider) {
    const std::optional<Domain> domain = read_domain(guarded.domain);
    if (!domain || !domain->registrable() || domain->ascii.empty()) {
      if (!provider) index_.rejected.push_back(guarded.domain);
      return;
    }
    if (!seen_.emplace(domain->ascii, 0).second) return;  // the first mention stands
    const auto number = static_cast<std::uint32_t>(index_.entries.size());
    Entry entry = pool(guarded, *domain);
    entry.own = guarded.own;
    entry.provider = provider;
    index_.entries.push_back(entry);
    add_keys(entry, number);
  }

  std::unique_ptr<const Watchlist::Index> finish() {
    index_.postings = keys_.finish();
    return std::make_unique<const Watchlist::Index>(std::move(index_));
  }

 private:
  Entry pool(const Guarded& guarded, const Domain& domain) {
    Entry e;
    e.given_at = static_cast<std::uint32_t>(index_.given_pool.size());
    e.given_size = static_cast<std::uint16_t>(guarded.domain.size());
    index_.given_pool += guarded.domain;
    e.text_at = static_cast<std::uint32_t>(index_.letter_pool.size());
    e.text_size = static_cast<std::uint8_t>(domain.text.size());
    e.label_at = static_cast<std::uint8_t>(domain.label_at);
    e.suffix_at = static_cast<std::uint8_t>(domain.suffix_at);
    index_.letter_pool += domain.text;
    const std::u32string bare = bare_key(domain.label());
    e.bare_at = e.text_at + e.label_at;
    e.bare_size = static_cast<std::uint8_t>(std::min<std::size_t>(bare.size(), 255));
    if (bare != domain.label()) {  // ASCII labels are their own bare key
      e.bare_at = static_cast<std::uint32_t>(index_.letter_pool.size());
      index_.letter_pool += bare;
    }
    e.owner = owner_number(guarded.owner);
    e.common = is_common_word(encode(bare));
    return e;
  }

  std::uint32_t owner_number(const std::string& owner) {
    const auto next = static_cast<std::uint32_t>(index_.owners.size());
    const auto [place, added] = owners_.emplace(owner, next);
    if (added) index_.owners.push_back(owner);
    return place->second;
  }

  void add_keys(const Entry& e, std::uint32_t number) {
    const std::u32string_view bare = index_.bare(e);
    const std::size_t half = bare.size() / 2;
    keys_.add(hash(KeyKind::kName, index_.text(e)), number);
    keys_.add(hash(KeyKind::kVisual, visual_key(bare)), number);
    keys_.add(hash(KeyKind::kLeft, bare.substr(0, half), bare.size()), number);
    keys_.add(hash(KeyKind::kRight, bare.substr(half), bare.size()), number);
    const std::u32string flat = without_separators(bare_key(index_.text(e)));
    if (flat.size() >= kMinFlatName) {
      keys_.add(hash(KeyKind::kFlatName, flat), number);
      index_.longest_flat_name = std::max(index_.longest_flat_name, flat.size());
    }
    const std::u32string flat_label = without_separators(bare);
    if (flat_label.size() >= kMinToken) {
      keys_.add(hash(KeyKind::kFlatLabel, flat_label), number);
      index_.longest_flat_name = std::max(index_.longest_flat_name, flat_label.size());
    }
  }

  Watchlist::Index index_;
  PostingsBuilder keys_;
  std::unordered_map<std::string, char> seen_;
  std::unordered_map<std::string, std::uint32_t> owners_;
};

}  // namespace

Watchlist Watchlist::build(const std::vector<Guarded>& guarded, Direction direction) {
  Builder builder(direction);
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
