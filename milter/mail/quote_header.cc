// How it works: three kinds are tried. A divider ("-----Original Message-----") is a line of its
// own. A block is a run of lines "label: value" with sender, date and one of recipient and subject.
// An attribution ends with a colon after "wrote", のメール and the like, or after Gmail's
// "<address>", and may be folded; with date, time and address in it there is no doubt.
//
// Leaves out: other languages, and names put before each mark ("yamada> ...").
//
// Tested by quoted_history_test.cc.
#include "milter/mail/quote_header.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>

#include "milter/base/limits.h"
#include "milter/base/text.h"

namespace milter {
namespace {

constexpr std::string_view kWideColon = "：";
constexpr std::size_t kMaxFolds = 3;  // Gmail folds an attribution at 80 columns

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

std::string narrow_spaces(std::string_view text) {
  return replace_all(replace_all(text, "\u3000", " "), "\u00a0", " ");
}

// The line without the colon that it ends with; nullopt if it ends otherwise.
std::optional<std::string_view> before_colon(std::string_view text) {
  text = trim(text);
  if (text.ends_with(':')) return trim(text.substr(0, text.size() - 1));
  if (text.ends_with(kWideColon)) return trim(text.substr(0, text.size() - kWideColon.size()));
  return std::nullopt;
}

bool iends_with(std::string_view text, std::string_view ending) {
  return text.size() >= ending.size() && iequals(text.substr(text.size() - ending.size()), ending);
}

std::size_t digits_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_digit(text[end])) ++end;
  return end - at;
}

// 2026/11/02, 2026-11-02, 2.11.2026, 2026年11月
bool is_date_at(std::string_view text, std::size_t at) {
  const std::size_t first = digits_at(text, at);
  if (first == 0 || first > 4 || at + first >= text.size()) return false;
  const std::size_t next = at + first;
  constexpr std::string_view kYear = "年";
  if (text.substr(next).starts_with(kYear)) {
    const std::size_t month = digits_at(text, next + kYear.size());
    return text.substr(next + kYear.size() + month).starts_with("月") && month > 0;
  }
  const char mark = text[next];
  if (mark != '/' && mark != '-' && mark != '.') return false;
  const std::size_t second = digits_at(text, next + 1);
  const std::size_t last = next + 1 + second;
  return second > 0 && last < text.size() && text[last] == mark && digits_at(text, last + 1) > 0;
}

bool is_month_at(std::string_view text, std::size_t at) {
  constexpr auto kMonths = std::to_array<std::string_view>(
      {"january", "february", "march", "april", "may", "june", "july", "august", "september",
       "october", "november", "december"});
  std::size_t end = at;
  while (end < text.size() && is_letter(text[end])) ++end;
  const std::string_view word = text.substr(at, end - at);
  return word.size() >= 3 && std::any_of(kMonths.begin(), kMonths.end(), [&](auto month) {
           return iequals(month.substr(0, word.size()), word);
         });
}

bool has_date(std::string_view text) {
  bool month = false, digit = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool begins = at == 0 || (!is_digit(text[at - 1]) && !is_letter(text[at - 1]));
    digit = digit || is_digit(text[at]);
    if (begins && is_digit(text[at]) && is_date_at(text, at)) return true;
    if (begins && is_letter(text[at]) && is_month_at(text, at)) month = true;
  }
  return month && digit;
}

// 10:00, 10時
bool has_time(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t hours = digits_at(text, at);
    at += std::max<std::size_t>(hours, 1);
    if (hours == 0 || hours > 2) continue;
    if (text.substr(at).starts_with("時")) return true;
    if (text.substr(at).starts_with(':') && digits_at(text, at + 1) == 2) return true;
  }
  return false;
}

bool in_address(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte > 0x20 && byte < 0x7F &&
         std::string_view("<>()[],;:\"'@").find(c) == std::string::npos;
}

// The only address in the text.
std::string only_address(std::string_view text) {
  std::string found;
  for (std::size_t at = text.find('@'); at != text.npos; at = text.find('@', at + 1)) {
    std::size_t begin = at, end = at + 1;
    while (begin > 0 && in_address(text[begin - 1])) --begin;
    while (end < text.size() && in_address(text[end])) ++end;
    if (begin == at || end == at + 1) return "";
    const std::string address = ascii_lower(text.substr(begin, end - begin));
    if (!found.empty() && found != address) return "";
    found = address;
  }
  return found;
}

// "-----Original Message-----": dashes at least on the left.
std::optional<QuoteHeader> read_divider(std::string_view line) {
  constexpr std::string_view kRule = "-_=*";
  const std::size_t rule = std::min(line.find_first_not_of(kRule), line.size());
  const bool ruled = rule >= 2;
  std::string_view words = trim(line.substr(rule));
  while (!words.empty() && kRule.find(words.back()) != kRule.npos) words.remove_suffix(1);
  words = trim(words);
  if (const auto title = before_colon(words); title && !ruled) {
    if (iequals(*title, "begin forwarded message") || *title == "転送されたメッセージ") {
      return QuoteHeader{1, true, false, ""};
    }
  }
  if (!ruled) return std::nullopt;
  for (const std::string_view title : {"original message", "original appointment", "元のメッセージ",
                                       "元のメール", "元の予定", "オリジナルメッセージ"}) {
    if (iequals(words, title)) return QuoteHeader{};
  }
  for (const std::string_view title :
       {"forwarded message", "転送されたメッセージ", "転送メッセージ", "転送メール"}) {
    if (istarts_with(words, title)) return QuoteHeader{1, true, false, ""};
  }
  return std::nullopt;
}

enum class Field : std::uint8_t { kFrom, kDate, kTo, kSubject, kOther };

struct Label {
  std::string_view word;
  Field field;
};
constexpr auto kLabels = std::to_array<Label>({
    {"from", Field::kFrom},
    {"差出人", Field::kFrom},
    {"送信者", Field::kFrom},
    {"sent", Field::kDate},
    {"date", Field::kDate},
    {"送信日時", Field::kDate},
    {"送信日", Field::kDate},
    {"日時", Field::kDate},
    {"日付", Field::kDate},
    {"to", Field::kTo},
    {"宛先", Field::kTo},
    {"送信先", Field::kTo},
    {"subject", Field::kSubject},
    {"件名", Field::kSubject},
    {"題名", Field::kSubject},
    {"cc", Field::kOther},
    {"bcc", Field::kOther},
    {"reply-to", Field::kOther},
    {"返信先", Field::kOther},
    {"importance", Field::kOther},
    {"重要度", Field::kOther},
    {"attachments", Field::kOther},
    {"添付ファイル", Field::kOther},
});

// "*From:* value" as Gmail writes bold letters into plain text, "件 名：value".
std::optional<Field> field_of(std::string_view line) {
  constexpr std::size_t kLongestLabel = 40;
  const std::string head = narrow_spaces(line.substr(0, kLongestLabel));
  const std::size_t colon = std::min(head.find(':'), head.find(kWideColon));
  if (colon == head.npos) return std::nullopt;
  const std::string word = replace_all(replace_all(head.substr(0, colon), "*", ""), " ", "");
  const auto label = std::find_if(kLabels.begin(), kLabels.end(),
                                  [&](const Label& one) { return iequals(one.word, word); });
  return label == kLabels.end() ? std::nullopt : std::optional(label->field);
}

std::optional<QuoteHeader> read_block(std::span<const std::string_view> lines) {
  std::array<bool, 5> seen{};
  QuoteHeader header{0, false, false, ""};
  for (const std::string_view line : lines) {
    const auto field = field_of(line);
    const std::string_view before = header.lines == 0 ? "" : lines[header.lines - 1];
    if (!field && !before.ends_with(';') && !before.ends_with(',')) break;  // no long To either
    ++header.lines;
    if (!field) continue;
    if (*field == Field::kFrom && seen[static_cast<std::size_t>(Field::kFrom)]) return std::nullopt;
    seen[static_cast<std::size_t>(*field)] = true;
    if (*field == Field::kFrom) header.author = only_address(line);
  }
  const auto has = [&](Field field) { return seen[static_cast<std::size_t>(field)]; };
  const bool whole =
      has(Field::kFrom) && has(Field::kDate) && (has(Field::kTo) || has(Field::kSubject));
  return whole ? std::optional(header) : std::nullopt;
}

bool starts_dated(std::string_view text) {
  if (text.starts_with('(')) text.remove_prefix(1);
  return is_date_at(text, 0) ||
         ((text.starts_with("On ") || text.starts_with("At ")) && has_date(text));
}

// `text`: one line, or several joined.
std::optional<QuoteHeader> read_whole_attribution(std::string_view text, std::size_t lines) {
  const auto words = before_colon(text);
  if (!words) return std::nullopt;
  bool says_so = iends_with(*words, " wrote") || iends_with(*words, " writes");
  for (const std::string_view ending : {"のメール", "のメッセージ", "書きました"}) {
    says_so = says_so || words->ends_with(ending);
  }
  const bool dated = starts_dated(*words) && has_time(*words);
  const std::string author = only_address(*words);
  const bool of_gmail = dated && words->ends_with('>') && !author.empty();
  if (!says_so && !of_gmail) return std::nullopt;
  return QuoteHeader{lines, false, of_gmail || !dated || author.empty(), author};
}

std::optional<QuoteHeader> read_attribution(std::span<const std::string_view> lines) {
  std::string joined;
  for (std::size_t count = 1; count <= std::min(lines.size(), kMaxFolds); ++count) {
    joined += (count > 1 ? " " : "") + narrow_spaces(lines[count - 1]);
    if (joined.size() > limits::kMaxQuoteHeaderBytes) break;
    if (count == 2 && !starts_dated(narrow_spaces(lines.front()))) break;
    if (auto header = read_whole_attribution(joined, count)) return header;
  }
  return std::nullopt;
}

}  // namespace

std::size_t lines_to_tell_quote_header(std::string_view line) {
  if (line.empty() || line.size() > limits::kMaxQuoteHeaderBytes) return 0;
  if (field_of(line)) return limits::kMaxQuoteHeaderLines;
  const bool dated = is_digit(line.front()) || line.front() == '(' || line.starts_with("On ") ||
                     line.starts_with("At ");
  if (dated) return kMaxFolds;
  const bool alone = std::string_view("-_=*").find(line.front()) != std::string_view::npos;
  return alone || before_colon(line) ? 1 : 0;
}

std::optional<QuoteHeader> read_quote_header(std::span<const std::string_view> lines) {
  if (lines.empty()) return std::nullopt;
  if (auto divider = read_divider(lines.front())) return divider;
  if (auto block = read_block(lines)) return block;
  return read_attribution(lines);
}

bool is_signature_line(std::string_view line) { return trim(line) == "--"; }

bool is_device_line(std::string_view line) {
  constexpr std::size_t kLongest = 100;
  line = trim(line);
  if (line.size() > kLongest) return false;
  return istarts_with(line, "sent from my ") || istarts_with(line, "get outlook for ") ||
         line.ends_with("から送信") ||
         (line.starts_with("Outlook for ") && line.ends_with("を入手"));
}

}  // namespace milter
