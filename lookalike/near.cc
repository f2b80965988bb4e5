// How: neighbours.h for the label as it stands, and with "lc" read as "k", which no loose key does
// (fold.cc). For another order of words: the label turned round at each place ("kogyo|mirai",
// whatever the separators, a number at the end left there), and three words in each order, looked
// up among the labels without separators.
// Tested by near_test.cc.
#include "lookalike/near.h"

#include <algorithm>
#include <array>

#include "lookalike/letters.h"

namespace lookalike {
namespace {

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

class Reorder {
 public:
  Reorder(const Watchlist::Index& index, const Domain& seen, const Reading& reading,
          const Stems& stems, Collector& found)
      : index_(index),
        seen_(seen),
        reading_(reading),
        stems_(stems),
        found_(found),
        text_begin_(seen.label_at),
        text_end_(seen.suffix_at - 1),
        begin_(reading.flat_before(text_begin_)),
        end_(reading.flat_before(text_end_)) {}

  void run() {
    turn(end_);
    const std::size_t number = begin_of_number();
    if (number != end_) turn(number);
    try_orders();
  }

 private:
  // What stands behind `last` stays there: "kogyomirai2017" for "miraikogyo2017".
  void turn(std::size_t last) {
    if (reading_.weight(begin_, last) < kMinFlatName) return;
    for (std::size_t cut = begin_ + kMinTurnedWord; cut + kMinTurnedWord <= last; ++cut) {
      const bool long_enough = cut >= begin_ + kMinTurned && cut + kMinTurned <= last;
      if (!(long_enough || reading_.begins_word(cut)) || !begins_name(cut, last)) continue;
      const std::uint64_t head = reading_.value(begin_, cut), tail = reading_.value(cut, last);
      const std::uint64_t turned = tail * kPowers[cut - begin_] + head;
      probe(turned * kPowers[end_ - last] + reading_.value(last, end_));
    }
  }

  std::size_t begin_of_number() const {
    std::size_t at = end_;
    while (at > begin_ && is_digit(seen_.text[reading_.text_begin(at - 1)])) --at;
    return at;
  }

  // Whether some guarded name begins like the label [begin, last) turned round at `cut`.
  bool begins_name(std::size_t cut, std::size_t last) const {
    std::size_t weight = reading_.weight(cut, last), head = begin_;
    if (weight >= kMinFlatName) return stems_.may_end(cut, cut + (end_ - begin_));
    while (weight + reading_.weight(begin_, head) < kMinFlatName) ++head;
    const std::uint64_t stem =
        reading_.value(cut, last) * kPowers[head - begin_] + reading_.value(begin_, head);
    return index_.hints.may_hold(key_of(KeyKind::kStem, stem));
  }

  // The two orders of three words that are no turning round, and the exchange of the outer two.
  void try_orders() {
    std::array<const Word*, kMaxPermutedWords> words{};
    std::size_t count = 0;
    for (std::size_t i = 0; i < reading_.words(); ++i) {
      const Word& word = reading_.word(i);
      if (word.begin < begin_ || word.end > end_) continue;
      if (count == kMaxPermutedWords) return;
      words[count++] = &word;
    }
    if (count != kMaxPermutedWords) return;
    for (const auto& order : {std::array{0, 2, 1}, {1, 0, 2}, {2, 1, 0}}) {
      std::uint64_t value = 0;
      for (const int i : order) {
        const Word& word = *words[static_cast<std::size_t>(i)];
        value = value * kPowers[word.end - word.begin] + reading_.value(word.begin, word.end);
      }
      probe(value);
    }
  }

  // A label that is the same when turned ("kotokoto") is equal, and no other order.
  void probe(std::uint64_t value) {
    if (value == reading_.value(begin_, end_)) return;
    index_.visit(key_of(KeyKind::kFlatLabel, value), kMaxEqual, [&](std::uint32_t number) {
      if (read_++ < kMaxTurnedRead && is_reordered(index_.entries[number], value)) {
        found_.add_label(number, Place::kReordered, text_begin_, text_end_, 0);
      }
    });
  }

  bool is_reordered(const Entry& entry, std::uint64_t value) const {
    return flat_value(index_.label(entry)) == value;
  }

  const Watchlist::Index& index_;
  const Domain& seen_;
  const Reading& reading_;
  const Stems& stems_;
  Collector& found_;
  std::size_t text_begin_, text_end_, begin_, end_;
  std::size_t read_ = 0;
};

// The label's sight letters with "lc" read as "k"; empty if there is none.
std::string_view read_k(std::u32string_view label, std::string_view sight,
                        std::array<char, Reading::kMaxLetters>& out) {
  std::size_t size = 0;
  for (std::size_t at = 0; at < label.size(); ++at) {
    const bool is_k =
        bare(label[at]) == U'l' && at + 1 < label.size() && bare(label[at + 1]) == U'c';
    out[size++] = is_k ? 'k' : sight[at];
    if (is_k) ++at;
  }
  return size == label.size() ? std::string_view() : std::string_view(out.data(), size);
}

std::string_view sight_of_label(const Domain& seen) {
  return std::string_view(seen.sight).substr(seen.label_at, seen.suffix_at - 1 - seen.label_at);
}

Wanted wanted_near(const Watchlist::Index& index, const Domain& seen, const Reading& reading,
                   const Collector& found) {
  const std::size_t end = seen.suffix_at - 1;
  Wanted wanted{.any = found.worthwhile_keys(Chase::kLabelOtherSuffix, seen.label_at, end),
                .tagged = found.worthwhile_keys(Chase::kLabelSameSuffix, seen.label_at, end)};
  const std::size_t suffix_at = reading.flat_before(seen.suffix_at);
  const std::uint64_t suffix = reading.value(suffix_at, reading.size());
  if (index.may_be_suffix(reading.last(reading.size()), reading.size() - suffix_at, suffix)) {
    wanted.add_tag(suffix_tag_of(suffix));
  }
  return wanted;
}

void add_all(std::span<const Neighbour> near, const Domain& seen, Collector& found) {
  for (const Neighbour& one : near) {
    found.add_label(one.entry, Place::kLabel, seen.label_at, seen.suffix_at - 1, one.distance);
  }
}

}  // namespace

void ask_near(const Watchlist::Index& index, const Domain& seen, const Reading& reading,
              Neighbours& neighbours, const Collector& found) {
  if (!seen.registrable() || reading.size() == 0) return;
  neighbours.ask(sight_of_label(seen), wanted_near(index, seen, reading, found));
}

void find_near(const Watchlist::Index& index, const Domain& seen, const Reading& reading,
               const Stems& stems, Neighbours& neighbours, Collector& found) {
  if (!seen.registrable() || reading.size() == 0) return;
  add_all(neighbours.find(), seen, found);
  std::array<char, Reading::kMaxLetters> letters;
  const std::string_view read = read_k(seen.label(), sight_of_label(seen), letters);
  if (!read.empty()) {
    add_all(neighbours.find(read, wanted_near(index, seen, reading, found)), seen, found);
  }
  Reorder(index, seen, reading, stems, found).run();
}

}  // namespace lookalike
