// How it works: each choice is varied alone, the others stay with the first; what follows from two
// choices at once is left out. Tested by message_test.cc and golden_test.cc.
#include "milter/mail/other_readings.h"

#include <algorithm>

#include "milter/base/text.h"
#include "milter/mail/content_type.h"
#include "milter/mail/encoded_word.h"

namespace milter {
namespace {

std::string header_of(std::string_view type, std::string_view encoding) {
  std::string header = "Content-Type: " + std::string(trim(type)) + "\n";
  if (!encoding.empty()) {
    header += "Content-Transfer-Encoding: " + std::string(trim(encoding)) + "\n";
  }
  return header + "\n";
}

std::string quoted(std::string_view value) {
  return "\"" + replace_all(replace_all(value, "\\", "\\\\"), "\"", "\\\"") + "\"";
}

}  // namespace

std::vector<std::string> distinct_values(std::string_view bytes,
                                         const std::vector<HeaderField>& fields,
                                         std::string_view name) {
  std::vector<std::string> values;
  for (const HeaderField& field : fields) {
    if (!iequals(field.name.of(bytes), name)) continue;
    const std::string_view value = field.value.of(bytes);
    std::string one = unfold(value.substr(0, value.find('\0')));
    if (std::find(values.begin(), values.end(), one) == values.end()) {
      values.push_back(std::move(one));
    }
  }
  return values;
}

std::vector<OtherReading> other_readings(std::string_view bytes,
                                         const std::vector<HeaderField>& fields) {
  const auto types = distinct_values(bytes, fields, "Content-Type");
  const auto encodings = distinct_values(bytes, fields, "Content-Transfer-Encoding");
  const std::string type = types.empty() ? "text/plain" : types.front();
  const std::string encoding = encodings.empty() ? "" : encodings.front();
  std::vector<OtherReading> others;
  for (std::size_t i = 1; i < types.size(); ++i) {
    others.push_back({header_of(types[i], encoding)});
  }
  for (std::size_t i = 1; i < encodings.size(); ++i) {
    others.push_back({header_of(type, encodings[i])});
  }
  const ContentType read = read_content_type(bytes, fields);
  if (read.is_multipart() && read.encoded) others.push_back({header_of(type, ""), true});
  const std::string_view choice = read.is_multipart() ? "boundary" : "charset";
  if (types.empty()) return others;
  for (const auto& [name, value] : decode_parameters(type).others) {
    if (name != choice) continue;
    others.push_back({header_of(read.full + "; " + name + "=" + quoted(value), encoding)});
  }
  return others;
}

}  // namespace milter
