// The header is kept until its end, because only then is it known which fields matter; the body
// goes through as it comes. Without a signature that can be verified the library is not called at
// all. What the library is not trusted with stands in dkim_signature.h, dkim_key.h, dkim_header.h
// and dkim_body.h. Tested by dkim_test.cc and its neighbours.
#include "milter/auth/dkim.h"

#include <algorithm>
#include <array>
#include <map>

#include "milter/auth/dkim_body.h"
#include "milter/auth/dkim_header.h"
#include "milter/auth/dkim_key.h"
#include "milter/auth/dkim_library.h"
#include "milter/auth/dkim_signature.h"

namespace milter {
namespace {

constexpr const char* kLibraryFailed = "the library failed";

struct Signature {
  DkimField field;
  DkimSignature report;
  std::size_t place = 0;  // of its field in the header
  bool open = true;       // no result yet

  void settle(AuthResult result, std::string why) {
    report.result = result;
    report.why = std::move(why);
    open = false;
  }
};

// Best first: what the mail as a whole comes to.
constexpr std::array kOrder{AuthResult::kPass, AuthResult::kTempError, AuthResult::kPolicy,
                            AuthResult::kFail, AuthResult::kNeutral,   AuthResult::kPermError};

AuthResult best_of(const std::vector<DkimSignature>& signatures) {
  for (const AuthResult result : kOrder) {
    if (std::any_of(signatures.begin(), signatures.end(),
                    [&](const DkimSignature& one) { return one.result == result; })) {
      return result;
    }
  }
  return AuthResult::kNone;
}

}  // namespace

class DkimVerifier::Work {
 public:
  explicit Work(const Clock& clock) : clock_(clock) {}

  void header(std::string_view field) { header_.add(field); }
  std::vector<std::string> end_of_header();
  void body(std::string_view piece);
  DkimResult finish(Resolver& resolver, const Deadline& deadline);

 private:
  bool any_open() const;
  void settle_open(AuthResult result, const std::string& why);
  void add_signature(std::size_t place);
  void start();
  bool hand_over_header();
  void hash(std::string_view piece);
  void verify(Resolver& resolver, const Deadline& deadline);
  std::vector<std::string> fetch_keys(Resolver& resolver, const Deadline& deadline);
  void conclude(Signature& signature, const DkimCheck& check) const;
  void accept(Signature& signature, const DkimCheck& check) const;

  const Clock& clock_;
  DkimHeader header_;
  DkimBody body_;
  std::vector<Signature> signatures_;
  std::vector<std::size_t> at_library_;   // which of them the library has, in its order
  std::unique_ptr<DkimLibrary> library_;  // null: there is nothing to hash
  bool counted_ = false;                  // a signature has l=
  CanonicalLength simple_{false}, relaxed_{true};
};

bool DkimVerifier::Work::any_open() const {
  return std::any_of(signatures_.begin(), signatures_.end(),
                     [](const Signature& one) { return one.open; });
}

void DkimVerifier::Work::settle_open(AuthResult result, const std::string& why) {
  for (Signature& one : signatures_) {
    if (one.open) one.settle(result, why);
  }
}

void DkimVerifier::Work::add_signature(std::size_t place) {
  Signature& one = signatures_.emplace_back();
  one.place = place;
  one.field = read_dkim_signature(header_.value(place));
  one.report.domain = one.field.domain;
  one.report.selector = one.field.selector;
  one.report.algorithm = one.field.algorithm;
  const std::size_t from_fields = std::max<std::size_t>(header_.from_fields(), 1);
  one.report.from_unsigned =
      !one.field.signed_fields.empty() && one.field.times_signed("from") < from_fields;
  if (!one.field.why.empty()) one.settle(one.field.refused, one.field.why);
  counted_ = counted_ || (one.open && one.field.length);
}

std::vector<std::string> DkimVerifier::Work::end_of_header() {
  const auto& places = header_.signatures();
  for (std::size_t i = 0; i < std::min(places.size(), kMaxDkimSignatures); ++i) {
    add_signature(places[i]);
  }
  if (header_.too_big()) settle_open(AuthResult::kPolicy, "the header is too long");
  if (header_.from_fields() == 0) settle_open(AuthResult::kPermError, "the mail has no From");
  if (any_open()) start();
  std::vector<std::string> names;
  for (const Signature& one : signatures_) {
    if (one.open) names.push_back(one.field.key_name());
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

void DkimVerifier::Work::start() {
  library_ = std::make_unique<DkimLibrary>();
  if (!hand_over_header()) settle_open(AuthResult::kTempError, kLibraryFailed);
  if (!any_open()) library_.reset();
}

// False: the library failed.
bool DkimVerifier::Work::hand_over_header() {
  constexpr std::size_t kNoSignature = kMaxDkimSignatures;
  std::vector<DkimField> open;
  std::map<std::size_t, std::size_t> fields;  // place in the mail -> which signature
  for (std::size_t i = 0; i < signatures_.size(); ++i) {
    if (!signatures_[i].open) continue;
    open.push_back(signatures_[i].field);
    fields[signatures_[i].place] = i;
  }
  for (const std::size_t place : header_.named_by(open)) fields[place] = kNoSignature;
  for (const auto& [place, signature] : fields) {
    const std::string& text = header_.field(place);
    if (has_unhashable(text)) {
      settle_open(AuthResult::kNeutral, "the header has a character that mail must not have");
      return true;
    }
    if (signature != kNoSignature) at_library_.push_back(signature);
    const bool taken =
        signature == kNoSignature ? library_->add_field(text) : library_->add_signature(text);
    if (!taken) return false;
  }
  return library_->end_of_header();
}

void DkimVerifier::Work::body(std::string_view piece) {
  if (library_) hash(body_.add(piece));
}

void DkimVerifier::Work::hash(std::string_view piece) {
  if (counted_) {
    simple_.add(piece);
    relaxed_.add(piece);
  }
  if (!library_->add_body(piece)) settle_open(AuthResult::kTempError, kLibraryFailed);
}

DkimResult DkimVerifier::Work::finish(Resolver& resolver, const Deadline& deadline) {
  if (library_) verify(resolver, deadline);
  DkimResult result;
  for (Signature& one : signatures_) {
    if (one.report.testing && one.report.result == AuthResult::kFail) {
      one.settle(AuthResult::kNeutral, one.report.why + "; its key is in testing mode");
    }
    result.signatures.push_back(one.report);
  }
  result.result = best_of(result.signatures);
  result.unchecked = header_.signatures().size() - signatures_.size();
  result.duplicate_from = header_.from_fields() > 1;
  return result;
}

void DkimVerifier::Work::verify(Resolver& resolver, const Deadline& deadline) {
  hash(body_.end());
  if (!body_.why().empty()) settle_open(AuthResult::kNeutral, body_.why());
  const std::vector<std::string> keys = fetch_keys(resolver, deadline);
  if (!any_open()) return;
  const std::vector<DkimCheck> checks = library_->verify(keys);
  for (std::size_t i = 0; i < checks.size(); ++i) {
    Signature& one = signatures_[at_library_[i]];
    if (one.open) conclude(one, checks[i]);
  }
}

std::vector<std::string> DkimVerifier::Work::fetch_keys(Resolver& resolver,
                                                        const Deadline& deadline) {
  std::map<std::string, DnsAnswer> answers;
  std::vector<std::string> keys;
  for (const std::size_t which : at_library_) {
    Signature& one = signatures_[which];
    std::string& record = keys.emplace_back();
    if (!one.open) continue;
    const std::string name = one.field.key_name();
    if (answers.count(name) == 0) answers[name] = resolver.lookup(name, DnsType::kTxt, deadline);
    DkimKey key = choose_dkim_key(answers[name], one.field);
    one.report.testing = key.testing;
    if (key.result != AuthResult::kPass) one.settle(key.result, key.why);
    record = std::move(key.record);
  }
  return keys;
}

void DkimVerifier::Work::conclude(Signature& signature, const DkimCheck& check) const {
  switch (check.match) {
    case DkimMatch::kFits:
      return accept(signature, check);
    case DkimMatch::kHeaderDiffers:
      return signature.settle(AuthResult::kFail, "the header or the key is not what was signed");
    case DkimMatch::kBodyDiffers:
      return signature.settle(AuthResult::kFail, "the body is not what was signed");
    case DkimMatch::kBodyTooShort:
      return signature.settle(AuthResult::kFail, "the body is shorter than l=");
    case DkimMatch::kBadKey:
      return signature.settle(AuthResult::kPermError, "the key cannot be decoded");
    case DkimMatch::kWrongIdentity:
      return signature.settle(AuthResult::kPermError, "the key's t=s does not allow this i=");
    case DkimMatch::kUnreadable:
      return signature.settle(AuthResult::kNeutral, check.why);
    case DkimMatch::kFailed:
      return signature.settle(AuthResult::kTempError, kLibraryFailed);
  }
}

// It verifies: what is to be said against it still?
void DkimVerifier::Work::accept(Signature& signature, const DkimCheck& check) const {
  DkimSignature& report = signature.report;
  const bool rsa = report.algorithm == "rsa-sha256";
  report.key_bits = rsa ? check.rsa_bits : 256;
  report.weak_key = rsa && report.key_bits < kGoodRsaBits;
  const auto length = (signature.field.relaxed_body ? relaxed_ : simple_).octets();
  report.partial_body = signature.field.length && *signature.field.length < length;
  const auto now = std::chrono::floor<std::chrono::seconds>(clock_.now()).time_since_epoch();
  report.expired = signature.field.expires &&
                   *signature.field.expires <= static_cast<std::uint64_t>(now.count());
  if (rsa && report.key_bits < kMinRsaBits) {
    signature.settle(AuthResult::kPolicy, "the key is under 1,024 bits");
  } else if (report.expired) {
    signature.settle(AuthResult::kPolicy, "the signature has expired");
  } else if (report.from_unsigned) {
    signature.settle(AuthResult::kPolicy, "a From field is not signed");
  } else {
    signature.settle(AuthResult::kPass, "");
  }
}

DkimVerifier::DkimVerifier(const Clock& clock) : work_(std::make_unique<Work>(clock)) {}
DkimVerifier::~DkimVerifier() = default;

void DkimVerifier::header(std::string_view field) { work_->header(field); }
std::vector<std::string> DkimVerifier::end_of_header() { return work_->end_of_header(); }
void DkimVerifier::body(std::string_view piece) { work_->body(piece); }
DkimResult DkimVerifier::finish(Resolver& resolver, const Deadline& deadline) {
  return work_->finish(resolver, deadline);
}

}  // namespace milter
