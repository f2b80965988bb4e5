// Label by label. What IDNA alone can tell (bidirectional rules, contextual letters) is left to
// the look-alike engine, which reads the domain again. Tested by syntax_test.cc.
#include "milter/ops/syntax.h"

#include <algorithm>

#include "milter/base/text.h"
#include "milter/base/unicode.h"

namespace milter {
namespace {

constexpr std::size_t kLabelOctets = 63;    // RFC 1035 2.3.4
constexpr std::size_t kDomainOctets = 253;  // RFC 1035 2.3.4 without the root's length byte
constexpr std::size_t kLocalOctets = 64;    // RFC 5321 4.5.3.1.1
constexpr std::size_t kQuoteCharacters = 80;

bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }
bool is_letter(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Pasted along from web pages and chats; the table would look right and match nothing.
bool is_invisible(char32_t c) {
  return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202F) ||
         (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || c == 0xFFFD;
}

std::string character(char32_t c) { return in_quotes(to_utf8(std::u32string_view(&c, 1))); }

// "" if the label may stand in a domain, else why not.
std::string label_fault(std::string_view label) {
  const std::u32string points = code_points(label);
  if (points.empty()) return "a part between two dots is empty";
  if (points.size() > kLabelOctets) return "a part is longer than 63 characters";
  if (points.front() == '-' || points.back() == '-') return "a part begins or ends with \"-\"";
  for (const char32_t c : points) {
    if (is_invisible(c)) return "it has an invisible character";
    if (c == 0x3002) return "it has \"。\" instead of \".\"";
    if (c < 0x80 && !is_letter(c) && !is_digit(c) && c != '-') {
      return character(c) + " cannot stand in one";
    }
  }
  return "";
}

std::string domain_fault(std::string_view domain) {
  if (domain.empty()) return "it is empty";
  if (domain.size() > kDomainOctets) return "it is longer than 253 bytes";
  const std::vector<std::string_view> labels = split(domain, '.');
  for (const std::string_view label : labels) {
    if (std::string fault = label_fault(label); !fault.empty()) return fault;
  }
  if (labels.size() < 2) return "it has no dot";
  const std::string_view last = labels.back();
  const bool number = std::all_of(last.begin(), last.end(),
                                  [](char c) { return is_digit(static_cast<unsigned char>(c)); });
  return number ? "it ends in a number" : "";
}

// RFC 5322 3.2.3 atext, RFC 6532 3.2 for what is beyond ASCII.
bool is_local(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || is_letter(byte) || is_digit(byte) ||
         std::string_view("!#$%&'*+-/=?^_`{|}~.").find(c) != std::string_view::npos;
}

std::string local_fault(std::string_view local) {
  if (local.empty()) return "nothing stands before the \"@\"";
  if (local.size() > kLocalOctets) return "the part before the \"@\" is longer than 64 bytes";
  for (const char c : local) {
    if (!is_local(c)) {
      return character(static_cast<unsigned char>(c)) + " cannot stand before the \"@\"";
    }
  }
  for (const char32_t c : code_points(local)) {
    if (is_invisible(c)) return "it has an invisible character";
  }
  return "";
}

tl::unexpected<Error> refuse(std::string_view written, const std::string& what,
                             const std::string& why) {
  return fail(Error::Kind::kMalformed, in_quotes(written) + " is not " + what + ": " + why);
}

}  // namespace

std::string in_quotes(std::string_view text) {
  return "\"" + printable(clip(text, kQuoteCharacters)) + "\"";
}

Result<std::string> checked_domain(std::string_view written) {
  if (!is_utf8(written)) return refuse(written, "a domain", "it is not UTF-8");
  const std::string domain = ascii_lower(nfkc(trim(written)));
  if (const std::string fault = domain_fault(domain); !fault.empty()) {
    return refuse(written, "a domain", fault);
  }
  return domain;
}

Result<std::string> checked_address(std::string_view written) {
  const std::string what = "a mail address";
  if (!is_utf8(written)) return refuse(written, what, "it is not UTF-8");
  const std::string address = ascii_lower(nfkc(trim(written)));
  const std::size_t at = address.rfind('@');
  if (at == std::string::npos) return refuse(written, what, "it has no \"@\"");
  std::string fault = local_fault(std::string_view(address).substr(0, at));
  if (fault.empty()) fault = domain_fault(std::string_view(address).substr(at + 1));
  if (!fault.empty()) return refuse(written, what, fault);
  return address;
}

}  // namespace milter
