// RFC 5321 4.1.2 with what is found beside it: spaces inside the brackets, none at all, a source
// route, which is left out. Tested by address_test.cc.
#include "milter/base/text.h"
#include "milter/mail/address.h"
#include "milter/mail/address_spec.h"

namespace milter {

Mailbox read_path(std::string_view path) {
  path = trim(path);
  if (path.starts_with('<')) path.remove_prefix(1);
  if (path.ends_with('>')) path.remove_suffix(1);
  path = trim(path);  // "< a@b >", which Postfix takes
  if (path.starts_with('@') && path.find(':') != std::string_view::npos) {  // RFC 5321 4.1.1.3
    path.remove_prefix(path.find(':') + 1);
  }
  const std::size_t at = path.rfind('@');
  std::string_view local = path.substr(0, at);
  Mailbox mailbox;
  if (at != std::string_view::npos) mailbox.domain = clean_domain(std::string(path.substr(at + 1)));
  const bool quoted = local.size() > 1 && local.front() == '"' && local.back() == '"';
  if (quoted) local = local.substr(1, local.size() - 2);
  for (std::size_t i = 0; i < local.size(); ++i) {
    if (quoted && local[i] == '\\' && i + 1 < local.size()) ++i;
    mailbox.local_part += local[i];
  }
  return mailbox;
}

}  // namespace milter
