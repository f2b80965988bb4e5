// Edits are kept in the order they were asked for; sorted() brings them into the order in which
// performing them one by one gives what was asked. apply_edits() performs that same order on bytes.
// Tested by edits_test.cc.
#include "milter/act/edits.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "milter/base/text.h"

namespace milter {
namespace {

// One line of the header being edited. `name` is empty for a line that is no field.
struct Line {
  std::string name;
  std::string whole;
};

std::string without_leading_space(std::string value) {
  value.erase(0, std::min(value.find_first_not_of(" \t"), value.size()));
  return value;
}

std::string field_line(const std::string& name, const std::string& value, std::string_view eol) {
  std::string line = name + ": " + value;
  if (eol == "\r\n") line = replace_all(replace_all(line, "\r\n", "\n"), "\n", "\r\n");
  return line.append(eol);
}

std::vector<Line>::iterator find_line(std::vector<Line>& lines, const std::string& name,
                                      std::size_t occurrence) {
  return std::find_if(lines.begin(), lines.end(), [&](const Line& line) {
    return iequals(line.name, name) && --occurrence == 0;
  });
}

struct Performer {
  std::vector<Line>& lines;
  std::string_view eol;

  void operator()(const ChangeField& edit) const {
    const auto line = find_line(lines, edit.name, edit.occurrence);
    if (line != lines.end()) line->whole = field_line(line->name, edit.value, eol);
  }
  void operator()(const RemoveField& edit) const {
    const auto line = find_line(lines, edit.name, edit.occurrence);
    if (line != lines.end()) lines.erase(line);
  }
  void operator()(const InsertField& edit) const {
    lines.insert(lines.begin(), {edit.name, field_line(edit.name, edit.value, eol)});
  }
};

// What one place of the header is to become: the last word counts, and a removal is done once, or a
// second one would hit the field that moved up.
struct Place {
  std::string name;
  std::size_t occurrence = 0;
  HeaderEdit edit;
};

void note(std::vector<Place>& places, const std::string& name, std::size_t occurrence,
          const HeaderEdit& edit) {
  for (Place& place : places) {
    if (place.occurrence != occurrence || !iequals(place.name, name)) continue;
    if (!std::holds_alternative<RemoveField>(place.edit)) place.edit = edit;
    return;
  }
  places.push_back({name, occurrence, edit});
}

std::string header_of(const std::vector<Line>& lines) {
  std::string header;
  for (const Line& line : lines) header += line.whole;
  return header;
}

}  // namespace

void Edits::insert(std::string name, std::string value) {
  header_.emplace_back(InsertField{std::move(name), without_leading_space(std::move(value))});
}

void Edits::change(std::string name, std::size_t occurrence, std::string value) {
  header_.emplace_back(
      ChangeField{std::move(name), occurrence, without_leading_space(std::move(value))});
}

void Edits::remove(std::string name, std::size_t occurrence) {
  header_.emplace_back(RemoveField{std::move(name), occurrence});
}

void Edits::replace_body(std::string body) { body_ = std::move(body); }

void Edits::append(Edits other) {
  std::move(other.header_.begin(), other.header_.end(), std::back_inserter(header_));
  if (other.body_) body_ = std::move(other.body_);
}

std::vector<HeaderEdit> Edits::sorted() const {
  std::vector<Place> places;
  std::vector<HeaderEdit> insertions;
  for (const HeaderEdit& edit : header_) {
    if (const auto* change = std::get_if<ChangeField>(&edit)) {
      note(places, change->name, change->occurrence, edit);
    } else if (const auto* removal = std::get_if<RemoveField>(&edit)) {
      note(places, removal->name, removal->occurrence, edit);
    } else {
      insertions.push_back(edit);
    }
  }
  // Names do not disturb each other; within a name the last occurrence goes first.
  std::stable_sort(places.begin(), places.end(),
                   [](const Place& a, const Place& b) { return a.occurrence > b.occurrence; });
  std::vector<HeaderEdit> order;
  order.reserve(places.size() + insertions.size());
  for (Place& place : places) order.push_back(std::move(place.edit));
  // Each goes in at index 0, so the one that shall stand highest goes last.
  std::move(insertions.rbegin(), insertions.rend(), std::back_inserter(order));
  return order;
}

std::string apply_edits(const RawMessage& mail, const Edits& edits) {
  std::vector<Line> lines;
  std::size_t end = 0;
  for (const HeaderField& field : mail.fields()) {
    lines.push_back({std::string(mail.name(field)), std::string(field.whole.of(mail.bytes()))});
    end = field.whole.end;
  }
  const Performer perform{lines, mail.eol()};
  for (const HeaderEdit& edit : edits.sorted()) std::visit(perform, edit);
  std::string bytes = header_of(lines);
  const std::string_view separator = mail.header().substr(std::min(end, mail.body_begin()));
  bytes.append(separator);
  if (!edits.body()) return bytes.append(mail.body());
  if (separator.empty()) bytes.append(mail.eol());  // a header without a body had no empty line
  return bytes.append(*edits.body());
}

}  // namespace milter
