// Names as companies have them, invented from syllables and trades with a fixed seed, and slips of
// them. The same on every machine.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace bench {

class Names {
 public:
  explicit Names(std::uint64_t seed) : random_(seed) {}

  std::size_t below(std::size_t end) { return static_cast<std::size_t>(random_() % end); }

  // "hakomishi-denki.co.jp", "norivex.com", "brightstone-logistics.de"
  std::string name() {
    std::string out = below(2) == 0 ? syllables(3 + below(3)) : made_up();
    const std::size_t trade = below(4);
    if (trade != 0) out += std::string(trade == 1 ? "" : "-") + pick(kTrades);
    return out + "." + pick(kSuffixes);
  }

  // A host as mail logs show it: every fifth has a label or two before the name.
  std::string host() {
    const std::string name = this->name();
    return below(5) == 0 ? pick(kHosts) + std::string(".") + name : name;
  }

  // One or two slips, another suffix, other words beside it, or the whole inside another host.
  std::string slip(std::string name) {
    const std::size_t label = name.find('.'), at = below(label);
    switch (below(9)) {
      case 0:
        return name.erase(at, 1);
      case 1:
        return name.insert(at, 1, letter());
      case 2:
        name[at] = letter();
        return name;
      case 3:
        if (at + 1 < label) std::swap(name[at], name[at + 1]);
        return name;
      case 4:
        return name.substr(0, label) + ".xyz";
      case 5:
        return name.substr(0, label) + "-invoice.com";
      case 6:
        return name + ".unrelated.example";
      case 7:
        name[at] = letter();
        return "login-" + name.substr(0, label) + ".example";
      default:
        for (char& c : name) c = c == 'o' ? '0' : c == 'l' ? '1' : c;
        return name;
    }
  }

  std::vector<std::string> unique(std::size_t count) {
    std::unordered_set<std::string> seen;
    std::vector<std::string> out;
    out.reserve(count);
    while (out.size() < count) {
      std::string one = name();
      if (seen.insert(one).second) out.push_back(std::move(one));
    }
    return out;
  }

 private:
  static constexpr std::string_view kSyllables[] = {
      "a",  "i",  "u",   "e",   "o",  "ka", "ki", "ku", "ke", "ko", "sa", "shi", "su",  "se",
      "so", "ta", "chi", "tsu", "te", "to", "na", "ni", "nu", "ne", "no", "ha",  "hi",  "fu",
      "he", "ho", "ma",  "mi",  "mu", "me", "mo", "ya", "yu", "yo", "ra", "ri",  "ru",  "re",
      "ro", "wa", "n",   "ga",  "gi", "go", "za", "ji", "da", "ba", "bi", "kyo", "sho", "ryu"};
  static constexpr std::string_view kOnsets[] = {
      "b", "br", "c",  "ch", "d", "dr", "f", "fl", "g", "gr", "h", "k", "l",  "m",  "n",
      "p", "pr", "qu", "r",  "s", "st", "t", "tr", "v", "w",  "x", "z", "sh", "th", "cl"};
  static constexpr std::string_view kRimes[] = {
      "a",  "e",  "i",  "o",  "u",    "an",  "en",  "in",  "on",  "ar",  "er", "or",
      "al", "el", "ix", "ex", "ight", "ock", "and", "one", "ell", "ade", "um", "is"};
  static constexpr std::string_view kTrades[] = {
      "kogyo",   "shoji",   "denki",  "kensetsu", "seiki",    "unyu",       "foods",  "group",
      "trading", "systems", "tech",   "works",    "design",   "logistics",  "labs",   "media",
      "bank",    "care",    "energy", "motors",   "pharma",   "global",     "studio", "net",
      "kikai",   "sangyo",  "shokai", "chemical", "partners", "consulting", "travel", "soft"};
  static constexpr std::string_view kSuffixes[] = {
      "co.jp", "co.jp", "co.jp", "jp", "com", "com", "com", "net", "org", "de", "co.uk", "ne.jp"};
  static constexpr std::string_view kHosts[] = {"mail", "www",  "mx1.mail",
                                                "smtp", "news", "bounce.em"};

  template <std::size_t kSize>
  std::string pick(const std::string_view (&from)[kSize]) {
    return std::string(from[below(kSize)]);
  }
  char letter() { return static_cast<char>('a' + below(26)); }
  std::string syllables(std::size_t count) {
    std::string out;
    for (; count != 0 || out.size() < 3; count -= count == 0 ? 0 : 1) out += pick(kSyllables);
    return out;
  }
  std::string made_up() {
    std::string out;
    for (std::size_t n = 3 + below(2); n != 0; --n) out += pick(kOnsets) + pick(kRimes);
    return out;
  }

  std::mt19937_64 random_;
};

}  // namespace bench
