// Changes to one message as data, in an order that keeps field indices true; performed by the
// milter shell through libmilter, or by apply_edits() on bytes (`sekimori scan --apply`, tests).
//
//   Edits edits;
//   edits.remove("X-Sekimori-Level", 2);          // the second such field, counted from 1
//   edits.insert("X-Sekimori-Level", "red");      // at the top of the header
//   std::string delivered = apply_edits(mail, edits);
//
// sorted() puts changes and removals first, last occurrence first, then insertions: deleting from
// the front would move the later ones (CVE-2022-48521 in another milter). Values carry no leading
// space and no CR or LF but "\n" + white space as a fold. Not thread-safe.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "milter/mail/raw_message.h"

namespace milter {

struct InsertField {  // at the top; the first inserted stands highest
  std::string name, value;
};
struct ChangeField {  // the value of the `occurrence`-th field of that name, from 1
  std::string name;
  std::size_t occurrence = 1;
  std::string value;
};
struct RemoveField {
  std::string name;
  std::size_t occurrence = 1;
};
using HeaderEdit = std::variant<ChangeField, RemoveField, InsertField>;

class Edits {
 public:
  void insert(std::string name, std::string value);
  void change(std::string name, std::size_t occurrence, std::string value);
  void remove(std::string name, std::size_t occurrence);
  void replace_body(std::string body);  // whole new body, line endings as the message has them
  void append(Edits other);             // a later body replacement wins

  std::vector<HeaderEdit> sorted() const;  // in the order to perform them
  const std::optional<std::string>& body() const { return body_; }
  bool empty() const { return header_.empty() && !body_; }

 private:
  std::vector<HeaderEdit> header_;
  std::optional<std::string> body_;
};

std::string apply_edits(const RawMessage& mail, const Edits& edits);

}  // namespace milter
