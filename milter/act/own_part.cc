// Tested by banner_parts_test.cc.
#include "milter/act/own_part.h"

#include <optional>

#include "milter/act/banner_plain.h"
#include "milter/base/text.h"

namespace milter {
namespace {

std::string own_part(const BannerText& text, std::string_view eol) {
  std::string part = "Content-Type: text/plain; charset=utf-8\n";
  part.append("Content-Transfer-Encoding: base64\nContent-Disposition: inline\n");
  part.append("Content-Description: ").append(kOwnPartDescription).append("\n\n");
  // RFC 2045 6.8: text in base64 has CRLF, whatever the message around it has.
  return replace_all(part, "\n", eol) + base64_lines(banner_plain(text, "\r\n"), eol);
}

// A boundary that no line of the message begins with (RFC 2046 5.1.1).
std::string new_boundary(std::string_view bytes, const BannerText& text) {
  const std::string base = std::string(kOwnBoundaryPrefix) + banner_id(text).substr(0, 40);
  std::string boundary = base;
  for (std::size_t count = 1; bytes.find("--" + boundary) != std::string_view::npos; ++count) {
    boundary = base + "-" + std::to_string(count);
  }
  return boundary;
}

bool is_content_field(std::string_view name) { return istarts_with(name, "Content-"); }

// Of the multipart's first part: the line before its header.
std::optional<ByteRange> first_delimiter(const RawMessage& mail, const MimeTree& tree) {
  if (tree.parts.size() < 2 || tree.parts[1].parent != 0 || !tree.parts[1].header) return {};
  const std::size_t end = tree.parts[1].header->begin;
  if (end < 3 || mail.bytes()[end - 1] != '\n') return {};
  const std::size_t before = mail.bytes().rfind('\n', end - 2);
  const ByteRange line{before == std::string_view::npos ? 0 : before + 1, end};
  if (line.begin < mail.body_begin() || !line.of(mail.bytes()).starts_with("--")) return {};
  return line;
}

bool has_8bit_encoding(std::string_view encoding) {
  return encoding == "8bit" || encoding == "binary";
}

// The fields of the multipart that takes the part's place. A multipart has no encoding but these
// (RFC 2045 6.4); the field stays so that taking the wrapping off finds its place.
void set_outer_fields(EditPlan& plan, std::size_t index, const std::string& boundary) {
  const Part& part = plan.part(index);
  bool has_version = false;
  for (const HeaderField& field : plan.fields(index)) {
    const std::string name(plan.mail().name(field));
    has_version = has_version || iequals(name, "MIME-Version");
    if (!is_content_field(name) || iequals(name, "Content-Type")) continue;
    if (!iequals(name, "Content-Transfer-Encoding")) {
      plan.drop_field(index, name);
    } else if (!has_8bit_encoding(part.transfer_encoding)) {
      plan.set_field(index, name, "7bit");
    }
  }
  plan.set_field(index, "Content-Type", "multipart/mixed; boundary=\"" + boundary + "\"");
  if (index == 0 && !has_version) plan.set_field(0, "MIME-Version", "1.0");
}

}  // namespace

void wrap_part(EditPlan& plan, std::size_t index, const BannerText& text) {
  const std::string eol(plan.mail().eol());
  const std::string boundary = new_boundary(plan.mail().bytes(), text);
  std::string head = "--" + boundary + eol + own_part(text, eol) + eol + "--" + boundary + eol;
  for (const HeaderField& field : plan.fields(index)) {
    if (!is_content_field(plan.mail().name(field))) continue;
    head.append(field.whole.of(plan.mail().bytes()));
  }
  set_outer_fields(plan, index, boundary);
  plan.prepend(index, head + eol);
  const std::size_t end = plan.part(index).body->end;
  plan.replace({end, end}, eol + "--" + boundary + "--" + (index == 0 ? eol : ""));
}

void add_own_part(EditPlan& plan, const MimeTree& tree, const BannerText& text) {
  const std::optional<ByteRange> delimiter = first_delimiter(plan.mail(), tree);
  if (!tree.parts[0].is("multipart/mixed") || !delimiter) return wrap_part(plan, 0, text);
  const std::string line(delimiter->of(plan.mail().bytes()));
  const std::string eol(plan.mail().eol());
  plan.replace({delimiter->begin, delimiter->begin}, line + own_part(text, eol) + eol);
}

}  // namespace milter
