#include "tests/extract/samples.h"

#include <archive.h>
#include <archive_entry.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <cstdio>

#include "milter/base/unicode.h"

namespace milter::extract {
namespace {

std::uint32_t crc32(std::string_view bytes) {
  std::uint32_t crc = 0xFFFFFFFF;
  for (const char byte : bytes) {
    crc ^= static_cast<unsigned char>(byte);
    for (int i = 0; i < 8; ++i) crc = crc >> 1U ^ (0xEDB88320U & (0U - (crc & 1U)));
  }
  return ~crc;
}

// What a local header and a central one share (APPNOTE 4.3.7 and 4.3.12).
std::string zip_fields(const File& file, unsigned flags) {
  return little(20, 2) + little(flags, 2) + little(0, 2) + little(0, 4) +
         little(crc32(file.bytes), 4) + little(file.bytes.size(), 4) +
         little(file.bytes.size(), 4) + little(file.name.size(), 2) + little(0, 2);
}

la_ssize_t append(struct archive*, void* to, const void* from, std::size_t size) {
  static_cast<std::string*>(to)->append(static_cast<const char*>(from), size);
  return static_cast<la_ssize_t>(size);
}

void write_file(struct archive* writer, const File& file) {
  struct archive_entry* entry = archive_entry_new();
  archive_entry_set_pathname(entry, file.name.c_str());
  archive_entry_set_size(entry, static_cast<la_int64_t>(file.bytes.size()));
  archive_entry_set_filetype(entry, AE_IFREG);
  archive_entry_set_perm(entry, 0644);
  EXPECT_EQ(archive_write_header(writer, entry), ARCHIVE_OK) << archive_error_string(writer);
  archive_write_data(writer, file.bytes.data(), file.bytes.size());
  archive_entry_free(entry);
}

std::string rar_number(std::size_t value) {  // vint: seven bits a byte, least first
  std::string out;
  for (; value >= 0x80; value >>= 7U) out += static_cast<char>((value & 0x7FU) | 0x80U);
  return out + static_cast<char>(value);
}

std::string rar_block(const std::string& fields) {
  const std::string sized = rar_number(fields.size()) + fields;
  return little(crc32(sized), 4) + sized;
}

constexpr std::string_view kRarMark("Rar!\x1A\x07\x01\x00", 8);

}  // namespace

std::string little(std::uint64_t value, std::size_t size) {
  std::string out;
  for (std::size_t i = 0; i < size; ++i) {
    out += static_cast<char>(value & 0xFFU);
    value >>= 8U;
  }
  return out;
}

std::string zip_of(const std::vector<File>& files, unsigned flags) {
  std::string body;
  std::string central;
  for (const File& file : files) {
    central += "PK\x01\x02" + little(20, 2) + zip_fields(file, flags) + little(0, 2) +
               little(0, 2) + little(0, 2) + little(0, 4) + little(body.size(), 4) + file.name;
    body += "PK\x03\x04" + zip_fields(file, flags) + file.name + file.bytes;
  }
  const std::string end = "PK\x05\x06" + little(0, 4) + little(files.size() & 0xFFFF, 2) +
                          little(files.size() & 0xFFFF, 2) + little(central.size(), 4) +
                          little(body.size(), 4) + little(0, 2);
  return body + central + end;
}

std::string archive_of(const std::string& format, const std::string& filter,
                       const std::vector<File>& files, const std::string& options,
                       const std::string& password) {
  std::string out;
  struct archive* writer = archive_write_new();
  EXPECT_EQ(archive_write_set_format_by_name(writer, format.c_str()), ARCHIVE_OK) << format;
  if (filter != "none") {
    EXPECT_EQ(archive_write_add_filter_by_name(writer, filter.c_str()), ARCHIVE_OK) << filter;
  }
  archive_write_set_bytes_in_last_block(writer, 1);
  if (!options.empty()) {
    EXPECT_EQ(archive_write_set_options(writer, options.c_str()), ARCHIVE_OK);
  }
  if (!password.empty()) archive_write_set_passphrase(writer, password.c_str());
  EXPECT_EQ(archive_write_open(writer, &out, nullptr, append, nullptr), ARCHIVE_OK);
  for (const File& file : files) write_file(writer, file);
  EXPECT_EQ(archive_write_close(writer), ARCHIVE_OK) << archive_error_string(writer);
  archive_write_free(writer);
  return out;
}

std::string rar_of(const std::vector<File>& files) {
  std::string out(kRarMark);
  out += rar_block(rar_number(1) + rar_number(0) + rar_number(0));  // main header
  for (const File& file : files) {
    const std::string size = rar_number(file.bytes.size());
    out += rar_block(rar_number(2) + rar_number(2) + size +  // file header with a data area
                     rar_number(4) + size + rar_number(0100644) + little(crc32(file.bytes), 4) +
                     rar_number(0) + rar_number(1) + rar_number(file.name.size()) + file.name);
    out += file.bytes;
  }
  return out + rar_block(rar_number(5) + rar_number(0) + rar_number(0));
}

std::string rar_with_encrypted_header() {
  return std::string(kRarMark) +
         rar_block(rar_number(4) + rar_number(0) + rar_number(0) + rar_number(0) +
                   std::string(1, '\x0F') + std::string(16, 'S')) +
         std::string(64, 'x');
}

std::string pdf_of(const std::vector<std::string>& objects, const std::string& trailer) {
  std::string out = "%PDF-1.7\n";
  std::string table = "xref\n0 " + std::to_string(objects.size() + 1) + "\n0000000000 65535 f \n";
  for (std::size_t i = 0; i < objects.size(); ++i) {
    std::string at = std::to_string(out.size());
    table += std::string(10 - at.size(), '0') + at + " 00000 n \n";
    out += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  const std::string start = std::to_string(out.size());
  return out + table + "trailer\n<</Root 1 0 R/Size " + std::to_string(objects.size() + 1) +
         trailer + ">>\nstartxref\n" + start + "\n%%EOF\n";
}

std::string pdf_stream(const std::string& dictionary, const std::string& bytes) {
  return "<<" + dictionary + "/Length " + std::to_string(bytes.size()) + ">>\nstream\n" + bytes +
         "\nendstream";
}

std::string japanese_pdf(const std::string& cmap, const std::vector<std::string>& pages) {
  std::vector<std::string> objects = {
      "<</Type/Catalog/Pages 2 0 R>>", "",
      "<</Type/Font/Subtype/Type0/BaseFont/Ryumin-Light-" + cmap + "/Encoding/" + cmap +
          "/DescendantFonts[4 0 R]>>",
      "<</Type/Font/Subtype/CIDFontType0/BaseFont/Ryumin-Light/FontDescriptor 5 0 R"
      "/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)/Supplement 6>>/DW 1000>>",
      "<</Type/FontDescriptor/FontName/Ryumin-Light/Flags 4/FontBBox[0 -200 1000 900]"
      "/ItalicAngle 0/Ascent 900/Descent -200/CapHeight 700/StemV 80>>"};
  std::string kids;
  for (const std::string& page : pages) {
    const std::size_t number = objects.size() + 1;
    kids += std::to_string(number) + " 0 R ";
    objects.push_back(
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R"
        ">>>>/Contents " +
        std::to_string(number + 1) + " 0 R>>");
    objects.push_back(pdf_stream("", "BT /F1 12 Tf 50 700 Td " + page + " Tj ET"));
  }
  objects[1] = "<</Type/Pages/Kids[" + kids + "]/Count " + std::to_string(pages.size()) + ">>";
  return pdf_of(objects);
}

std::string hex(std::string_view bytes) {
  std::string out = "<";
  for (const char byte : bytes) {
    char digits[3];
    std::snprintf(digits, sizeof digits, "%02X", static_cast<unsigned char>(byte));
    out += digits;
  }
  return out + ">";
}

std::string in_charset(std::string_view utf8, const std::string& converter) {
  const auto bytes = from_utf8(utf8, converter);
  EXPECT_TRUE(bytes.has_value()) << utf8;
  return bytes.value_or("");
}

}  // namespace milter::extract
