// How: the steps of the hit's alignment are sorted into real edits and mere disguises; one real
// edit names the pattern, more are kTwoEdits, none leaves the rarest disguise as the pattern.
// Leaves out: which letter became which; surprise.h says how odd the outcome is.
// Tested by evidence_test.cc.
#include "lookalike/evidence.h"

#include <algorithm>
#include <array>
#include <string>

#include "lookalike/content_networks.h"
#include "lookalike/surprise.h"
#include "lookalike/surroundings.h"
#include "lookalike/utf8.h"
#include "lookalike/words.h"

namespace lookalike {
namespace {

constexpr std::array<std::string_view, kPatterns> kWordsOf{"same",         "glyph",
                                                           "mark",         "variant",
                                                           "sight",        "separator",
                                                           "roman",        "reordered",
                                                           "swap",         "doubled",
                                                           "final_s",      "vowel",
                                                           "replace",      "insert",
                                                           "delete",       "digit",
                                                           "two_edits",    "name",
                                                           "name_joined",  "appended",
                                                           "name_edit",    "tail",
                                                           "word_keyword", "word",
                                                           "host_label",   "word_edit_keyword",
                                                           "word_edit",    "tail_joined",
                                                           "part_keyword", "part",
                                                           "part_edit",    "trap"};

// The pattern of a lone step, rarest disguise first; from kSwap on it is a real edit.
Pattern pattern_of(Move move) {
  switch (move) {
    case Move::kGlyph:
      return Pattern::kGlyph;
    case Move::kMark:
      return Pattern::kMark;
    case Move::kKana:
    case Move::kVariant:
      return Pattern::kVariant;
    case Move::kSight:
      return Pattern::kSight;
    case Move::kSeparator:
      return Pattern::kSeparator;
    case Move::kRoman:
      return Pattern::kRoman;
    case Move::kSwap:
      return Pattern::kSwap;
    case Move::kDoubled:
      return Pattern::kDoubled;
    case Move::kFinalS:
      return Pattern::kFinalS;
    case Move::kVowel:
      return Pattern::kVowel;
    case Move::kInsert:
      return Pattern::kInsert;
    case Move::kDelete:
      return Pattern::kDelete;
    case Move::kDigit:
      return Pattern::kDigit;
    case Move::kKeys:
    case Move::kReplace:
      return Pattern::kReplace;
  }
  return Pattern::kReplace;
}

bool is_edit(Pattern pattern) { return pattern >= Pattern::kSwap; }

constexpr std::size_t kMostLikenesses = 2;

struct Moves {
  std::size_t edits = 0;
  std::size_t loose = 0;  // disguises that come about by chance, too: rn for m, hyphens, spellings
  std::size_t likenesses = 0;  // kinds of kSight
  bool sight = false, sound = false;
  bool joined = false;                                       // a separator is left out
  bool split = false;                                        // a hyphen is a dot
  Pattern edit = Pattern::kSame, disguise = Pattern::kSame;  // of disguises the rarest

  // One edit beside a loose disguise is two coincidences, or two edits. So is what must be read by
  // the eye here and by the ear there: "cloud", "dood"; or in three ways at once: "jeulia",
  // "leviia", where who imitates a name needs one or two.
  bool several() const {
    if (edits > 1 || (edits == 1 && loose != 0)) return true;
    return edits == 0 && ((sight && sound) || likenesses > kMostLikenesses);
  }
  bool exact() const { return edits == 0 && loose == 0; }
  bool number() const { return edits == 1 && loose == 0 && edit == Pattern::kDigit; }
};

bool is_loose(Pattern pattern) {
  return pattern == Pattern::kSight || pattern == Pattern::kSeparator || pattern == Pattern::kRoman;
}

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

// Numbers stand at the end of a word or are longer than one digit: "mail2", "mail12". A digit among
// letters is a slip or a trick like any other letter.
Pattern pattern_of_digit(const Step& step, std::u32string_view guarded, std::u32string_view run) {
  const std::u32string_view text = step.seen_size != 0 ? run : guarded;
  const std::size_t at = step.seen_size != 0 ? step.seen_at : step.at;
  const std::size_t end = at + std::max(step.seen_size, step.size);
  const bool ends = end >= text.size() || text[end] == U'-' || is_digit(text[end]);
  if (ends || (at > 0 && is_digit(text[at - 1]))) return Pattern::kDigit;
  if (step.size == 0) return Pattern::kInsert;
  if (step.seen_size == 0) return Pattern::kDelete;
  return is_digit(guarded[step.at]) && is_digit(run[step.seen_at]) ? Pattern::kDigit
                                                                   : Pattern::kReplace;
}

// A separator is left out; or the only dot is a hyphen, and what was the suffix is a word beside
// the label ("moonshot.ai", "moonshot-ai.com").
bool is_rejoined(const Step& step, std::u32string_view guarded, std::u32string_view run) {
  if (step.size == 0) return false;
  if (step.seen_size == 0) return true;
  if (guarded[step.at] != U'.' || run[step.seen_at] != U'-') return false;
  const std::u32string_view suffix = guarded.substr(step.at + 1);
  const SuffixKind kind = kind_of_suffix(suffix);
  return guarded.find(U'.') == step.at && suffix.find(U'.') == suffix.npos &&
         kind != SuffixKind::kCommon && kind != SuffixKind::kOld;
}

// Somebody has a part of the guarded name for his own: "files.asagiri.com", "files-asagiri.com".
bool is_split(const Step& step, std::u32string_view guarded, std::u32string_view run) {
  return step.size != 0 && step.seen_size != 0 && guarded[step.at] == U'-' &&
         run[step.seen_at] == U'.';
}

// "0" for "o" twice is one.
std::size_t likenesses_of(const std::vector<Step>& steps, std::u32string_view guarded,
                          std::u32string_view run) {
  const auto is_same = [&](const Step& a, const Step& b) {
    return a.move == b.move && guarded.substr(a.at, a.size) == guarded.substr(b.at, b.size) &&
           run.substr(a.seen_at, a.seen_size) == run.substr(b.seen_at, b.seen_size);
  };
  std::size_t count = 0;
  for (auto one = steps.begin(); one != steps.end(); ++one) {
    if (one->move != Move::kSight) continue;
    if (std::none_of(steps.begin(), one, [&](const Step& s) { return is_same(s, *one); })) ++count;
  }
  return count;
}

Moves moves_of(const std::vector<Step>& steps, std::u32string_view guarded,
               std::u32string_view run) {
  Moves out;
  out.likenesses = likenesses_of(steps, guarded, run);
  for (const Step& step : steps) {
    Pattern pattern = pattern_of(step.move);
    if (pattern == Pattern::kDigit) pattern = pattern_of_digit(step, guarded, run);
    if (step.move == Move::kSeparator && is_rejoined(step, guarded, run)) out.joined = true;
    if (step.move == Move::kSeparator && is_split(step, guarded, run)) out.split = true;
    if (is_edit(pattern)) {
      // Several digits are still one number.
      if (pattern != Pattern::kDigit || out.edit != Pattern::kDigit) ++out.edits;
      out.edit = pattern;
    } else {
      if (is_loose(pattern)) ++out.loose;
      out.sight |= pattern == Pattern::kSight;
      out.sound |= pattern == Pattern::kRoman;
      out.disguise = out.disguise == Pattern::kSame ? pattern : std::min(out.disguise, pattern);
    }
  }
  return out;
}

// "rappi.com" in "rappi.com.ar" and "money.com" in "infomoney.com.ar" are no names inside another:
// what follows belongs to the suffix.
bool ends_in_suffix(const Hit& hit, const Domain& seen) {
  return hit.place == Place::kName && hit.end > seen.suffix_at && hit.end < seen.text.size();
}

// "boxes" for "box".
bool is_plural(const Hit& hit, const Domain& seen) {
  if (!seen.registrable() || hit.begin != seen.label_at || !hit.same_suffix) return false;
  if (seen.view().substr(hit.end, seen.suffix_at - 1 - hit.end) != U"es") return false;
  static constexpr std::u32string_view kHissing = U"sxzh";
  return kHissing.find(seen.text[hit.end - 1]) != kHissing.npos;
}

// "www-mirai-kogyo.co.jp", "wwwmirai-kogyo.co.jp".
bool is_tail(const Hit& hit, const Domain& seen) {
  return hit.same_suffix && hit.begin > seen.label_at && hit.end + 1U == seen.suffix_at;
}

Pattern pattern_of(const Hit& hit, const Domain& seen, const Moves& moves) {
  if (ends_in_suffix(hit, seen) && moves.edits == 0) {
    return hit.begin <= seen.label_at ? Pattern::kAppended : Pattern::kPart;
  }
  const bool listed = hit.beside.around != Around::kNothing && hit.beside.around != Around::kOther;
  switch (hit.place) {
    case Place::kTrap:
      return Pattern::kTrap;
    case Place::kReordered:
      return Pattern::kReordered;
    case Place::kName:
      if (moves.edits != 0) return Pattern::kNameEdit;
      if (moves.split) return Pattern::kWord;
      return moves.joined ? Pattern::kNameJoined : Pattern::kName;
    case Place::kWord:
      if (moves.number()) return Pattern::kWordEdit;  // no slip, whatever stands beside
      if (moves.edits != 0 || (moves.loose != 0 && moves.disguise != Pattern::kSeparator)) {
        return listed ? Pattern::kWordEditKeyword : Pattern::kWordEdit;
      }
      if (hit.host_label) return Pattern::kHostLabel;
      if (listed && is_tail(hit, seen)) return Pattern::kTail;
      return listed ? Pattern::kWordKeyword : Pattern::kWord;
    case Place::kPart:
      if (!moves.exact()) return Pattern::kPartEdit;
      if (is_plural(hit, seen)) return Pattern::kFinalS;
      if (listed && is_tail(hit, seen)) return Pattern::kTailJoined;
      return listed ? Pattern::kPartKeyword : Pattern::kPart;
    case Place::kLabel:
      break;
  }
  if (moves.several()) return Pattern::kTwoEdits;
  return moves.edits == 1 ? moves.edit : moves.disguise;
}

// Of the host labels behind the run one says that it is a network's.
bool is_network_like(const Hit& hit, const Domain& seen) {
  if (hit.end >= seen.label_at) return false;
  const std::size_t dot = seen.text.find(U'.', hit.end);
  return sounds_like_network(seen.view().substr(dot, seen.suffix_at - dot));
}

// A listed word is in many names, whether or not it was counted in them. By judgement: as often as
// "global".
constexpr double kListedHolders = 200;

bool concerns_whole_name(const Hit& hit) {
  return hit.place == Place::kName || hit.place == Place::kTrap;
}

}  // namespace

std::string_view word(Pattern pattern) { return kWordsOf.at(static_cast<std::size_t>(pattern)); }

double weight_of(std::u32string_view label) {
  constexpr char32_t kFirstEastAsian = 0x2E80;  // CJK radicals; kana and ideographs follow
  double weight = 0;
  for (const char32_t letter : label) weight += letter >= kFirstEastAsian ? 2 : 1;
  return weight;
}

bool is_inner(std::u32string_view label, std::u32string_view run) {
  return label.size() > 2 && run.size() > 2 && label.substr(0, 2) == run.substr(0, 2) &&
         label.substr(label.size() - 2) == run.substr(run.size() - 2);
}

Evidence evidence(const Hit& hit, const Domain& seen, const Watchlist::Index& index) {
  const Entry& entry = index.entries[hit.entry];
  const std::u32string_view run = seen.view().substr(hit.begin, hit.end - hit.begin);
  const bool whole = concerns_whole_name(hit);
  std::u32string label;  // first what the steps change, which may be the whole name
  to_letters(whole ? index.text(entry) : index.label(entry), label);
  const Moves moves = moves_of(hit.core.steps, label, run);
  if (whole) to_letters(index.label(entry), label);
  // As it stands in the run: "encrypt" for "e-n-c-r-y-p-t", whose letters are less rare.
  if (moves.joined && hit.place != Place::kLabel) std::erase(label, U'-');
  Evidence out;
  out.pattern = pattern_of(hit, seen, moves);
  out.same_suffix = hit.same_suffix;
  out.same_family = hit.same_family;
  out.suffix = kind_of_suffix(seen.suffix());
  out.disguised = moves.edits == 1 && moves.disguise != Pattern::kSame && moves.loose == 0;
  out.weight = weight_of(label);
  const double bits = surprise(label);
  out.letters = bits / (static_cast<double>(label.size()) + 1);
  const bool rewritten = out.pattern == Pattern::kSeparator || out.pattern == Pattern::kSight;
  if (hit.place != Place::kName && (moves.edits != 0 || rewritten)) {
    out.change = surprise(run) - bits;
    out.first_letter = !label.empty() && !run.empty() && label[0] != run[0];
    out.inner = is_inner(label, run);
  }
  const bool same = out.pattern == Pattern::kSame || out.pattern == Pattern::kAppended;
  out.holders = same ? names_of(index.label(entry)) : names_with(index.label(entry));
  if (!same && is_listed(label)) out.holders = std::max(out.holders, kListedHolders);
  out.beside = hit.beside.names;
  out.content_network = is_content_network(seen.view());
  out.machine = hit.begin >= seen.label_at && is_machine(seen);
  out.network_like = is_network_like(hit, seen);
  out.owner_group = same && entry.grouped;
  return out;
}

}  // namespace lookalike
