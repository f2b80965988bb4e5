// Tested by documents_test.cc.
#include "milter/extract/plain.h"

#include "milter/base/text.h"
#include "milter/mail/charset.h"
#include "milter/mail/html_text.h"

namespace milter::extract {
namespace {

std::string decoded(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
    return decode_text(bytes, "utf-16").text;
  }
  return decode_text(bytes, bytes.starts_with("\xEF\xBB\xBF") ? "utf-8" : "").text;
}

}  // namespace

std::string read_plain(std::string_view bytes) { return replace_all(decoded(bytes), "\r\n", "\n"); }

std::string read_page(std::string_view bytes) { return read_html(decoded(bytes)).visible; }

}  // namespace milter::extract
