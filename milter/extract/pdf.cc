// This file links poppler, which is distributed under the GPL. sekimori-extract, the one program
// that it is part of, is therefore distributed under the GNU General Public License, version 3;
// everything else it shares with the other programs is under the Apache License 2.0.
//
// How it works: poppler-cpp hands text out as UTF-16, made by the C library's iconv, which loads
// that converter from a file: prepare_pdf keeps one open, so that the sandbox need not.
//
// Leaves out: text drawn as pictures, and the document's properties.
//
// Tested by pdf_test.cc.
#include "milter/extract/pdf.h"

#include <iconv.h>
#include <poppler-document.h>
#include <poppler-embedded-file.h>
#include <poppler-global.h>
#include <poppler-page.h>

#include <algorithm>
#include <limits>
#include <memory>

#include "milter/base/text.h"
#include "milter/base/unicode.h"
#include "milter/mail/charset.h"

namespace milter::extract {
namespace {

// A row of a table is a line: what stands beside a label belongs to it.
constexpr auto kLayout = poppler::page::physical_layout;

std::string to_text(const poppler::ustring& utf16) {
  std::u32string points;
  char32_t high = 0;
  for (const unsigned short unit : utf16) {
    if (unit >= 0xD800 && unit < 0xDC00) {
      high = unit;
    } else if (unit >= 0xDC00 && unit < 0xE000 && high != 0) {
      points += static_cast<char32_t>(0x10000 + ((high - 0xD800) << 10U) + (unit - 0xDC00U));
      high = 0;
    } else if (unit != 0xFEFF) {  // iconv begins with a mark of order
      points += static_cast<char32_t>(unit);
      high = 0;
    }
  }
  return to_utf8(points);
}

// A text string of PDF: UTF-16 with a mark, else mostly ASCII (ISO 32000 7.9.2.2).
std::string name_of(const poppler::embedded_file& file) {
  const std::string name = file.name();
  return decode_text(name, name.starts_with("\xFE\xFF") ? "utf-16" : "").text;
}

void read_pages(const poppler::document& document, const std::string& where, Collector& out) {
  const auto pages = static_cast<std::size_t>(std::max(document.pages(), 0));
  const std::size_t last = std::min(pages, out.limits().pages);
  if (pages == 0) out.add_trouble(Problem::kBroken, where);
  if (pages > last) out.add_trouble(Problem::kTooMany, where);
  std::string text;
  for (std::size_t i = 0; i < last && text.size() <= out.text_left(); ++i) {
    const std::unique_ptr<poppler::page> page(document.create_page(static_cast<int>(i)));
    if (page == nullptr) {
      out.add_trouble(Problem::kBroken, where);
      continue;
    }
    text += replace_all(to_text(page->text(poppler::rectf(), kLayout)), "\f", "");
  }
  if (!trim(text).empty()) {
    out.add_text(where, text);
  } else if (pages > 0) {
    out.add_trouble(Problem::kUnknownKind, where);
  }
}

std::vector<PdfFile> files_in(const poppler::document& document, const std::string& where,
                              Collector& out) {
  std::vector<PdfFile> files;
  if (!document.has_embedded_files()) return files;
  for (const poppler::embedded_file* file : document.embedded_files()) {  // owned by the document
    if (!file->is_valid()) continue;
    const poppler::byte_array bytes = file->data();
    if (!out.spend_entry() || !out.spend_unpacked(bytes.size())) {
      out.add_trouble(Problem::kTooLarge, where);
      break;
    }
    files.push_back({name_of(*file), std::string(bytes.begin(), bytes.end())});
  }
  return files;
}

}  // namespace

std::vector<PdfFile> read_pdf(std::string_view bytes, const std::string& where, Collector& out) {
  poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr);
  if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
    out.add_trouble(Problem::kTooLarge, where);
    return {};
  }
  const std::unique_ptr<poppler::document> document(
      poppler::document::load_from_raw_data(bytes.data(), static_cast<int>(bytes.size())));
  if (document == nullptr || document->is_locked()) {
    out.add_trouble(document == nullptr ? Problem::kBroken : Problem::kEncrypted, where);
    return {};
  }
  read_pages(*document, where, out);
  return files_in(*document, where, out);
}

void prepare_pdf() {
  static const iconv_t kKeptOpen = iconv_open("UTF-16", "UTF-8");
  static_cast<void>(kKeptOpen);
}

}  // namespace milter::extract
