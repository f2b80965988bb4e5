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

void HtmlCites::open(const HtmlToken& start_tag, std::size_t at) {
  if (start_tag.name != "blockquote" || (open_ == 0 && !is_cite(start_tag))) return;
  if (open_ == 0) begin_ = at;
  ++open_;
}

void HtmlCites::close(std::string_view name, std::size_t at) {
  if (name != "blockquote" || open_ == 0) return;
  --open_;
  if (open_ == 0 && at > begin_) cites_.push_back({begin_, at});
}

std::vector<ByteRange> HtmlCites::take(std::size_t end) {
  if (open_ > 0 && end > begin_) cites_.push_back({begin_, end});
  return std::move(cites_);
}

}  // namespace milter
