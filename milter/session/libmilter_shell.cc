// Every callback does three things: finds its Transaction, hands the arguments over, and translates
// the reply. Replies are only given where one is expected: the rest are negotiated away. Tested by
// the .case files against real MTAs.
#include "milter/session/libmilter_shell.h"

#include <arpa/inet.h>
#include <libmilter/mfapi.h>

#include <exception>
#include <memory>

#include "milter/ops/log.h"

namespace milter {
namespace {

const Services* the_services = nullptr;  // set once, before smfi_main() makes its threads

constexpr int kListenBacklog = 512;  // a burst of connections while every child is busy

// Steps whose replies we would always make "continue", and those that are of no use to us.
constexpr unsigned long kNoReplies =
    SMFIP_NR_CONN | SMFIP_NR_HELO | SMFIP_NR_MAIL | SMFIP_NR_RCPT | SMFIP_NR_HDR | SMFIP_NR_BODY;
constexpr unsigned long kNotWanted = SMFIP_NOUNKNOWN | SMFIP_NODATA;

// One connection. `flags` is what was negotiated for it.
struct Session {
  explicit Session(unsigned long negotiated) : flags(negotiated), transaction(*the_services) {}
  const unsigned long flags;
  Transaction transaction;
};

Session& session_of(SMFICTX* ctx) { return *static_cast<Session*>(smfi_getpriv(ctx)); }

std::string_view macro(SMFICTX* ctx, const char* name) {
  // The C interface takes char* but does not write to it.
  const char* value = smfi_getsymval(ctx, const_cast<char*>(name));  // NOLINT
  return value == nullptr ? std::string_view() : std::string_view(value);
}

// The one place where exceptions stop: a bug costs this message a 451, not the process. Where the
// library takes no reply it makes this one "no reply": then the end of the message says it.
template <class F>
sfsistat guarded(SMFICTX* ctx, F work) noexcept {
  if (smfi_getpriv(ctx) == nullptr) return SMFIS_TEMPFAIL;
  try {
    return work(session_of(ctx));
  } catch (const std::exception& error) {
    log_error("callback.failed", {{"cause", error.what()}});
  } catch (...) {
    log_error("callback.failed", {{"cause", "unknown"}});
  }
  session_of(ctx).transaction.on_lost_step();
  return SMFIS_TEMPFAIL;
}

// "Continue" for a step whose reply may have been negotiated away.
sfsistat go_on(const Session& session, unsigned long no_reply_flag) {
  return (session.flags & no_reply_flag) != 0 ? SMFIS_NOREPLY : SMFIS_CONTINUE;
}

std::string_view text(const char* value) { return value == nullptr ? "" : value; }

std::string address_of(const _SOCK_ADDR* address) {
  char buffer[INET6_ADDRSTRLEN] = "";
  if (address == nullptr) return "";
  if (address->sa_family == AF_INET) {
    const auto* v4 = reinterpret_cast<const sockaddr_in*>(address);
    inet_ntop(AF_INET, &v4->sin_addr, buffer, sizeof buffer);
  } else if (address->sa_family == AF_INET6) {
    const auto* v6 = reinterpret_cast<const sockaddr_in6*>(address);
    inet_ntop(AF_INET6, &v6->sin6_addr, buffer, sizeof buffer);
  }
  return buffer;
}

std::string parameters_of(char** arguments) {
  std::string result;
  for (char** argument = arguments + 1; arguments[0] != nullptr && *argument != nullptr;
       ++argument) {
    result += (result.empty() ? "" : " ") + std::string(*argument);
  }
  return result;
}

extern "C" {

sfsistat on_negotiate(SMFICTX* ctx, unsigned long actions, unsigned long steps, unsigned long,
                      unsigned long, unsigned long* want_actions, unsigned long* want_steps,
                      unsigned long* f2, unsigned long* f3) {
  constexpr unsigned long kActions = SMFIF_ADDHDRS | SMFIF_CHGHDRS | SMFIF_CHGBODY;
  if ((actions & kActions) != kActions || (steps & SMFIP_HDR_LEADSPC) == 0) {
    log_error("negotiate.refused", {{"cause", "the MTA cannot keep a header's leading space"}});
    return SMFIS_REJECT;
  }
  *want_actions = kActions;
  *want_steps = steps & (kNoReplies | kNotWanted | SMFIP_HDR_LEADSPC);
  *f2 = *f3 = 0;
  static char mail_macros[] = "i {auth_authen} {daemon_name}";
  static char end_macros[] = "i";
  if ((actions & SMFIF_SETSYMLIST) != 0) {
    smfi_setsymlist(ctx, SMFIM_ENVFROM, mail_macros);
    smfi_setsymlist(ctx, SMFIM_EOM, end_macros);
    *want_actions |= SMFIF_SETSYMLIST;
  }
  try {
    smfi_setpriv(ctx, std::make_unique<Session>(*want_steps).release());
  } catch (const std::exception&) {
    return SMFIS_REJECT;
  }
  return SMFIS_CONTINUE;
}

sfsistat on_connect(SMFICTX* ctx, char* name, _SOCK_ADDR* address) {
  return guarded(ctx, [&](Session& session) {
    session.transaction.on_connect(address_of(address), text(name));
    return go_on(session, SMFIP_NR_CONN);
  });
}

sfsistat on_helo(SMFICTX* ctx, char* name) {
  return guarded(ctx, [&](Session& session) {
    session.transaction.on_helo(text(name));
    return go_on(session, SMFIP_NR_HELO);
  });
}

sfsistat on_mail(SMFICTX* ctx, char** arguments) {
  return guarded(ctx, [&](Session& session) {
    session.transaction.set_auth_user(macro(ctx, "{auth_authen}"));
    session.transaction.set_daemon_name(macro(ctx, "{daemon_name}"));
    session.transaction.on_mail(text(arguments[0]), parameters_of(arguments));
    return go_on(session, SMFIP_NR_MAIL);
  });
}

sfsistat on_rcpt(SMFICTX* ctx, char** arguments) {
  return guarded(ctx, [&](Session& session) {
    session.transaction.on_rcpt(text(arguments[0]), parameters_of(arguments));
    return go_on(session, SMFIP_NR_RCPT);
  });
}

sfsistat on_header(SMFICTX* ctx, char* name, char* value) {
  return guarded(ctx, [&](Session& session) {
    session.transaction.on_header(text(name), text(value));
    return go_on(session, SMFIP_NR_HDR);
  });
}

sfsistat on_end_of_header(SMFICTX* ctx) {
  return guarded(ctx, [&](Session& session) {
    session.transaction.set_queue_id(macro(ctx, "i"));
    const Reply reply = session.transaction.on_end_of_header();
    if (reply == Reply::kTempFail) return SMFIS_TEMPFAIL;
    return reply == Reply::kAccept ? SMFIS_ACCEPT : SMFIS_CONTINUE;
  });
}

sfsistat on_body(SMFICTX* ctx, unsigned char* bytes, size_t length) {
  return guarded(ctx, [&](Session& session) {
    session.transaction.on_body({reinterpret_cast<const char*>(bytes), length});
    return go_on(session, SMFIP_NR_BODY);
  });
}

sfsistat on_abort(SMFICTX* ctx) {
  return guarded(ctx, [](Session& session) {
    session.transaction.on_abort();
    return SMFIS_CONTINUE;
  });
}

// Called under the library's own lock for a session that timed out: frees memory, nothing else.
sfsistat on_close(SMFICTX* ctx) {
  delete static_cast<Session*>(smfi_getpriv(ctx));
  smfi_setpriv(ctx, nullptr);
  return SMFIS_CONTINUE;
}

}  // extern "C"

// Leading space is negotiated to be ours to write.
struct EditPerformer {
  SMFICTX* ctx;
  static char* c(const std::string& text) { return const_cast<char*>(text.c_str()); }  // NOLINT
  int operator()(const InsertField& edit) const {
    return smfi_insheader(ctx, 0, c(edit.name), c(" " + edit.value));
  }
  int operator()(const ChangeField& edit) const {
    return smfi_chgheader(ctx, c(edit.name), static_cast<int>(edit.occurrence),
                          c(" " + edit.value));
  }
  int operator()(const RemoveField& edit) const {
    return smfi_chgheader(ctx, c(edit.name), static_cast<int>(edit.occurrence), nullptr);
  }
};

bool perform(SMFICTX* ctx, const Edits& edits) {
  for (const HeaderEdit& edit : edits.sorted()) {
    if (std::visit(EditPerformer{ctx}, edit) != MI_SUCCESS) return false;
  }
  if (!edits.body()) return true;
  std::string body = *edits.body();
  return smfi_replacebody(ctx, reinterpret_cast<unsigned char*>(body.data()),
                          static_cast<int>(body.size())) == MI_SUCCESS;
}

// `reply` is "451 4.3.2 words".
sfsistat refuse(SMFICTX* ctx, const std::string& reply, sfsistat status) {
  const auto blank = reply.find(' ', 4);
  std::string code = reply.substr(0, 3), extended = reply.substr(4, blank - 4);
  std::string words = reply.substr(blank + 1);
  smfi_setreply(ctx, code.data(), extended.data(), words.data());
  return status;
}

extern "C" sfsistat on_end_of_message(SMFICTX* ctx) {
  return guarded(ctx, [&](Session& session) {
    session.transaction.set_queue_id(macro(ctx, "i"));
    const Outcome outcome = session.transaction.on_end_of_message();
    switch (outcome.reply) {
      case Reply::kTempFail:
        return refuse(ctx, outcome.text, SMFIS_TEMPFAIL);
      case Reply::kReject:
        return refuse(ctx, outcome.text, SMFIS_REJECT);
      case Reply::kDiscard:
        return SMFIS_DISCARD;
      case Reply::kContinue:
      case Reply::kAccept:
        break;
    }
    if (!perform(ctx, outcome.edits)) {
      return refuse(ctx, "451 4.3.0 The message could not be marked", SMFIS_TEMPFAIL);
    }
    return SMFIS_ACCEPT;
  });
}

smfiDesc description() {
  static char name[] = "sekimori";
  smfiDesc result{};
  result.xxfi_name = name;
  result.xxfi_version = SMFI_VERSION;
  result.xxfi_flags = SMFIF_ADDHDRS | SMFIF_CHGHDRS | SMFIF_CHGBODY;
  result.xxfi_connect = on_connect;
  result.xxfi_helo = on_helo;
  result.xxfi_envfrom = on_mail;
  result.xxfi_envrcpt = on_rcpt;
  result.xxfi_header = on_header;
  result.xxfi_eoh = on_end_of_header;
  result.xxfi_body = on_body;
  result.xxfi_eom = on_end_of_message;
  result.xxfi_abort = on_abort;
  result.xxfi_close = on_close;
  result.xxfi_negotiate = on_negotiate;
  return result;
}

}  // namespace

Result<void> open_milter_socket(const ListenAddress& address) {
  std::string where = connection_string(address);
  if (smfi_setconn(where.data()) != MI_SUCCESS || smfi_register(description()) != MI_SUCCESS ||
      smfi_setbacklog(kListenBacklog) != MI_SUCCESS) {
    return fail(Error::Kind::kPermanent, "the milter library refused the address " + where);
  }
  if (smfi_opensocket(address.is_unix) != MI_SUCCESS) {
    return fail(Error::Kind::kPermanent, "cannot listen on " + where + " in " + address.folder);
  }
  return {};
}

Result<void> serve_milter(const Services& services) {
  the_services = &services;
  if (smfi_main() != MI_SUCCESS) return fail(Error::Kind::kPermanent, "the milter library gave up");
  return {};
}

}  // namespace milter
