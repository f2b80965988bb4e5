// Facts: everything judging knows about one message, as plain values. Whoever fills it in may read
// mail, ask DNS or a store; rules only read it.
//
// Three answers: a std::optional that is empty means "could not look", never "no".
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "rules/finding.h"
#include "rules/passage.h"

namespace rules {

enum class Direction : std::uint8_t { kInbound, kOutbound };

// What an address's domain is to us.
enum class Standing : std::uint8_t { kUnknown, kOwn, kPartner, kService, kFreemail };

enum class Nearness : std::uint8_t { kNone, kPossible, kProbable, kDefinite };

// The domain imitates a guarded one (the answer of a lookalike engine, as a fact).
struct Imitation {
  Nearness nearness = Nearness::kNone;
  std::string of;          // the guarded domain
  std::string owner;       // partner's id or "own"
  std::string owner_name;  // partner's name, for the sentence
  bool own = false;
  Text text;  // one sentence with the differing letters
};

// One address that the message shows, and where.
struct Party {
  std::string where;            // "From", "Reply-To", "Cc", "Sender"
  std::string display_name;     // as shown
  std::string name_key;         // the same, normalised for equality
  std::string address, domain;  // lower case
  Standing standing = Standing::kUnknown;
  std::string partner;  // id, where standing is kPartner or kService
  std::optional<Imitation> imitation;
  bool allowed = false;  // on the organisation's allow list: never an imitation
};

// A person whose name attackers borrow.
struct Executive {
  std::string name, title;             // as written in the configuration
  std::vector<std::string> name_keys;  // every form, normalised: kanji, kana, romaji both ways
  std::vector<std::string> addresses;  // lower case
};

// A partner whose name attackers borrow.
struct PartnerName {
  std::string id, name;
  std::vector<std::string> name_keys;  // kanji, kana, English; only keys long enough to mean it
};

struct Relationship {
  std::int64_t received_by_recipients = 0;    // from this address to these recipients
  std::int64_t received_by_organisation = 0;  // from this address to anyone here
  std::int64_t sent_by_organisation = 0;      // from anyone here to this address
  std::int64_t seen_from_domain = 0;          // either way, any address of the domain
};

// How a check of a sending domain ended. Whatever is neither yes nor no is kNone: no record, SPF's
// neutral, a signature that cannot be used.
enum class Check : std::uint8_t { kNone, kPass, kFail, kUnknown };  // kUnknown: could not look

// What the owner of the author's domain asks for (RFC 9989 4.7); kNone is his word, too.
enum class DmarcPolicy : std::uint8_t { kNoRecord, kNone, kQuarantine, kReject };

// Who stands behind a mail that came in, by SPF, DKIM and DMARC; domains as lower-case A-labels.
struct Authentication {
  Check spf = Check::kNone, dkim = Check::kNone, dmarc = Check::kNone;
  DmarcPolicy policy = DmarcPolicy::kNoRecord;
  std::string author_domain;  // of From; "" if it has none or several
  // A pass of the author's own domain, or of one of the same organisation, record or not.
  bool spf_aligned = false, dkim_aligned = false;
  std::string spf_domain;            // whom SPF speaks of, whatever it says; "" if of nobody
  std::vector<std::string> signers;  // of the signatures that pass, each once
  // Of all signatures that vouch for the mail, SPF not doing so: l= lets anyone add text at the
  // end; RSA of under 2,048 bits.
  bool open_end = false, weak_key = false;
  bool from_unsigned = false;  // a signature leaves a From field out
  bool aligned() const { return spf_aligned || dkim_aligned; }
};

// How this mail came, against how mail of its author's domain has come for months. Aligned: SPF or
// DKIM shows that the domain itself stands behind the mail.
struct Habit {
  enum class Kind : std::uint8_t {
    kNoHistory,              // too few days to speak of a habit, or no habit to be seen
    kAsUsual,                // aligned, or by a way that this domain's mail often takes
    kAlwaysAlignedUntilNow,  // not aligned, as the first of all
    kUsuallyAligned,         // not aligned, as few before
    kNewPath,                // by a way never seen, and nothing else shows whose it is
  };
  Kind kind = Kind::kNoHistory;
  std::string domain;            // whose habit
  bool of_organisation = false;  // the author's own domain is new: its organisation's habit
  std::int64_t aligned_days = 0, unaligned_days = 0;  // before this mail
  int since_year = 0, since_month = 0;                // of the first day
  bool by_signature = false;  // the habit is DKIM, which forwarding does not break
  bool usual_host = false;    // today's mail comes from where the aligned ones come from
  std::string path;           // the way it came: a domain or network; "" if nameless
};

// One address that outgoing mail is sent to.
struct Recipient {
  std::string address;  // to read: no brackets, no source route, domain in lower case
  std::string domain;   // that gets the mail, lower case; "" for a local name
  Standing standing = Standing::kUnknown;
  bool provider = false;  // a well-known mail provider's own domain
  std::optional<Imitation> imitation;
  bool imitates_provider = false;  // imitation.of is a mail provider's domain
  bool allowed = false;            // on the organisation's allow list
  std::optional<bool> confirmed;   // by this sender, by hand; empty: could not be asked
  bool routed = false;      // @relay:user@host, user@domain@host, user%domain@host, host!user
  bool unreadable = false;  // what stands for the domain is none
};

// A text found inside an attachment.
struct AttachedText {
  std::string where;  // "invoice.zip/請求書.xlsx"
  Passage text;
};

struct Facts {
  Direction direction = Direction::kInbound;
  bool for_finance = true;            // a recipient is finance staff, or nobody is named as such
  bool header_only = false;           // judged at the end of the header; no text was read
  bool is_list = false;               // a mailing list or bulk mail
  bool is_calendar = false;           // an invitation: sent by a service in its user's name
  std::vector<Party> parties;         // From first
  std::vector<Recipient> recipients;  // of outgoing mail
  bool more_recipients = false;       // than are listed
  bool authenticated = false;         // the client logged in
  bool may_hold = true;  // outgoing: there is a person to ask (not a bounce, a list, a robot)
  Passage subject;       // as a reader sees it
  Passage text;          // visible text
  std::optional<Passage> current;  // of text, what was written now; empty: all of it
  Passage our_own;                 // not in text: what we wrote ourselves before, quoted back to us
  std::vector<AttachedText> attached;
  std::span<const Executive> executives;  // views: the lists must outlive the facts
  std::span<const PartnerName> partner_names;
  std::optional<Relationship> relationship;      // empty: the memory could not be asked
  std::optional<Authentication> authentication;  // empty: not looked at
  std::optional<Habit> habit;                    // empty: it or the memory could not be asked
  bool authentication_follows = false;           // at the end of the header: the body is needed
  std::vector<Finding> reading;                  // what was odd about the form; code "reading.…"
  bool unreadable = false;                       // not even the text could be looked at
};

}  // namespace rules
