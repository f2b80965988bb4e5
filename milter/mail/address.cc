// Tokens are cut into elements at "," ";" and at a group's ":", and each element is read on its
// own: a phrase and an angle address, or a bare address. What breaks RFC 5322 3.4 (with its
// obsolete forms 4.4, which a reader must accept) clears well_formed. Choices where programs
// differ: of several angle addresses the first, of several "@" the last, an unquoted "@" before "<"
// is display name; the other choice is in `also`, with what a decoder that stops at NUL would show
// (the "Mailsploit" reports, 2017). Tested by address_test.cc and differential_test.py.
#include "milter/mail/address.h"

#include <algorithm>
#include <set>
#include <utility>

#include "milter/base/limits.h"
#include "milter/base/text.h"
#include "milter/mail/address_spec.h"
#include "milter/mail/address_token.h"
#include "milter/mail/encoded_word.h"

namespace milter {
namespace {

using Kind = AddressToken::Kind;

// What stands between two separators.
struct Element {
  Tokens phrase;               // before the first "<"
  std::vector<Tokens> angles;  // inside each "<...>"
  Tokens trailing;             // after the first ">"
  std::vector<std::string> comments;
  bool broken = false;

  bool empty() const { return phrase.empty() && angles.empty() && trailing.empty(); }
};

class ListReader {
 public:
  explicit ListReader(const AddressTokens& lexed) : tokens_(lexed.tokens) {
    list_.well_formed = lexed.well_formed;
  }

  AddressList read() {
    while (at_ < tokens_.size() && !list_.too_many) step();
    finish_element();
    const bool unended = in_group_;
    end_group();
    if (unended || (list_.mailboxes.empty() && !had_group_)) list_.well_formed = false;
    return std::move(list_);
  }

 private:
  void step() {
    const AddressToken& token = tokens_[at_++];
    if (token.kind == Kind::kComment) {
      element_.comments.push_back(token.text);
    } else if (token.is(',')) {
      finish_element();
    } else if (token.is(';')) {
      if (!in_group_) list_.well_formed = false;  // Outlook's separator
      finish_element();
      end_group();
    } else if (token.is(':')) {
      begin_group();
    } else if (token.is('<')) {
      angle();
    } else {
      if (token.is('>')) element_.broken = true;
      if (!token.is('>'))
        (element_.angles.empty() ? element_.phrase : element_.trailing).push_back(token);
    }
  }

  void begin_group() {
    const bool proper = !in_group_ && !element_.phrase.empty() && element_.angles.empty() &&
                        at_signs(element_.phrase).empty();
    if (!proper) list_.well_formed = false;
    if (!element_.angles.empty() || !at_signs(element_.phrase).empty()) finish_element();
    if (proper) group_name_ = name_of(element_.phrase, element_.comments);
    members_before_ = list_.mailboxes.size();
    element_ = {};
    in_group_ = had_group_ = true;
  }

  void end_group() {
    const bool empty = in_group_ && list_.mailboxes.size() == members_before_;
    if (empty && !group_name_.empty() && list_.groups.size() < limits::kMaxAddresses) {
      list_.groups.push_back(std::move(group_name_));
    }
    group_name_.clear();
    in_group_ = false;
  }

  // From behind "<" up to ">"; a "," ends an unclosed one unless it belongs to a source route.
  void angle() {
    Tokens inside;
    bool route = at_ < tokens_.size() && tokens_[at_].is('@');
    bool closed = false;
    for (; at_ < tokens_.size(); ++at_) {
      const AddressToken& token = tokens_[at_];
      if (token.kind == Kind::kComment) {
        element_.comments.push_back(token.text);
        continue;
      }
      if (token.is('<') || token.is(';') || (token.is(',') && !route)) break;
      if (token.is('>')) {
        ++at_;
        closed = true;
        break;
      }
      if (token.is(':')) {  // RFC 5322 4.4: the route before it is to be ignored
        if (!route) element_.broken = true;
        route = false;
        inside.clear();
        continue;
      }
      inside.push_back(token);
    }
    if (!closed || route) element_.broken = true;
    element_.angles.push_back(std::move(inside));
  }

  void finish_element() {
    const Element element = std::exchange(element_, {});
    if (element.broken || element.angles.size() > 1 || !element.trailing.empty()) {
      list_.well_formed = false;
    }
    if (element.empty()) return;  // RFC 5322 4.4 lets a list have gaps
    if (element.angles.empty()) {
      bare(element);
    } else {
      angled(element);
    }
  }

  void angled(const Element& element) {
    if (!is_phrase(element.phrase)) list_.well_formed = false;
    Mailbox mailbox = address_in(element.angles.front());
    name(mailbox, element.phrase, element.comments);
    const std::string display_name = mailbox.display_name;
    keep(std::move(mailbox));
    others(element.phrase);
    for (std::size_t i = 1; i < element.angles.size(); ++i) {
      Mailbox other = address_in(element.angles[i]);
      other.display_name = display_name;
      also(std::move(other));
    }
    others(element.trailing);
  }

  void bare(const Element& element) {
    const std::vector<std::size_t> places = at_signs(element.phrase);
    Mailbox mailbox;
    Tokens before = element.phrase;
    if (!places.empty()) {
      const AddressSpec spec = address_of(element.phrase, places, mailbox);
      before.resize(spec.begin);
    } else {
      list_.well_formed = false;
      const std::string word = is_one_word(before) ? concatenate(before) : "";
      if (!word.empty() && word.find("=?") == std::string::npos) {
        mailbox.local_part = word;
        before.clear();
      }
    }
    name(mailbox, before, element.comments);
    keep(std::move(mailbox));
  }

  Mailbox address_in(const Tokens& angle) {
    Mailbox mailbox;
    const std::vector<std::size_t> places = at_signs(angle);
    if (!places.empty()) {
      address_of(angle, places, mailbox);
    } else {
      list_.well_formed = false;
      mailbox.local_part = concatenate(angle);
    }
    return mailbox;
  }

  // The last "@" decides, the others go to `also`.
  AddressSpec address_of(const Tokens& tokens, const std::vector<std::size_t>& places,
                         Mailbox& mailbox) {
    AddressSpec spec = read_spec(tokens, places.back(), true);
    if (places.size() > 1) others(tokens);
    if (!spec.strict || places.size() > 1) list_.well_formed = false;
    mailbox.local_part = spec.local_part;
    mailbox.domain = spec.domain;
    hidden_in_words(mailbox);
    return spec;
  }

  // Every "@" of these tokens as an address of its own.
  void others(const Tokens& tokens) {
    for (const std::size_t place : at_signs(tokens)) {
      AddressSpec spec = read_spec(tokens, place, false);
      if (!spec.local_part.empty()) also({"", std::move(spec.local_part), std::move(spec.domain)});
    }
  }

  // Encoded words have no place in an address (RFC 2047 5), but some programs decode them there and
  // stop at the first NUL or line end.
  void hidden_in_words(const Mailbox& mailbox) {
    const std::string whole = mailbox.address();
    if (whole.find("=?") == std::string::npos) return;
    const std::string decoded = decode_header(whole);
    if (decoded == whole) return;
    list_.well_formed = false;
    const auto end = std::find_if(decoded.begin(), decoded.end(),
                                  [](char c) { return (c >= 0 && c <= ' ') || c == '('; });
    also(read_path(std::string(decoded.begin(), end)));
  }

  static void name(Mailbox& mailbox, const Tokens& phrase,
                   const std::vector<std::string>& comments) {
    mailbox.display_name = name_of(phrase, comments);
  }

  static std::string name_of(const Tokens& phrase, const std::vector<std::string>& comments) {
    std::string name = decode_header(join(phrase));
    if (!name.empty()) return name;
    for (const std::string& comment : comments) name += (name.empty() ? "" : " ") + comment;
    return decode_header(name);
  }

  void keep(Mailbox mailbox) {
    list_.too_many = list_.mailboxes.size() == limits::kMaxAddresses;
    if (!list_.too_many) list_.mailboxes.push_back(std::move(mailbox));
  }

  void also(Mailbox mailbox) {
    if (list_.also.size() < limits::kMaxAddresses) {
      list_.also.push_back(std::move(mailbox));
    } else {
      list_.too_many = true;
    }
  }

  const Tokens& tokens_;
  std::size_t at_ = 0;
  Element element_;
  bool in_group_ = false;
  bool had_group_ = false;
  std::string group_name_;
  std::size_t members_before_ = 0;  // mailboxes before the group
  AddressList list_;
};

// A program that splits at every "," sees the addresses inside quotes.
void add_from_quotes(const Tokens& tokens, std::vector<Mailbox>& also) {
  for (const AddressToken& token : tokens) {
    if (token.kind != Kind::kQuoted || token.text.find(',') == std::string::npos) continue;
    for (const std::string_view piece : split(token.text, ',')) {
      const Mailbox mailbox = read_path(trim(piece));
      const bool plain = trim(piece).find_first_of(" \t\"") == std::string_view::npos;
      if (plain && !mailbox.domain.empty() && !mailbox.local_part.empty()) also.push_back(mailbox);
    }
  }
}

// Without repeats and without what the first reading has anyway.
std::vector<Mailbox> only_new(const std::vector<Mailbox>& known, std::vector<Mailbox> found) {
  std::set<std::string> seen;
  for (const Mailbox& mailbox : known) seen.insert(mailbox.address());
  std::vector<Mailbox> fresh;
  for (Mailbox& mailbox : found) {
    if (fresh.size() == limits::kMaxAddresses) break;
    if (mailbox.domain.empty() || !seen.insert(mailbox.address()).second) continue;
    fresh.push_back(std::move(mailbox));
  }
  return fresh;
}

void add_all(std::vector<Mailbox>& to, const AddressList& list) {
  to.insert(to.end(), list.mailboxes.begin(), list.mailboxes.end());
  to.insert(to.end(), list.also.begin(), list.also.end());
}

}  // namespace

AddressList read_addresses(std::string_view field_value) {
  const std::string text = header_to_utf8(unfold(field_value));
  const AddressTokens lexed = read_tokens(text, true);
  AddressList list = ListReader(lexed).read();
  std::vector<Mailbox> other = std::move(list.also);
  add_from_quotes(lexed.tokens, other);
  if (lexed.loose_words) add_all(other, ListReader(read_tokens(text, false)).read());
  if (const std::size_t nul = text.find('\0'); nul != std::string::npos) {
    add_all(other, ListReader(read_tokens(text.substr(0, nul), true)).read());
  }
  list.also = only_new(list.mailboxes, std::move(other));
  return list;
}

}  // namespace milter
