// The pages that the sender of a held mail sees, whole, from plain values.
//
//   ask_page({Language::kJapanese, "株式会社朝霧製作所"}, mail, form_token)   ->  "<!DOCTYPE
//   html>…"
//
// No script, no address but /style.css. What comes from the mail goes through html.h. Pure but for
// the time zone (date.h); thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "milter/hold/held_mail.h"
#include "milter/ops/config.h"

namespace milter {

struct Reader {
  Language language = Language::kJapanese;
  std::string organisation;  // whose gateway this is
};

// What was not chosen when the form came in. kNotSure: cancel without its tick; kBoth: the tick,
// and send.
struct Omission {
  enum class Kind : std::uint8_t { kNone, kButton, kChoices, kAllDropped, kNotSure, kBoth };
  Kind kind = Kind::kNone;
  std::vector<std::size_t> recipients;  // of kChoices: positions in HeldMail::recipients
};

// The question. Field names: "r" and the recipient's position, with Choice's word; "do" with "send"
// or "cancel"; "sure" with "cancel", ticked by who cancels; "form" with the token.
std::string ask_page(const Reader& reader, const HeldMail& mail, std::string_view form_token,
                     const Omission& omission = {});

// What became of it. `late`: the reader wanted something else just now.
std::string outcome_page(const Reader& reader, const HeldMail& mail, bool late);

enum class Message : std::uint8_t { kUnknown, kTooMany, kTrouble, kForbidden, kMalformed };
std::string message_page(const Reader& reader, Message message);

}  // namespace milter
