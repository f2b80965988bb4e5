// Tested by smtp_send_test.cc.
#include "milter/courier/smtp_send.h"

#include <algorithm>

#include "milter/base/text.h"

namespace milter {
namespace {

// Postfix keeps 255 characters of an attribute.
constexpr std::size_t kMaxOriginValue = 255;

// In a reply's place, for an address that must not be sent: refused for good, by us.
SmtpReply malformed() { return {553, {"5.1.3 not sent: the address is malformed"}}; }

// In a reply's place where none came.
SmtpReply no_reply(const Error& error) { return {0, {error.what}}; }

SmtpReply reply_to(Result<SmtpReply> reply) {
  return reply ? std::move(*reply) : no_reply(reply.error());
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
}

// One attribute a command, each well inside of a line. A refusal only leaves the server's log
// poorer, so no one looks at it; a lost connection shows at the next command.
void tell_origin(SmtpClient& client, const SmtpMail& mail) {
  const std::string taken = client.extension_words("XFORWARD");
  const auto names = words(taken);
  for (const auto& [name, value] : mail.origin) {
    if (value.empty() || std::find(names.begin(), names.end(), name) == names.end()) continue;
    const std::string clipped = value.substr(0, kMaxOriginValue);
    static_cast<void>(
        client.say("XFORWARD " + name + "=" + xtext(clipped), client.times().command));
  }
}

// RFC 6531 3.4: wanted if any address needs it, and said once.
std::string parameters_of(const SmtpClient& client, const SmtpMail& mail, std::size_t size) {
  std::string parameters = mail_parameters(mail.from.parameters, size, client.extensions());
  const bool plain = is_ascii(mail.from.address) &&
                     std::all_of(mail.to.begin(), mail.to.end(),
                                 [](const Path& path) { return is_ascii(path.address); });
  const bool said = parameters.find(" SMTPUTF8") != std::string::npos;
  if (!plain && !said && client.extensions().contains("SMTPUTF8")) parameters += " SMTPUTF8";
  return parameters;
}

SmtpReply say_mail(SmtpClient& client, const SmtpMail& mail, std::size_t size) {
  if (!is_safe_path(mail.from.address)) return malformed();
  return reply_to(client.say("MAIL FROM:" + mail.from.address + parameters_of(client, mail, size),
                             client.times().command));
}

SmtpReply say_recipient(SmtpClient& client, const Path& to) {
  if (!is_safe_path(to.address)) return malformed();
  return reply_to(
      client.say("RCPT TO:" + to.address + recipient_parameters(to.parameters, client.extensions()),
                 client.times().command));
}

SmtpReply say_data(SmtpClient& client, std::string_view lines, bool& in_doubt) {
  SmtpReply reply = reply_to(client.say("DATA", client.times().data));
  if (reply.is(2)) return no_reply({Error::Kind::kTemporary, "DATA: " + reply.text()});
  if (!reply.is(3)) return reply;
  if (auto pushed = client.push(dot_stuffed(lines)); !pushed) return no_reply(pushed.error());
  Result<SmtpReply> end = client.hear(client.times().end);
  in_doubt = !end;
  return reply_to(std::move(end));
}

// What decided about all, where it was not about one.
void answer_taken(std::vector<SmtpReply>& replies, const SmtpReply& reply) {
  for (SmtpReply& one : replies) {
    if (one.is(2)) one = reply;
  }
}

}  // namespace

SmtpOutcome send_mail(SmtpClient& client, const SmtpMail& mail) {
  SmtpOutcome outcome;
  const std::string lines = with_crlf(mail.bytes);
  tell_origin(client, mail);
  const SmtpReply begun = say_mail(client, mail, lines.size());
  if (!begun.is(2)) {
    outcome.replies.assign(mail.to.size(), begun);
    return outcome;
  }
  for (const Path& to : mail.to) outcome.replies.push_back(say_recipient(client, to));
  if (std::any_of(outcome.replies.begin(), outcome.replies.end(),
                  [](const SmtpReply& reply) { return reply.is(2); })) {
    answer_taken(outcome.replies, say_data(client, lines, outcome.in_doubt));
  }
  return outcome;
}

}  // namespace milter
