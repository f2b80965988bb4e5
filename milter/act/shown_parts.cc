// Signatures cover bytes (RFC 1847 2.1, RFC 8551 3.5.3.2), so nothing under them is changed; the
// layout of calendar mail makes programs show their Accept button, so no part is added there. A
// mail can name itself any of these to keep the banner out of its body: the subject tag and the
// header field say so then. Tested by banner_parts_test.cc.
#include "milter/act/shown_parts.h"

#include <algorithm>

#include "milter/base/text.h"
#include "milter/mail/encoded_word.h"

namespace milter {
namespace {

bool is_smime(const Part& part) {
  return part.is("application/pkcs7-mime") || part.is("application/x-pkcs7-mime");
}

std::string smime_seal(const RawMessage& mail, const Part& part) {
  const Parameterised type = decode_parameters(field_value(mail, part, "Content-Type"));
  const auto kind = type.parameters.find("smime-type");
  const bool is_signed = kind != type.parameters.end() && iequals(kind->second, "signed-data");
  return is_signed ? "signed" : "encrypted";
}

// What seals the part: itself or the nearest ancestor.
std::string seal_of(const RawMessage& mail, const MimeTree& tree, std::size_t index) {
  while (true) {
    const Part& part = tree.parts[index];
    if (part.is("multipart/signed")) return "signed";
    if (part.is("multipart/encrypted")) return "encrypted";
    if (is_smime(part)) return smime_seal(mail, part);
    if (index == part.parent) return "";
    index = part.parent;
  }
}

std::optional<std::size_t> first_shown(const ShownParts& shown) {
  if (shown.plain && shown.html) return std::min(*shown.plain, *shown.html);
  return shown.plain ? shown.plain : shown.html;
}

// Where no text is shown, the first sealed part is what the reader opens.
std::string seal_of_shown(const RawMessage& mail, const MimeTree& tree, const ShownParts& shown) {
  if (const auto first = first_shown(shown)) return seal_of(mail, tree, *first);
  for (std::size_t i = 0; i < tree.parts.size(); ++i) {
    if (in_attached_message(tree, i)) continue;
    std::string seal = seal_of(mail, tree, i);
    if (!seal.empty()) return seal;
  }
  return "";
}

std::string special_kind(const RawMessage& mail, const Part& part) {
  if (part.is("multipart/report")) return "report";
  if (part.is("message/partial")) return "partial";
  if (part.is("application/ms-tnef") || part.is("application/vnd.ms-tnef")) return "tnef";
  if (!part.is("text/calendar")) return "";
  const Parameterised type = decode_parameters(field_value(mail, part, "Content-Type"));
  return type.parameters.contains("method") ? "calendar" : "";
}

// RFC 9580 6.2 and 7: the armour header stands at the beginning of a line.
bool has_line(std::string_view text, std::string_view line) {
  for (std::size_t at = text.find(line); at != std::string_view::npos;
       at = text.find(line, at + 1)) {
    if (at == 0 || text[at - 1] == '\n') return true;
  }
  return false;
}

std::string inline_pgp(const std::string& text) {
  if (has_line(text, "-----BEGIN PGP SIGNED MESSAGE-----")) return "signed";
  return has_line(text, "-----BEGIN PGP MESSAGE-----") ? "encrypted" : "";
}

bool has_range(const MimeTree& tree, std::optional<std::size_t> index) {
  return !index || (tree.parts[*index].header && tree.parts[*index].body);
}

// Fields that were not read cannot be moved.
bool lacks_fields(const MimeTree& tree) {
  return std::find(tree.flaws.begin(), tree.flaws.end(), Flaw::kHeaderTooLarge) != tree.flaws.end();
}

}  // namespace

bool can_edit(const MimeTree& tree, const ShownParts& shown) {
  return has_range(tree, shown.plain) && has_range(tree, shown.html);
}

std::string_view field_value(const RawMessage& mail, const Part& part, std::string_view name) {
  if (!part.header) return "";
  std::size_t end = 0;
  for (const HeaderField& field :
       index_header(mail.bytes(), part.header->begin, part.header->end, &end)) {
    if (iequals(mail.name(field), name)) return mail.value(field);
  }
  return "";
}

bool in_attached_message(const MimeTree& tree, std::size_t index) {
  while (index != tree.parts[index].parent) {
    index = tree.parts[index].parent;
    if (tree.parts[index].type == "message") return true;
  }
  return false;
}

ShownParts shown_parts(const MimeTree& tree) {
  ShownParts shown;
  for (std::size_t i = 0; i < tree.parts.size(); ++i) {
    const Part& part = tree.parts[i];
    std::optional<std::size_t>* const place = part.is("text/plain")  ? &shown.plain
                                              : part.is("text/html") ? &shown.html
                                                                     : nullptr;
    if (place == nullptr || place->has_value()) continue;
    if (!part.is_attachment() && !in_attached_message(tree, i)) *place = i;
  }
  return shown;
}

std::string refusal(const RawMessage& mail, const MimeTree& tree, const ShownParts& shown) {
  if (!tree.read || mail.truncated() || lacks_fields(tree)) return "unreadable";
  if (!has_range(tree, 0)) return "unreadable";
  for (std::size_t i = 0; i < tree.parts.size(); ++i) {
    if (in_attached_message(tree, i)) continue;
    std::string kind = special_kind(mail, tree.parts[i]);
    if (!kind.empty()) return kind;
  }
  std::string seal = seal_of_shown(mail, tree, shown);
  if (!seal.empty() || !shown.plain) return seal;
  return inline_pgp(decode_body(tree.parts[*shown.plain]));
}

}  // namespace milter
