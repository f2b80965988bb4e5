// The text of documents that are zip archives of XML: docx, xlsx, pptx (ECMA-376) and odt, ods, odp
// (ISO 26300).
//
//   std::vector<Member> members = unpack(bytes, Kind::kZip, where, out);
//   if (is_office(members)) read_office(members, where, out);
//
// A part counts for what its root element is, not for its name: names are given by relations, which
// a sender may choose. Programs in a document are kMacros, an encrypted OpenDocument kEncrypted, a
// part that declares entities or is not well-formed kBroken, a package without any known part
// (xlsb, XPS) or without any text (a scan in a .docx) kUnknownKind. Files embedded in the document
// are the caller's to read. Pure.
#pragma once

#include <string>
#include <vector>

#include "milter/extract/archive.h"

namespace milter::extract {

bool is_office(const std::vector<Member>& members);
void read_office(const std::vector<Member>& members, const std::string& where, Collector& out);

// Worth reading as a file of its own: embedded documents, old objects; not parts, not pictures.
bool is_embedded(const Member& member);

}  // namespace milter::extract
