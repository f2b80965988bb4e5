// The parts of a message, read by mimetic behind mime_guard and laid over the raw bytes; the only
// user of mimetic. mimetic's typed address accessors are never called: `To: a:` makes them crash.
//
//   MimeTree tree = read_mime(mail, mime_guard(mail));
//   tree.parts[1].type == "text" && tree.parts[1].subtype == "html"
//
// Where mimetic and the strict outline disagree about the parts, the flaw kMimeDisagreement is
// added, `body` ranges that could not be matched are empty, and such a part can be read (`encoded`)
// but not edited. Not thread-safe for one message; independent messages may run in parallel.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "milter/mail/mime_guard.h"
#include "milter/mail/other_readings.h"
#include "milter/mail/raw_message.h"

namespace milter {

struct Part {
  std::string type = "text";      // lower case
  std::string subtype = "plain";  // lower case
  std::string charset;            // as labelled, lower case, comments removed; "" if none
  std::string transfer_encoding;  // lower case; "" if none
  std::string disposition;        // lower case; "" if none
  std::string filename;           // decoded (RFC 2231, RFC 2047, raw 8-bit), UTF-8; "" if none
  std::vector<std::string> other_names;  // file names of another kind that it also gives
  std::string format;                    // text/plain format= parameter, lower case
  bool delete_space = false;             // text/plain delsp=yes (RFC 3676)
  std::string encoded;  // body as it stands in the message; "" if it holds other parts
  std::size_t depth = 0;
  std::size_t parent = 0;  // index into MimeTree::parts; part 0 is its own parent
  std::vector<OtherReading> others;
  std::optional<ByteRange> header;  // in the raw message; nullopt where readings disagree
  std::optional<ByteRange> body;
  bool is(std::string_view full_type) const { return type + "/" + subtype == full_type; }
  bool is_attachment() const { return disposition == "attachment" || !filename.empty(); }
};

struct MimeTree {
  std::vector<Part> parts;  // document order, part 0 is the message itself; never empty
  std::vector<Flaw> flaws;  // the guard's and what reading added, each at most once
  bool read = true;         // false: the outline is not whole, only part 0 stands here, unread
};

MimeTree read_mime(const RawMessage& mail, const GuardReport& report);

// The part's bytes with its Content-Transfer-Encoding undone.
std::string decode_body(const Part& part);

// Any ancestor (or the part itself) is signed or encrypted: multipart/signed, multipart/encrypted,
// application/pkcs7-mime. `index` into tree.parts.
bool is_sealed(const MimeTree& tree, std::size_t index);

}  // namespace milter
