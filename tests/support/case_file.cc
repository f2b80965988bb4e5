// One method for each keyword. Tested by case_file_test.cc.
#include "tests/support/case_file.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>

#include "milter/base/text.h"

namespace milter::testing {
namespace {

constexpr std::array<std::string_view, 3> kRunners{"inprocess", "postfix", "sendmail"};
constexpr std::array<std::string_view, 13> kKindsWithValue{
    "finding",   "no-finding",    "action",     "no-action", "level", "reply",    "header",
    "no-header", "body-contains", "body-lacks", "delivered", "held",  "recipient"};
constexpr std::array<std::string_view, 4> kKindsAlone{"not-delivered", "body-unchanged",
                                                      "headers-unchanged", "not-held"};
// Only a run in process sees these.
constexpr std::size_t kInProcessKinds = 4;

template <class List>
bool holds(const List& list, std::string_view value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw CaseError("cannot read " + path);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The text up to the first blank, and what follows it.
std::pair<std::string_view, std::string_view> cut(std::string_view text) {
  const auto blank = text.find(' ');
  if (blank == std::string_view::npos) return {text, ""};
  return {text.substr(0, blank), trim(text.substr(blank))};
}

class Parser {
 public:
  Parser(std::string_view text, const std::string& path) : lines_(split(text, '\n')) {
    case_.path = path;
  }

  Case run() {
    try {
      while (number_ < lines_.size()) read_line(lines_[number_++]);
      check();
    } catch (const CaseError& error) {
      throw CaseError(case_.path + ":" + std::to_string(number_) + ": " + error.what());
    }
    return std::move(case_);
  }

 private:
  using Method = void (Parser::*)(std::string_view);

  void read_line(std::string_view line) {
    if (line.starts_with('#')) {
      has_comment_ = has_comment_ || case_.mail_from.empty();
    } else if (!trim(line).empty()) {
      keyword(line);
    }
  }

  void keyword(std::string_view line) {
    static const std::map<std::string_view, Method> kMethods{
        {"CONFIG", &Parser::on_config}, {"CLIENT", &Parser::on_client},
        {"HELO", &Parser::on_helo},     {"DAEMON", &Parser::on_daemon},
        {"AUTH", &Parser::on_auth},     {"DNS", &Parser::on_dns},
        {"FROM", &Parser::on_from},     {"TO", &Parser::on_to},
        {"MAIL", &Parser::on_mail},     {"MAILFILE", &Parser::on_mailfile},
        {"ONLY", &Parser::on_only},     {"RELEASE", &Parser::on_release},
        {"CANCEL", &Parser::on_cancel}, {"EXPECT", &Parser::on_expect}};
    const auto [word, rest] = cut(line);
    const auto method = kMethods.find(word);
    if (method == kMethods.end()) throw CaseError("unknown keyword " + std::string(word));
    if (rest.empty() && word != "CANCEL") throw CaseError(std::string(word) + " needs a value");
    std::invoke(method->second, this, rest);
  }

  void on_config(std::string_view rest) { case_.config = rest; }
  void on_helo(std::string_view rest) { case_.helo = rest; }
  void on_daemon(std::string_view rest) { case_.daemon = rest; }
  void on_auth(std::string_view rest) { case_.auth = rest; }

  void on_client(std::string_view rest) {
    const auto parts = words(rest);
    if (parts.size() != 2) throw CaseError("CLIENT ADDRESS NAME");
    case_.client_address = parts[0];
    case_.client_name = parts[1];
  }

  void on_dns(std::string_view rest) {
    case_.dns = replace_all(block(rest), "\r\n", "\n");
    case_.has_dns = true;
  }

  void on_from(std::string_view rest) {
    if (!rest.starts_with('<')) throw CaseError("FROM <ADDRESS> PARAMETERS");
    case_.mail_from = rest;
  }

  void on_to(std::string_view rest) {
    if (!rest.starts_with('<')) throw CaseError("TO <ADDRESS> PARAMETERS");
    case_.recipients.emplace_back(rest);
  }

  void on_only(std::string_view rest) {
    const auto hash = rest.find('#');
    const bool reason = hash != std::string_view::npos && !trim(rest.substr(hash + 1)).empty();
    if (!reason) throw CaseError("ONLY needs a reason: ONLY inprocess  # why");
    for (const std::string_view runner : words(rest.substr(0, hash))) {
      if (!holds(kRunners, runner)) throw CaseError("ONLY takes inprocess, postfix, sendmail");
      case_.only.emplace_back(runner);
    }
    if (case_.only.empty()) throw CaseError("ONLY takes inprocess, postfix, sendmail");
  }

  void on_mail(std::string_view rest) {
    std::size_t times = 1;
    const auto [count, after] = cut(rest);
    const bool is_number = std::all_of(count.begin(), count.end(), [](char c) {
      return std::isdigit(static_cast<unsigned char>(c)) != 0;
    });
    if (is_number && after.starts_with("TIMES ")) {
      times = std::stoul(std::string(count));
      rest = cut(after).second;
    }
    const std::string piece =
        rest.starts_with('"') ? quoted_bytes(rest) : with_encoded_words(block(rest), false);
    for (std::size_t i = 0; i < times; ++i) case_.message += piece;
  }

  void on_mailfile(std::string_view rest) {
    const auto folder = std::filesystem::path(case_.path).parent_path();
    case_.message += bytes_of((folder / rest).string());
  }

  void on_expect(std::string_view rest) {
    const std::size_t line = number_;
    const auto [kind, given] = cut(rest);
    const bool alone = holds(kKindsAlone, kind);
    if (!alone && !holds(kKindsWithValue, kind)) {
      throw CaseError("unknown expectation " + std::string(kind));
    }
    if (alone != given.empty()) {
      throw CaseError("EXPECT " + std::string(kind) + (alone ? ": no value" : ": a value") +
                      " wanted");
    }
    if (kind == "header" && given.find(':') == std::string_view::npos) {
      throw CaseError("EXPECT header NAME: VALUE");
    }
    if (kind == "held" && words(given).size() != 2) throw CaseError("EXPECT held ADDRESS REASON");
    std::string value(given);
    if (kind == "delivered") value = with_encoded_words(block(given), true);
    case_.expectations.push_back({std::string(kind), std::move(value), line});
  }

  void on_release(std::string_view rest) {
    const auto parts = words(rest);
    const auto what = choice(parts[0]).value_or(Choice::kNone);
    const std::size_t wanted = what == Choice::kNone ? 0 : what == Choice::kCorrect ? 3 : 2;
    if (parts.size() != wanted) {
      throw CaseError("RELEASE correct OLD NEW, RELEASE keep ADDRESS or RELEASE drop ADDRESS");
    }
    case_.decisions.push_back(
        {std::string(parts[1]), what, what == Choice::kCorrect ? std::string(parts[2]) : ""});
  }

  void on_cancel(std::string_view rest) {
    if (!rest.empty()) throw CaseError("CANCEL takes no value");
    case_.cancel = true;
  }

  // The lines between <<WORD and WORD, each ended by CRLF.
  std::string block(std::string_view opening) {
    const std::string_view word = opening.substr(std::min<std::size_t>(2, opening.size()));
    const bool capitals =
        std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    if (!opening.starts_with("<<") || word.empty() || !capitals) {
      throw CaseError("expected <<WORD or \"bytes\"");
    }
    const std::size_t opened = number_;
    std::string text;
    while (number_ < lines_.size()) {
      const std::string_view line = lines_[number_++];
      if (line == word) return text;
      text.append(line).append("\r\n");
    }
    number_ = opened;
    throw CaseError(std::string(opening) + " is not closed");
  }

  void check() const {
    const std::array<std::pair<bool, std::string_view>, 5> there{
        {{!case_.mail_from.empty(), "FROM"},
         {!case_.recipients.empty(), "TO"},
         {!case_.message.empty(), "MAIL"},
         {!case_.expectations.empty(), "EXPECT"},
         {has_comment_, "opening comment"}}};
    for (const auto& [is_there, name] : there) {
      if (!is_there) throw CaseError("no " + std::string(name));
    }
    if (!case_.auth.empty() && case_.is_for("sendmail")) {
      throw CaseError("AUTH: Sendmail has nobody to log in to; add ONLY inprocess postfix  # why");
    }
    const bool decides = case_.cancel || !case_.decisions.empty();
    if (decides && !case_.expects("held")) {
      throw CaseError("RELEASE and CANCEL are for a mail that is held: EXPECT held");
    }
    if ((case_.cancel && !case_.decisions.empty()) ||
        (case_.expects("held") && case_.expects("not-held"))) {
      throw CaseError("RELEASE or CANCEL, held or not-held: not both");
    }
    const bool on_wire = case_.is_for("postfix") || case_.is_for("sendmail");
    if (on_wire && !expects_wire()) throw CaseError("nothing here can be seen over the wire");
  }

  bool expects_wire() const {
    return std::any_of(
        case_.expectations.begin(), case_.expectations.end(), [](const Expectation& one) {
          const auto* end = kKindsWithValue.begin() + kInProcessKinds;
          return std::find(kKindsWithValue.begin(), end, std::string_view(one.kind)) == end;
        });
  }

  const std::vector<std::string_view> lines_;
  std::size_t number_ = 0;  // of the line just read, from 1
  bool has_comment_ = false;
  Case case_;
};

}  // namespace

bool Case::is_for(std::string_view runner) const { return only.empty() || holds(only, runner); }

bool Case::expects(std::string_view kind) const {
  return std::any_of(expectations.begin(), expectations.end(),
                     [&](const Expectation& one) { return one.kind == kind; });
}

std::string Case::config_file() const {
  const auto folder = std::filesystem::path(path).parent_path();
  return (folder / "config" / config / "sekimori.toml").string();
}

Case parse_case(std::string_view text, const std::string& path) { return Parser(text, path).run(); }

Case read_case(const std::string& path) {
  const std::string text = bytes_of(path);
  return parse_case(text, path);
}

}  // namespace milter::testing
