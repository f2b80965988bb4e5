// How: UTS #46 through unicode.h; the suffix is the longest one of the ICANN section of the Public
// Suffix List (the private section lists hosting services, whose customers' names are labels like
// any other) or of a short list of names that are sold as if they were registries.
// Leaves out: hosting services as suffixes.
// Tested by domain_test.cc.
#include "lookalike/domain.h"

#include <libpsl.h>

#include <algorithm>
#include <array>
#include <vector>

#include "lookalike/unicode.h"

namespace lookalike {
namespace {

// CentralNic's and similar second-level registries that look like a country's own.
constexpr std::array<std::string_view, 21> kDeFactoRegistries{
    "ae.org", "br.com", "cn.com", "co.com", "com.de", "com.se",  "de.com",
    "eu.com", "gb.net", "gr.com", "hu.net", "jp.net", "jpn.com", "kr.com",
    "ru.com", "sa.com", "se.net", "uk.com", "uk.net", "us.com",  "za.com"};

// The ICANN section has no rule of more labels; longer tails need not be asked for.
constexpr std::size_t kMaxSuffixLabels = 5;

constexpr std::size_t kMaxOctets = (kMaxName + 1) * 4;  // with a root dot, all in UTF-8's longest

std::vector<std::size_t> label_starts(std::u32string_view text) {
  std::vector<std::size_t> starts{0};
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == U'.') starts.push_back(at + 1);
  }
  return starts;
}

bool is_suffix(const std::string& name) {
  return std::find(kDeFactoRegistries.begin(), kDeFactoRegistries.end(), name) !=
             kDeFactoRegistries.end() ||
         psl_is_public_suffix2(psl_builtin(), name.c_str(), PSL_TYPE_ICANN) != 0;
}

// libpsl holds both forms of each rule, so the Unicode form is as good a question as the ASCII one.
void find_suffix(Domain& domain) {
  const std::vector<std::size_t> starts = label_starts(domain.text);
  const std::size_t first = starts.size() > kMaxSuffixLabels ? starts.size() - kMaxSuffixLabels : 0;
  for (std::size_t i = first; i < starts.size(); ++i) {
    if (!is_suffix(encode(domain.view().substr(starts[i])))) continue;
    domain.suffix_at = starts[i];
    domain.label_at = i == 0 ? starts[i] : starts[i - 1];
    return;
  }
  domain.suffix_at = starts.back();
  domain.label_at = starts.size() < 2 ? starts.back() : starts[starts.size() - 2];
}

bool is_dot(char32_t letter) {  // RFC 3490 3.1
  return letter == U'\u3002' || letter == U'\uFF0E' || letter == U'\uFF61';
}

bool readable(std::u32string_view text) {
  return std::none_of(text.begin(), text.end(), [](char32_t c) {
    if (c >= 0x80) return is_space_or_control(c);
    const bool letter = (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
    return !letter && (c < U'0' || c > U'9') && c != U'-' && c != U'_' && c != U'.';
  });
}

// A name with invisible characters is not the name without them, though UTS #46 would map it so:
// the Unicode form keeps them, and there is no ASCII form.
std::optional<Domain> read_hidden(std::u32string_view text, std::u32string_view visible) {
  std::optional<IdnaName> bare = read_idna(encode(visible));
  if (!bare || text.size() > kMaxName) return std::nullopt;
  return Domain{"", fold_letters(text), 0, 0};
}

}  // namespace

std::optional<Domain> read_domain(std::string_view raw) {
  if (raw.size() > kMaxOctets) return std::nullopt;
  std::optional<std::u32string> text = decode(raw);
  if (!text) return std::nullopt;
  std::replace_if(text->begin(), text->end(), is_dot, U'.');
  if (text->size() > 1 && text->back() == U'.') text->pop_back();
  if (!readable(*text)) return std::nullopt;
  std::u32string visible;
  std::copy_if(text->begin(), text->end(), std::back_inserter(visible),
               [](char32_t c) { return !is_invisible(c); });
  std::optional<Domain> domain;
  if (visible.size() != text->size()) {
    domain = read_hidden(*text, visible);
  } else if (std::optional<IdnaName> name = read_idna(encode(*text))) {
    domain = Domain{name->ascii, name->unicode, 0, 0};
  }
  if (!domain || !readable(domain->text)) return std::nullopt;
  find_suffix(*domain);
  return domain;
}

bool same_family(std::u32string_view a, std::u32string_view b) {
  static constexpr std::array<std::u32string_view, 8> kCommercial{
      U"com", U"co", U"cm", U"om", U"net", U"jp", U"co.jp", U"com.co"};
  const auto commercial = [](std::u32string_view suffix) {
    return std::find(kCommercial.begin(), kCommercial.end(), suffix) != kCommercial.end();
  };
  const auto last = [](std::u32string_view suffix) {
    return suffix.substr(suffix.find_last_of(U'.') + 1);  // npos + 1 == 0
  };
  return (commercial(a) && commercial(b)) || last(a) == last(b);
}

}  // namespace lookalike
