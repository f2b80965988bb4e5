// Tested by spf_answers_test.cc, and through check_spf() by spf_test.cc.
#include "milter/auth/spf_answers.h"

#include <algorithm>
#include <charconv>

#include "milter/base/limits.h"
#include "milter/base/text.h"

namespace milter {
namespace {

constexpr std::string_view kAliasSuffix = ".invalid";  // RFC 2606: no name of DNS

DnsAnswer found(std::vector<std::string> records) {
  DnsAnswer answer;
  answer.status = DnsStatus::kFound;
  answer.records = std::move(records);
  return answer;
}

DnsAnswer no_name() {
  DnsAnswer answer;
  answer.status = DnsStatus::kNoName;
  return answer;
}

// Macros put local parts and HELO into names. What no host is called is not asked for: NUL,
// controls, octets beyond ASCII, and '\', which presentation format gives a meaning.
bool is_askable(std::string_view name) {
  return std::all_of(name.begin(), name.end(),
                     [](char c) { return c >= ' ' && c <= '~' && c != '\\'; });
}

std::string shown(const std::string& name) { return printable(clip(name, 100)); }

}  // namespace

SpfAnswers::SpfAnswers(Resolver& resolver, const SpfIdentity& identity, const Deadline& deadline)
    : resolver_(resolver), identity_(identity), deadline_(deadline) {
  steps_.push_back({Use::kStart, identity.domain, {}});
}

DnsAnswer SpfAnswers::end(AuthResult result, std::string why) {
  if (!ending_) ending_ = Ending{result, std::move(why)};
  return {};  // kTemporary: the library stops asking
}

SpfAnswers::Use SpfAnswers::use_of(SpfMechanism mechanism) {
  switch (mechanism) {
    case SpfMechanism::kInclude:
      return Use::kInclude;
    case SpfMechanism::kMx:
      return Use::kMx;
    case SpfMechanism::kPtr:
      return Use::kPtr;
    case SpfMechanism::kExists:
      return Use::kExists;
    default:
      return Use::kA;
  }
}

DnsType SpfAnswers::asked_of(Use use) const {
  switch (use) {
    case Use::kStart:
    case Use::kInclude:
    case Use::kRedirect:
      return DnsType::kTxt;
    case Use::kMx:
      return DnsType::kMx;
    case Use::kPtr:
    case Use::kExists:
      return DnsType::kA;  // RFC 7208 5.7: also for an IPv6 client
    default:
      return identity_.client.address_type();
  }
}

std::string SpfAnswers::add(Step step) {
  steps_.push_back(std::move(step));
  return "t" + std::to_string(steps_.size() - 1) + std::string(kAliasSuffix);
}

const SpfAnswers::Step* SpfAnswers::find(std::string_view alias) const {
  if (!alias.starts_with('t') || !alias.ends_with(kAliasSuffix)) return nullptr;
  const std::string_view digits = alias.substr(1, alias.size() - 1 - kAliasSuffix.size());
  std::size_t index = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), index);
  return index < steps_.size() ? &steps_[index] : nullptr;
}

DnsAnswer SpfAnswers::ask(std::string_view alias, DnsType type) {
  const Step* step = find(alias);
  if (ending_) return {};
  if (step == nullptr || type != asked_of(step->use)) return no_name();
  const bool counts = step->use != Use::kStart && step->use != Use::kMxHost;
  if (counts && ++lookups_ > limits::kMaxSpfLookups) {
    return end(AuthResult::kPermError, "more terms with look-ups than RFC 7208 4.6.4 allows");
  }
  const std::string name = name_of(*step);
  switch (step->use) {
    case Use::kStart:
    case Use::kInclude:
    case Use::kRedirect:
      return record(*step, name);
    case Use::kMx:
      return exchanges(*step, name);
    case Use::kPtr:
      return client_is_under(name);
    default:
      return addresses(*step, name);
  }
}

DnsAnswer SpfAnswers::look_up(const std::string& name, DnsType type) {
  if (!is_askable(name)) return no_name();
  DnsAnswer answer = resolver_.lookup(name, type, deadline_);
  if (answer.unknown()) return end(AuthResult::kTempError, shown(name) + ": " + answer.why);
  return answer;
}

// A term is void if its own question has no answer. The hosts of an mx do not count: most have no
// AAAA, and an IPv6 client would else turn a good record into a permerror. Nor does ptr: the
// client's reverse DNS is not the sender's to mend.
DnsAnswer SpfAnswers::look_up_term(const std::string& name, DnsType type) {
  DnsAnswer answer = look_up(name, type);
  if (answer.is_void() && ++voids_ > limits::kMaxSpfVoids) {
    return end(AuthResult::kPermError, "more terms without an answer than RFC 7208 4.6.4 allows");
  }
  return answer;
}

DnsAnswer SpfAnswers::record(const Step& step, const std::string& name) {
  DnsAnswer answer = look_up(name, DnsType::kTxt);
  if (answer.unknown()) return answer;
  std::erase_if(answer.records, [](const std::string& text) { return !is_spf_record(text); });
  if (answer.records.empty()) {
    const bool first = step.use == Use::kStart;  // else RFC 7208 5.2 and 6.1
    return end(first ? AuthResult::kNone : AuthResult::kPermError, shown(name) + ": no SPF record");
  }
  if (answer.records.size() > 1) {
    return end(AuthResult::kPermError, shown(name) + ": more than one SPF record");
  }
  const Result<SpfRecord> read = parse_spf_record(answer.records.front());
  if (!read) return end(AuthResult::kPermError, shown(name) + ": " + shown(read.error().what));
  return found({rewrite(*read, name)});
}

DnsAnswer SpfAnswers::addresses(const Step& step, const std::string& name) {
  const DnsType type = asked_of(step.use);
  DnsAnswer answer = step.use == Use::kMxHost ? look_up(name, type) : look_up_term(name, type);
  if (answer.found() && step.any_address) answer.records = {identity_.client.octets};
  return answer;
}

DnsAnswer SpfAnswers::exchanges(const Step& step, const std::string& name) {
  const DnsAnswer answer = look_up_term(name, DnsType::kMx);
  if (!answer.found()) return answer;
  if (answer.records.size() > limits::kMaxSpfHosts) {
    return end(AuthResult::kPermError, shown(name) + ": more than ten MX records");
  }
  std::vector<std::string> hosts;
  for (const std::string& exchange : answer.records) {
    const std::string host = exchange.substr(exchange.find(' ') + 1);
    hosts.push_back(add({Use::kMxHost, host, {}, step.any_address}));
  }
  return found(std::move(hosts));
}

DnsAnswer SpfAnswers::client_is_under(const std::string& domain) {
  const std::vector<std::string>& names = client_names();
  const bool under = std::any_of(names.begin(), names.end(),
                                 [&](const std::string& name) { return is_under(name, domain); });
  return under ? found({std::string(4, '\0')}) : no_name();  // any address: it is asked as exists
}

// Ends at the first term that needs no look-up and matches, and after as many look-ups as can be
// made: what follows is never reached. So the text is short however long the record is.
std::string SpfAnswers::rewrite(const SpfRecord& record, const std::string& domain) {
  std::string text = "v=spf1 ";
  std::size_t lookups = 0;
  for (const SpfTerm& term : record.terms) {
    const bool ipv4 = term.mechanism == SpfMechanism::kIp4;
    const bool network = ipv4 || term.mechanism == SpfMechanism::kIp6;
    const unsigned prefix = ipv4 ? term.prefix4 : term.prefix6;
    if (network && !identity_.client.in_network(term.network, prefix)) continue;
    if (network || term.mechanism == SpfMechanism::kAll) return text + term.qualifier + "all";
    text += rewrite(term, domain) + " ";
    if (++lookups > limits::kMaxSpfLookups) return text;
  }
  if (record.redirect) text += "redirect=" + add({Use::kRedirect, domain, *record.redirect});
  return text;
}

std::string SpfAnswers::rewrite(const SpfTerm& term, const std::string& domain) {
  const bool ipv4 = identity_.client.is_ipv4();
  const unsigned prefix = ipv4 ? term.prefix4 : term.prefix6;
  const Use use = use_of(term.mechanism);
  const bool compares = use == Use::kA || use == Use::kMx;
  const std::string alias = add({use, domain, term.domain_spec, compares && prefix == 0});
  const std::string prefix_text = (ipv4 ? "/" : "//") + std::to_string(prefix);
  const bool narrowed = compares && prefix != 0;
  const std::string tail = ":" + alias + (narrowed ? prefix_text : "");
  switch (use) {
    case Use::kInclude:
      return term.qualifier + ("include" + tail);
    case Use::kMx:
      return term.qualifier + ("mx" + tail);
    case Use::kA:
      return term.qualifier + ("a" + tail);
    default:
      return term.qualifier + ("exists" + tail);
  }
}

std::string SpfAnswers::name_of(const Step& step) {
  if (step.domain_spec.empty()) return step.domain;
  const MacroValue value = [&](char letter) { return value_of(letter, step.domain); };
  return ascii_lower(asked_name(expand(step.domain_spec, value)));
}

std::string SpfAnswers::value_of(char letter, const std::string& domain) {
  switch (letter) {
    case 's':
      return identity_.local_part + "@" + identity_.domain;
    case 'l':
      return identity_.local_part;
    case 'o':
      return identity_.domain;
    case 'd':
      return domain;
    case 'i':
      return identity_.client.dotted();
    case 'p':
      return client_name(domain);
    case 'v':
      return std::string(identity_.client.arpa());
    case 'h':
      return identity_.helo;
    default:
      return "";  // c, r, t: the grammar refuses them here
  }
}

const std::vector<std::string>& SpfAnswers::client_names() {
  if (!client_names_) client_names_ = validated_names(resolver_, identity_.client, deadline_);
  return *client_names_;
}

// RFC 7208 7.3: the domain itself, else a name under it, else any.
std::string SpfAnswers::client_name(const std::string& domain) {
  const std::vector<std::string>& names = client_names();
  if (names.empty()) return "unknown";
  const auto same = std::find(names.begin(), names.end(), domain);
  if (same != names.end()) return *same;
  const auto under = std::find_if(names.begin(), names.end(),
                                  [&](const std::string& name) { return is_under(name, domain); });
  return under != names.end() ? *under : names.front();
}

}  // namespace milter
