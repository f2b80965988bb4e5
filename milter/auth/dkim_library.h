// One mail in libopendkim's hands; the only user of that library.
//
//   DkimLibrary library;
//   library.add_field("From: a@b.example");  library.add_signature("DKIM-Signature: ...");
//   if (!library.end_of_header()) ...                  // the library failed: out of memory
//   library.add_body("Hello\r\n");
//   DkimCheck check = library.verify({"v=DKIM1; k=rsa; p=MIGf..."})[0];
//   check.match == DkimMatch::kFits
//
// REQUIRES what dkim_signature.h, dkim_key.h, dkim_header.h and dkim_body.h see to; without it the
// library reads some input in two ways, or too much memory or time is spent. It asks no DNS and
// writes no files. Belongs to one mail and to one thread at a time; the library's own handle is
// shared, made once in a process and not changed afterwards.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace milter {

enum class DkimMatch : std::uint8_t {
  kFits,
  kHeaderDiffers,  // or the key is another
  kBodyDiffers,
  kBodyTooShort,   // l= is more than there is
  kBadKey,         // cannot be decoded
  kWrongIdentity,  // the key's t=s against i= below d=
  kUnreadable,     // for the library; `why` has its words
  kFailed,         // no result
};

struct DkimCheck {
  DkimMatch match = DkimMatch::kFailed;
  unsigned rsa_bits = 0;  // of kFits; 0 for Ed25519
  std::string why;        // of kUnreadable
};

class DkimLibrary {
 public:
  DkimLibrary();
  ~DkimLibrary();
  DkimLibrary(const DkimLibrary&) = delete;
  DkimLibrary& operator=(const DkimLibrary&) = delete;

  // Whole fields with CRLF at their folds and none at the end, in the mail's order. False: failed.
  bool add_field(std::string_view field);
  bool add_signature(std::string_view field);
  bool end_of_header();
  bool add_body(std::string_view piece);
  // One key record for each signature, in order; an empty one: that signature is of no interest.
  std::vector<DkimCheck> verify(const std::vector<std::string>& keys);

 private:
  struct Mail;
  std::unique_ptr<Mail> mail_;
};

}  // namespace milter
