// Tested by edit_plan_test.cc and, through whole messages, by banner_test.cc.
#include "milter/act/edit_plan.h"

#include <algorithm>

#include "milter/base/text.h"

namespace milter {
namespace {

// Where the next parameter begins (behind its ';'), quoted strings and comments left out; npos at
// the end. RFC 2045 5.1.
std::size_t next_parameter(std::string_view value, std::size_t at) {
  bool quoted = false;
  std::size_t comments = 0;
  for (; at < value.size(); ++at) {
    const char c = value[at];
    if (c == '\\') {
      ++at;
    } else if (c == '"' && comments == 0) {
      quoted = !quoted;
    } else if (c == '(' && !quoted) {
      ++comments;
    } else if (c == ')' && comments != 0) {
      --comments;
    } else if (c == ';' && !quoted && comments == 0) {
      return at + 1;
    }
  }
  return std::string_view::npos;
}

// Up to the next ';', without white space at its ends.
ByteRange parameter_range(std::string_view value, std::size_t begin) {
  const std::size_t next = next_parameter(value, begin);
  const std::size_t end = next == std::string_view::npos ? value.size() : next - 1;
  const std::string_view whole = value.substr(begin, end - begin);
  const std::string_view inner = trim(whole);
  if (inner.empty()) return {begin, begin};
  const auto offset = static_cast<std::size_t>(inner.data() - value.data());
  return {offset, offset + inner.size()};
}

bool ends_with_empty_line(std::string_view header) {
  return header == "\n" || header == "\r\n" || header.ends_with("\n\n") ||
         header.ends_with("\n\r\n");
}

}  // namespace

std::string with_utf8_charset(std::string_view content_type) {
  std::string value(trim(content_type));
  if (value.empty() || value.front() == ';') return "text/plain; charset=utf-8";
  for (std::size_t at = next_parameter(value, 0); at != std::string_view::npos;
       at = next_parameter(value, at)) {
    const ByteRange range = parameter_range(value, at);
    const std::string_view parameter = range.of(value);
    const std::string_view name = trim(parameter.substr(0, parameter.find('=')));
    // charset*0=... and charset*=...'' are RFC 2231's ways to write the same.
    if (!iequals(name.substr(0, name.find('*')), "charset")) continue;
    return value.replace(range.begin, range.size(), "charset=utf-8");
  }
  if (value.back() == ';') value.pop_back();
  return value + "; charset=utf-8";
}

std::vector<HeaderField> EditPlan::fields(std::size_t index) const {
  std::size_t end = 0;
  const ByteRange header = *part(index).header;
  return index_header(mail_.bytes(), header.begin, header.end, &end);
}

// RFC 2046 5.1: a part may end with its header; text put there would become a field of it.
std::string EditPlan::missing_line(std::size_t index) const {
  const bool has_line = index == 0 || ends_with_empty_line(part(index).header->of(mail_.bytes()));
  return has_line ? "" : std::string(mail_.eol());
}

void EditPlan::prepend(std::size_t index, const std::string& text) {
  const std::size_t at = part(index).body->begin;
  replace({at, at}, missing_line(index) + text);
}

void EditPlan::rewrite(std::size_t index, const std::string& text) {
  replace(*part(index).body, missing_line(index) + text);
}

void EditPlan::replace(ByteRange range, std::string text) {
  splices_.push_back({range, std::move(text)});
}

void EditPlan::set_field(std::size_t index, std::string_view name, const std::string& value) {
  const std::vector<HeaderField> all = fields(index);
  const auto field = std::find_if(all.begin(), all.end(), [&](const HeaderField& candidate) {
    return iequals(mail_.name(candidate), name);
  });
  if (index == 0) {
    if (field == all.end()) {
      edits_.insert(std::string(name), value);
    } else {
      edits_.change(std::string(mail_.name(*field)), 1, value);
    }
    return;
  }
  const std::string line = replace_all(std::string(name) + ": " + value, "\n", mail_.eol());
  const std::size_t header_begin = part(index).header->begin;
  const std::size_t end = all.empty() ? header_begin : all.back().whole.end;
  const ByteRange range = field == all.end() ? ByteRange{end, end} : field->whole;
  replace(range, line + std::string(mail_.eol()));
}

void EditPlan::drop_field(std::size_t index, std::string_view name) {
  if (index == 0) {
    edits_.remove(std::string(name), 1);
    return;
  }
  for (const HeaderField& field : fields(index)) {
    if (!iequals(mail_.name(field), name)) continue;
    replace(field.whole, "");
    return;
  }
}

Edits EditPlan::finish() {
  if (splices_.empty()) return std::move(edits_);
  const std::string bytes = apply_splices(mail_.bytes(), std::move(splices_));
  edits_.replace_body(bytes.substr(mail_.body_begin()));
  return std::move(edits_);
}

}  // namespace milter
