// Goes from an "@" to both sides as far as tokens touch or are joined by dots; white space around
// dots and "@" is the obsolete syntax of RFC 5322 4.4. Tested by address_test.cc.
#include "milter/mail/address_spec.h"

#include <algorithm>
#include <span>

#include "milter/base/text.h"

namespace milter {
namespace {

using Kind = AddressToken::Kind;
using Span = std::span<const AddressToken>;

bool is_word(const AddressToken& token) {
  return token.kind == Kind::kWord || token.kind == Kind::kQuoted;
}

// Words and single dots in turn.
bool is_dotted(Span tokens) {
  if (tokens.size() % 2 == 0) return false;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (i % 2 == 0 ? !is_word(tokens[i]) : !tokens[i].is('.')) return false;
  }
  return true;
}

bool is_domain(Span tokens) {
  if (tokens.size() == 1 && tokens[0].kind == Kind::kLiteral) return true;
  return is_dotted(tokens) && std::none_of(tokens.begin(), tokens.end(), [](const auto& token) {
           return token.kind == Kind::kQuoted;
         });
}

bool touches_next(const Tokens& tokens, std::size_t i) {
  return !tokens[i + 1].space_before || tokens[i + 1].is('.') || tokens[i].is('.');
}

std::size_t local_begin(const Tokens& tokens, std::size_t at) {
  std::size_t begin = at;
  while (begin > 0 && !tokens[begin - 1].is('@') &&
         (begin == at || touches_next(tokens, begin - 1))) {
    --begin;
  }
  return begin;
}

std::size_t domain_end(const Tokens& tokens, std::size_t at) {
  std::size_t end = at + 1;
  while (end < tokens.size() && !tokens[end].is('@') &&
         (end == at + 1 || touches_next(tokens, end - 1))) {
    ++end;
  }
  return end;
}

std::string text_of(Span tokens) {
  std::string out;
  for (const AddressToken& token : tokens) out += token.text;
  return out;
}

}  // namespace

std::vector<std::size_t> at_signs(const Tokens& tokens) {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].is('@')) places.push_back(i);
  }
  return places;
}

AddressSpec read_spec(const Tokens& tokens, std::size_t at, bool chained) {
  std::size_t begin = local_begin(tokens, at);
  while (chained && begin > 0 && tokens[begin - 1].is('@')) begin = local_begin(tokens, begin - 1);
  const std::size_t end = domain_end(tokens, at);
  const Span all(tokens);
  const Span local = all.subspan(begin, at - begin);
  const Span domain = all.subspan(at + 1, end - at - 1);
  const bool alone = begin == 0 && end == tokens.size();
  return {text_of(local), clean_domain(text_of(domain)), begin,
          alone && is_dotted(local) && is_domain(domain)};
}

bool is_one_word(const Tokens& tokens) { return local_begin(tokens, tokens.size()) == 0; }

bool is_phrase(const Tokens& tokens) {
  return tokens.empty() ||
         (is_word(tokens.front()) && std::all_of(tokens.begin(), tokens.end(), [](const auto& t) {
            return is_word(t) || t.is('.');
          }));
}

std::string concatenate(const Tokens& tokens) { return text_of(tokens); }

std::string join(const Tokens& tokens) {
  std::string out;
  for (const AddressToken& token : tokens) {
    if (token.space_before && !out.empty()) out += ' ';
    out += token.text;
  }
  return out;
}

std::string clean_domain(std::string domain) {
  while (!domain.empty() && domain.back() == '.') domain.pop_back();
  return ascii_lower(domain);
}

}  // namespace milter
