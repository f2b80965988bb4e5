// Tested by reply_text_test.cc.
#include "milter/session/reply_text.h"

#include <algorithm>

namespace milter {

std::string reply_text(std::string_view words) {
  while (!words.empty() && (words.back() == '\r' || words.back() == '\n')) words.remove_suffix(1);
  std::string text(words.substr(0, kMaxReplyText));
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c < ' ' || c > '~' || c == '%'; }, '?');
  return text;
}

}  // namespace milter
