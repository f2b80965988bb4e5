// Signatures are those of the formats' specifications and of file(1)'s list. Readers of PDF accept
// the mark anywhere in the first 1,024 bytes, so it is looked for there when nothing else begins
// the file. Tested by kind_of_test.cc.
#include "milter/extract/kind_of.h"

#include <algorithm>
#include <array>
#include <string>

#include "milter/base/text.h"
#include "milter/base/unicode.h"

namespace milter::extract {
namespace {

constexpr std::size_t kPdfMarkWithin = 1024;
constexpr std::size_t kTextSample = 4096;  // binary formats show a control character far earlier
constexpr std::size_t kTarMarkAt = 257;    // POSIX.1 ustar: the field magic

struct Signature {
  std::string_view begin;
  Kind kind;
};
// With the NULs in it, which end a string_view made of a pointer.
template <std::size_t kSize>
consteval std::string_view bytes_of(const char (&literal)[kSize]) {
  return {literal, kSize - 1};
}
constexpr auto kSignatures = std::to_array<Signature>({
    {bytes_of("%PDF-"), Kind::kPdf},
    {bytes_of("PK\x03\x04"), Kind::kZip},
    {bytes_of("PK\x05\x06"), Kind::kZip},  // an empty one
    {bytes_of("7z\xBC\xAF\x27\x1C"), Kind::kSevenZip},
    {bytes_of("Rar!\x1A\x07"), Kind::kRar},
    {bytes_of("\x1F\x8B"), Kind::kPacked},
    {bytes_of("BZh"), Kind::kPacked},
    {bytes_of("\xFD\x37zXZ\0"), Kind::kPacked},
    {bytes_of("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), Kind::kOle},
    {bytes_of("{\\rtf"), Kind::kRtf},
    {bytes_of("\x7F"
              "ELF"),
     Kind::kProgram},
    {bytes_of("\x4C\0\0\0\x01\x14\x02\0"), Kind::kProgram},  // a Windows shortcut
    {bytes_of("\xCA\xFE\xBA\xBE"), Kind::kProgram},          // Java class, Mach-O
    {bytes_of("\xCF\xFA\xED\xFE"), Kind::kProgram},          // Mach-O
});

constexpr auto kDocuments = std::to_array<std::string_view>(
    {"pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt",  "ods", "odp", "txt",
     "csv", "rtf", "html", "htm", "eml",  "msg", "jpg",  "jpeg", "png", "gif", "tiff",
     "tif", "bmp", "zip",  "7z",  "rar",  "lzh", "mp3",  "mp4",  "wav", "mov"});
constexpr auto kPrograms = std::to_array<std::string_view>(
    {"exe", "scr", "com",         "pif",  "bat", "cmd", "js",  "jse", "vbs",
     "vbe", "wsf", "wsh",         "hta",  "lnk", "msi", "ps1", "jar", "cpl",
     "chm", "url", "application", "appx", "iso", "img", "vhd"});

template <std::size_t kSize>
bool among(const std::array<std::string_view, kSize>& all, std::string_view one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

// Pieces between dots as Windows sees them: lower case, compatibility forms folded (full-width
// dot), spaces around them and dots at the end ignored.
std::vector<std::string> pieces_of(std::string_view name) {
  const std::string folded = fold_case(nfkc(name));
  std::vector<std::string> pieces;
  for (const std::string_view piece : split(folded, '.')) pieces.emplace_back(trim(piece));
  while (pieces.size() > 1 && pieces.back().empty()) pieces.pop_back();
  return pieces;
}

std::string extension_of(std::string_view name) {
  const std::vector<std::string> pieces = pieces_of(name);
  return pieces.size() > 1 ? pieces.back() : "";
}

bool is_text_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 || byte == '\t' || byte == '\n' || byte == '\r' || byte == '\f' ||
         byte == 0x1B;  // of ISO-2022-JP
}

bool has_utf16_mark(std::string_view bytes) {
  return bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
}

bool looks_like_text(std::string_view bytes) {
  const std::string_view sample = bytes.substr(0, kTextSample);
  return has_utf16_mark(bytes) || std::all_of(sample.begin(), sample.end(), is_text_byte);
}

bool looks_like_html(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const std::string_view start = trim(bytes.substr(0, kTextSample));
  return istarts_with(start, "<!doctype html") || istarts_with(start, "<html");
}

Kind kind_of_text(const Attachment& attachment) {
  const std::string extension = extension_of(attachment.name);
  if (attachment.type == "message/rfc822" || extension == "eml" || extension == "mht" ||
      extension == "mhtml") {
    return Kind::kMail;
  }
  if (attachment.type == "text/html" || extension == "html" || extension == "htm" ||
      extension == "xhtml" || looks_like_html(attachment.bytes)) {
    return Kind::kHtml;
  }
  return Kind::kText;
}

}  // namespace

Kind kind_of(const Attachment& attachment) {
  const std::string_view bytes = attachment.bytes;
  if (bytes.empty()) return Kind::kEmpty;
  for (const Signature& signature : kSignatures) {
    if (bytes.starts_with(signature.begin)) return signature.kind;
  }
  if (bytes.size() > kTarMarkAt && bytes.substr(kTarMarkAt).starts_with("ustar")) {
    return Kind::kTar;
  }
  if (bytes.substr(0, kPdfMarkWithin).find("%PDF-") != std::string_view::npos) return Kind::kPdf;
  if (looks_like_text(bytes)) return kind_of_text(attachment);
  return bytes.starts_with("MZ") ? Kind::kProgram : Kind::kUnknown;
}

bool is_disguised(std::string_view name, Kind kind) {
  const std::u32string points = code_points(name);
  if (std::any_of(points.begin(), points.end(),
                  [](char32_t c) { return c == 0x202D || c == 0x202E; })) {
    return true;
  }
  const std::vector<std::string> pieces = pieces_of(name);
  const std::size_t count = pieces.size();
  if (count < 2) return false;
  if (kind == Kind::kProgram && among(kDocuments, pieces.back())) return true;
  return count > 2 && among(kPrograms, pieces.back()) && among(kDocuments, pieces[count - 2]);
}

std::string_view without_extension(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? name : name.substr(0, dot);
}

}  // namespace milter::extract
