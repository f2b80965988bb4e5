// The catalogue itself. Tested by banner_plain_test.cc.
#include "milter/act/texts.h"

#include <array>

namespace milter {
namespace {

constexpr std::array<BannerWords, 2> kWords{{
    {.language = "ja",
     .opening = "【関守】",
     .bullet = "・",
     .rule = "―――――",
     .closing = "関守（Sekimori）の注意はここまで #",
     .level_high = "危険度：高",
     .level_middle = "危険度：中",
     .level_unknown = "危険度：判定できませんでした"},
    {.language = "en",
     .opening = "[Sekimori]",
     .bullet = "- ",
     .rule = "-----",
     .closing = "end of the Sekimori notice #",
     .level_high = "Risk: high",
     .level_middle = "Risk: medium",
     .level_unknown = "Risk: could not be determined"},
}};

constexpr std::array<std::string_view, 4> kSubjectTags{
    "【関守：要確認】", "【関守：未確認】", "[Sekimori: CAUTION]", "[Sekimori: UNVERIFIED]"};

constexpr std::array<std::string_view, 7> kReplyPrefixes{"re",   "fwd",  "fw",  "aw",
                                                         "返信", "転送", "回复"};

}  // namespace

std::string_view BannerWords::level_of(std::string_view level) const {
  if (level == "red") return level_high;
  return level == "amber" ? level_middle : level_unknown;
}

const BannerWords& banner_words(std::string_view language) {
  for (const BannerWords& words : kWords) {
    if (words.language == language) return words;
  }
  return kWords.front();
}

std::span<const BannerWords> all_banner_words() { return kWords; }
std::span<const std::string_view> subject_tags() { return kSubjectTags; }
std::span<const std::string_view> reply_prefixes() { return kReplyPrefixes; }

}  // namespace milter
