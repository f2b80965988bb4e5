// The fixed words of banners and subject tags, in Japanese and English: one place, because
// inserting and recognising have to agree on them.
//
//   banner_words("ja").opening  ->  "【関守】"
//
// Every character is ASCII or in JIS X 0208, so the banner can be written in ISO-2022-JP. The words
// are part of delivered mail: change them only by adding, or old banners are no longer recognised.
// Pure and thread-safe.
#pragma once

#include <span>
#include <string_view>

namespace milter {

struct BannerWords {
  std::string_view language;
  std::string_view opening;  // first characters of the banner
  std::string_view bullet;   // before each reason
  std::string_view rule;     // the dashes around the closing words
  std::string_view closing;  // closing words, up to and with the '#' before the verdict id
  std::string_view level_high, level_middle, level_unknown;
  std::string_view level_of(std::string_view level) const;  // "red", "amber", "unknown"
};

const BannerWords& banner_words(std::string_view language);  // Japanese if not known
std::span<const BannerWords> all_banner_words();

std::span<const std::string_view> subject_tags();    // 【関守：要確認】 ...
std::span<const std::string_view> reply_prefixes();  // lower case, without the colon

}  // namespace milter
