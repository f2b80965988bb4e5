// Every limit of the program: its name, its number and why. Passing a limit is a Finding or an
// Error that names it, never silent truncation. Tested where it is used; limits_test.cc checks that
// each name here occurs in a test.
#pragma once

#include <chrono>
#include <cstddef>

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
// RFC 2231 continuations of one parameter (name*0 .. name*99).
inline constexpr std::size_t kMaxParameterParts = 100;

// Judging (judge/, session/). Far below the 300 s that Postfix waits for the end of a message.
inline constexpr std::chrono::seconds kMessageDeadline{20};
// Recipients of one transaction kept for judging (Postfix's smtpd_recipient_limit is 1,000).
inline constexpr std::size_t kMaxRecipients = 10'000;
// Evidence quotes shown per finding: a person reads the first few.
inline constexpr std::size_t kMaxEvidence = 5;
// Characters of one quote: two lines of a mail.
inline constexpr std::size_t kMaxQuoteCharacters = 120;

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

// Store (store/). How long a write waits for another process's; seen: 0.8 s at the worst.
inline constexpr std::chrono::milliseconds kStoreBusyTime{5'000};

// Processes (session/).
inline constexpr std::chrono::seconds kDrainTime{30};  // a slow client's DATA ends within it
inline constexpr int kMaxChildren = 64;                // each costs about 30 MB

// Memory (memory/). Writes waiting for the one writer thread; beyond it the oldest are written
// by the caller, so nothing is lost and nothing grows without bound.
inline constexpr std::size_t kMaxQueuedWrites = 10'000;

}  // namespace milter::limits
