// How: the longest tail that is a suffix of the ICANN section or a de-facto registry; below it, the
// longest that is one of the private section and has a label before it. libpsl takes a third of a
// microsecond to answer, so that tails are asked for only where the list has rules of their length.
// Tested by suffix_test.cc.
#include "lookalike/suffix.h"

#include <libpsl.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace lookalike {
namespace {

// CentralNic's and similar second-level registries that look like a country's own.
constexpr std::array<std::string_view, 21> kDeFactoRegistries{
    "ae.org", "br.com", "cn.com", "co.com", "com.de", "com.se",  "de.com",
    "eu.com", "gb.net", "gr.com", "hu.net", "jp.net", "jpn.com", "kr.com",
    "ru.com", "sa.com", "se.net", "uk.com", "uk.net", "us.com",  "za.com"};

// No rule of the list has more labels; longer tails need not be asked for.
constexpr std::size_t kMaxSuffixLabels = 6;

struct Tails {
  std::array<std::size_t, kMaxSuffixLabels + 1> at{};  // of the last label, the last two ...
  std::size_t count = 0;
};

Tails tails_of(const std::string& name) {
  Tails tails;
  for (std::size_t end = name.size(); tails.count < tails.at.size();) {
    const std::size_t dot = end == 0 ? name.npos : name.rfind('.', end - 1);
    tails.at[tails.count++] = dot + 1;  // npos + 1 == 0
    if (dot == name.npos) break;
    end = dot;
  }
  return tails;
}

bool is_registry(const char* tail) {
  return std::find(kDeFactoRegistries.begin(), kDeFactoRegistries.end(), tail) !=
             kDeFactoRegistries.end() ||
         psl_is_public_suffix2(psl_builtin(), tail, PSL_TYPE_ICANN) != 0;
}

bool is_service(const char* tail) {
  return psl_is_public_suffix2(psl_builtin(), tail, PSL_TYPE_PRIVATE | PSL_TYPE_NO_STAR_RULE) != 0;
}

}  // namespace

Suffix find_suffix(const std::string& name) {
  const Tails tails = tails_of(name);
  std::size_t registry = std::min(tails.count, kMaxSuffixLabels) - 1;
  while (registry > 0 && !is_registry(name.c_str() + tails.at[registry])) --registry;
  for (std::size_t service = tails.count - 1; service-- > registry + 1;) {
    if (is_service(name.c_str() + tails.at[service])) return {tails.at[service], true};
  }
  return {tails.at[registry], false};
}

}  // namespace lookalike
