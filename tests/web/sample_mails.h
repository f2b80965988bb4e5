// Held mails as a day at the fictional 株式会社朝霧製作所 brings them, for the tests of the pages
// and for seed_hold.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "milter/hold/held_mail.h"

namespace milter::testing {

// One recipient whose domain has an l for an i, two without doubt (one of them Bcc), attachments.
HeldMail lookalike_mail(const std::string& id, std::int64_t now);

// A look-alike with a missing letter, one in Cyrillic letters, a first contact, one not in To/Cc.
HeldMail several_mail(const std::string& id, std::int64_t now);

// Markup, quotes, bidi controls and zero-width characters wherever the mail could bring them.
HeldMail hostile_mail(const std::string& id, std::int64_t now);

// A single doubtful recipient and nothing else at all.
HeldMail bare_mail(const std::string& id, std::int64_t now);

struct NamedMail {
  std::string name;
  HeldMail mail;
};
std::vector<NamedMail> named_mails(std::int64_t now);  // all of these, and one that has expired

}  // namespace milter::testing
