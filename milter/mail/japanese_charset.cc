// ISO-2022-JP is rewritten as EUC-JP, which has a place for each of its sets (ASCII, 8E for JIS X
// 0201 kana, 8F for JIS X 0212), and ICU reads that: one table, with NEC row 13, for both codes.
// JIS X 0213 is read as far as it agrees with JIS X 0208; the Chinese and Korean sets of
// ISO-2022-JP-2 come out as U+FFFD. Tested by charset_test.cc.
#include "milter/mail/japanese_charset.h"

#include <algorithm>
#include <array>
#include <utility>

#include "milter/base/text.h"
#include "milter/mail/charset_label.h"

namespace milter {
namespace {

enum class Set { kAscii, kKana, kJis0208, kJis0212, kUnreadable };

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
    {"$(O", Set::kJis0208},
    {"$(Q", Set::kJis0208},
    {"$(P", Set::kUnreadable},
    {"$A", Set::kUnreadable},
    {"$(C", Set::kUnreadable},
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

class EucRewriter {
 public:
  explicit EucRewriter(std::string_view bytes) : bytes_(bytes) {}

  std::string rewrite() {
    while (at_ < bytes_.size()) step();
    return std::move(out_);
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
      out_ += c;
    } else if (byte_of(c) >= 0x80) {
      raw(c);
    } else if (set_ == Set::kAscii || !is_graphic(c)) {
      out_ += c;
    } else {
      shifted(c);
    }
  }

  void escape() {
    const Escape* found = escape_at(bytes_.substr(at_));
    if (found == nullptr) {
      out_ += kBadEucByte;
      return;
    }
    set_ = before_shift_ = found->set;
    at_ += found->sequence.size();
  }

  // Eight-bit kana, as CP50220 also reads it.
  void raw(char c) {
    if (byte_of(c) >= 0xA1 && byte_of(c) <= 0xDF) {
      out_.append("\x8E") += c;
    } else {
      out_ += kBadEucByte;
    }
  }

  void shifted(char c) {
    if (set_ == Set::kKana) {
      if (c <= 0x5F) {
        out_.append("\x8E") += high(c);
      } else {
        out_ += kBadEucByte;
      }
      return;
    }
    if (at_ == bytes_.size() || !is_graphic(bytes_[at_])) {  // half a character
      out_ += kBadEucByte;
      return;
    }
    const char second = bytes_[at_++];
    if (set_ == Set::kUnreadable) {
      out_ += kBadEucByte;
      return;
    }
    if (set_ == Set::kJis0212) out_ += '\x8F';
    out_ += high(c);
    out_ += high(second);
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
  Set set_ = Set::kAscii;
  Set before_shift_ = Set::kAscii;
  std::string out_;
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

Decoded decode_iso2022jp(std::string_view bytes) {
  return to_utf8(EucRewriter(bytes).rewrite(), kEucJpConverter).value_or(Decoded{"", false});
}

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
