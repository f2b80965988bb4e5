// Signatures are verified at the end of the mail (DELAYSIGPROC), so that keys are asked for when
// their prefetch has had the body's time. Tested by dkim_test.cc and its neighbours.
#include "milter/auth/dkim_library.h"

// The library's header is C and knows only C's name for bool.
#define _Bool bool
#include <opendkim/dkim.h>
#undef _Bool

#include <cstring>

namespace milter {

struct DkimLibrary::Mail {
  struct Free {
    void operator()(DKIM* dkim) const { dkim_free(dkim); }
  };
  std::unique_ptr<DKIM, Free> handle;  // null: the library failed
  std::size_t signatures = 0;
  DKIM_SIGINFO** infos = nullptr;  // the library's, of each signature
};

namespace {

// The library holds an array of as many fields as it was given and writes one beyond it when h=
// names more than there are. A field that no h= can name, for its blanks, keeps one place free.
constexpr std::string_view kSpareField = "No signature names this: -";

// Time is judged by our clock, so the library's check is moved out of the way. Must stay below
// every t=, from which the library subtracts it without a sign.
constexpr std::uint64_t kClockDrift = 1'000'000'000;

// The library takes pointers to octets that it does not change.
unsigned char* octets(std::string_view text) {
  return reinterpret_cast<unsigned char*>(const_cast<char*>(text.data()));  // NOLINT
}

struct Keys {
  std::size_t count;
  DKIM_SIGINFO** infos;
  const std::string* records;
};

// The library asks while it verifies; the answers are there already.
extern "C" DKIM_CBSTAT give_key(DKIM* dkim, DKIM_SIGINFO* info, unsigned char* buffer,
                                size_t size) {
  const auto* keys = static_cast<const Keys*>(dkim_get_user_context(dkim));
  for (std::size_t i = 0; i < keys->count; ++i) {
    const std::string& record = keys->records[i];
    if (keys->infos[i] != info || record.size() >= size) continue;
    std::memcpy(buffer, record.c_str(), record.size() + 1);
    return DKIM_CBSTAT_CONTINUE;
  }
  return DKIM_CBSTAT_NOTFOUND;
}

template <class T>
bool set_option(DKIM_LIB* library, dkim_opts_t option, T value) {
  return dkim_options(library, DKIM_OP_SETOPT, option, &value, sizeof value) == DKIM_STAT_OK;
}

DKIM_LIB* open_library() {
  DKIM_LIB* library = dkim_init(nullptr, nullptr);
  if (library == nullptr) return nullptr;
  // BADSIGHANDLES: a From that the library cannot parse does not end it; our checks came before.
  constexpr unsigned kFlags = DKIM_LIBFLAGS_DELAYSIGPROC | DKIM_LIBFLAGS_BADSIGHANDLES;
  const bool ready = set_option(library, DKIM_OPTS_FLAGS, kFlags) &&
                     set_option(library, DKIM_OPTS_CLOCKDRIFT, kClockDrift) &&
                     set_option(library, DKIM_OPTS_MINKEYBITS, 0U) &&
                     dkim_set_key_lookup(library, give_key) == DKIM_STAT_OK;
  return ready ? library : nullptr;
}

// One in a process, for ever; null if it could not be made.
DKIM_LIB* the_library() {
  static DKIM_LIB* const kLibrary = open_library();
  return kLibrary;
}

DkimCheck check_of(DKIM_SIGINFO* info) {
  const int error = dkim_sig_geterror(info);
  const int body = dkim_sig_getbh(info);
  const bool passed = (dkim_sig_getflags(info) & DKIM_SIGFLAG_PASSED) != 0;
  DkimCheck check;
  if (error == DKIM_SIGERROR_OK && passed && body == DKIM_SIGBH_MATCH) {
    check.match = DkimMatch::kFits;
    dkim_sig_getkeysize(info, &check.rsa_bits);
  } else if (error == DKIM_SIGERROR_BADSIG) {
    check.match = body == DKIM_SIGBH_MISMATCH ? DkimMatch::kBodyDiffers : DkimMatch::kHeaderDiffers;
  } else if (error == DKIM_SIGERROR_TOOLARGE_L) {
    check.match = DkimMatch::kBodyTooShort;
  } else if (error == DKIM_SIGERROR_KEYDECODE) {
    check.match = DkimMatch::kBadKey;
  } else if (error == DKIM_SIGERROR_SUBDOMAIN) {
    check.match = DkimMatch::kWrongIdentity;
  } else if (error != DKIM_SIGERROR_OK && error != DKIM_SIGERROR_UNKNOWN) {
    check.match = DkimMatch::kUnreadable;
    check.why = dkim_sig_geterrorstr(error);
  }
  return check;
}

}  // namespace

DkimLibrary::DkimLibrary() : mail_(std::make_unique<Mail>()) {
  DKIM_STAT status = DKIM_STAT_OK;
  if (the_library() == nullptr) return;
  mail_->handle.reset(dkim_verify(the_library(), octets("mail"), nullptr, &status));
  if (mail_->handle && !add_field(kSpareField)) mail_->handle.reset();
}

DkimLibrary::~DkimLibrary() = default;

bool DkimLibrary::add_field(std::string_view field) {
  return mail_->handle &&
         dkim_header(mail_->handle.get(), octets(field), field.size()) == DKIM_STAT_OK;
}

// What the library finds malformed has a record nevertheless (BADSIGHANDLES), without a result.
bool DkimLibrary::add_signature(std::string_view field) {
  if (!mail_->handle) return false;
  ++mail_->signatures;
  const DKIM_STAT status = dkim_header(mail_->handle.get(), octets(field), field.size());
  return status == DKIM_STAT_OK || status == DKIM_STAT_SYNTAX;
}

bool DkimLibrary::end_of_header() {
  if (!mail_->handle || dkim_eoh(mail_->handle.get()) != DKIM_STAT_OK) return false;
  int count = 0;
  const DKIM_STAT status = dkim_getsiglist(mail_->handle.get(), &mail_->infos, &count);
  return status == DKIM_STAT_OK && static_cast<std::size_t>(count) == mail_->signatures;
}

bool DkimLibrary::add_body(std::string_view piece) {
  return piece.empty() ||
         dkim_body(mail_->handle.get(), octets(piece), piece.size()) == DKIM_STAT_OK;
}

std::vector<DkimCheck> DkimLibrary::verify(const std::vector<std::string>& keys) {
  std::vector<DkimCheck> checks(keys.size());
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (keys[i].empty()) dkim_sig_ignore(mail_->infos[i]);
  }
  Keys context{keys.size(), mail_->infos, keys.data()};
  if (dkim_set_user_context(mail_->handle.get(), &context) != DKIM_STAT_OK) return checks;
  dkim_eom(mail_->handle.get(), nullptr);  // what it answers is of all signatures together
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (!keys[i].empty()) checks[i] = check_of(mail_->infos[i]);
  }
  return checks;
}

}  // namespace milter
