// How: one catalogue of phrases with {places}; a sentence is a frame per kind with the steps put
// in. Leaves out: other languages. Tested by texts_test.cc.
#include "lookalike/texts.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "lookalike/unicode.h"

namespace lookalike {
namespace {

constexpr std::size_t kMaxSteps = 3;  // a reader takes in no more; the rest is counted

constexpr auto kCatalogue = std::to_array<Phrase>({
    {"exact", "「{seen}」は{who}「{partner}」そのものです。", "“{seen}” is {who} “{partner}”."},
    {"subdomain", "「{seen}」は{who}「{partner}」の下にある名前です。",
     "“{seen}” is a name below {who} “{partner}”."},
    {"provider", "「{seen}」はメールサービスのドメインです。",
     "“{seen}” is the domain of a mail provider."},
    {"invalid", "ドメイン名として読み取れません。", "This cannot be read as a domain name."},
    {"skeleton", "「{seen}」は{who}「{partner}」と見分けがつきにくい別のドメインです：{steps}。",
     "“{seen}” looks like {who} “{partner}” but is another domain: {steps}."},
    {"one_edit", "「{seen}」は{who}「{partner}」と1文字だけ違う別のドメインです：{steps}。",
     "“{seen}” is not {who} “{partner}”: {steps}."},
    {"swap", "「{seen}」は{who}「{partner}」の隣り合う2文字を入れ替えた別のドメインです：{steps}。",
     "“{seen}” is not {who} “{partner}”, two neighbouring letters are swapped: {steps}."},
    {"suffix", "「{seen}」は{who}「{partner}」と名前は同じですが、末尾が異なります：{marked}",
     "“{seen}” has the same name as {who} “{partner}” but another ending: {marked}"},
    {"embedded", "「{seen}」は{who}「{partner}」を名前の中に含む別のドメインです：{marked}",
     "“{seen}” has {who} “{partner}” written inside it but is another domain: {marked}"},
    {"combined", "「{seen}」は{who}「{partner}」の名前に別の語を組み合わせたドメインです：{marked}",
     "“{seen}” puts other words beside the name of {who} “{partner}”: {marked}"},
    {"trap",
     "「{seen}」は{who}「{partner}」の打ち間違いによる誤送信が知られている別のドメインです：{steps}"
     "。",
     "“{seen}” is not {who} “{partner}”, but is known to receive mail meant for it: {steps}."},
    {"restrained",
     "「{seen}」は{who}「{partner}」に似ていますが、偶然の一致と考えられます：{marked}",
     "“{seen}” resembles {who} “{partner}”, but chance explains it well enough: {marked}"},
    {"who_partner", "取引先のドメイン", "the partner"},
    {"who_own", "自社のドメイン", "our own domain"},
    {"who_provider", "メールサービスのドメイン", "the mail provider"},
    {"replace", "{at}文字目が[{from}]ではなく[{to}]", "letter {at} is [{to}], not [{from}]"},
    {"swapped", "{at}文字目から[{from}]ではなく[{to}]",
     "from letter {at} it reads [{to}], not [{from}]"},
    {"insert", "{at}文字目に[{to}]が余分", "[{to}] is added at letter {at}"},
    {"delete", "{at}文字目の[{from}]が抜けている", "[{from}] is left out at letter {at}"},
    {"more", "ほか{count}か所", "{count} more"},
    {"between", "、", "; "},
});

using Values = std::vector<std::pair<std::string_view, std::string>>;

std::string fill(std::string_view frame, const Values& values) {
  std::string out;
  for (std::size_t at = 0; at < frame.size();) {
    const std::size_t close = frame[at] == '{' ? frame.find('}', at) : std::string_view::npos;
    if (close == std::string_view::npos) {
      out += frame[at++];
      continue;
    }
    const std::string_view name = frame.substr(at + 1, close - at - 1);
    for (const auto& [key, value] : values) {
      if (key == name) out += value;
    }
    at = close + 1;
  }
  return out;
}

std::string code_point(char32_t letter) {
  std::array<char, 16> out{};
  std::snprintf(out.data(), out.size(), "U+%04X", static_cast<unsigned>(letter));
  return out.data();
}

// A letter that cannot be seen is shown as its code point; with `name_letters`, those outside
// ASCII, which the eye takes for others, have it beside them.
std::string shown(std::u32string_view text, bool name_letters = true) {
  std::string out;
  for (const char32_t letter : text) {
    if (is_invisible(letter)) {
      out += code_point(letter);
    } else {
      out += encode({&letter, 1});
      if (name_letters && letter >= 0x80) out += " " + code_point(letter);
    }
  }
  return out;
}

class Writer {
 public:
  explicit Writer(bool japanese) : japanese_(japanese) {}

  std::string phrase(std::string_view key, const Values& values = {}) const {
    const auto* found = std::find_if(kCatalogue.begin(), kCatalogue.end(),
                                     [&](const Phrase& p) { return p.key == key; });
    return found == kCatalogue.end() ? "" : fill(japanese_ ? found->ja : found->en, values);
  }

  std::string steps(std::u32string_view guarded, std::u32string_view seen,
                    const std::vector<Step>& steps) const {
    std::string out;
    for (std::size_t i = 0; i < std::min(steps.size(), kMaxSteps); ++i) {
      if (i != 0) out += phrase("between");
      out += step(guarded, seen, steps[i]);
    }
    if (steps.size() > kMaxSteps) {
      out += phrase("between");
      out += phrase("more", {{"count", std::to_string(steps.size() - kMaxSteps)}});
    }
    return out;
  }

  // The seen name with what is not the guarded one's in brackets: "mirai-kogyo[-invoice.com]".
  static std::string marked(std::u32string_view seen, const std::vector<Step>& steps) {
    std::string out;
    std::size_t done = 0;
    for (const Step& one : steps) {
      out += shown(seen.substr(done, one.seen_at - done), false);
      if (one.seen_size != 0) out += "[" + shown(seen.substr(one.seen_at, one.seen_size)) + "]";
      done = one.seen_at + one.seen_size;
    }
    return out + shown(seen.substr(done), false);
  }

 private:
  std::string step(std::u32string_view guarded, std::u32string_view seen, const Step& one) const {
    const std::string_view key = one.move == Move::kSwap ? "swapped"
                                 : one.size == 0         ? "insert"
                                 : one.seen_size == 0    ? "delete"
                                                         : "replace";
    return phrase(key, {{"at", std::to_string(one.seen_at + 1)},
                        {"from", shown(guarded.substr(one.at, one.size))},
                        {"to", shown(seen.substr(one.seen_at, one.seen_size))}});
  }

  bool japanese_;
};

std::string sentence(bool japanese, const Answer& answer, std::u32string_view guarded,
                     std::u32string_view seen, const std::vector<Step>& steps, bool provider) {
  const Writer writer(japanese);
  const std::string_view who = answer.own ? "who_own" : provider ? "who_provider" : "who_partner";
  const bool restrained = answer.band == Band::kNone && !steps.empty();
  return writer.phrase(restrained ? "restrained" : word(answer.kind),
                       {{"seen", shown(seen, false)},
                        {"partner", answer.partner},
                        {"who", writer.phrase(who)},
                        {"steps", writer.steps(guarded, seen, steps)},
                        {"marked", Writer::marked(seen, steps)}});
}

}  // namespace

std::span<const Phrase> catalogue() { return kCatalogue; }

Text explain(const Answer& answer, std::u32string_view guarded, std::u32string_view seen,
             const std::vector<Step>& steps, bool provider) {
  return {sentence(true, answer, guarded, seen, steps, provider),
          sentence(false, answer, guarded, seen, steps, provider)};
}

}  // namespace lookalike
