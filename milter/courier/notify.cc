// Tested by courier_test.cc.
#include "milter/courier/notify.h"

#include <algorithm>

#include "milter/courier/retry.h"
#include "milter/ops/log.h"

namespace milter {
namespace {

std::string postmaster(const Desk& desk) { return "postmaster@" + desk.config.own_domains.front(); }

// The null sender: an answer to a notice would help nobody (RFC 3834 3.3).
SmtpReply mail_notice(const Desk& desk, const Notice& notice, const HeldMail& mail) {
  const std::string bytes = notice_mail(notice, mail, desk.config, desk.keys);
  const bool is_8bit =
      std::any_of(bytes.begin(), bytes.end(), [](char c) { return (c & 0x80) != 0; });
  SmtpMail outgoing{{"<>", is_8bit ? "BODY=8BITMIME" : ""}, {}, bytes, {{"IDENT", mail.id}}};
  for (const std::string& to : notice.to) outgoing.to.push_back({"<" + to + ">", ""});
  auto client = connect(desk);
  if (!client) return no_connection(client.error(), 1).replies.front();
  const SmtpOutcome outcome = send_mail(*client, outgoing);
  client->quit();
  return outcome.replies.front();
}

// The answer that decides, after the administrator was tried in the sender's stead.
SmtpReply mail_to_someone(const Desk& desk, Notice notice, const HeldMail& mail, int attempts) {
  const SmtpReply reply = mail_notice(desk, notice, mail);
  if (reply.is(2) || (!reply.is(5) && attempts < kNoticePatience)) return reply;
  log_error("notice.unreachable", {{"id", mail.id}, {"to", mail.sender}, {"reply", reply.text()}});
  notice.to = {postmaster(desk)};
  notice.unreachable = reply.text();
  return mail_notice(desk, notice, mail);
}

Result<bool> try_later(const Desk& desk, const NoticeJob& job, const std::string& why) {
  log_warning("notice.failed",
              {{"id", job.hold}, {"kind", std::string(word(job.kind))}, {"what", why}});
  return desk.holds().notice_failed(job, next_notice_try(job.attempts, desk.now())).map([] {
    return true;
  });
}

// Ever rarer, at last one try an hour.
bool is_patient(const Desk& desk, const NoticeJob& job) {
  return job.attempts < kNoticePatience + spool_patience(desk) / kLongestRetry;
}

// A filter or a limit may refuse the original wherever it goes: then its sender learns at least
// that it is kept, and so does the administrator, who can give it to him.
SmtpReply mail_with_or_without(const Desk& desk, Notice& notice, const HeldMail& mail,
                               int attempts) {
  const SmtpReply reply = mail_to_someone(desk, notice, mail, attempts);
  const bool refused = reply.is(5) || (!reply.is(2) && attempts >= kNoticePatience);
  if (!refused || notice.original.bytes.empty()) return reply;
  log_error("notice.original_refused", {{"id", mail.id}, {"reply", reply.text()}});
  notice.original = {.withheld = true};
  notice.to = {mail.sender, postmaster(desk)};
  return mail_to_someone(desk, notice, mail, attempts);
}

Result<bool> notify(const Desk& desk, const NoticeJob& job, const HeldMail& mail) {
  Notice notice{job.kind, {mail.sender}, desk.now(), {}, ""};
  if (job.kind != NoticeKind::kAsk) {
    auto original = read_original(desk, mail);
    if (!original && is_patient(desk, job)) return try_later(desk, job, original.error().what);
    notice.original = original ? std::move(*original) : Original{.damaged = true};
  }
  if (notice.original.damaged) notice.to.push_back(postmaster(desk));
  const SmtpReply reply = mail_with_or_without(desk, notice, mail, job.attempts);
  if (!reply.is(2)) return try_later(desk, job, reply.text());
  if (notice.original.damaged || notice.original.withheld) {
    if (auto kept = desk.holds().keep_bytes(mail.id); !kept) return fail(kept.error());
  }
  log_info("notice.sent", {{"id", job.hold},
                           {"kind", std::string(word(job.kind))},
                           {"to", mail.sender},
                           {"reply", reply.text()}});
  return desk.holds().notice_sent(job, desk.now()).map([] { return true; });
}

}  // namespace

Result<bool> notify_one(const Desk& desk) {
  const auto job = desk.holds().take_notice(desk.owner, desk.now(), desk.lease_end());
  if (!job) return fail(job.error());
  if (!*job) return false;
  const auto mail = desk.holds().find((*job)->hold);
  if (!mail) return fail(mail.error());
  if (!*mail) return try_later(desk, **job, "no such hold");
  const bool too_late = (*job)->kind == NoticeKind::kAsk && (*mail)->state != HoldState::kHeld;
  if (too_late) return desk.holds().notice_sent(**job, desk.now()).map([] { return true; });
  return notify(desk, **job, **mail);
}

}  // namespace milter
