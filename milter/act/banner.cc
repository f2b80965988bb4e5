// For each shown text part the gentlest of three ways that holds the banner: put in front of the
// text as it is; the part written anew in UTF-8; the part wrapped together with one of our own.
// HTML takes the first nearly always. Only the first text/plain and the first text/html get it:
// further text parts are shown below them. Tested by banner_test.cc.
#include "milter/act/banner.h"

#include <algorithm>
#include <optional>

#include "milter/act/banner_html.h"
#include "milter/act/banner_plain.h"
#include "milter/act/edit_plan.h"
#include "milter/act/html_scan.h"
#include "milter/act/own_part.h"
#include "milter/act/shown_parts.h"
#include "milter/base/text.h"
#include "milter/mail/charset.h"

namespace milter {
namespace {

bool is_ascii(std::string_view bytes) {
  return std::all_of(bytes.begin(), bytes.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// Charsets whose bytes under 128 are not simply ASCII: nothing can be put in byte by byte.
bool is_wide(std::string_view charset) {
  return charset.starts_with("utf-16") || charset.starts_with("utf-32") ||
         charset.starts_with("utf-7") || charset.starts_with("unicode-1-1-utf-7") ||
         charset.starts_with("ucs-") || charset.starts_with("iso-10646") ||
         charset.starts_with("utf16") || charset.starts_with("csunicode");
}

// The banner as bytes that can stand in front of this part's own, or nothing.
std::optional<std::string> fitting_bytes(const Part& part, const PartBody& body,
                                         const std::string& utf8) {
  if (!body.editable() || is_wide(part.charset)) return std::nullopt;
  std::optional<std::string> bytes =
      is_ascii(utf8) ? std::optional(utf8) : encode_text(utf8, part.charset);
  if (bytes && !body.takes_8bit() && !is_ascii(*bytes)) return std::nullopt;
  return bytes;
}

std::string encode_utf8_body(const std::string& text, std::string_view eol, bool as_base64) {
  if (as_base64)
    return base64_lines(replace_all(replace_all(text, "\r\n", "\n"), "\n", "\r\n"), eol);
  const std::string lines = replace_all(replace_all(text, "\r\n", "\n"), "\n", eol);
  return quoted_printable_encode(lines, eol);
}

// Quoted-printable stays legible where most of the text is ASCII; it costs three bytes for each
// other one, base64 4/3 for all: equal at one in six.
bool prefers_base64(std::string_view text) {
  const auto others = std::count_if(text.begin(), text.end(),
                                    [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  return static_cast<std::size_t>(others) * 6 > text.size();
}

// The whole part in UTF-8. False if that would lose something.
bool rewrite_as_utf8(EditPlan& plan, std::size_t index, const std::string& banner,
                     std::size_t at_in_text, const DecodedText& old) {
  if (!old.exact) return false;
  const std::string text = old.text.substr(0, at_in_text) + banner + old.text.substr(at_in_text);
  const bool as_base64 = prefers_base64(text);
  std::string body = encode_utf8_body(text, plan.eol(index), as_base64);
  if (as_base64 && (index == 0 || plan.raw(index).ends_with('\n'))) body.append(plan.eol(index));
  const RawMessage& mail = plan.mail();
  plan.set_field(index, "Content-Transfer-Encoding", as_base64 ? "base64" : "quoted-printable");
  plan.set_field(index, "Content-Type",
                 with_utf8_charset(field_value(mail, plan.part(index), "Content-Type")));
  if (index == 0 && mail.find("MIME-Version").empty()) plan.set_field(0, "MIME-Version", "1.0");
  plan.rewrite(index, body);
  return true;
}

void put_into_plain(EditPlan& plan, std::size_t index, const BannerText& text) {
  const Part& part = plan.part(index);
  const PartBody body(plan.raw(index), part.transfer_encoding);
  const std::string_view eol = eol_of(body.decoded(), plan.eol(index));
  const std::string banner = banner_plain(text, eol);
  if (const auto bytes = fitting_bytes(part, body, banner)) {
    plan.rewrite(index, body.edited({{{0, 0}, *bytes}}));
    return;
  }
  const bool rewritten =
      body.editable() &&
      rewrite_as_utf8(plan, index, banner, 0, decode_text(body.decoded(), part.charset));
  if (!rewritten) wrap_part(plan, index, text);
}

void put_into_html(EditPlan& plan, std::size_t index, const BannerText& text) {
  const Part& part = plan.part(index);
  const PartBody body(plan.raw(index), part.transfer_encoding);
  const std::string_view eol = eol_of(body.decoded(), plan.eol(index));
  const std::string banner = banner_html(text, eol);
  if (body.editable() && !is_wide(part.charset)) {
    const std::size_t at = content_begin(mask_html(body.decoded(), part.charset));
    plan.rewrite(index, body.edited({{{at, at}, banner}}));
    return;
  }
  const DecodedText old = decode_text(body.decoded(), part.charset);
  const std::string wide_eol(eol_of(old.text, plan.mail().eol()));
  const bool rewritten =
      body.editable() && rewrite_as_utf8(plan, index, banner_html(text, wide_eol),
                                         content_begin(mask_html(old.text, "utf-8")), old);
  if (!rewritten) wrap_part(plan, index, text);
}

}  // namespace

BannerResult insert_banner(const RawMessage& mail, const MimeTree& tree, const BannerText& text) {
  const ShownParts shown = shown_parts(tree);
  BannerResult result;
  result.why = refusal(mail, tree, shown);
  if (!result.why.empty()) return result;
  EditPlan plan(mail, tree);
  if (!can_edit(tree, shown)) {
    wrap_part(plan, 0, text);  // where the text begins is not clear, but where the body does
  } else {
    if (shown.plain && !is_sealed(tree, *shown.plain)) put_into_plain(plan, *shown.plain, text);
    if (shown.html && !is_sealed(tree, *shown.html)) put_into_html(plan, *shown.html, text);
    if (!shown.plain && !shown.html) add_own_part(plan, tree, text);
  }
  result.applied = true;
  result.edits = plan.finish();
  return result;
}

}  // namespace milter
