// Every sentence of the pages, in Japanese and English, in one place.
//
//   say(Language::kEnglish, "files", {{"count", text("2")}})   ->  "2 attachments"
//
// Pure and thread-safe. An unknown key is a bug: it throws std::logic_error.
#pragma once

#include <span>
#include <string_view>

#include "milter/ops/config.h"
#include "milter/web/html.h"

namespace milter {

struct PageText {
  std::string_view key, ja, en;
};
std::span<const PageText> page_texts();  // for the test that both languages have the same {places}

Html say(Language language, std::string_view key, const Places& places = {});

// The language of a reader from his browser's Accept-Language (RFC 9110 12.5.4): of Japanese and
// English the one with the higher weight, `otherwise` if it names neither.
Language preferred_language(std::string_view accept_language, Language otherwise);

}  // namespace milter
