// Only what is named is handed on: the library's choice of fields takes (names in h=) x (fields)
// steps for each signature. Tested by dkim_header_test.cc.
#include "milter/auth/dkim_header.h"

#include <algorithm>
#include <map>

#include "milter/base/limits.h"
#include "milter/base/text.h"

namespace milter {
namespace {

std::string with_crlf(std::string_view text) {
  std::string result;
  result.reserve(text.size() + 8);
  for (const char c : text) {
    if (c == '\n' && (result.empty() || result.back() != '\r')) result += '\r';
    result += c;
  }
  return result;
}

std::string_view without_line_end(std::string_view field) {
  if (!field.empty() && field.back() == '\n') field.remove_suffix(1);
  if (!field.empty() && field.back() == '\r') field.remove_suffix(1);
  return field;
}

}  // namespace

void DkimHeader::add(std::string_view field) {
  octets_ += field.size();
  too_big_ = too_big_ || octets_ > limits::kMaxHeaderBytes;
  field = without_line_end(field);
  const auto colon = field.find(':');
  if (too_big_ || colon == std::string_view::npos) return;
  const std::string name = ascii_lower(trim(field.substr(0, colon)));
  if (name == "dkim-signature") signatures_.push_back(fields_.size());
  fields_.push_back({name, with_crlf(field)});
}

std::string_view DkimHeader::value(std::size_t place) const {
  const std::string_view text = fields_[place].text;
  return text.substr(text.find(':') + 1);
}

std::size_t DkimHeader::from_fields() const {
  return static_cast<std::size_t>(std::count_if(
      fields_.begin(), fields_.end(), [](const Field& field) { return field.name == "from"; }));
}

std::vector<std::size_t> DkimHeader::named_by(const std::vector<DkimField>& signatures) const {
  std::map<std::string, std::size_t, std::less<>> wanted;
  for (const DkimField& signature : signatures) {
    for (const std::string& name : signature.signed_fields) {
      auto& times = wanted[name];
      times = std::max(times, signature.times_signed(name));
    }
  }
  wanted.erase("dkim-signature");
  std::vector<std::size_t> result;
  for (std::size_t place = fields_.size(); place-- > 0;) {
    const auto found = wanted.find(fields_[place].name);
    if (found == wanted.end() || found->second == 0) continue;
    --found->second;
    result.push_back(place);
  }
  std::reverse(result.begin(), result.end());
  return result;
}

bool has_unhashable(std::string_view field) {
  for (std::size_t i = 0; i < field.size(); ++i) {
    const char c = field[i];
    if (c == '\0' || c == '\v' || c == '\f') return true;
    if (c == '\r' && (i + 1 == field.size() || field[i + 1] != '\n')) return true;
  }
  return false;
}

}  // namespace milter
