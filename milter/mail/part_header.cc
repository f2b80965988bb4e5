// How it works: of each field the first one counts, up to its first NUL; names and labels come
// decoded from decode_parameters. The name in Content-Disposition beats that in Content-Type; one
// with another ending is kept beside it, because the ending says what a double click does.
//
// Tested by mime_tree_test.cc.
#include "milter/mail/part_header.h"

#include <algorithm>
#include <array>

#include "milter/base/text.h"
#include "milter/mail/content_type.h"
#include "milter/mail/encoded_word.h"

namespace milter {
namespace {

constexpr std::array<std::string_view, 3> kContentFields = {
    "Content-Type", "Content-Transfer-Encoding", "Content-Disposition"};

// Which of two Content-Type fields counts is for each mail program to choose.
bool repeats_content_field(std::string_view bytes, const std::vector<HeaderField>& fields) {
  return std::any_of(kContentFields.begin(), kContentFields.end(), [&](std::string_view name) {
    return std::count_if(fields.begin(), fields.end(), [&](const HeaderField& field) {
             return iequals(field.name.of(bytes), name);
           }) > 1;
  });
}

std::string ending(std::string_view filename) {
  while (!filename.empty() && (filename.back() == '.' || filename.back() == ' ')) {
    filename.remove_suffix(1);  // as Windows does
  }
  const std::size_t dot = filename.rfind('.');
  return dot == std::string_view::npos ? "" : ascii_lower(filename.substr(dot));
}

class PartHeaderReader {
 public:
  PartHeaderReader(Part& part, std::string_view bytes, const std::vector<HeaderField>& fields)
      : part_(part), bytes_(bytes), fields_(fields) {}
  std::vector<Flaw> read(bool in_digest);

 private:
  void note(const Parameterised& field);
  void read_type(bool in_digest);
  void read_names(std::string_view field_name, const std::string& parameter);
  void sort_names();

  Part& part_;
  std::string_view bytes_;
  const std::vector<HeaderField>& fields_;
  std::vector<std::string> names_;  // file names, the one that counts first
  std::vector<Flaw> flaws_;
};

void PartHeaderReader::note(const Parameterised& field) {
  if (field.too_many_parts) flaws_.push_back(Flaw::kTooManyParameterParts);
  if (!field.notes.exact) flaws_.push_back(Flaw::kUndecodable);
  if (field.notes.utf7) flaws_.push_back(Flaw::kUtf7);
}

void PartHeaderReader::read_type(bool in_digest) {
  std::string_view value;
  std::string full = in_digest ? "message/rfc822" : "text/plain";
  if (first_value(bytes_, fields_, "Content-Type", &value)) {
    full = read_content_type(bytes_, fields_).full;
    auto parameters = decode_parameters(value).parameters;
    part_.charset = ascii_lower(trim(parameters["charset"]));
    part_.format = ascii_lower(parameters["format"]);
    part_.delete_space = iequals(parameters["delsp"], "yes");
  }
  const std::size_t slash = full.find('/');
  part_.type = full.substr(0, slash);
  part_.subtype = full.substr(slash + 1);
}

void PartHeaderReader::read_names(std::string_view field_name, const std::string& parameter) {
  for (const std::string& value : distinct_values(bytes_, fields_, field_name)) {
    Parameterised field = decode_parameters(value);
    note(field);
    names_.push_back(field.parameters[parameter]);
    for (auto& [name, other] : field.others) {
      if (name == parameter) names_.push_back(std::move(other));
    }
  }
}

void PartHeaderReader::sort_names() {
  std::vector<std::string> endings;
  for (std::string& name : names_) {
    std::string end = ending(name);
    const bool known = std::find(endings.begin(), endings.end(), end) != endings.end();
    if (name.empty() || known) continue;
    endings.push_back(std::move(end));
    if (part_.filename.empty()) {
      part_.filename = std::move(name);
    } else {
      part_.other_names.push_back(std::move(name));
    }
  }
}

std::vector<Flaw> PartHeaderReader::read(bool in_digest) {
  read_type(in_digest);
  std::string_view value;
  if (first_value(bytes_, fields_, "Content-Transfer-Encoding", &value)) {
    part_.transfer_encoding = ascii_lower(decode_parameters(value).value);
  }
  if (first_value(bytes_, fields_, "Content-Disposition", &value)) {
    part_.disposition = decode_parameters(value).value;
  }
  read_names("Content-Disposition", "filename");
  read_names("Content-Type", "name");
  sort_names();
  part_.others = other_readings(bytes_, fields_);
  const bool repeats = repeats_content_field(bytes_, fields_);
  if (repeats) flaws_.push_back(Flaw::kDuplicateField);
  const bool encoded_whole =
      part_.type == "multipart" && part_.others.size() == 1 && part_.others.front().decode_before;
  if (!part_.other_names.empty() || (!part_.others.empty() && !repeats && !encoded_whole)) {
    flaws_.push_back(Flaw::kDuplicateParameter);
  }
  return std::move(flaws_);
}

}  // namespace

std::vector<Flaw> read_part_header(Part& part, std::string_view bytes,
                                   const std::vector<HeaderField>& fields, bool in_digest) {
  return PartHeaderReader(part, bytes, fields).read(in_digest);
}

}  // namespace milter
