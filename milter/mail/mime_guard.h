// A linear look over the bytes before any MIME library sees them: is it safe to parse, what is odd
// about it, and where does each part lie.
//
//   GuardReport report = mime_guard(mail);
//   if (!report.safe) ...       // mimetic is not called; the flaws say why
//
// The outline is the strict reading of RFC 2046 5.1.1: a delimiter line is exactly "--boundary",
// optional white space, line end. mime_tree compares it with mimetic's looser one.
// Pure and thread-safe; the ranges are of the RawMessage's bytes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "milter/mail/raw_message.h"

namespace milter {

// What is wrong with the form of a message. Append only: codes are stored ("reading.nul" ...).
enum class Flaw : std::uint8_t {
  kNul,                    // a NUL byte: header values end there for some readers
  kHeaderLineTooLong,      // over limits::kMaxHeaderLine: the strict reading alone was judged
  kHeaderTooLarge,         // over limits::kMaxHeaderBytes: the fields beyond were not read
  kTooDeep,                // over limits::kMaxMimeDepth; not parsed
  kTooManyParts,           // over limits::kMaxMimeParts; not parsed
  kNoBoundary,             // multipart without a boundary parameter
  kUnclosedMultipart,      // no closing delimiter
  kHeaderEndsEarly,        // a header line without colon: some readers begin the body there
  kBareCr,                 // CR without LF
  kTwoFrom,                // more than one From field
  kNoFrom,                 // none, or one that names nobody
  kDuplicateField,         // a second Subject, To, Date, Reply-To, Message-ID, Content-Type ...
  kMimeDisagreement,       // mimetic and the strict reading see different parts
  kTruncated,              // larger than limits::kMaxMessageBytes: only the beginning was read
  kUndecodable,            // text that its charset cannot be
  kHtmlTooDeep,            // over limits::kMaxHtmlDepth
  kBadAddress,             // an address field that no reading of RFC 5322 fits
  kTextTooLong,            // over limits::kMaxTextBytes: the rest was not judged
  kTooManyAddresses,       // over limits::kMaxAddresses: the rest was not read
  kBareLf,                 // LF without CR in a message whose lines end with CRLF
  kDuplicateParameter,     // two boundaries, charsets or file names that differ
  kEncodedMultipart,       // a multipart in base64 or quoted-printable (against RFC 2045 6.4)
  kUtf7,                   // text in UTF-7, which no program should read: not decoded
  kTooManyParameterParts,  // over limits::kMaxParameterParts: the rest is not joined
  kTooManyReadings,        // over limits::kMaxOtherReadings: the rest was not judged
  kTooManyStyles,          // over limits::kMaxStyleRules or kMaxStyleSteps: what hides is uncertain
  kHiddenText,             // text that no reader sees
  kImageOnly,              // what is to be read stands in pictures
};
std::string_view flaw_code(Flaw flaw);  // "reading.nul", ...

// One entity of the strict reading, in document order; entry 0 is the message itself.
struct OutlinePart {
  std::size_t depth = 0;   // 0 for the message
  std::size_t parent = 0;  // index into the outline; entry 0 is its own parent
  ByteRange header;        // with its empty line
  ByteRange body;          // without the line ending that belongs to the next delimiter
};

struct GuardReport {
  bool safe = true;                  // false: do not hand to mimetic
  bool whole = true;                 // false: the outline is a beginning only
  std::vector<Flaw> flaws;           // each at most once
  std::vector<OutlinePart> outline;  // at least the message itself
};

GuardReport mime_guard(const RawMessage& mail);

}  // namespace milter
