// How: a sentence is a frame per kind with the steps put in: first the letters that differ, then
// the ending, then what stands beside the name if nothing else differs.
// Tested by texts_test.cc.
#include "lookalike/texts.h"

#include <algorithm>

#include "lookalike/catalogue.h"
#include "lookalike/step_texts.h"

namespace lookalike {
namespace {

constexpr std::size_t kMaxSteps = 3;  // a reader takes in no more; the rest is counted

// Alignments leave out, add and replace letters one by one.
bool is_part(const Step& step) {
  const bool plain =
      step.move == Move::kInsert || step.move == Move::kDelete || step.move == Move::kReplace;
  return plain && (step.size > 1 || step.seen_size > 1);
}

struct Names {
  std::u32string_view guarded, seen;

  bool is_ending(const Step& step) const {
    return is_part(step) && step.at != 0 && step.size != 0 && step.seen_at != 0 &&
           step.seen_size != 0 && step.at + step.size == guarded.size() &&
           step.seen_at + step.seen_size == seen.size() && guarded[step.at - 1] == U'.' &&
           seen[step.seen_at - 1] == U'.';
  }
};

Values ending_values(const Names& names, const Step& step) {
  return {{"from", "." + shown(names.guarded.substr(step.at, step.size), false)},
          {"to", "." + shown(names.seen.substr(step.seen_at, step.seen_size), false)}};
}

std::string part_text(const Writer& writer, const Names& names, const Step& step) {
  return writer.phrase(step.seen_size == 0 ? "beside_lost" : "beside",
                       {{"from", shown(names.guarded.substr(step.at, step.size), false)},
                        {"to", shown(names.seen.substr(step.seen_at, step.seen_size), false)}});
}

std::string steps_text(const Writer& writer, const Names& names, const std::vector<Step>& steps) {
  std::vector<std::string> letters, endings, parts;
  for (const Step& step : steps) {
    if (names.is_ending(step)) {
      endings.push_back(writer.phrase("ending", ending_values(names, step)));
    } else if (is_part(step)) {
      parts.push_back(part_text(writer, names, step));
    } else {
      letters.push_back(step_text(writer, names.guarded, names.seen, step));
    }
  }
  letters.insert(letters.end(), endings.begin(), endings.end());
  if (letters.empty()) letters = std::move(parts);
  std::string out;
  for (std::size_t i = 0; i < std::min(letters.size(), kMaxSteps); ++i) {
    if (i != 0) out += writer.phrase("between");
    out += letters[i];
  }
  if (letters.size() > kMaxSteps) {
    const std::string count = std::to_string(letters.size() - kMaxSteps);
    out += writer.phrase("between") + writer.phrase("more", {{"count", count}});
  }
  return out;
}

// The seen name with what is not the guarded one's in brackets: "mirai-kogyo[-invoice.com]".
std::string marked(std::u32string_view seen, const std::vector<Step>& steps) {
  std::string out;
  std::size_t done = 0;
  for (const Step& one : steps) {
    out += shown(seen.substr(done, one.seen_at - done), false);
    if (one.seen_size != 0) {
      out += "[" + shown(seen.substr(one.seen_at, one.seen_size), true) + "]";
    }
    done = one.seen_at + one.seen_size;
  }
  return out + shown(seen.substr(done), false);
}

std::string sentence(bool japanese, const Answer& answer, const Names& names,
                     const std::vector<Step>& steps, bool provider) {
  const Writer writer(japanese);
  const std::string_view who = answer.own ? "who_own" : provider ? "who_provider" : "who_partner";
  Values values{{"seen", shown(names.seen, false)},
                {"partner", answer.partner},
                {"who", writer.phrase(who)},
                {"steps", steps_text(writer, names, steps)},
                {"marked", marked(names.seen, steps)}};
  const auto ending = std::find_if(steps.begin(), steps.end(),
                                   [&](const Step& step) { return names.is_ending(step); });
  if (ending != steps.end()) {
    for (auto& value : ending_values(names, *ending)) values.push_back(std::move(value));
  }
  const std::string key(answer.band == Band::kNone && !steps.empty() ? "restrained"
                                                                     : word(answer.kind));
  const std::string with_ending =
      ending == steps.end() ? "" : writer.phrase(key + "_ending", values);
  return with_ending.empty() ? writer.phrase(key, values) : with_ending;
}

}  // namespace

Text explain(const Answer& answer, std::u32string_view guarded, std::u32string_view seen,
             const std::vector<Step>& steps, bool provider) {
  const Names names{guarded, seen};
  return {sentence(true, answer, names, steps, provider),
          sentence(false, answer, names, steps, provider)};
}

}  // namespace lookalike
