// How it works: one pass with a stack of groups. Bytes are gathered while the charset stays the
// same and decoded together, because the second byte of a CP932 character may stand there as a
// letter
// ("\'83e" is one). The charset is that of the font (\fcharset of the font table), else \ansicpg.
// Tested by rtf_test.cc.
#include "milter/extract/rtf.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <vector>

#include "milter/base/text.h"
#include "milter/base/unicode.h"
#include "milter/mail/charset.h"

namespace milter::extract {
namespace {

// Groups whose content is no text of the document. Groups marked \* are left out as well.
constexpr auto kLeftOut =
    std::to_array<std::string_view>({"colortbl",  "stylesheet", "info",
                                     "pict",      "objdata",    "themedata",
                                     "datastore", "listtable",  "listoverridetable",
                                     "fldinst",   "nonshppict", "rsidtbl",
                                     "generator", "xmlnstbl",   "filetbl",
                                     "revtbl",    "bkmkstart",  "bkmkend",
                                     "objclass",  "objname",    "sp",
                                     "shprslt"});

struct Word {
  std::string_view word;
  std::string_view text;
};
constexpr auto kTexts = std::to_array<Word>({{"par", "\n"},
                                             {"line", "\n"},
                                             {"row", "\n"},
                                             {"sect", "\n"},
                                             {"page", "\n"},
                                             {"tab", "\t"},
                                             {"cell", "\t"},
                                             {"nestcell", "\t"},
                                             {"nestrow", "\n"},
                                             {"emdash", "—"},
                                             {"endash", "–"},
                                             {"lquote", "‘"},
                                             {"rquote", "’"},
                                             {"ldblquote", "“"},
                                             {"rdblquote", "”"},
                                             {"bullet", "•"}});

struct CharsetNumber {
  int number;
  std::string_view label;
};
constexpr auto kFontCharsets = std::to_array<CharsetNumber>({{128, "shift_jis"},
                                                             {129, "euc-kr"},
                                                             {134, "gbk"},
                                                             {136, "big5"},
                                                             {161, "windows-1253"},
                                                             {162, "windows-1254"},
                                                             {204, "windows-1251"},
                                                             {238, "windows-1250"}});
constexpr auto kCodePages = std::to_array<CharsetNumber>(
    {{932, "shift_jis"}, {936, "gbk"}, {949, "euc-kr"}, {950, "big5"}, {65001, "utf-8"}});

template <std::size_t kSize>
std::string_view label_of(const std::array<CharsetNumber, kSize>& all, int number) {
  for (const CharsetNumber& each : all) {
    if (each.number == number) return each.label;
  }
  return {};
}

struct Group {
  bool left_out = false;
  bool fonts = false;  // in the font table
  int font = -1;       // -1: none chosen
  int skip = 1;        // \ucN: characters that stand after \u for readers without Unicode
};

class RtfReader {
 public:
  RtfReader(std::string_view bytes, const ExtractLimits& limits) : bytes_(bytes), limits_(limits) {}
  RtfText run();

 private:
  bool step();
  void open_group();
  void close_group();
  void read_escape();
  void read_word();
  void symbol(char c);
  void word(std::string_view name, int number, bool has_number);
  void font_word(std::string_view name, int number);
  void byte(char c);
  void unicode(int number);
  void text(std::string_view utf8);
  void flush();
  Group& group() { return groups_.back(); }

  std::string_view bytes_;
  const ExtractLimits& limits_;
  std::size_t at_ = 0;
  std::vector<Group> groups_{Group{}};
  std::string pending_;   // bytes not decoded yet
  std::u16string units_;  // of \u, which may come as two halves
  int to_skip_ = 0;       // characters left of a \u's replacement
  bool marked_ = false;   // "\*" was just read
  std::string code_page_ = "windows-1252";
  std::map<int, std::string> font_charsets_;
  RtfText out_;
};

std::string from_units(std::u16string_view units) {
  std::u32string points;
  for (std::size_t i = 0; i < units.size(); ++i) {
    char32_t c = units[i];
    if (c >= 0xD800 && c < 0xDC00 && i + 1 < units.size() && units[i + 1] >= 0xDC00 &&
        units[i + 1] < 0xE000) {
      c = 0x10000 + ((c - 0xD800) << 10U) + (units[++i] - 0xDC00U);
    }
    points += c;
  }
  return to_utf8(points);
}

void RtfReader::flush() {
  if (!pending_.empty()) {
    const auto font = font_charsets_.find(group().font);
    const std::string& label = font == font_charsets_.end() ? code_page_ : font->second;
    out_.text += decode_text(pending_, label).text;
    pending_.clear();
  }
  if (!units_.empty()) {
    out_.text += from_units(units_);
    units_.clear();
  }
}

void RtfReader::text(std::string_view utf8) {
  flush();
  if (!group().left_out && !group().fonts) out_.text += utf8;
}

void RtfReader::byte(char c) {
  if (to_skip_ > 0) {
    --to_skip_;
    return;
  }
  if (group().left_out || group().fonts) return;
  if (!units_.empty()) flush();
  pending_ += c;
}

void RtfReader::unicode(int number) {
  to_skip_ = group().skip;
  if (group().left_out || group().fonts) return;
  if (!pending_.empty()) flush();
  units_ += static_cast<char16_t>(number & 0xFFFF);
}

void RtfReader::open_group() {
  flush();
  to_skip_ = 0;
  if (groups_.size() > limits_.rtf_groups) {
    out_.too_deep = true;
    at_ = bytes_.size();
    return;
  }
  groups_.push_back(group());
}

void RtfReader::close_group() {
  flush();
  to_skip_ = 0;
  if (groups_.size() > 1) groups_.pop_back();
}

void RtfReader::font_word(std::string_view name, int number) {
  if (name == "f") {
    group().font = number;
  } else if (name == "fcharset" && group().fonts) {
    const std::string_view label = label_of(kFontCharsets, number);
    if (!label.empty()) font_charsets_[group().font] = label;
  } else if (name == "plain") {
    group().font = -1;
  } else if (name == "fonttbl") {
    group().fonts = true;
  }
}

void RtfReader::word(std::string_view name, int number, bool has_number) {
  if (name == "u" && has_number) return unicode(number);
  flush();
  to_skip_ = std::max(to_skip_ - 1, 0);  // a word of the replacement counts as one character
  // Of the groups marked \* only a shape holds text that is seen: that of a text box.
  if ((marked_ && name != "shpinst") ||
      std::find(kLeftOut.begin(), kLeftOut.end(), name) != kLeftOut.end()) {
    group().left_out = true;
  }
  if (name == "uc") group().skip = std::clamp(number, 0, 100);
  if (name == "bin")
    at_ += std::min(bytes_.size() - at_, static_cast<std::size_t>(std::max(number, 0)));
  if (name == "ansicpg") {
    const std::string_view label = label_of(kCodePages, number);
    code_page_ = label.empty() ? "windows-" + std::to_string(number) : std::string(label);
  }
  font_word(name, number);
  for (const Word& each : kTexts) {
    if (each.word == name) text(each.text);
  }
}

void RtfReader::read_word() {
  const std::size_t begin = at_;
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  while (at_ < bytes_.size() && is_letter(bytes_[at_])) ++at_;
  const std::string_view name = bytes_.substr(begin, at_ - begin);
  int number = 0;
  const auto read = std::from_chars(bytes_.data() + at_, bytes_.data() + bytes_.size(), number);
  const bool has_number = read.ec == std::errc();
  if (read.ec != std::errc::invalid_argument)
    at_ = static_cast<std::size_t>(read.ptr - bytes_.data());
  if (at_ < bytes_.size() && bytes_[at_] == ' ') ++at_;
  word(name, number, has_number);
  marked_ = false;
}

void RtfReader::symbol(char c) {
  switch (c) {
    case '*':
      marked_ = true;
      break;
    case '~':
      text(" ");
      break;
    case '_':
      text("-");
      break;
    case '\r':
    case '\n':
      text("\n");
      break;
    case '\\':
    case '{':
    case '}':
      byte(c);
      break;
    default:  // "\-", "\|" and others show nothing
      break;
  }
}

void RtfReader::read_escape() {
  if (at_ >= bytes_.size()) return;
  const char c = bytes_[at_];
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return read_word();
  ++at_;
  if (c != '\'') return symbol(c);
  unsigned value = 0;
  const std::string_view digits = bytes_.substr(at_, 2);
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
  at_ += static_cast<std::size_t>(read.ptr - digits.data());
  if (read.ec == std::errc()) byte(static_cast<char>(value));
}

bool RtfReader::step() {
  if (at_ >= bytes_.size()) return false;
  const char c = bytes_[at_++];
  if (c == '{') {
    open_group();
  } else if (c == '}') {
    close_group();
  } else if (c == '\\') {
    read_escape();
  } else if (c != '\r' && c != '\n' && c != '\0') {
    byte(c);
  }
  return true;
}

RtfText RtfReader::run() {
  while (out_.text.size() + pending_.size() <= limits_.text_bytes && step()) continue;
  flush();
  return std::move(out_);
}

}  // namespace

RtfText read_rtf(std::string_view bytes, const ExtractLimits& limits) {
  return RtfReader(bytes, limits).run();
}

}  // namespace milter::extract
