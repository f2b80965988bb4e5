// Changes to a message by part, collected as splices and turned into Edits: fields of the message
// itself become header edits, everything else a new body.
//
//   EditPlan plan(mail, tree);
//   plan.set_field(2, "Content-Transfer-Encoding", "base64");
//   plan.replace(*tree.parts[2].body, "44GC");
//   Edits edits = plan.finish();
//
// Keeps references to mail and tree. Not thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "milter/act/edits.h"
#include "milter/act/splice.h"
#include "milter/mail/mime_tree.h"

namespace milter {

class EditPlan {
 public:
  EditPlan(const RawMessage& mail, const MimeTree& tree) : mail_(mail), tree_(tree) {}

  const RawMessage& mail() const { return mail_; }
  const Part& part(std::size_t index) const { return tree_.parts[index]; }
  std::string_view raw(std::size_t index) const { return part(index).body->of(mail_.bytes()); }
  std::string_view eol(std::size_t index) const { return eol_of(raw(index), mail_.eol()); }
  std::vector<HeaderField> fields(std::size_t index) const;

  // Puts `text` where the body begins, or in its place; with the empty line before it if the header
  // lacks one.
  void prepend(std::size_t index, const std::string& text);
  void rewrite(std::size_t index, const std::string& text);
  void replace(ByteRange range, std::string text);
  // The first field of that name gets a new value, or the field is added; folds are "\n" + space.
  void set_field(std::size_t index, std::string_view name, const std::string& value);
  void drop_field(std::size_t index, std::string_view name);  // the first of that name
  Edits finish();

 private:
  std::string missing_line(std::size_t index) const;

  const RawMessage& mail_;
  const MimeTree& tree_;
  std::vector<Splice> splices_;
  Edits edits_;
};

// The Content-Type with its charset parameter changed to utf-8 or added; the rest stays.
std::string with_utf8_charset(std::string_view content_type);

}  // namespace milter
