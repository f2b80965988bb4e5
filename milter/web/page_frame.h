// What all pages share: the frame around them and how an address is written.
//
//   page(reader, bare_text("…"), element("h1", …))   ->  "<!DOCTYPE html><html lang=…"
//
// Pure and thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "milter/web/html.h"
#include "milter/web/pages.h"

namespace milter {

// `title` must be bare_text(), `main` is the content of <main>.
std::string page(const Reader& reader, const Html& title, const Html& main);

// "heading: subject"
Html title_with_subject(const Reader& reader, std::string_view heading, std::string_view subject);

// In letters that tell l from I and 1, kept apart from the direction of the text around it; a
// domain outside ASCII is followed by what the DNS has.
Html address_html(std::string_view address);

Html subject_html(const Reader& reader, std::string_view subject);
Html date_html(const Reader& reader, std::int64_t seconds);
Html row(const Html& name, const Html& value);  // of <dl>

}  // namespace milter
