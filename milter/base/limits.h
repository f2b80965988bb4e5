// Every limit of the program: its name, its number and why. Passing a limit is a Finding or an
// Error that names it, never silent truncation. Tested where it is used; limits_test.cc checks that
// each name here occurs in a test.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace milter::limits {

// Reading (mail/). mimetic recurses per level and overflows an 8 MB stack near 120,000 levels; no
// genuine mail seen nests deeper than 10.
inline constexpr std::size_t kMaxMimeDepth = 32;
// mimetic builds an object a part; genuine mail stays under 100.
inline constexpr std::size_t kMaxMimeParts = 1'000;
// mimetic's header buffer grows by 128 bytes a copy, quadratic: 64 kB costs 2 ms, 4 MB 7 s.
inline constexpr std::size_t kMaxHeaderLine = std::size_t{64} * 1024;
// One header block, all fields together. Sendmail refuses over 32 kB, Postfix over 100 kB.
inline constexpr std::size_t kMaxHeaderBytes = std::size_t{1024} * 1024;
// Kept of one message; the rest is counted, not kept. Above Postfix's default of 10,240,000.
inline constexpr std::size_t kMaxMessageBytes = std::size_t{64} * 1024 * 1024;
// Text handed to judging per message: a 200-page contract is 400 kB.
inline constexpr std::size_t kMaxTextBytes = std::size_t{1024} * 1024;
// Open HTML elements remembered for hidden text; browsers stop at 512.
inline constexpr std::size_t kMaxHtmlDepth = 512;
// Formatting elements (b, font, a ...) that are opened again after their block: newsletters, 5.
inline constexpr std::size_t kMaxFormatting = 64;
// How often that happens in one page; each time costs as much as a tag. A 10 MB mail: 20,000.
inline constexpr std::size_t kMaxReopened = 200'000;
// CSS rules kept of one page: the largest frameworks have 5,000.
inline constexpr std::size_t kMaxStyleRules = 20'000;
// Comparisons of rules with elements in one page: a newsletter of 1 MB makes about 100,000.
inline constexpr std::size_t kMaxStyleSteps = 10'000'000;
// Addresses read from one address field: a large company list is under 1,000.
inline constexpr std::size_t kMaxAddresses = 2'000;
// Nested comments in an address field (RFC 5322 allows any depth; real mail uses one).
inline constexpr std::size_t kMaxCommentDepth = 16;
// Quote marks before a line: a thread of 20 answers is long; further marks are text.
inline constexpr std::size_t kMaxQuoteDepth = 64;
// A line that can open a quote header: name, address and date are under 200.
inline constexpr std::size_t kMaxQuoteHeaderBytes = 500;
// Lines of one quote header looked at: six labels, of which To and Cc may be folded.
inline constexpr std::size_t kMaxQuoteHeaderLines = 16;
// Lines below "--" that are a signature: RFC 3676 asks for 4, Japanese firms write 10.
inline constexpr std::size_t kMaxSignatureLines = 15;
// RFC 2231 continuations of one parameter (name*0 .. name*99).
inline constexpr std::size_t kMaxParameterParts = 100;
// Further readings of parts (two boundaries, two charsets) judged in one message; each costs as
// much as reading the part.
inline constexpr std::size_t kMaxOtherReadings = 16;

// Authentication (auth/). DMARC: look-ups of one tree walk (RFC 9989 4.10) and, over all walks of
// one mail, of different names; one author domain with two signers below it stays under 20.
inline constexpr std::size_t kMaxTreeWalkQueries = 8;
inline constexpr std::size_t kMaxDmarcLookups = 40;
// One Authentication-Results field that we read; Microsoft's longest stay under 2 kB.
inline constexpr std::size_t kMaxAuthResultsBytes = std::size_t{16} * 1024;
// Results in one such field; a mail with ten signatures has about fifteen.
inline constexpr std::size_t kMaxAuthResults = 100;
// Octets of one value or reason in the field that we write: a domain name has at most 253.
inline constexpr std::size_t kMaxAuthResultsValue = 255;
// Signatures listed in it; of the others only the number is said.
inline constexpr std::size_t kMaxListedSignatures = 10;

// Judging (judge/, session/). Far below the 300 s that Postfix waits for the end of a message.
inline constexpr std::chrono::seconds kMessageDeadline{20};
// Recipients of one transaction kept for judging (Postfix's smtpd_recipient_limit is 1,000).
inline constexpr std::size_t kMaxRecipients = 10'000;
// Evidence quotes shown per finding: a person reads the first few.
inline constexpr std::size_t kMaxEvidence = 5;
// Characters of one quote: two lines of a mail.
inline constexpr std::size_t kMaxQuoteCharacters = 120;

// DNS (auth/). One record: the key of RSA-4096 is 800 bytes, SPF and DMARC stay under 500.
inline constexpr std::size_t kMaxDnsRecordBytes = 4'096;
// All records of one answer: large companies keep 5 kB of TXT at their name.
inline constexpr std::size_t kMaxDnsAnswerBytes = std::size_t{32} * 1024;
// Look-ups under way in one child, prefetches and abandoned ones too. A mail asks about 20 names.
inline constexpr std::size_t kMaxDnsInFlight = 500;
// Answers that a child gives again by itself, the bytes of one of them, and for how long: the mails
// of a minute come from some hundred domains, and libunbound keeps them longer. 16 MB at worst.
inline constexpr std::size_t kMaxRecentAnswers = 2'000;
inline constexpr std::size_t kMaxRecentAnswerBytes = std::size_t{8} * 1024;
inline constexpr std::chrono::seconds kRecentAnswerTime{30};
// SPF (auth/). The most that one UDP answer brings (RFC 6891 6.2.5); RFC 7208 3.4 asks for 450, and
// genuine lists of networks are published that are several times as long.
inline constexpr std::size_t kMaxSpfRecord = 4'096;
// RFC 7208 4.6.4: terms with look-ups, terms without an answer, MX or PTR records of one term.
inline constexpr std::size_t kMaxSpfLookups = 10;
inline constexpr std::size_t kMaxSpfVoids = 2;
inline constexpr std::size_t kMaxSpfHosts = 10;
// Octets kept of an expanded macro string, from the right: a name has 253.
inline constexpr std::size_t kMaxSpfExpansion = 1'024;
// RFC 5321 4.5.3.1.3: a whole path has 256. A record can ask for it a thousand times in one name.
inline constexpr std::size_t kMaxSpfLocalPart = 256;

// Of kMessageDeadline what authentication may use, DNS being away or slow; the rest is for judging.
inline constexpr std::chrono::seconds kAuthenticationTime{10};

// Files (ops/).
inline constexpr std::size_t kMaxTableBytes =
    std::size_t{64} * 1024 * 1024;  // 100,000 partners are about 10 MB
inline constexpr std::size_t kMaxConfigBytes =
    std::size_t{1024} * 1024;  // a full configuration is 3 kB

// Holding (hold/). The longest hold.expiry: later no one remembers the mail, and the spool grows.
inline constexpr std::chrono::hours kMaxHoldTime{30 * 24};
// What a crash left in the spool's tmp/ is swept after it; a 64 MB write takes seconds.
inline constexpr std::chrono::minutes kSpoolTmpTime{60};
// A hold that was released is still recognised when its mail comes again: clients retry for hours.
inline constexpr std::chrono::hours kResendMemory{24};
// Mailboxes of To and Cc whose places are kept; beyond it a recipient leaves the envelope only.
inline constexpr std::size_t kMaxPlaces = 1'000;
// Attachments listed on the page; a person reads the first few.
inline constexpr std::size_t kMaxListedAttachments = 50;
// First lines of the text shown on the page: enough to recognise one's own mail.
inline constexpr std::size_t kMaxExcerptLines = 40;
inline constexpr std::size_t kMaxExcerptBytes = 4'000;

// Attachments (extract/). What is sent to be looked into; base64 of it nears kMaxMessageBytes.
inline constexpr std::size_t kMaxAttachmentBytes = std::size_t{32} * 1024 * 1024;
// Attachments of one mail that are looked into; people send a handful.
inline constexpr std::size_t kMaxInspectedAttachments = 50;
// File systems stop at 255 bytes a name, mail programs a little later.
inline constexpr std::size_t kMaxAttachmentName = 1'024;
// One child: a 300-page PDF takes 0.5 s and 60 MB; what needs ten times that is an attack.
inline constexpr std::chrono::seconds kExtractTime{5};
inline constexpr std::size_t kExtractMemory = std::size_t{256} * 1024 * 1024;
// Children at work at once: 1 GB at the worst. The others' turn comes within milliseconds.
inline constexpr std::size_t kMaxExtractChildren = 4;
// The answer as JSON, where a control character of the text takes six bytes.
inline constexpr std::size_t kMaxExtractAnswer = std::size_t{8} * 1024 * 1024;
// All attachments of one mail together; half of kMessageDeadline is left to judging.
inline constexpr std::chrono::seconds kAttachmentsDeadline{10};

// Inside one attachment (extract/). Files in files: a document in a zip in a forwarded mail is 3.
inline constexpr std::size_t kMaxUnpackDepth = 4;
// Members of all archives of one attachment: a large workbook has 500.
inline constexpr std::size_t kMaxUnpackEntries = 10'000;
// Bytes that all archives of one attachment unpack to; held in memory (kExtractMemory).
inline constexpr std::size_t kMaxUnpackBytes = std::size_t{64} * 1024 * 1024;
// The same as a multiple of the attachment's size, so that a small bomb ends early: a workbook of
// nothing but zeros packs 100:1, a bomb 1,000:1 a layer. Not looked at below kMinUnpackBytes.
inline constexpr std::size_t kMaxUnpackRatio = 250;
inline constexpr std::size_t kMinUnpackBytes = std::size_t{4} * 1024 * 1024;
// Pages of one PDF: a contract with its annexes has 200; the account is on the first ones.
inline constexpr std::size_t kMaxPdfPages = 300;
// Open groups of RTF: Word nests 20.
inline constexpr std::size_t kMaxRtfGroups = 1'000;
// Troubles listed for one attachment: a person reads the first few.
inline constexpr std::size_t kMaxTroubles = 100;
// Characters of a member's path that are kept: Windows allows 260.
inline constexpr std::size_t kMaxMemberPath = 300;

// JSON that others wrote (base/). Ours nests five deep; each level costs stack to copy.
inline constexpr std::size_t kMaxJsonDepth = 64;

// Store (store/). How long a write waits for another process's; seen: 0.8 s at the worst.
inline constexpr std::chrono::milliseconds kStoreBusyTime{5'000};

// Processes (session/).
inline constexpr std::chrono::seconds kDrainTime{30};  // a slow client's DATA ends within it
inline constexpr int kMaxChildren = 64;                // each costs about 30 MB

// Memory (memory/). Writes waiting for the one writer thread; beyond it the oldest are written
// by the caller, so nothing is lost and nothing grows without bound.
inline constexpr std::size_t kMaxQueuedWrites = 10'000;
// By which ways a domain's mail comes. Remembered since it was last seen: partners who write once a
// year stay known.
inline constexpr std::int64_t kPathMemoryDays = 400;
// The same for what was seen on one day only, which is mostly spam's: who writes twice a year
// stays.
inline constexpr std::int64_t kOneDayPathMemoryDays = 200;
// Marks counted of one mail; genuine mail has its signer, its mailer's, SPF and host.
inline constexpr std::size_t kMaxPathMarks = 8;
// Rows of one organisation, all its domains together: one domain has 5 to 15. Beyond it the
// unaligned ones of fewest days go, so that a forger drives out forgers.
inline constexpr std::size_t kMaxPathsOfOrganisation = 200;
// Rows of all, looked at once a day: 150 MB at the most. Beyond it those of fewest days go.
inline constexpr std::size_t kMaxPaths = 1'000'000;
// Octets of a name that is remembered (RFC 1035 2.3.4); From may show anything.
inline constexpr std::size_t kMaxPathName = 253;

}  // namespace milter::limits
