// Every sentence of the notices, in Japanese and English, in one place.
//
//   say(Language::kEnglish, "fact.subject", {{"subject", "Quote"}})   ->  "Subject: Quote"
//
// Values are made fit for one line. Pure and thread-safe. An unknown key is a bug: it throws
// std::logic_error.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "milter/ops/config.h"

namespace milter {

using NoticeValues = std::initializer_list<std::pair<std::string_view, std::string>>;
std::string say(Language language, std::string_view key, NoticeValues values = {});

struct NoticeText {
  std::string_view key, ja, en;
};
std::span<const NoticeText> notice_texts();  // for the test that compares placeholders

}  // namespace milter
