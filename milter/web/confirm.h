// The confirmation page over HTTP: looking changes nothing, a complete form moves the hold.
//
//   Confirm confirm(holds, keys, {"株式会社朝霧製作所", Language::kJapanese, public_url}, clock);
//   HttpServer::start(listen, [&](const Request& r) { return confirm.answer(r); });
//
//   GET, HEAD  /h/<id>.<token>   200 the question, or what became of the mail
//   POST       the same          303 done; 409 somebody was first; 422 something was not chosen
//   GET, HEAD  /style.css        200
//   a wrong link or another path 404, one and the same page; other methods 405; 429 see GuessLimit
//
// Who may act: whoever holds the link (Purpose::kPage); to move anything also the form's token
// (kForm), which only the page tells, and to cancel a tick. Recorded is "page <client address>": who
// held the link is not known. A link works until kLinkAfterlife past the hold's expiry, but decides
// nothing after it. Times of answers do not tell a wrong token from an unknown id. One
// thread's, as the HoldStore is. Nothing logged has a token in it.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "milter/base/clock.h"
#include "milter/hold/hold_store.h"
#include "milter/hold/link.h"
#include "milter/web/form.h"
#include "milter/web/guess_limit.h"
#include "milter/web/http.h"
#include "milter/web/pages.h"

namespace milter {

// So long the link still says that the mail was returned, for who reads the notice late.
inline constexpr std::chrono::hours kLinkAfterlife{7 * 24};

struct Site {
  std::string organisation;
  Language language = Language::kJapanese;  // for browsers that ask for neither
  std::string public_url;                   // "https://host", "" if not configured
};

class Confirm {
 public:
  Confirm(HoldStore& holds, LinkKeys keys, Site site, const Clock& clock)
      : holds_(&holds),
        keys_(std::move(keys)),
        site_(std::move(site)),
        clock_(&clock),
        guesses_(clock) {}

  Response answer(const Request& request);

 private:
  Response route(const Request& request, const Reader& reader);
  Response at_link(const Request& request, const Reader& reader);
  Response show(const Reader& reader, const HeldMail& mail, bool late);
  Response act(const Request& request, const Reader& reader, const HeldMail& mail);
  Response decide(const Request& request, const Reader& reader, const HeldMail& mail, Form form);
  Response moved(const Request& request, const Reader& reader, const HeldMail& mail,
                 const Result<Moved>& outcome);
  Response ask_again(const Reader& reader, const HeldMail& mail, const Omission& omission);
  std::int64_t now() const;

  HoldStore* holds_;
  LinkKeys keys_;
  Site site_;
  const Clock* clock_;
  GuessLimit guesses_;
};

}  // namespace milter
