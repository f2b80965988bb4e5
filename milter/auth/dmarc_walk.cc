// Tested by dmarc_walk_test.cc and, with whole mails, by dmarc_test.cc.
#include "milter/auth/dmarc_walk.h"

#include <algorithm>
#include <utility>

#include "milter/base/limits.h"

namespace milter {
namespace {

// The last `count` labels of `domain`.
std::string_view last_labels(std::string_view domain, std::size_t count) {
  std::size_t at = domain.size();
  for (; count > 0 && at != std::string_view::npos; --count) {
    at = at == 0 ? std::string_view::npos : domain.rfind('.', at - 1);
  }
  return at == std::string_view::npos ? domain : domain.substr(at + 1);
}

std::size_t label_count(std::string_view domain) {
  return 1 + static_cast<std::size_t>(std::count(domain.begin(), domain.end(), '.'));
}

}  // namespace

const DmarcAnswer& DmarcLookups::at(const std::string& domain) {
  const auto found = answers_.find(domain);
  if (found != answers_.end()) return found->second;
  return answers_.emplace(domain, ask(domain)).first->second;
}

DmarcAnswer DmarcLookups::ask(const std::string& domain) {
  DmarcAnswer result;
  const std::string name = "_dmarc." + domain;
  if (answers_.size() >= limits::kMaxDmarcLookups) {
    result.unknown = name + ": over kMaxDmarcLookups";
    return result;
  }
  const DnsAnswer answer = resolver_.lookup(name, DnsType::kTxt, deadline_);
  if (answer.unknown()) {
    result.unknown = name + ": " + answer.why;
    return result;
  }
  for (const std::string& text : answer.records) {
    std::optional<DmarcRecord> record = read_dmarc_record(text, rules_);
    if (!record) continue;
    if (result.record || result.several) {
      result.several = true;
      result.record.reset();
    } else {
      result.record = std::move(record);
    }
  }
  return result;
}

bool DmarcLookups::exists(const std::string& domain) {
  return resolver_.lookup(domain, DnsType::kA, deadline_).status != DnsStatus::kNoName;
}

std::vector<std::string> tree_walk_domains(std::string_view domain) {
  std::vector<std::string> domains{std::string(domain)};
  const std::size_t labels = label_count(domain) - 1;
  for (std::size_t count = std::min(labels, limits::kMaxTreeWalkQueries - 1); count > 0; --count) {
    domains.emplace_back(last_labels(domain, count));
  }
  return domains;
}

TreeWalk walk_tree(DmarcLookups& dns, const std::string& domain) {
  TreeWalk walk;
  walk.start = domain;
  for (const std::string& step : tree_walk_domains(domain)) {
    const DmarcAnswer& answer = dns.at(step);
    if (!answer.unknown.empty()) {
      walk.unknown = answer.unknown;
      break;
    }
    if (answer.several) walk.several.push_back(step);
    if (!answer.record) continue;
    walk.found.push_back({step, *answer.record});
    if (answer.record->psd != DmarcRecord::Psd::kUnsaid) break;
  }
  return walk;
}

std::string organisational_domain(const TreeWalk& walk) {
  for (const auto& [domain, record] : walk.found) {
    if (record.psd == DmarcRecord::Psd::kNo) return domain;
    if (record.psd == DmarcRecord::Psd::kYes && domain != walk.start) {
      return std::string(last_labels(walk.start, label_count(domain) + 1));
    }
  }
  return walk.found.empty() ? walk.start : walk.found.back().domain;
}

}  // namespace milter
