// The field becomes tokens: known mailboxes are one token each whatever they hold, the bytes
// between them are read only as far as finding the commas needs. A dropped mailbox takes with it
// what stands in its cell (comments are about it) and one comma: the one behind it if another
// mailbox follows, else the one before it. Tested by address_field_test.cc.
#include "milter/courier/address_field.h"

#include <algorithm>

#include "milter/base/text.h"

namespace milter {
namespace {

enum class Kind : std::uint8_t {
  kMailbox,
  kComma,
  kBound,  // the ':' and ';' of a group, and the field's own name with its ':'
  kSpace,  // white space and folds
  kComment,
  kOther,  // a group's name, or a mailbox that no place is known of
};

struct Token {
  Kind kind;
  std::string text;
  Choice choice = Choice::kNone;
};
using Tokens = std::vector<Token>;

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

// Length of "(…)", nested, or of "\"…\""; an unclosed one takes all.
std::size_t enclosed(std::string_view text) {
  const bool is_comment = text[0] == '(';
  std::size_t depth = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\\') {
      ++at;
    } else if (is_comment && text[at] == '(') {
      ++depth;
    } else if (is_comment ? text[at] == ')' && --depth == 0 : text[at] == '"' && at != 0) {
      return at + 1;
    }
  }
  return text.size();
}

Token next_token(std::string_view text) {
  const char c = text[0];
  if (c == ',') return {Kind::kComma, ","};
  if (c == ':' || c == ';') return {Kind::kBound, std::string(1, c)};
  if (c == '(') return {Kind::kComment, std::string(text.substr(0, enclosed(text)))};
  if (c == '"') return {Kind::kOther, std::string(text.substr(0, enclosed(text)))};
  const bool space = is_space(c);
  std::size_t length = 1;
  while (length < text.size() && is_space(text[length]) == space &&
         (space || std::string_view(",:;(\"").find(text[length]) == std::string_view::npos)) {
    ++length;
  }
  return {space ? Kind::kSpace : Kind::kOther, std::string(text.substr(0, length))};
}

void add_gap(Tokens& tokens, std::string_view gap) {
  while (!gap.empty()) {
    tokens.push_back(next_token(gap));
    gap.remove_prefix(tokens.back().text.size());
  }
}

Token mailbox_token(std::string_view stored, const MailboxEdit& edit) {
  std::string text(edit.mailbox.of(stored));
  if (edit.choice == Choice::kCorrect) {
    text.replace(edit.address.begin - edit.mailbox.begin, edit.address.size(), edit.corrected);
  }
  return {Kind::kMailbox, std::move(text), edit.choice};
}

Tokens tokens_of(std::string_view stored, ByteRange field,
                 const std::vector<MailboxEdit>& mailboxes) {
  std::size_t done = std::min(stored.find(':', field.begin) + 1, field.end);
  Tokens tokens{{Kind::kBound, std::string(ByteRange{field.begin, done}.of(stored))}};
  for (const MailboxEdit& edit : mailboxes) {
    add_gap(tokens, ByteRange{done, edit.mailbox.begin}.of(stored));
    tokens.push_back(mailbox_token(stored, edit));
    done = edit.mailbox.end;
  }
  add_gap(tokens, ByteRange{done, field.end}.of(stored));
  return tokens;
}

bool is_filling(const Token& token) {
  return token.kind == Kind::kSpace || token.kind == Kind::kComment || token.kind == Kind::kOther;
}

// What stands between the delimiters around a mailbox: [begin, end), white space at both ends left
// out; the delimiters themselves are `before` and `behind`, which may be tokens.size().
struct Cell {
  std::size_t before, begin, end, behind;
};

Cell cell_of(const Tokens& tokens, std::size_t mailbox) {
  Cell cell{mailbox - 1, mailbox, mailbox + 1, mailbox + 1};
  while (is_filling(tokens[cell.before])) --cell.before;  // the first token is a kBound
  while (cell.behind < tokens.size() && is_filling(tokens[cell.behind])) ++cell.behind;
  cell.begin = cell.before + 1;
  while (tokens[cell.begin].kind == Kind::kSpace) ++cell.begin;
  cell.end = cell.behind;
  while (tokens[cell.end - 1].kind == Kind::kSpace) --cell.end;
  return cell;
}

// The first token behind `comma` that is not white space; tokens.size() if there is none.
std::size_t after_comma(const Tokens& tokens, std::size_t comma) {
  std::size_t at = comma + 1;
  while (at < tokens.size() && tokens[at].kind == Kind::kSpace) ++at;
  return at;
}

void erase(Tokens& tokens, std::size_t begin, std::size_t end) {
  // Of two white spaces that would meet the second stays: the first could leave an empty line.
  if (end < tokens.size() && tokens[end].kind == Kind::kSpace &&
      tokens[begin - 1].kind == Kind::kSpace) {
    --begin;
  }
  const auto first = tokens.begin();
  tokens.erase(first + static_cast<std::ptrdiff_t>(begin),
               first + static_cast<std::ptrdiff_t>(end));
}

void drop(Tokens& tokens, std::size_t mailbox) {
  const Cell cell = cell_of(tokens, mailbox);
  if (cell.behind < tokens.size() && tokens[cell.behind].kind == Kind::kComma) {
    const std::size_t next = after_comma(tokens, cell.behind);
    if (next < tokens.size()) return erase(tokens, cell.begin, next);
  }
  const bool comma_before = tokens[cell.before].kind == Kind::kComma;
  erase(tokens, comma_before ? cell.before : cell.begin, cell.end);
}

bool holds_mailbox(const Token& token) {
  return token.kind == Kind::kMailbox ||
         (token.kind == Kind::kOther && token.text.find('@') != std::string::npos);
}

}  // namespace

std::optional<std::string> edited_field(std::string_view stored, ByteRange field,
                                        const std::vector<MailboxEdit>& mailboxes) {
  Tokens tokens = tokens_of(stored, field, mailboxes);
  const auto is_dropped = [](const Token& token) { return token.choice == Choice::kDrop; };
  for (;;) {
    const auto found = std::find_if(tokens.begin(), tokens.end(), is_dropped);
    if (found == tokens.end()) break;
    drop(tokens, static_cast<std::size_t>(found - tokens.begin()));
  }
  if (std::none_of(tokens.begin(), tokens.end(), holds_mailbox)) return std::nullopt;
  std::string text;
  for (const Token& token : tokens) text += token.text;
  return text;
}

}  // namespace milter
