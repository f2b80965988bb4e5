// The header as DKIM needs it: every field as it came, and of them those that signatures name.
//
//   DkimHeader header;
//   header.add("From: a@b.example\r\n");  header.add("DKIM-Signature: v=1; ...");
//   header.signatures()            // places of the DKIM-Signature fields, upper ones first
//   header.named_by(fields)        // places of what those signatures may hash, in the mail's order
//
// Fields keep their leading space and their folds; their line ends become CRLF, which is what a
// signer saw: MTAs show folds to a milter as LF. Belongs to one mail. Bounded by kMaxHeaderBytes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "milter/auth/dkim_signature.h"

namespace milter {

class DkimHeader {
 public:
  // One whole field; a last line ending is taken off. What has no colon is nobody's to sign.
  void add(std::string_view field);

  const std::vector<std::size_t>& signatures() const { return signatures_; }
  std::size_t from_fields() const;
  // RFC 6376 5.4.2: a name signed n times means its n lowest fields. Without DKIM-Signature fields.
  std::vector<std::size_t> named_by(const std::vector<DkimField>& signatures) const;
  const std::string& field(std::size_t place) const { return fields_[place].text; }
  std::string_view value(std::size_t place) const;
  bool too_big() const { return too_big_; }

 private:
  struct Field {
    std::string name;  // lower case, without the blanks before the colon
    std::string text;
  };
  std::vector<Field> fields_;
  std::vector<std::size_t> signatures_;
  std::size_t octets_ = 0;
  bool too_big_ = false;
};

// Octets that the library's canonical forms do not keep apart from others: NUL, which ends a field
// for it, VT and FF, which it takes for blanks, and a lone CR.
bool has_unhashable(std::string_view field);

}  // namespace milter
