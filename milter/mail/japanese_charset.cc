// ISO-2022-JP is rewritten as EUC-JP, which has a place for each of its sets (ASCII, 8E for JIS X
// 0201 kana, 8F for JIS X 0212), and ICU reads that: one table, with NEC row 13, for both codes.
// What has no place in EUC-JP (JIS X 0213 of ISO-2022-JP-3; Chinese, Korean, Latin and Greek of
// ISO-2022-JP-2) goes into a stream of its own charset; each stream is converted once, which keeps
// the whole linear, and then they are put together again in the order of the text. Tested by
// charset_test.cc.
#include "milter/mail/japanese_charset.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "milter/base/text.h"
#include "milter/mail/charset_label.h"
#include "milter/mail/jisx0213_table.h"

namespace milter {
namespace {

enum class Set { kAscii, kKana, kJis0208, kJis0212, kJis0213, kJis0213Second, kChinese, kKorean };

constexpr char kBadEucByte = '\xFF';

struct Escape {
  std::string_view sequence;  // without ESC
  Set set;
};
// RFC 1468, RFC 1554 (ISO-2022-JP-2), and the JIS X 0201 kana set that CP50221 adds.
constexpr auto kEscapes = std::to_array<Escape>({
    {"(B", Set::kAscii},
    {"(J", Set::kAscii},  // JIS X 0201 Roman: mail programs show \ and ~ as ASCII does
    {"(H", Set::kAscii},  // an old slip for (J
    {"(I", Set::kKana},
    {"$@", Set::kJis0208},
    {"$B", Set::kJis0208},
    {"$(@", Set::kJis0208},
    {"$(B", Set::kJis0208},
    {"$(D", Set::kJis0212},
    {"$(O", Set::kJis0213},
    {"$(Q", Set::kJis0213},
    {"$(P", Set::kJis0213Second},
    {"$A", Set::kChinese},
    {"$(C", Set::kKorean},
});

const Escape* escape_at(std::string_view after_esc) {
  const auto* const found = std::find_if(kEscapes.begin(), kEscapes.end(), [&](const Escape& e) {
    return after_esc.starts_with(e.sequence);
  });
  return found == kEscapes.end() ? nullptr : found;
}

bool is_graphic(char c) { return c > 0x20 && c < 0x7F; }
char high(char c) { return static_cast<char>(static_cast<unsigned char>(c) | 0x80U); }
unsigned byte_of(char c) { return static_cast<unsigned char>(c); }

// The charsets that the text is divided into.
enum class Stream : unsigned char { kEucJp, kUtf8, kChinese, kKorean, kLatin1, kGreek };
constexpr std::array<const char*, 6> kConverters = {kEucJpConverter, "UTF-8",      "gb18030",
                                                    "windows-949",   "ISO-8859-1", "ISO-8859-7"};
constexpr char kDivider = '\x1B';  // between the runs of one stream; no run holds it

class Splitter {
 public:
  explicit Splitter(std::string_view bytes) : bytes_(bytes) {}

  Decoded decode() {
    while (at_ < bytes_.size()) step();
    return joined();
  }

 private:
  void step() {
    const char c = bytes_[at_++];
    if (c == '\x1B') {
      escape();
    } else if (c == '\x0E') {  // SO and SI, the seven-bit kana of CP50222
      before_shift_ = set_;
      set_ = Set::kKana;
    } else if (c == '\x0F') {
      set_ = before_shift_;
    } else if (c == '\r' || c == '\n') {
      // RFC 1468 has each line end in ASCII; who forgot it means it.
      set_ = before_shift_ = Set::kAscii;
      put(Stream::kEucJp, c);
    } else if (byte_of(c) >= 0x80) {
      raw(c);
    } else if (set_ == Set::kAscii || !is_graphic(c)) {
      put(Stream::kEucJp, c);
    } else if (set_ == Set::kKana) {
      kana(c);
    } else {
      two_bytes(c);
    }
  }

  void put(Stream stream, char a) { out(stream) += a; }
  void put(Stream stream, char a, char b) { (out(stream) += a) += b; }
  void put_bad() { put(Stream::kEucJp, kBadEucByte); }

  // A new run wherever the stream changes.
  std::string& out(Stream stream) {
    std::string& bytes = streams_[static_cast<std::size_t>(stream)];
    if (order_.empty() || order_.back() != stream) {
      order_.push_back(stream);
      bytes += kDivider;
    }
    return bytes;
  }

  void escape() {
    const std::string_view rest = bytes_.substr(at_);
    if (const Escape* found = escape_at(rest)) {
      set_ = before_shift_ = found->set;
      at_ += found->sequence.size();
    } else if (rest.starts_with(".A") || rest.starts_with(".F")) {  // RFC 1554: the second half
      half_ = rest[1] == 'A' ? Stream::kLatin1 : Stream::kGreek;
      at_ += 2;
    } else if (rest.starts_with("N") && rest.size() > 1 && is_graphic(rest[1]) &&
               half_ != Stream::kEucJp) {
      put(half_, high(rest[1]));
      at_ += 2;
    } else {
      put_bad();
    }
  }

  // Eight-bit kana, as CP50220 also reads it.
  void raw(char c) {
    if (byte_of(c) < 0xA1 || byte_of(c) > 0xDF) return put_bad();
    put(Stream::kEucJp, '\x8E', c);
  }

  void kana(char c) {
    if (c > 0x5F) return put_bad();
    put(Stream::kEucJp, '\x8E', high(c));
  }

  void two_bytes(char first) {
    if (at_ == bytes_.size() || !is_graphic(bytes_[at_])) return put_bad();  // half a character
    const char second = bytes_[at_++];
    if (set_ == Set::kChinese || set_ == Set::kKorean) {
      return put(set_ == Set::kChinese ? Stream::kChinese : Stream::kKorean, high(first),
                 high(second));
    }
    if (set_ == Set::kJis0213 || set_ == Set::kJis0213Second) {
      const char32_t own =
          jisx0213(set_ == Set::kJis0213 ? 1 : 2, byte_of(first) - 0x20U, byte_of(second) - 0x20U);
      if (own != 0) {
        out(Stream::kUtf8) += to_utf8(std::u32string_view(&own, 1));
        return;
      }
      if (set_ == Set::kJis0213Second) return put_bad();
    }
    if (set_ == Set::kJis0212) put(Stream::kEucJp, '\x8F');
    put(Stream::kEucJp, high(first), high(second));
  }

  Decoded joined() const {
    Decoded result;
    std::array<std::string, kConverters.size()> texts;
    std::array<std::vector<std::string_view>, kConverters.size()> runs;
    std::array<std::size_t, kConverters.size()> next{};
    for (std::size_t i = 0; i < streams_.size(); ++i) {
      if (streams_[i].empty()) continue;
      Decoded decoded = to_utf8(streams_[i], kConverters[i]).value_or(Decoded{"", false});
      result.exact = result.exact && decoded.exact;
      texts[i] = std::move(decoded.text);
      runs[i] = split(texts[i], kDivider);
    }
    for (const Stream stream : order_) {
      const auto i = static_cast<std::size_t>(stream);
      if (++next[i] < runs[i].size()) result.text += runs[i][next[i]];
    }
    return result;
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
  Set set_ = Set::kAscii;
  Set before_shift_ = Set::kAscii;
  Stream half_ = Stream::kEucJp;  // none called yet
  std::array<std::string, kConverters.size()> streams_;
  std::vector<Stream> order_;
};

struct Tally {
  long points = 0;
  long bad = 0;
  long wide = 0;  // characters outside ASCII
};

// Kana are half of ordinary Japanese, half-width kana are rare: EUC-JP read as CP932 is full of
// them, UTF-8 read as CP932 as well. A character that does not exist outweighs seven that do.
Tally tally(std::string_view utf8) {
  Tally t;
  for (const char32_t c : code_points(utf8)) {
    if (c < 0x80) continue;
    ++t.wide;
    if (c == 0xFFFD) {
      ++t.bad;
      t.points -= 20;
    } else if (c >= 0x3040 && c <= 0x30FF) {
      t.points += 3;
    } else if ((c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3000 && c <= 0x303F)) {
      t.points += 1;
    } else if (c >= 0xFF61 && c <= 0xFF9F) {
      t.points -= 1;
    } else if (c >= 0xE000 && c <= 0xF8FF) {
      t.points -= 10;
    }
  }
  return t;
}

std::string guess_eight_bit(std::string_view bytes) {
  const std::array<std::pair<const char*, const char*>, 3> candidates = {
      {{"utf-8", "UTF-8"}, {"shift_jis", kCp932Converter}, {"euc-jp", kEucJpConverter}}};
  std::string best = "windows-1252";
  long best_points = 0;
  for (const auto& [name, converter] : candidates) {
    const std::optional<Decoded> decoded = to_utf8(bytes, converter);
    const Tally t = decoded ? tally(decoded->text) : Tally{0, 1, 1};
    // One character in ten broken is damage; more is another charset.
    if (t.bad * 10 > t.wide || (best != "windows-1252" && t.points <= best_points)) continue;
    best = name;
    best_points = t.points;
  }
  return best;
}

}  // namespace

bool is_likely_japanese(std::string_view utf8) { return tally(utf8).points > 0; }

bool has_iso2022jp_escape(std::string_view bytes) {
  for (std::size_t at = bytes.find('\x1B'); at != std::string_view::npos;
       at = bytes.find('\x1B', at + 1)) {
    const Escape* found = escape_at(bytes.substr(at + 1));
    if (found != nullptr && found->set != Set::kAscii) return true;
  }
  return false;
}

Decoded decode_iso2022jp(std::string_view bytes) { return Splitter(bytes).decode(); }

std::optional<std::string> encode_iso2022jp(std::string_view utf8) {
  // ESC, SO and SI in the text would switch sets when it is read.
  if (utf8.find_first_of("\x1B\x0E\x0F") != std::string_view::npos) return std::nullopt;
  const std::optional<std::string> euc = from_utf8(to_microsoft_signs(utf8), kEucJpConverter);
  if (!euc) return std::nullopt;
  std::string out;
  bool kanji = false;
  for (std::size_t i = 0; i < euc->size(); ++i) {
    const unsigned lead = byte_of((*euc)[i]);
    if ((lead >= 0x80) != kanji) {
      kanji = !kanji;
      out += kanji ? "\x1B$B" : "\x1B(B";
    }
    if (lead < 0x80) {
      out += static_cast<char>(lead);
      continue;
    }
    const bool plain = (lead >= 0xA1 && lead <= 0xA8) || (lead >= 0xB0 && lead <= 0xF4);
    if (!plain || i + 1 == euc->size()) return std::nullopt;
    out += static_cast<char>(lead & 0x7F);
    out += static_cast<char>(byte_of((*euc)[++i]) & 0x7F);
  }
  return kanji ? out + "\x1B(B" : out;
}

std::string to_microsoft_signs(std::string_view utf8) {
  constexpr auto kSigns = std::to_array<std::pair<char32_t, char32_t>>({
      {U'〜', U'～'},
      {U'‖', U'∥'},
      {U'−', U'－'},
      {U'—', U'―'},
      {U'¢', U'￠'},
      {U'£', U'￡'},
      {U'¬', U'￢'},
  });
  std::u32string points = code_points(utf8);
  for (char32_t& c : points) {
    for (const auto& [from, to] : kSigns) {
      if (c == from) c = to;
    }
  }
  return to_utf8(points);
}

std::string guess_charset(std::string_view bytes) {
  const bool seven_bit =
      std::all_of(bytes.begin(), bytes.end(), [](char c) { return byte_of(c) < 0x80; });
  if (has_iso2022jp_escape(bytes) && (seven_bit || !is_utf8(bytes))) return "iso-2022-jp";
  if (seven_bit) return "us-ascii";
  return is_utf8(bytes) ? "utf-8" : guess_eight_bit(bytes);
}

}  // namespace milter
