// A TOML document as plain values with line numbers, so that only config.cc needs the parser.
//
//   Result: root.kind == kTable, root.items[0].key == "organisation", .items[0].line == 2
//
// A value; copy and share it freely.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace milter {

struct TomlValue {
  enum class Kind : std::uint8_t { kTable, kArray, kString, kInteger, kBoolean, kOther };
  Kind kind = Kind::kOther;  // kOther: a fraction or a date, which no key takes
  std::size_t line = 0;
  std::string key;               // of this member; "" for items of an array
  std::string text;              // kString
  std::int64_t number = 0;       // kInteger
  bool truth = false;            // kBoolean
  std::vector<TomlValue> items;  // members of a kTable, items of a kArray
};

}  // namespace milter
