// What is taken out leaves an empty line: no sentence is made of what stood around it. A stolen
// mailbox of a partner's can still write its demand as if we had said it; the reader, who knows
// what he wrote, then sees it in a mail that asks for nothing. Tested by written_now_test.cc.
#include "milter/judge/written_now.h"

#include <algorithm>

#include "milter/base/text.h"
#include "milter/judge/own_words.h"
#include "milter/mail/normalise.h"

namespace milter {
namespace {

bool is_current(const TextRange& range) { return range.origin != Origin::kQuoted; }

// Signatures say nothing: "iPhoneから送信" alone is no answer.
bool says_anything(const Message& message) {
  return std::any_of(message.origins.begin(), message.origins.end(), [&](const TextRange& range) {
    return is_current(range) && range.origin != Origin::kSignature &&
           !normalise_name(range.bytes.of(message.text)).empty();
  });
}

bool is_forwarding(std::string_view subject) {
  subject = trim(subject);
  return istarts_with(subject, "fw:") || istarts_with(subject, "fwd:") ||
         subject.starts_with("転送:") || subject.starts_with("転送：");
}

bool is_answer_to_us(const Message& message,
                     const std::optional<rules::Relationship>& relationship) {
  return relationship && relationship->sent_by_organisation > 0 &&
         !message.header.references.empty() && !is_forwarding(message.header.subject);
}

bool is_ours(const Snapshot& snapshot, const TextRange& range) {
  const std::size_t at = range.author.rfind('@');
  return range.origin == Origin::kQuoted && at != range.author.npos &&
         snapshot.is_own(range.author.substr(at + 1));
}

template <class Wanted>
std::string text_of(const Message& message, Wanted wanted) {
  std::string text;
  bool left_out = false;
  for (const TextRange& range : message.origins) {
    const bool take = wanted(range);
    if (take && left_out && !text.empty()) text += "\n\n";
    if (take && range.origin == Origin::kCurrent) text += range.bytes.of(message.text);
    if (take && range.origin != Origin::kCurrent) {
      text += without_quote_marks(range.bytes.of(message.text));
    }
    left_out = !take;
  }
  return without_own_words(text);
}

}  // namespace

WrittenText written_text(const Snapshot& snapshot, const Message& message,
                         const std::optional<rules::Relationship>& relationship) {
  const bool quotes = !std::all_of(message.origins.begin(), message.origins.end(), is_current);
  if (!quotes || !says_anything(message)) {
    return {without_own_words(message.text), std::nullopt, ""};
  }
  const bool answer = is_answer_to_us(message, relationship);
  const auto ours = [&](const TextRange& range) { return answer && is_ours(snapshot, range); };
  return {text_of(message, [&](const TextRange& range) { return !ours(range); }),
          text_of(message, is_current), text_of(message, ours)};
}

}  // namespace milter
