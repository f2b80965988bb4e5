// Tested by old_office_test.cc.
#include "milter/extract/old_office.h"

#include <algorithm>
#include <array>
#include <optional>

#include "milter/base/text.h"
#include "milter/extract/doc.h"
#include "milter/extract/ole.h"
#include "milter/extract/xls.h"

namespace milter::extract {
namespace {

// [MS-OVBA] 2.2.1: the storages of a VBA project, in a document or by itself.
constexpr auto kMacroNames =
    std::to_array<std::string_view>({"VBA", "_VBA_PROJECT", "_VBA_PROJECT_CUR"});

bool has(const CompoundFile& file, std::string_view name) {
  return std::any_of(file.entries().begin(), file.entries().end(), [&](const OleEntry& entry) {
    return entry.kind != OleEntry::Kind::kUnused && entry.name == name;
  });
}

bool has_macros(const CompoundFile& file) {
  return std::any_of(kMacroNames.begin(), kMacroNames.end(),
                     [&](std::string_view name) { return has(file, name); });
}

class OldOfficeReader {
 public:
  OldOfficeReader(const CompoundFile& file, const std::string& where, Collector& out)
      : file_(file), where_(where), out_(out) {}
  bool read();  // false: there was nothing to read

 private:
  void read_stream(const OleEntry& entry);
  void read_word(const OleEntry& entry);
  std::optional<std::string> bytes_of(const OleEntry& entry);
  void add(const OldText& found);

  const CompoundFile& file_;
  const std::string& where_;
  Collector& out_;
  bool told_ = false;
};

// Streams may share sectors: together they could be far larger than the file.
std::optional<std::string> OldOfficeReader::bytes_of(const OleEntry& entry) {
  if (out_.spend_entry() && out_.spend_unpacked(entry.size)) return file_.read(entry);
  out_.add_trouble(Problem::kTooLarge, where_);
  told_ = true;
  return std::nullopt;
}

void OldOfficeReader::add(const OldText& found) {
  if (found.macros) out_.add_trouble(Problem::kMacros, where_);
  if (found.problem) out_.add_trouble(*found.problem, where_);
  if (trim(found.text).empty()) return;
  out_.add_text(where_, found.text);
  told_ = true;
}

void OldOfficeReader::read_word(const OleEntry& entry) {
  const auto document = bytes_of(entry);
  if (!document) return;
  const auto& all = file_.entries();
  const auto table = std::find_if(all.begin(), all.end(), [&](const OleEntry& one) {
    return one.storage == entry.storage && iequals(one.name, doc_table(*document));
  });
  const auto pieces = table == all.end() ? std::string() : bytes_of(*table);
  if (pieces) add(read_doc(*document, *pieces, out_.text_left()));
}

void OldOfficeReader::read_stream(const OleEntry& entry) {
  if (iequals(entry.name, "WordDocument")) return read_word(entry);
  if (!iequals(entry.name, "Workbook")) return;
  if (const auto bytes = bytes_of(entry)) add(read_xls(*bytes, out_.text_left()));
}

bool OldOfficeReader::read() {
  for (const OleEntry& entry : file_.entries()) {
    if (entry.kind == OleEntry::Kind::kStream) read_stream(entry);
  }
  return told_;
}

}  // namespace

void read_old_office(std::string_view bytes, const std::string& where, Collector& out) {
  const auto file = CompoundFile::open(bytes);
  if (!file) return out.add_trouble(Problem::kBroken, where);
  if (has(*file, "EncryptedPackage")) {  // [MS-OFFCRYPTO] 2.3.4.4
    return out.add_trouble(Problem::kEncrypted, where);
  }
  if (has_macros(*file)) out.add_trouble(Problem::kMacros, where);
  if (!OldOfficeReader(*file, where, out).read()) out.add_trouble(Problem::kUnknownKind, where);
}

}  // namespace milter::extract
