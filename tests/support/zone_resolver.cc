// Names are kept lower case and without the root's dot.
#include "tests/support/zone_resolver.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "milter/auth/dns_wire.h"
#include "milter/base/text.h"

namespace milter::testing {
namespace {

constexpr int kMaxChain = 11;  // as unbound_resolver

constexpr std::array<std::pair<std::string_view, DnsType>, 7> kTypes{{{"A", DnsType::kA},
                                                                      {"NS", DnsType::kNs},
                                                                      {"CNAME", DnsType::kCname},
                                                                      {"PTR", DnsType::kPtr},
                                                                      {"MX", DnsType::kMx},
                                                                      {"TXT", DnsType::kTxt},
                                                                      {"AAAA", DnsType::kAaaa}}};
constexpr std::array<std::pair<std::string_view, ZoneResolver::Fault>, 3> kFaults{
    {{"TIMEOUT", ZoneResolver::Fault::kTimeout},
     {"SERVFAIL", ZoneResolver::Fault::kServfail},
     {"BOGUS", ZoneResolver::Fault::kBogus}}};

template <class Table>
auto find(const Table& table, std::string_view word)
    -> std::optional<decltype(table.front().second)> {
  for (const auto& [text, value] : table) {
    if (text == word) return value;
  }
  return std::nullopt;
}

std::string canonical(std::string_view name) {
  if (name.ends_with('.')) name.remove_suffix(1);
  return ascii_lower(name);
}

// Takes the next word off `line`.
std::string_view next_word(std::string_view& line) {
  const std::size_t begin = std::min(line.find_first_not_of(" \t"), line.size());
  const std::size_t end = std::min(line.find_first_of(" \t", begin), line.size());
  const std::string_view found = line.substr(begin, end - begin);
  line.remove_prefix(std::min(line.find_first_not_of(" \t", end), line.size()));
  return found;
}

std::string joined_strings(std::string_view value) {
  if (!value.starts_with('"')) return std::string(value);
  std::string joined;
  bool inside = false;
  for (const char c : value) {
    if (c == '"') {
      inside = !inside;
    } else if (inside) {
      joined += c;
    }
  }
  return joined;
}

std::string octets(int family, const std::string& text) {
  std::array<char, 16> raw{};
  if (inet_pton(family, text.c_str(), raw.data()) != 1) {
    throw std::invalid_argument("no address: " + text);
  }
  return {raw.data(), family == AF_INET ? std::size_t{4} : std::size_t{16}};
}

std::string record_of(DnsType type, std::string_view value) {
  switch (type) {
    case DnsType::kA:
      return octets(AF_INET, std::string(value));
    case DnsType::kAaaa:
      return octets(AF_INET6, std::string(value));
    case DnsType::kTxt:
      return joined_strings(value);
    case DnsType::kMx:
    case DnsType::kNs:
    case DnsType::kCname:
    case DnsType::kPtr:
      return canonical(value);
  }
  return "";
}

DnsAnswer trouble(DnsStatus status, std::string why) {
  DnsAnswer answer;
  answer.status = status;
  answer.why = std::move(why);
  return answer;
}

DnsAnswer faulty(ZoneResolver::Fault fault) {
  switch (fault) {
    case ZoneResolver::Fault::kTimeout:
      return trouble(DnsStatus::kTemporary, "no answer in time");
    case ZoneResolver::Fault::kServfail:
      return trouble(DnsStatus::kTemporary, "SERVFAIL");
    case ZoneResolver::Fault::kBogus:
      break;
  }
  return trouble(DnsStatus::kBogus, "DNSSEC: bogus");
}

}  // namespace

ZoneResolver::ZoneResolver(std::string_view zone) {
  while (!zone.empty()) {
    const std::size_t end = std::min(zone.find('\n'), zone.size());
    add_line(zone.substr(0, end));
    zone.remove_prefix(std::min(end + 1, zone.size()));
  }
}

void ZoneResolver::add_line(std::string_view line) {
  while (!line.empty() && std::string_view(" \t\r").find(line.back()) != std::string_view::npos) {
    line.remove_suffix(1);
  }
  const std::string_view name = next_word(line);
  if (name.empty() || name.starts_with('#')) return;
  const std::string_view kind = next_word(line);
  if (const auto broken = find(kFaults, kind)) return fault(name, *broken);
  if (kind == "SECURE") {
    secure_.insert(canonical(name));
    return;
  }
  const auto type = find(kTypes, kind);
  if (!type) throw std::invalid_argument("no type of record: " + std::string(kind));
  if (const auto broken = find(kFaults, line)) return fault(name, *broken, *type);
  add(name, *type, record_of(*type, line));
}

void ZoneResolver::add(std::string_view name, DnsType type, std::string record) {
  records_[{canonical(name), type}].push_back(std::move(record));
}

void ZoneResolver::fault(std::string_view name, Fault fault, std::optional<DnsType> type) {
  if (type) {
    faults_[{canonical(name), *type}] = fault;
  } else {
    names_away_[canonical(name)] = fault;
  }
}

DnsAnswer ZoneResolver::lookup(std::string_view name, DnsType type, const Deadline& deadline) {
  asked_.emplace_back(canonical(name), type);
  if (deadline.passed()) return trouble(DnsStatus::kTemporary, "the deadline has passed");
  return answer(canonical(name), type);
}

void ZoneResolver::prefetch(std::string_view name, DnsType type) {
  prefetched_.emplace_back(canonical(name), type);
}

std::size_t ZoneResolver::lookups(std::string_view name, DnsType type) const {
  return static_cast<std::size_t>(
      std::count(asked_.begin(), asked_.end(), Question{canonical(name), type}));
}

std::optional<ZoneResolver::Fault> ZoneResolver::fault_at(const std::string& name,
                                                          DnsType type) const {
  if (const auto at = faults_.find({name, type}); at != faults_.end()) return at->second;
  if (const auto at = names_away_.find(name); at != names_away_.end()) return at->second;
  return std::nullopt;
}

// Also what lies between an existing name and the root (RFC 4592 2.2.2, empty non-terminals).
bool ZoneResolver::exists(const std::string& name) const {
  return std::any_of(records_.begin(), records_.end(), [&](const auto& entry) {
    const std::string& known = entry.first.first;
    return known == name || known.ends_with("." + name);
  });
}

DnsAnswer ZoneResolver::answer(std::string name, DnsType type) const {
  if (!presentation_name(name)) return trouble(DnsStatus::kNoName, "");
  DnsAnswer found;
  found.secure = secure_.contains(name);
  for (int step = 0; step < kMaxChain; ++step) {
    if (const auto at = faults_.find({name, type}); at != faults_.end()) return faulty(at->second);
    if (const auto at = records_.find({name, type}); at != records_.end()) {
      found.status = DnsStatus::kFound;
      found.records = at->second;
      found.ttl = std::chrono::hours{1};
      return found;
    }
    const auto alias = records_.find({name, DnsType::kCname});
    if (alias == records_.end()) {
      if (const auto away = fault_at(name, type)) return faulty(*away);
      found.status = exists(name) ? DnsStatus::kNoData : DnsStatus::kNoName;
      return found;
    }
    name = alias->second.front();
    found.secure = found.secure && secure_.contains(name);
  }
  return trouble(DnsStatus::kTemporary, "CNAME chain too long");
}

}  // namespace milter::testing
