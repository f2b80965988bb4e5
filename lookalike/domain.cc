// How: an ASCII name is checked and copied in one pass; any other goes through UTS #46 (unicode.h).
// Tested by domain_test.cc.
#include "lookalike/domain.h"

#include <algorithm>
#include <array>

#include "lookalike/fold.h"
#include "lookalike/suffix.h"
#include "lookalike/unicode.h"

namespace lookalike {
namespace {

constexpr std::size_t kMaxLabel = 63;                   // RFC 1035 2.3.4
constexpr std::size_t kMaxOctets = (kMaxName + 1) * 4;  // with a root dot, all in UTF-8's longest

constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool may_stand(char c) {
  return is_lower(c) || is_upper(c) || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

bool is_dot(char32_t letter) {  // RFC 3490 3.1
  return letter == U'\u3002' || letter == U'\uFF0E' || letter == U'\uFF61';
}

bool readable(std::u32string_view text) {
  return std::none_of(text.begin(), text.end(), [](char32_t c) {
    return c >= 0x80 ? is_space_or_control(c) : !may_stand(static_cast<char>(c));
  });
}

bool has_ace_label(std::string_view name) {
  for (std::size_t at = name.find("xn--"); at != name.npos; at = name.find("xn--", at + 1)) {
    if (at == 0 || name[at - 1] == '.') return true;
  }
  return false;
}

bool labels_fit(std::string_view name) {
  for (std::size_t begin = 0; begin <= name.size();) {
    const std::size_t end = std::min(name.find('.', begin), name.size());
    if (end == begin || end - begin > kMaxLabel) return false;
    begin = end + 1;
  }
  return name.size() <= kMaxName;
}

bool has_inner_capital_i(std::string_view raw) {
  for (std::size_t at = 1; at < raw.size(); ++at) {
    if (raw[at] == 'I' && is_lower(raw[at - 1])) return true;
  }
  return false;
}

// What each byte of a name is read as: letters small; 0: it may not stand in one.
constexpr std::array<char, 256> kRead = [] {
  std::array<char, 256> read{};
  for (std::size_t i = 0; i < 0x80; ++i) {
    const char c = static_cast<char>(i);
    if (may_stand(c)) read[i] = is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return read;
}();

// true: the name is ASCII without A-labels, and `out` holds it.
bool read_ascii(std::string_view raw, Domain& out) {
  if (raw.size() > kMaxName) return false;
  out.ascii.resize(raw.size());
  out.text.resize(raw.size());
  for (std::size_t i = 0; i < raw.size(); ++i) {
    const char c = kRead[static_cast<unsigned char>(raw[i])];
    if (c == 0) return false;
    out.ascii[i] = c;
    out.text[i] = static_cast<unsigned char>(c);
  }
  return !has_ace_label(out.ascii);
}

// A name with invisible characters is not the name without them, though UTS #46 would map it so:
// the Unicode form keeps them, and there is no ASCII form.
bool read_hidden(std::u32string_view text, std::u32string_view visible, Domain& out) {
  if (!read_idna(visible) || text.size() > kMaxName) return false;
  out.ascii.clear();
  out.text = fold_letters(text);
  return true;
}

bool read_unicode(std::string_view raw, Domain& out) {
  if (raw.size() > kMaxOctets) return false;
  std::optional<std::u32string> text = decode(raw);
  if (!text) return false;
  std::replace_if(text->begin(), text->end(), is_dot, U'.');
  if (text->size() > 1 && text->back() == U'.') text->pop_back();
  if (!readable(*text)) return false;
  std::u32string visible;
  std::copy_if(text->begin(), text->end(), std::back_inserter(visible),
               [](char32_t c) { return !is_invisible(c); });
  if (visible.size() != text->size()) {
    if (!read_hidden(*text, visible, out)) return false;
  } else {
    std::optional<IdnaName> name = read_idna(*text);
    if (!name) return false;
    out.ascii = std::move(name->ascii);
    out.text = std::move(name->unicode);
  }
  return readable(out.text);
}

// Where the label that ends behind `end`, the dot behind it left out, begins.
template <class Text>
std::size_t label_before(const Text& text, std::size_t end) {
  return end < 2 ? end : text.rfind('.', end - 2) + 1;  // npos + 1 == 0
}

void find_ascii_parts(Domain& out) {
  const Suffix suffix = find_suffix(out.ascii);
  out.hosted = suffix.hosted;
  out.suffix_at = suffix.at;
  out.label_at = label_before(out.ascii, suffix.at);
}

// Labels are counted from the right: the A-label form and the Unicode form have the same ones.
void find_parts(Domain& out) {
  const std::string utf8 = out.ascii.empty() ? encode(out.text) : std::string();
  const std::string& name = out.ascii.empty() ? utf8 : out.ascii;
  const Suffix suffix = find_suffix(name);
  const auto begin = name.begin() + static_cast<std::ptrdiff_t>(suffix.at);
  std::size_t at = out.text.size();
  for (auto dots = std::count(begin, name.end(), '.') + 1; dots > 0; --dots) {
    const std::size_t dot = at == 0 ? out.text.npos : out.text.rfind(U'.', at - 1);
    out.suffix_at = dot + 1;  // npos + 1 == 0
    at = dot;
  }
  out.hosted = suffix.hosted;
  out.label_at = label_before(out.text, out.suffix_at);
}

}  // namespace

bool read_domain(std::string_view raw, Domain& out) {
  out.capital_i = has_inner_capital_i(raw);
  std::string_view bare = raw;
  if (bare.size() > 1 && bare.ends_with('.')) bare.remove_suffix(1);
  const bool ascii = read_ascii(bare, out);
  if (ascii ? !labels_fit(out.ascii) : !read_unicode(raw, out)) return false;
  if (out.text.size() > kMaxName) return false;  // folding may lengthen it: ß is ss
  out.broken_ace =
      !ascii && (out.text.starts_with(U"xn--") || out.text.find(U".xn--") != out.text.npos);
  read_sight(out.text, out.sight);
  ascii ? find_ascii_parts(out) : find_parts(out);
  return true;
}

std::optional<Domain> read_domain(std::string_view raw) {
  std::optional<Domain> out(std::in_place);
  if (!read_domain(raw, *out)) out.reset();
  return out;
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
