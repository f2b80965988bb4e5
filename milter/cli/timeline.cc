// Tested by timeline_test.cc.
#include "milter/cli/timeline.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "milter/base/text.h"

namespace milter {
namespace {

// Digits of a fixed place in an RFC 3339 time; nullopt if they are none.
std::optional<int> number(std::string_view text, std::size_t at, std::size_t length) {
  if (at + length > text.size()) return std::nullopt;
  int value = 0;
  const char* end = text.data() + at + length;
  const auto read = std::from_chars(text.data() + at, end, value);
  if (read.ec != std::errc() || read.ptr != end || text[at] == '-') return std::nullopt;
  return value;
}

// "Z" or "+09:00" in minutes east of UTC.
std::optional<int> offset_minutes(std::string_view text) {
  if (text == "Z" || text == "z") return 0;
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
  const auto hours = number(text, 1, 2), minutes = number(text, 4, 2);
  if (!hours || !minutes || *hours > 23 || *minutes > 59) return std::nullopt;
  return (text[0] == '-' ? -1 : 1) * (*hours * 60 + *minutes);
}

std::optional<std::chrono::sys_days> date_of(std::string_view text) {
  const auto year = number(text, 0, 4), month = number(text, 5, 2), day = number(text, 8, 2);
  if (!year || !month || !day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date);
}

class Reader {
 public:
  Reader(std::string_view bytes, const std::string& name)
      : name_(name), lines_(split(bytes, '\n')) {}

  tl::expected<std::vector<TimelineRow>, Problems> read() {
    if (!read_columns()) return tl::unexpected(problems_);
    std::vector<TimelineRow> rows;
    for (line_ = 2; line_ <= lines_.size(); ++line_) {
      const std::string_view line = without_cr(lines_[line_ - 1]);
      if (line.empty()) continue;
      if (auto row = read_row(line)) rows.push_back(std::move(*row));
    }
    if (!problems_.empty()) return tl::unexpected(problems_);
    return rows;
  }

 private:
  static std::string_view without_cr(std::string_view line) {
    return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
  }

  bool read_columns() {
    const auto names = split(without_cr(lines_.front()), '\t');
    for (std::size_t at = 0; at < names.size(); ++at) columns_[std::string(names[at])] = at;
    for (const std::string required : {"file", "mail_from", "rcpt_to", "time"}) {
      if (columns_.find(required) == columns_.end()) wrong("column '" + required + "' is missing");
    }
    return problems_.empty();
  }

  std::optional<TimelineRow> read_row(std::string_view line) {
    const auto cells = split(line, '\t');
    const auto cell = [&](const std::string& column) -> std::string {
      const auto found = columns_.find(column);
      if (found == columns_.end() || found->second >= cells.size()) return "";
      return std::string(cells[found->second]);
    };
    TimelineRow row{line_,
                    cell("file"),
                    std::nullopt,
                    cell("mail_from"),
                    cell("auth_user"),
                    cell("client_ip"),
                    {},
                    {}};
    if (row.file.empty()) return wrong("no file");
    const std::string direction = cell("direction");
    if (direction == "inbound") row.direction = rules::Direction::kInbound;
    if (direction == "outbound") row.direction = rules::Direction::kOutbound;
    if (!direction.empty() && !row.direction) return wrong("direction is '" + direction + "'");
    const std::string recipients = cell("rcpt_to");
    for (const auto recipient : split(recipients, ',')) {
      if (!trim(recipient).empty()) row.rcpt_to.emplace_back(trim(recipient));
    }
    const auto time = read_rfc3339(cell("time"));
    if (!time) return wrong("time is not RFC 3339 with an offset: '" + cell("time") + "'");
    row.time = *time;
    return row;
  }

  std::nullopt_t wrong(std::string message) {
    problems_.push_back({name_, line_, std::move(message)});
    return std::nullopt;
  }

  const std::string name_;
  const std::vector<std::string_view> lines_;
  std::map<std::string, std::size_t> columns_;
  Problems problems_;
  std::size_t line_ = 1;
};

}  // namespace

std::optional<Clock::Time> read_rfc3339(std::string_view text) {
  const auto date = date_of(text);
  const auto hour = number(text, 11, 2), minute = number(text, 14, 2), second = number(text, 17, 2);
  if (!date || !hour || !minute || !second || text[4] != '-' || text[7] != '-') return std::nullopt;
  if ((text[10] != 'T' && text[10] != 't') || text[13] != ':' || text[16] != ':')
    return std::nullopt;
  if (*hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
  std::string_view rest = text.substr(19);
  if (rest.starts_with(".")) {
    const std::size_t end = std::min(rest.size(), rest.find_first_not_of("0123456789", 1));
    if (end == 1) return std::nullopt;  // a dot without digits
    rest.remove_prefix(end);
  }
  const auto offset = offset_minutes(rest);
  if (!offset) return std::nullopt;
  return *date + std::chrono::hours(*hour) + std::chrono::minutes(*minute - *offset) +
         std::chrono::seconds(*second);
}

tl::expected<std::vector<TimelineRow>, Problems> read_timeline(std::string_view bytes,
                                                               const std::string& name) {
  return Reader(bytes, name).read();
}

}  // namespace milter
