// Each part is read once; the shared strings of a workbook are read first, whatever their part is
// called. Tested by office_test.cc.
#include "milter/extract/office.h"

#include <algorithm>
#include <array>

#include "milter/base/text.h"
#include "milter/extract/office_part.h"

namespace milter::extract {
namespace {

// What shows that a package is one of those whose text is read here.
constexpr auto kKnownRoots = std::to_array<std::string_view>(
    {"document", "worksheet", "workbook", "sld", "presentation", "document-content"});

const Member* find(const std::vector<Member>& members, std::string_view name) {
  const auto found = std::find_if(members.begin(), members.end(),
                                  [&](const Member& m) { return iequals(m.name, name); });
  return found == members.end() ? nullptr : &*found;
}

bool is_open_document(const std::vector<Member>& members) {
  const Member* type = find(members, "mimetype");
  if (type != nullptr && type->bytes.starts_with("application/vnd.oasis.opendocument")) return true;
  return find(members, "content.xml") != nullptr &&
         find(members, "META-INF/manifest.xml") != nullptr;
}

bool looks_like_xml(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return true;
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  return trim(bytes.substr(0, 100)).starts_with("<");
}

class RootOnly : public XmlEvents {
 public:
  void start(std::string_view name, const XmlAttributes&) override { root = name; }
  void end(std::string_view) override {}
  void characters(std::string_view) override {}
  bool enough() const override { return !root.empty(); }
  std::string root;
};

const Member* shared_strings(const std::vector<Member>& members) {
  for (const Member& member : members) {
    RootOnly events;
    if (looks_like_xml(member.bytes)) read_xml(member.bytes, events);
    if (events.root == "sst") return &member;
  }
  return nullptr;
}

// vbaProject: the part of VBA, under whatever name. Scripts/ of OpenDocument holds programs in
// other languages; its Basic modules are found by their root.
bool names_macros(const Member& member) {
  if (iequals(member.name, "[Content_Types].xml")) {
    return ascii_lower(member.bytes).find("vbaproject") != std::string::npos;
  }
  return iequals(member.name.substr(member.name.rfind('/') + 1), "vbaProject.bin") ||
         (istarts_with(member.name, "Scripts/") && !member.bytes.empty());
}

class PackageReader {
 public:
  PackageReader(const std::string& where, Collector& out) : where_(where), out_(out) {}
  void read_strings(const Member& member);
  void read_part(const Member& member);
  void finish();

 private:
  void tell(const OfficePart& part, const std::string& name);

  const std::string& where_;
  Collector& out_;
  std::vector<std::string> shared_;
  std::string text_;
  bool known_ = false;
};

void PackageReader::tell(const OfficePart& part, const std::string& name) {
  if (part.end == XmlEnd::kDeclares || part.end == XmlEnd::kNotWellFormed) {
    out_.add_trouble(Problem::kBroken, inside(where_, name));
  }
  if (part.root == "macrosheet" || part.root == "module") {
    out_.add_trouble(Problem::kMacros, where_);
  }
  if (part.encrypted) out_.add_trouble(Problem::kEncrypted, where_);
}

void PackageReader::read_strings(const Member& member) {
  OfficePart part = office_part(member.bytes, {}, out_.limits().unpack_bytes);
  tell(part, member.name);
  shared_ = std::move(part.strings);
}

void PackageReader::read_part(const Member& member) {
  // One byte more than may be added, so that add_text sees that there was more.
  const std::size_t most = out_.text_left() - std::min(out_.text_left(), text_.size());
  const OfficePart part = office_part(member.bytes, shared_, most);
  tell(part, member.name);
  const auto* known = std::find(kKnownRoots.begin(), kKnownRoots.end(), part.root);
  known_ = known_ || known != kKnownRoots.end();
  text_ += part.text;
  if (!text_.empty() && text_.back() != '\n') text_ += '\n';
}

void PackageReader::finish() {
  if (!known_ || trim(text_).empty()) out_.add_trouble(Problem::kUnknownKind, where_);
  out_.add_text(where_, text_);
}

}  // namespace

bool is_office(const std::vector<Member>& members) {
  return find(members, "[Content_Types].xml") != nullptr || is_open_document(members);
}

bool is_embedded(const Member& member) {
  if (looks_like_xml(member.bytes) || names_macros(member)) return false;
  const Kind kind = kind_of({member.bytes, member.name, ""});
  return kind != Kind::kUnknown && kind != Kind::kText && kind != Kind::kEmpty;
}

void read_office(const std::vector<Member>& members, const std::string& where, Collector& out) {
  PackageReader reader(where, out);
  const Member* strings = shared_strings(members);
  if (strings != nullptr) reader.read_strings(*strings);
  for (const Member& member : members) {
    if (names_macros(member)) out.add_trouble(Problem::kMacros, where);
    if (looks_like_xml(member.bytes) && &member != strings) reader.read_part(member);
  }
  reader.finish();
}

}  // namespace milter::extract
