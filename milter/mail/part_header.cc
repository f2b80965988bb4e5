// How it works: of each field the first one counts, up to its first NUL; names and labels come
// decoded from decode_parameters. The name in Content-Disposition beats that in Content-Type.
//
// Tested by mime_tree_test.cc.
#include "milter/mail/part_header.h"

#include <algorithm>
#include <array>

#include "milter/base/text.h"
#include "milter/mail/content_type.h"
#include "milter/mail/encoded_word.h"

namespace milter {

void read_part_header(Part& part, std::string_view bytes, const std::vector<HeaderField>& fields,
                      bool in_digest) {
  std::string_view value;
  std::string full = in_digest ? "message/rfc822" : "text/plain";
  if (first_value(bytes, fields, "Content-Type", &value)) {
    full = read_content_type(bytes, fields).full;
    auto parameters = decode_parameters(value).parameters;
    part.charset = ascii_lower(trim(parameters["charset"]));
    part.format = ascii_lower(parameters["format"]);
    part.delete_space = iequals(parameters["delsp"], "yes");
    part.filename = parameters["name"];
  }
  const std::size_t slash = full.find('/');
  part.type = full.substr(0, slash);
  part.subtype = full.substr(slash + 1);
  if (first_value(bytes, fields, "Content-Transfer-Encoding", &value)) {
    part.transfer_encoding = ascii_lower(decode_parameters(value).value);
  }
  if (first_value(bytes, fields, "Content-Disposition", &value)) {
    Parameterised disposition = decode_parameters(value);
    part.disposition = disposition.value;
    const std::string& filename = disposition.parameters["filename"];
    if (!filename.empty()) part.filename = filename;
  }
}

bool repeats_content_field(std::string_view bytes, const std::vector<HeaderField>& fields) {
  static constexpr std::array<std::string_view, 3> kNames = {
      "Content-Type", "Content-Transfer-Encoding", "Content-Disposition"};
  return std::any_of(kNames.begin(), kNames.end(), [&](std::string_view name) {
    return std::count_if(fields.begin(), fields.end(), [&](const HeaderField& field) {
             return iequals(field.name.of(bytes), name);
           }) > 1;
  });
}

}  // namespace milter
