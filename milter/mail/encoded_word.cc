// Adjacent words of one charset are joined as bytes before they are decoded, because many programs
// cut a character in two (against RFC 2047 5 (3)); where that fails and each word reads well alone,
// each is read alone. Control characters that a word hides become spaces, except NUL, which the
// address parser needs to see. A decoded text is not decoded again.
// Tested by encoded_word_test.cc.
#include "milter/mail/encoded_word.h"

#include <algorithm>
#include <vector>

#include "milter/base/text.h"
#include "milter/mail/charset.h"

namespace milter {
namespace {

constexpr std::size_t kMaxWordBytes = 39;  // 52 characters of base64, 64 with the frame: the first
                                           // line has room for a field name

bool is_blank(char c) { return c == ' ' || c == '\t'; }
bool is_line_end(char c) { return c == '\r' || c == '\n'; }
bool is_control(char c) { return (c >= 0 && c < ' ') || c == '\x7F'; }

bool is_charset_character(char c) {
  return c > ' ' && c < 0x7F &&
         std::string_view("?=\"(),;:<>@[]").find(c) == std::string_view::npos;
}

bool is_base64_character(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' ||
         c == '/' || c == '=' || is_blank(c);
}

std::string q_decode(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '_') {
      out += ' ';
    } else if (text[i] == '=' && i + 2 < text.size()) {
      const std::string byte = quoted_printable_decode(text.substr(i, 3));
      out += byte.size() == 1 ? byte : std::string(1, '=');
      if (byte.size() == 1) i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

bool is_plain_text(std::string_view utf8) {
  return utf8.find("=?") == std::string_view::npos &&
         std::all_of(utf8.begin(), utf8.end(),
                     [](char c) { return (c >= ' ' && c < 0x7F) || c == '\t'; });
}

std::string without_breaks(std::string text) {
  for (char& c : text) {
    if (c != '\0' && is_control(c)) c = ' ';
  }
  return text;
}

// A run of words between which only white space stands, all of one charset.
std::string decode_run(const std::vector<EncodedWord>& run, CharsetNotes& notes) {
  if (run.empty()) return "";
  std::string bytes;
  for (const EncodedWord& word : run) bytes += word.bytes;
  DecodedText joined = decode_text(bytes, run.front().charset);
  if (joined.exact || run.size() == 1) {
    notes.add(joined);
    return without_breaks(std::move(joined.text));
  }
  std::string alone;
  for (const EncodedWord& word : run) {
    const DecodedText one = decode_text(word.bytes, word.charset);
    if (!one.exact) {
      notes.add(joined);
      return without_breaks(std::move(joined.text));
    }
    alone += one.text;
  }
  return without_breaks(std::move(alone));
}

class HeaderDecoder {
 public:
  HeaderDecoder(std::string_view text, CharsetNotes& notes)
      : text_(text), scanner_(text), notes_(notes) {}

  std::string decode() {
    std::size_t at = 0;
    std::size_t plain = 0;  // where the text since the last word starts
    while ((at = text_.find("=?", at)) != std::string_view::npos) {
      std::optional<EncodedWord> word = scanner_.at(at);
      if (!word) {
        at += 1;
        continue;
      }
      between(text_.substr(plain, at - plain));
      plain = at += word->length;
      if (!run_.empty() && run_.front().charset != word->charset) flush();
      run_.push_back(std::move(*word));
    }
    flush();
    out_ += text_.substr(plain);
    return std::move(out_);
  }

 private:
  void between(std::string_view text) {
    const bool blank = std::all_of(text.begin(), text.end(), is_blank);
    if (blank && !run_.empty()) return;  // RFC 2047 6.2: not part of the text
    flush();
    out_ += text;
  }

  void flush() {
    out_ += decode_run(run_, notes_);
    run_.clear();
  }

  std::string_view text_;
  EncodedWordScanner scanner_;
  CharsetNotes& notes_;
  std::vector<EncodedWord> run_;
  std::string out_;
};

}  // namespace

std::optional<EncodedWord> EncodedWordScanner::at(std::size_t place) {
  const std::string_view rest = text_.substr(place);
  if (no_end_ahead_ || !rest.starts_with("=?")) return std::nullopt;
  std::size_t i = 2;
  while (i < rest.size() && is_charset_character(rest[i])) ++i;
  if (i == 2 || i + 3 >= rest.size() || rest[i] != '?' || rest[i + 2] != '?') return std::nullopt;
  const std::string_view label = rest.substr(2, i - 2);
  const char encoding = ascii_lower(rest[i + 1]);
  const std::size_t start = i + 3;
  std::size_t end = start;
  if (encoding == 'b') {
    while (end < rest.size() && is_base64_character(rest[end])) ++end;
    if (rest.substr(end, 2) != "?=") return std::nullopt;
  } else if (encoding == 'q') {
    end = rest.find("?=", start);
    no_end_ahead_ = end == std::string_view::npos;
    if (no_end_ahead_) return std::nullopt;
  } else {
    return std::nullopt;
  }
  const std::string_view text = rest.substr(start, end - start);
  const std::string charset = ascii_lower(label.substr(0, label.find('*')));
  return EncodedWord{charset, encoding == 'b' ? base64_decode(text) : q_decode(text), end + 2};
}

std::string unfold(std::string_view value) {
  std::string out;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const std::size_t end = std::min(value.find_first_of("\r\n", i), value.size());
    out += value.substr(i, end - i);
    if (end == value.size()) break;
    for (i = end; i + 1 < value.size() && is_line_end(value[i + 1]);) ++i;
    const bool folded = i + 1 == value.size() || is_blank(value[i + 1]);
    if (!folded) out += ' ';
  }
  return out;
}

std::string header_to_utf8(std::string_view value) { return decode_text(value, "").text; }

std::string decode_header(std::string_view value, CharsetNotes& notes) {
  const DecodedText raw = decode_text(unfold(value), "");
  notes.add(raw);
  return std::string(trim(HeaderDecoder(raw.text, notes).decode()));
}

std::string decode_header(std::string_view value) {
  CharsetNotes notes;
  return decode_header(value, notes);
}

std::string encode_header(std::string_view utf8, std::string_view eol) {
  if (is_plain_text(utf8)) return std::string(utf8);
  std::string out;
  std::string chunk;
  const auto flush = [&] {
    if (chunk.empty()) return;
    if (!out.empty()) out.append(eol).append(" ");
    out.append("=?UTF-8?B?").append(base64_encode(chunk)).append("?=");
    chunk.clear();
  };
  for (const char32_t c : code_points(utf8)) {
    const std::string one = to_utf8(std::u32string_view(&c, 1));
    if (chunk.size() + one.size() > kMaxWordBytes) flush();
    chunk += one;
  }
  flush();
  return out;
}

}  // namespace milter
