// Files made for the tests of milter/extract, byte by byte or by libarchive's writer, so that what
// is in them stands in the test.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace milter::extract {

struct File {
  std::string name;
  std::string bytes;
};

// A zip whose members are stored. `flags`: general purpose bits of every member (APPNOTE 4.4.4):
// 0 leaves the charset of names open, as Windows does; 1 says encrypted; 0x800 says UTF-8.
std::string zip_of(const std::vector<File>& files, unsigned flags = 0x800);

// By libarchive; names ASCII. `format`: "zip", "7zip", "ustar", "raw"; `filter`: "none", "gzip",
// "bzip2", "xz"; `options` and `password` as its writer takes them.
std::string archive_of(const std::string& format, const std::string& filter,
                       const std::vector<File>& files, const std::string& options = "",
                       const std::string& password = "");

// RAR 5.0, members stored ([rarlab technote] "RAR 5.0 archive format").
std::string rar_of(const std::vector<File>& files);
// The same as RAR writes it with -hp: an encryption header, then nothing that can be read.
std::string rar_with_encrypted_header();

// A PDF of these objects, numbered from 1; the first is the catalog. `trailer` stands in its
// trailer.
std::string pdf_of(const std::vector<std::string>& objects, const std::string& trailer = "");
std::string pdf_stream(const std::string& dictionary, const std::string& bytes);
// One page a string; every string is shown as it stands (a hexadecimal string: "<9055>") in a font
// of the character collection Adobe-Japan1 with that CMap and neither ToUnicode nor an embedded
// font.
std::string japanese_pdf(const std::string& cmap, const std::vector<std::string>& pages);

std::string hex(std::string_view bytes);                    // "<8A94>"
std::string little(std::uint64_t value, std::size_t size);  // least byte first
// UTF-8 in another charset; the test fails if it does not fit.
std::string in_charset(std::string_view utf8, const std::string& converter);

}  // namespace milter::extract
