// strip_banners(): each text part by its text, our own leading parts whole, our wrapping undone,
// the subject untagged. Sealed parts and attached messages stay as they are. Tested by
// strip_test.cc.
#include <optional>

#include "milter/act/banner.h"
#include "milter/act/own_part.h"
#include "milter/act/shown_parts.h"
#include "milter/act/splice.h"
#include "milter/act/strip_text.h"
#include "milter/base/text.h"
#include "milter/mail/encoded_word.h"

namespace milter {
namespace {

class Stripper {
 public:
  Stripper(const RawMessage& mail, const MimeTree& tree) : mail_(mail), tree_(tree) {}

  std::vector<Splice> run() {
    for (std::size_t i = 0; i < tree_.parts.size(); ++i) {
      const Part& part = tree_.parts[i];
      const bool text = part.is("text/plain") || part.is("text/html");
      if (!text || !part.body || !part.header || part.is_attachment()) continue;
      if (is_sealed(tree_, i) || in_attached_message(tree_, i)) continue;
      strip_part(i);
    }
    return std::move(splices_);
  }

 private:
  std::string_view bytes() const { return mail_.bytes(); }

  void strip_part(std::size_t index) {
    const Part& part = tree_.parts[index];
    const PartBody body(part.body->of(bytes()), part.transfer_encoding);
    if (!body.editable()) return;
    const std::vector<Splice> banners = part.is("text/html")
                                            ? html_banners(body.decoded(), part.charset)
                                            : text_banners(body.decoded(), part.charset);
    if (banners.empty()) return;
    if (is_own(part) && trim(apply_splices(body.decoded(), banners)).empty()) {
      return take_out_own(index);
    }
    splices_.push_back({*part.body, body.edited(banners)});
  }

  bool is_own(const Part& part) const {
    return trim(field_value(mail_, part, "Content-Description")) == kOwnPartDescription;
  }

  void take_out_own(std::size_t index) {
    const Part& part = tree_.parts[index];
    const std::optional<std::size_t> wrapped = wrapped_beside(index);
    if (wrapped) return unwrap(part.parent, *wrapped);
    if (part.parent == index) return;
    // From its delimiter line to before the next one.
    const std::size_t before = bytes().rfind('\n', part.header->begin - 2);
    const std::size_t end = bytes().find('\n', part.body->end);
    if (before == std::string_view::npos || end == std::string_view::npos) return;
    splices_.push_back({{before + 1, end + 1}, ""});
  }

  // The part that we wrapped together with our own, if its multipart is one of ours.
  std::optional<std::size_t> wrapped_beside(std::size_t own) const {
    const std::size_t outer = tree_.parts[own].parent;
    const Parameterised type =
        decode_parameters(field_value(mail_, tree_.parts[outer], "Content-Type"));
    const auto boundary = type.parameters.find("boundary");
    if (boundary == type.parameters.end() || !boundary->second.starts_with(kOwnBoundaryPrefix)) {
      return std::nullopt;
    }
    std::optional<std::size_t> wrapped;
    for (std::size_t i = own + 1; i < tree_.parts.size(); ++i) {
      if (tree_.parts[i].parent != outer) continue;
      if (wrapped || !tree_.parts[i].body || !tree_.parts[i].header) return std::nullopt;
      wrapped = i;
    }
    return tree_.parts[outer].body ? wrapped : std::nullopt;
  }

  void unwrap(std::size_t outer, std::size_t wrapped) {
    const Part& around = tree_.parts[outer];
    const Part& inside = tree_.parts[wrapped];
    splices_.push_back({{around.body->begin, inside.body->begin}, ""});
    splices_.push_back({{inside.body->end, around.body->end}, ""});
    std::string type, encoding, others;
    for (const HeaderField& field : fields(inside)) {
      const std::string_view name = mail_.name(field);
      std::string& place = iequals(name, "Content-Type")                ? type
                           : iequals(name, "Content-Transfer-Encoding") ? encoding
                                                                        : others;
      place.append(field.whole.of(bytes()));
    }
    put_back(fields(around), type, encoding, others);
  }

  // Fields go back to where they stood as far as that is known: the type and the encoding each to
  // its place; where others were moved along, all stand together, as they nearly always do.
  void put_back(const std::vector<HeaderField>& around, const std::string& type,
                const std::string& encoding, const std::string& others) {
    bool in_place = false;
    for (const HeaderField& field : around) {
      if (!iequals(mail_.name(field), "Content-Transfer-Encoding")) continue;
      in_place = others.empty();
      splices_.push_back({field.whole, in_place ? encoding : ""});
    }
    for (const HeaderField& field : around) {
      if (!iequals(mail_.name(field), "Content-Type")) continue;
      splices_.push_back(
          {field.whole, std::string(type).append(in_place ? "" : encoding).append(others)});
    }
  }

  std::vector<HeaderField> fields(const Part& part) const {
    std::size_t end = 0;
    return index_header(bytes(), part.header->begin, part.header->end, &end);
  }

  const RawMessage& mail_;
  const MimeTree& tree_;
  std::vector<Splice> splices_;
};

void strip_subjects(const RawMessage& mail, std::vector<Splice>& splices) {
  for (const HeaderField* field : mail.find("Subject")) {
    const std::string_view value = mail.value(*field);
    std::string untagged = untag_subject(value);
    if (untagged != value) splices.push_back({field->value, std::move(untagged)});
  }
}

}  // namespace

std::string strip_banners(std::string_view message) {
  const RawMessage mail = RawMessage::parse(std::string(message));
  std::vector<Splice> splices;
  strip_subjects(mail, splices);
  GuardReport report = mime_guard(mail);
  report.safe = false;  // the strict reading alone: by it the banner was put in
  const MimeTree tree = read_mime(mail, report);
  if (tree.read && !mail.truncated()) {
    for (Splice& splice : Stripper(mail, tree).run()) splices.push_back(std::move(splice));
  }
  return apply_splices(message, std::move(splices));
}

}  // namespace milter
