// How it works: if both have the same shape and the same bodies, part n is part n. Else leaves are
// paired by equal bodies, in order, each once; parts that hold others are left alone but for the
// message itself.
//
// Tested by mime_tree_test.cc.
#include "milter/mail/part_match.h"

#include <map>
#include <utility>

namespace milter {
namespace {

std::string_view without_end(std::string_view body) {
  while (!body.empty() && (body.back() == '\n' || body.back() == '\r')) body.remove_suffix(1);
  return body;
}

bool same_part(const SeenPart& a, const SeenPart& b) {
  return a.depth == b.depth && a.leaf == b.leaf &&
         (!a.leaf || !a.body_known || without_end(a.body) == without_end(b.body));
}

bool all_same(const std::vector<SeenPart>& a, const std::vector<SeenPart>& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!same_part(a[i], b[i])) return false;
  }
  return true;
}

}  // namespace

std::vector<SeenPart> see_outline(std::string_view bytes, const GuardReport& report) {
  std::vector<SeenPart> seen;
  for (const OutlinePart& part : report.outline) {
    seen.push_back({part.depth, true, true, part.body.of(bytes)});
    if (seen.size() > 1) seen[part.parent].leaf = false;
  }
  return seen;
}

PartMatch match_parts(const std::vector<SeenPart>& loose, const std::vector<SeenPart>& strict) {
  PartMatch match;
  match.same = all_same(loose, strict);
  match.pairs.assign(loose.size(), PartMatch::kNone);
  if (match.same) {
    for (std::size_t i = 0; i < loose.size(); ++i) match.pairs[i] = i;
    return match;
  }
  std::multimap<std::pair<std::size_t, std::string_view>, std::size_t> unpaired;  // by depth, body
  for (std::size_t i = 1; i < strict.size(); ++i) {
    if (strict[i].leaf)
      unpaired.emplace(std::pair(strict[i].depth, without_end(strict[i].body)), i);
  }
  for (std::size_t i = 1; i < loose.size(); ++i) {
    if (!loose[i].leaf || !loose[i].body_known) continue;
    const auto found = unpaired.find({loose[i].depth, without_end(loose[i].body)});
    if (found == unpaired.end()) continue;
    match.pairs[i] = found->second;
    unpaired.erase(found);
  }
  if (!loose.empty() && !strict.empty() && same_part(loose[0], strict[0])) match.pairs[0] = 0;
  for (const auto& [key, index] : unpaired) match.missing.push_back(index);
  if (!strict.empty() && strict[0].leaf && match.pairs[0] == PartMatch::kNone) {
    match.missing.push_back(0);
  }
  return match;
}

}  // namespace milter
