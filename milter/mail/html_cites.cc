// Only the outermost cite counts: text says how deep a quote inside a quote is.
// Tested by html_cites_test.cc.
#include "milter/mail/html_cites.h"

#include "milter/base/text.h"

namespace milter {
namespace {

bool is_cite(const HtmlToken& tag) {
  const std::string* type = tag.attribute("type");
  if (type != nullptr && iequals(*type, "cite")) return true;
  const std::string* classes = tag.attribute("class");
  if (classes == nullptr) return false;
  for (const std::string_view name : words(*classes)) {
    if (name.ends_with("_quote")) return true;
  }
  return false;
}

}  // namespace

void HtmlCites::start(const HtmlToken& tag, std::size_t open, std::size_t at) {
  if (outermost_ != 0 || tag.name != "blockquote" || !is_cite(tag)) return;
  begin_ = at;
  outermost_ = open;
}

void HtmlCites::keep(std::size_t open, std::size_t at) {
  if (open >= outermost_) return;
  if (at > begin_) cites_.push_back({begin_, at});
  outermost_ = 0;
}

std::vector<ByteRange> HtmlCites::take(std::size_t end) {
  keep(0, end);
  return std::move(cites_);
}

}  // namespace milter
