// Tested by extract_limits_test.cc.
#include "milter/extract/collector.h"

#include <algorithm>
#include <utility>

#include "milter/base/text.h"
#include "milter/base/unicode.h"

namespace milter::extract {
namespace {

// Small attachments may unpack to limits::kMinUnpackBytes whatever their ratio.
std::size_t unpack_budget(const ExtractLimits& limits, std::size_t packed) {
  const std::size_t by_ratio =
      packed > limits.unpack_bytes ? limits.unpack_bytes : packed * limits.unpack_ratio;
  return std::min(limits.unpack_bytes, std::max(by_ratio, limits::kMinUnpackBytes));
}

// The longest beginning of at most `most` bytes that cuts no character.
std::string_view utf8_prefix(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0) == 0x80) --most;
  return text.substr(0, most);
}

}  // namespace

Collector::Collector(const ExtractLimits& limits, std::size_t packed_bytes)
    : limits_(limits),
      text_left_(limits.text_bytes),
      entries_left_(limits.entries),
      unpack_left_(unpack_budget(limits, packed_bytes)) {}

void Collector::add_text(const std::string& where, std::string_view text) {
  const std::size_t left = text_left_ - std::min(text_left_, where.size());
  const std::string_view kept = utf8_prefix(text, left);
  if (kept.size() < text.size()) add_trouble(Problem::kTooLarge, where);
  if (kept.empty()) return;
  text_left_ = left - kept.size();
  // What a library took for text may hold anything; code_points makes it well formed.
  found_.texts.push_back({where, is_utf8(kept) ? std::string(kept) : to_utf8(code_points(kept))});
}

void Collector::add_trouble(Problem problem, const std::string& where) {
  std::vector<Trouble>& all = found_.troubles;
  Trouble trouble{problem, where};
  if (std::find(all.begin(), all.end(), trouble) != all.end()) return;
  if (all.size() + 1 < limits_.troubles) {
    all.push_back(std::move(trouble));
  } else if (all.size() < limits_.troubles) {
    all.push_back({Problem::kTooMany, where});  // the last place says that there were more
  }
}

bool Collector::spend_entry() {
  if (entries_left_ == 0) return false;
  --entries_left_;
  return true;
}

bool Collector::spend_unpacked(std::size_t bytes) {
  if (bytes > unpack_left_) return false;
  unpack_left_ -= bytes;
  return true;
}

std::string name_for_people(std::string_view name) {
  return clip(printable(clip(name, limits::kMaxMemberPath)), limits::kMaxMemberPath);
}

std::string inside(const std::string& where, std::string_view member) {
  return where + "/" + name_for_people(member);
}

}  // namespace milter::extract
