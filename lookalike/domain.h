// A host name, read once: both display forms, its letters as the eye takes them, and where its
// parts stand.
//
//   auto d = read_domain("www.Mirai-Kogyo.co.jp");
//   d->label() == U"mirai-kogyo", d->suffix() == U"co.jp", d->hosts() == U"www."
//   read_domain("mirai.github.io")->label() == U"mirai", hosted: its pages stand below a host's
//   name
//
// A value; the functions are pure and thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace lookalike {

struct Domain {
  std::string ascii;         // A-label form; "" if the DNS cannot hold the name
  std::u32string text;       // Unicode form, lower case; invisible characters stay in it
  std::string sight;         // the sight letter (fold.h) of each letter of `text`
  std::size_t label_at = 0;  // the registrable label; == suffix_at if there is none
  std::size_t suffix_at = 0;
  bool hosted =
      false;  // the suffix is a hosting or dynamic DNS service's, the label its customer's
  bool broken_ace = false;  // a label says "xn--" and is none
  bool capital_i = false;   // as given, a capital I stands after a small letter: "paypaI.com"

  bool registrable() const { return label_at != suffix_at; }
  std::u32string_view hosts() const { return view().substr(0, label_at); }
  std::u32string_view label() const {
    return registrable() ? view().substr(label_at, suffix_at - 1 - label_at) : view().substr(0, 0);
  }
  std::u32string_view suffix() const { return view().substr(suffix_at); }
  std::u32string_view registrable_domain() const { return view().substr(label_at); }
  std::u32string_view view() const { return text; }
};

// false (nullopt): ill-formed UTF-8, white space or controls, ASCII other than letters, digits,
// '-', '_' and '.', an empty label, a label over 63 or a name over 253 octets. One root dot is
// taken off. The first form writes into `out`'s buffers: once they have grown, an ASCII name
// without A-labels costs no allocation. `out` is meaningless after false.
bool read_domain(std::string_view raw, Domain& out);
std::optional<Domain> read_domain(std::string_view raw);

// Suffixes that one registrant may hold side by side, or that are taken for each other: co.jp/jp,
// com/co/cm, anything/de-facto registry below the same country.
bool same_family(std::u32string_view a, std::u32string_view b);

}  // namespace lookalike
