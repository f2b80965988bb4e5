// How it works: a table says what an element does: its text counts, it ends a line or a cell, or
// everything in it is left out. OOXML has text in "t" only, OpenDocument in "p" and "h" with
// whatever is inside them; a root element tells which of the two a part is. Tested by
// office_test.cc.
#include "milter/extract/office_part.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace milter::extract {
namespace {

constexpr std::size_t kMaxSpaces = 100;  // text:s c="..." of OpenDocument: one row of a table

constexpr auto kLeftOut = std::to_array<std::string_view>({
    "Fallback",         // mc:AlternateContent's second copy
    "rPh", "rt",        // furigana of a cell; of a Word ruby
    "ruby-text",        // the same in OpenDocument
    "tabs",             // tab stops of a Word paragraph: not tabs
    "tracked-changes",  // OpenDocument's deleted text
});
// Parts of slides and notes that show nothing but "click to edit".
constexpr auto kTemplates =
    std::to_array<std::string_view>({"sldLayout", "sldMaster", "notesMaster", "handoutMaster"});
constexpr auto kLineEnds = std::to_array<std::string_view>(
    {"p", "h", "row", "tr", "table-row", "br", "cr", "line-break", "page", "si", "comment"});
constexpr auto kCellEnds =
    std::to_array<std::string_view>({"c", "tc", "table-cell", "tab", "ptab"});

template <std::size_t kSize>
bool among(const std::array<std::string_view, kSize>& all, std::string_view one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

std::size_t number(std::string_view digits, std::size_t otherwise) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return error == std::errc() ? value : otherwise;
}

class PartReader : public XmlEvents {
 public:
  PartReader(const std::vector<std::string>& shared, std::size_t most)
      : shared_(shared), most_(most) {}
  void start(std::string_view name, const XmlAttributes& attributes) override;
  void end(std::string_view name) override;
  void characters(std::string_view utf8) override;
  bool enough() const override { return part_.text.size() > most_; }
  OfficePart take() { return std::move(part_); }

 private:
  void start_root(std::string_view name);
  void start_element(std::string_view name, const XmlAttributes& attributes);
  void end_value();
  void end_line();
  void end_cell();
  bool is_text(std::string_view name) const {
    return is_open_document() ? name == "p" || name == "h" : name == "t";
  }
  bool is_open_document() const { return part_.root.starts_with("document-"); }

  const std::vector<std::string>& shared_;
  std::size_t most_;
  OfficePart part_;
  std::size_t left_out_ = 0;  // open elements since one that is left out; 0: none
  std::size_t text_ = 0;      // open elements whose characters count
  std::size_t cell_at_ = 0;   // where the text of the open cell begins
  bool in_value_ = false;     // in <v> of a cell
  bool shared_cell_ = false;  // whose value is the number of a shared string
  std::string value_;
};

void PartReader::start_root(std::string_view name) {
  part_.root = name;
  if (among(kTemplates, name)) left_out_ = 1;
}

void PartReader::start_element(std::string_view name, const XmlAttributes& attributes) {
  if (among(kCellEnds, name)) cell_at_ = part_.text.size();
  if (name == "c") shared_cell_ = attributes["t"] == "s";
  if (name == "v" && (part_.root == "worksheet" || part_.root == "macrosheet")) {
    in_value_ = true;
    value_.clear();
  }
  if (name == "encryption-data") part_.encrypted = true;
  if (is_text(name)) ++text_;
  if (is_open_document() && name == "s" && text_ > 0) {
    part_.text.append(std::min(number(attributes["c"], 1), kMaxSpaces), ' ');
  }
}

void PartReader::start(std::string_view name, const XmlAttributes& attributes) {
  if (left_out_ > 0) {
    ++left_out_;
  } else if (part_.root.empty()) {
    start_root(name);
  } else if (among(kLeftOut, name)) {
    left_out_ = 1;
  } else {
    start_element(name, attributes);
  }
}

void PartReader::end_value() {
  in_value_ = false;
  if (!shared_cell_) {
    part_.text += value_;
    return;
  }
  const std::size_t index = number(value_, shared_.size());
  if (index < shared_.size()) part_.text += shared_[index];
}

void PartReader::end_line() {
  while (!part_.text.empty() && (part_.text.back() == '\t' || part_.text.back() == ' ')) {
    part_.text.pop_back();
  }
  if (!part_.text.empty() && part_.text.back() != '\n') part_.text += '\n';
}

// The last paragraph of a cell ends no line.
void PartReader::end_cell() {
  if (part_.text.size() > cell_at_ && part_.text.back() == '\n') part_.text.pop_back();
  part_.text += '\t';
}

void PartReader::end(std::string_view name) {
  if (left_out_ > 0) {
    --left_out_;
    return;
  }
  if (in_value_ && name == "v") end_value();
  if (text_ > 0 && is_text(name)) --text_;
  if (part_.root == "sst") {
    if (name != "si") return;
    part_.strings.push_back(std::move(part_.text));
    part_.text.clear();
  } else if (among(kCellEnds, name)) {
    end_cell();
  } else if (among(kLineEnds, name)) {
    end_line();
  }
}

void PartReader::characters(std::string_view utf8) {
  if (left_out_ > 0) return;
  if (in_value_) {
    value_ += utf8;
  } else if (text_ > 0) {
    part_.text += utf8;
  }
}

}  // namespace

OfficePart office_part(std::string_view xml, const std::vector<std::string>& shared,
                       std::size_t most) {
  PartReader reader(shared, most);
  const XmlEnd end = read_xml(xml, reader);
  OfficePart part = reader.take();
  part.end = end;
  return part;
}

}  // namespace milter::extract
