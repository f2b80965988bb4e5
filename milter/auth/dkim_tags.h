// The "tag=value; tag=value" lists of DKIM: a DKIM-Signature's value and a key record.
//
//   auto tags = DkimTags::parse("v=1; a=rsa-sha256;\r\n\tb=AbC\r\n\t dEf");
//   tags->value("b")       ->  "AbC\r\n\t dEf"
//   tags->compact("b")     ->  "AbCdEf"
//   tags->has("l")         ->  false
//
// RFC 6376 3.2, read strictly: the library takes the last of two tags of one name, the RFC refuses
// the list. Names are compared without case, as the library does, so that "d=a; D=b" is refused and
// not read in two ways. Values are ASCII: the library knows nothing of RFC 8616. Pure; thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "milter/base/result.h"

namespace milter {

class DkimTags {
 public:
  static Result<DkimTags> parse(std::string_view text);

  bool has(std::string_view name) const { return find(name) != nullptr; }
  // Without the white space around it; empty if there is no such tag.
  std::string_view value(std::string_view name) const;
  // Without any white space: base64 and lists may be folded anywhere.
  std::string compact(std::string_view name) const;
  // compact() at each colon, lower case, empty pieces left out.
  std::vector<std::string> list(std::string_view name) const;
  // The library takes for b= what has a "b" right before the equals sign, and nothing else.
  bool b_is_plain() const;
  // Of the first tag: a key record's v= must be it.
  std::string_view first() const { return tags_.empty() ? std::string_view() : tags_.front().name; }

 private:
  struct Tag {
    std::string name;
    std::string value;
    bool tight = true;  // no blank before the equals sign
  };
  const Tag* find(std::string_view name) const;
  std::vector<Tag> tags_;
};

// base64 as RFC 6376 2.10 has it, white space taken out already; not empty.
bool is_base64(std::string_view text);

}  // namespace milter
