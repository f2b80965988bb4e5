// Ours is put together from values that are each a token or a quoted string. What is read goes
// through auth_results_field.h. Tested by auth_results_test.cc and auth_results_trusted_test.cc;
// fuzzed by fuzz_auth_results.cc.
#include "milter/auth/auth_results.h"

#include <algorithm>

#include "milter/auth/auth_results_field.h"
#include "milter/base/limits.h"
#include "milter/base/text.h"

namespace milter {
namespace {

constexpr std::string_view kField = "Authentication-Results";

bool is_token(char c) {
  return c > ' ' && c < '\x7F' &&
         std::string_view("()<>@,;:\\\"/[]?=").find(c) == std::string_view::npos;
}

bool is_alphanumeric(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

// A token as it stands, all else as a quoted string of printable ASCII.
std::string value_text(std::string_view value) {
  value = value.substr(0, limits::kMaxAuthResultsValue);
  if (!value.empty() && std::all_of(value.begin(), value.end(), is_token)) {
    return std::string(value);
  }
  std::string quoted = "\"";
  for (const char c : value) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c >= ' ' && c < '\x7F' ? c : '?';
  }
  return quoted + '"';
}

class Writer {
 public:
  explicit Writer(std::string_view authserv_id) : text_(value_text(authserv_id)) {}

  // Begins a result; `why` is said of those that are no pass.
  void result(std::string_view method, AuthResult result, std::string_view why) {
    text_ += ";\n ";
    text_ += method;
    text_ += '=';
    text_ += word(result);
    if (result != AuthResult::kPass && !why.empty()) property("reason", why);
  }
  void property(std::string_view name, std::string_view value) {
    if (!value.empty()) add(std::string(name) + "=" + value_text(value));
  }
  void comment(const std::string& ours) { add("(" + ours + ")"); }
  std::string finish() { return text_; }

 private:
  // Folded where the line would pass 78 with its ";" (RFC 5322 2.1.1); one piece stays far below
  // 998.
  void add(const std::string& piece) {
    const std::size_t line = text_.size() - (text_.rfind('\n') + 1);  // npos + 1 == 0
    text_ += line + 1 + piece.size() > 77 ? "\n  " : " ";
    text_ += piece;
  }

  std::string text_;
};

void write_dkim(Writer& writer, const DkimResult& dkim) {
  if (dkim.signatures.empty()) writer.result("dkim", dkim.result, "");
  const std::size_t listed = std::min(dkim.signatures.size(), limits::kMaxListedSignatures);
  for (std::size_t i = 0; i < listed; ++i) {
    const DkimSignature& signature = dkim.signatures[i];
    writer.result("dkim", signature.result, signature.why);
    writer.property("header.d", signature.domain);
    writer.property("header.s", signature.selector);
    writer.property("header.a", signature.algorithm);
  }
  if (listed < dkim.signatures.size()) {
    writer.comment(std::to_string(dkim.signatures.size() - listed) + " more signatures");
  }
}

std::string lower_id(std::string_view id) {
  if (id.ends_with('.')) id.remove_suffix(1);
  return ascii_lower(id);
}

// Whole words only: a host called "mail" does not stand in "smtp.mailfrom", which Microsoft 365
// writes into every field, without an id.
bool has_word(std::string_view text, std::string_view word) {
  const auto joins = [](char c) { return c == '.' || c == '-' || is_alphanumeric(c); };
  for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
    std::string_view rest = text.substr(at + word.size());
    if (rest.starts_with('.')) rest.remove_prefix(1);  // of the root
    const bool begins = at == 0 || !joins(text[at - 1]);
    if (begins && (rest.empty() || !joins(rest.front()))) return true;
  }
  return false;
}

bool bears_id(std::string_view value, const std::string& id) {
  const std::optional<AuthResultsField> field = read_auth_results(value);
  if (field && !field->id.empty()) return lower_id(field->id) == id;
  return has_word(ascii_lower(value), id);
}

}  // namespace

std::string auth_results_value(const Authentication& authentication, std::string_view authserv_id) {
  Writer writer(authserv_id);
  if (!authentication.looked) return writer.finish() + "; none";
  const SpfResult& spf = authentication.spf;
  writer.result("spf", spf.result, spf.why);
  writer.property(spf.helo ? "smtp.helo" : "smtp.mailfrom", spf.domain);
  write_dkim(writer, authentication.dkim);
  const DmarcResult& dmarc = authentication.dmarc;
  writer.result("dmarc", dmarc.result, dmarc.why);
  writer.property("header.from", dmarc.author_domain);
  writer.property("policy.dmarc", dmarc.policy);
  return writer.finish();
}

std::vector<std::size_t> forged_auth_results(const RawMessage& mail, std::string_view authserv_id) {
  const std::string id = lower_id(authserv_id);
  const std::vector<const HeaderField*> fields = mail.find(kField);
  std::vector<std::size_t> forged;
  for (std::size_t i = fields.size(); i > 0; --i) {
    if (bears_id(mail.value(*fields[i - 1]), id)) forged.push_back(i);
  }
  return forged;
}

}  // namespace milter
