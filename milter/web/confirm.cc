// How: answer() logs what route() found; route() knows paths and methods, at_link() who may look,
// act() who may move. Tested by confirm_test.cc, and over real HTTP by tests/web/hostile_test.py.
#include "milter/web/confirm.h"

#include <algorithm>

#include "milter/base/text.h"
#include "milter/ops/log.h"
#include "milter/web/choices.h"
#include "milter/web/stylesheet.h"
#include "milter/web/texts.h"

namespace milter {
namespace {

constexpr std::string_view kLinkFolder = "/h/";
constexpr std::size_t kIdDigits = 16;
constexpr std::size_t kTokenLetters = 22;  // 128 bits in base64url

constexpr std::string_view kPolicy =
    "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'";

Response reply(int status, std::string body, std::string type = "text/html; charset=utf-8") {
  return {status,
          {{"Content-Type", std::move(type)},
           {"Content-Security-Policy", std::string(kPolicy)},
           {"Referrer-Policy", "no-referrer"},
           {"X-Content-Type-Options", "nosniff"},
           {"Cache-Control", "no-store"}},
          std::move(body)};
}

Response with(Response response, std::string name, std::string value) {
  response.fields.emplace_back(std::move(name), std::move(value));
  return response;
}

bool is_hex(std::string_view text) {
  return text.find_first_not_of("0123456789abcdef") == text.npos;
}

bool is_loopback(std::string_view peer) {
  return peer.starts_with("127.") || peer == "::1" || peer.starts_with("::ffff:127.");
}

// The proxy on this host names its client last; anyone else may write what he likes.
std::string client_of(const Request& request) {
  if (!is_loopback(request.peer)) return request.peer;
  const std::string forwarded = request.field("X-Forwarded-For");
  const auto last = trim(split(forwarded, ',').back());
  return last.empty() ? request.peer : clip(printable(last), 45);  // 45: the longest IPv6 address
}

// For the log: never the token.
std::string logged_path(std::string_view path) {
  const std::string_view id = path.substr(0, std::min(path.size(), kLinkFolder.size() + kIdDigits));
  if (!id.starts_with(kLinkFolder)) return path == "/style.css" ? "/style.css" : "other";
  return is_hex(id.substr(kLinkFolder.size())) ? std::string(id) : "/h/?";
}

// "https://host:8443/path" -> "https://host:8443"
std::string_view origin_of(std::string_view url) {
  const std::size_t host = url.find("://");
  return host == url.npos ? url : url.substr(0, url.find('/', host + 3));
}

// Browsers say where a form was; our own Referrer-Policy makes some of them say "null" (Fetch
// 3.2). Neither field is proof, so the form's token is asked for as well.
bool is_from_elsewhere(const Request& request, const std::string& public_url) {
  const std::string site = request.field("Sec-Fetch-Site");
  if (!site.empty() && site != "same-origin" && site != "none") return true;
  const std::string origin = request.field("Origin");
  if (origin.empty() || origin == "null") return false;
  if (!public_url.empty()) return !iequals(origin, origin_of(public_url));
  const std::size_t host = origin.find("://");
  return host == origin.npos || !iequals(origin.substr(host + 3), request.field("Host"));
}

bool is_form(const Request& request) {
  return request.body.empty() ||
         istarts_with(request.field("Content-Type"), "application/x-www-form-urlencoded");
}

struct Choices {
  std::vector<Decision> decisions;
  Omission omission;
  bool readable = true;  // no field but those of the page
};

Choices read_choices(const HeldMail& mail, Form fields) {
  Choices read;
  for (const std::size_t position : doubtful_positions(mail)) {
    const HeldRecipient& recipient = mail.recipients[position];
    const std::string field = "r" + std::to_string(position);
    const auto chosen = choice(fields.contains(field) ? fields[field] : "none");
    fields.erase(field);
    const auto possible = offered(mail, recipient);
    if (!chosen || std::find(possible.begin(), possible.end(), *chosen) == possible.end()) {
      read.omission.recipients.push_back(position);
      continue;
    }
    const bool corrects = *chosen == Choice::kCorrect;
    read.decisions.push_back(
        {recipient.address, *chosen, corrects ? recipient.suggestion : std::string()});
  }
  read.readable = fields.empty();
  if (!read.omission.recipients.empty()) read.omission.kind = Omission::Kind::kChoices;
  return read;
}

bool sends_to_nobody(const HeldMail& mail, const std::vector<Decision>& decisions) {
  return std::all_of(mail.recipients.begin(), mail.recipients.end(), [&](const auto& recipient) {
    return std::any_of(decisions.begin(), decisions.end(), [&](const Decision& one) {
      return one.address == recipient.address && one.choice == Choice::kDrop;
    });
  });
}

// What a mail is compared with whose id is unknown: the same work, and no token fits it.
HeldMail stand_in(const std::string& id) {
  HeldMail mail;
  mail.id = id;
  mail.sender = "nobody@unknown.invalid";
  return mail;
}

}  // namespace

std::int64_t Confirm::now() const {
  return std::chrono::duration_cast<std::chrono::seconds>(clock_->now().time_since_epoch()).count();
}

Response Confirm::answer(const Request& request) {
  const Reader reader{preferred_language(request.field("Accept-Language"), site_.language),
                      site_.organisation};
  Response response = route(request, reader);
  log_info("web.request", {{"method", clip(printable(request.method), 16)},
                           {"path", logged_path(request.path)},
                           {"status", std::to_string(response.status)},
                           {"client", client_of(request)}});
  return response;
}

Response Confirm::route(const Request& request, const Reader& reader) {
  const bool looks = request.method == "GET" || request.method == "HEAD";
  const bool sheet = request.path == "/style.css";
  const bool link = request.path.starts_with(kLinkFolder);
  if (!sheet && !link) return reply(404, message_page(reader, Message::kUnknown));
  if (!looks && (sheet || request.method != "POST")) {
    return with(reply(405, message_page(reader, Message::kMalformed)), "Allow",
                sheet ? "GET, HEAD" : "GET, HEAD, POST");
  }
  if (sheet) return reply(200, std::string(stylesheet()), "text/css; charset=utf-8");
  if (request.too_large) return reply(413, message_page(reader, Message::kMalformed));
  const std::string client = client_of(request);
  Response response = at_link(request, reader);
  // A wrong link, or a form that no page of ours made.
  if (response.status != 404 && response.status != 403) return response;
  if (guesses_.is_over(client)) {
    return with(reply(429, message_page(reader, Message::kTooMany)), "Retry-After", "60");
  }
  guesses_.count(client);
  return response;
}

Response Confirm::at_link(const Request& request, const Reader& reader) {
  const std::string_view link = std::string_view(request.path).substr(kLinkFolder.size());
  const std::string id(link.substr(0, kIdDigits));
  const Response unknown = reply(404, message_page(reader, Message::kUnknown));
  if (link.size() != kIdDigits + 1 + kTokenLetters || link[kIdDigits] != '.' || !is_hex(id)) {
    return unknown;
  }
  const auto found = holds_->find(id);
  if (!found) {
    log_error("web.store", {{"what", found.error().what}});
    return reply(503, message_page(reader, Message::kTrouble));
  }
  const HeldMail mail = found->value_or(stand_in(id));
  const bool valid = is_valid(keys_, Purpose::kPage, mail, link.substr(kIdDigits + 1));
  const auto afterlife = std::chrono::duration_cast<std::chrono::seconds>(kLinkAfterlife).count();
  if (!found->has_value() || !valid || now() > mail.expires + afterlife) return unknown;
  return request.method == "POST" ? act(request, reader, mail) : show(reader, mail, false);
}

Response Confirm::show(const Reader& reader, const HeldMail& mail, bool late) {
  if (mail.state != HoldState::kHeld) {
    return reply(late ? 409 : 200, outcome_page(reader, mail, late));
  }
  if (now() < mail.expires) {
    return reply(200, ask_page(reader, mail, link_token(keys_, Purpose::kForm, mail)));
  }
  HeldMail over = mail;  // its time is over; the courier is about to write the same
  over.state = HoldState::kReturning;
  return reply(late ? 409 : 200, outcome_page(reader, over, late));
}

Response Confirm::ask_again(const Reader& reader, const HeldMail& mail, const Omission& omission) {
  return reply(422, ask_page(reader, mail, link_token(keys_, Purpose::kForm, mail), omission));
}

Response Confirm::act(const Request& request, const Reader& reader, const HeldMail& mail) {
  if (is_from_elsewhere(request, site_.public_url)) {
    return reply(403, message_page(reader, Message::kForbidden));
  }
  const auto form = is_form(request) ? parse_form(request.body)
                                     : fail(Error::Kind::kMalformed, "another media type");
  if (!form) return reply(400, message_page(reader, Message::kMalformed));
  if (mail.state != HoldState::kHeld || now() >= mail.expires) return show(reader, mail, true);
  if (form->empty()) return ask_again(reader, mail, {Omission::Kind::kButton, {}});
  const auto token = form->find("form");
  if (token == form->end() || !is_valid(keys_, Purpose::kForm, mail, token->second)) {
    return reply(403, message_page(reader, Message::kForbidden));
  }
  return decide(request, reader, mail, *form);
}

Response Confirm::decide(const Request& request, const Reader& reader, const HeldMail& mail,
                         Form form) {
  const std::string button = form.contains("do") ? form["do"] : "";
  const bool sure = form.contains("sure") && form["sure"] == "cancel";
  for (const char* name : {"do", "form", "sure"}) form.erase(name);
  const std::string by =
      "page " + client_of(request);  // whoever holds the link: no person is known
  if (button == "cancel") {
    // A scanner that presses every button ticks nothing: like sending, this takes two acts.
    if (!sure) return ask_again(reader, mail, {Omission::Kind::kNotSure, {}});
    return moved(request, reader, mail, holds_->cancel(mail.id, by, now()));
  }
  const Choices choices = read_choices(mail, std::move(form));
  if (!choices.readable) return reply(400, message_page(reader, Message::kMalformed));
  if (button != "send") return ask_again(reader, mail, {Omission::Kind::kButton, {}});
  if (sure) return ask_again(reader, mail, {Omission::Kind::kBoth, {}});
  if (choices.omission.kind != Omission::Kind::kNone) {
    return ask_again(reader, mail, choices.omission);
  }
  if (sends_to_nobody(mail, choices.decisions)) {
    return ask_again(reader, mail, {Omission::Kind::kAllDropped, {}});
  }
  return moved(request, reader, mail, holds_->choose(mail.id, choices.decisions, by, now()));
}

Response Confirm::moved(const Request& request, const Reader& reader, const HeldMail& mail,
                        const Result<Moved>& outcome) {
  if (!outcome) {
    log_error("web.store", {{"what", outcome.error().what}});
    return reply(503, message_page(reader, Message::kTrouble));
  }
  switch (*outcome) {
    case Moved::kDone:
      // Back to the page by GET, so that loading it again sends nothing again.
      return with(reply(303, ""), "Location", request.path);
    case Moved::kTooLate: {
      const auto fresh = holds_->find(mail.id);
      if (!fresh || !fresh->has_value()) break;
      return show(reader, **fresh, true);
    }
    case Moved::kIncomplete:
      return ask_again(reader, mail, {Omission::Kind::kChoices, doubtful_positions(mail)});
    case Moved::kUnknown:
      return reply(404, message_page(reader, Message::kUnknown));
  }
  return reply(503, message_page(reader, Message::kTrouble));
}

}  // namespace milter
