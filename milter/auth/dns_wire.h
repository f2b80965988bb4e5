// DNS names and records between their wire form and text. Pure; thread-safe.
//
//   presentation_name("Asagiri.example.")             ->  "asagiri.example"
//   record_from_wire(DnsType::kMx, "\0\x0a\4mail\0")  ->  "10 mail"
//
// Both directions read hostile bytes: names come from the mail (d= of a signature, macros of SPF),
// records from its sender's servers.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "milter/auth/resolver.h"

namespace milter {

// `name` in lower case, without the root's dot, octets that a zone file would not take written
// "\DDD" (RFC 1035 5.1). nullopt if it is no domain name: empty, an empty label, a label over 63 or
// a name over 253 octets.
std::optional<std::string> presentation_name(std::string_view name);

// One record's data, names in it uncompressed, as DnsAnswer::records has it. nullopt if malformed.
std::optional<std::string> record_from_wire(DnsType type, std::string_view data);

// kFound with all the records, or kTemporary if one is malformed or they are over
// limits::kMaxDnsRecordBytes or limits::kMaxDnsAnswerBytes: half an answer is none.
DnsAnswer answer_from_wire(DnsType type, const std::vector<std::string_view>& records);

// For the other statuses; `why` is made fit for a log.
DnsAnswer without_records(DnsStatus status, std::string_view why);

}  // namespace milter
