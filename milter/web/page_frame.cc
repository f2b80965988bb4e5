// Tested by pages_test.cc.
#include "milter/web/page_frame.h"

#include "milter/web/comparison.h"
#include "milter/web/date.h"
#include "milter/web/texts.h"

namespace milter {
namespace {

Html head(const Html& title) {
  return element("head",
                 void_element("meta", {{"charset", "utf-8"}}) + element("title", title) +
                     void_element("meta", {{"name", "viewport"},
                                           {"content", "width=device-width, initial-scale=1"}}) +
                     void_element("meta", {{"name", "robots"}, {"content", "noindex"}}) +
                     void_element("link", {{"rel", "stylesheet"}, {"href", "/style.css"}}));
}

Html header(const Reader& reader) {
  const auto line = element("p", element("strong", say(reader.language, "brand")) + text(" ") +
                                     element("span", say(reader.language, "tagline")));
  return element("header", line);
}

Html footer(const Reader& reader) {
  const Html line = say(reader.language, "foot", {{"organisation", text(reader.organisation)}});
  return element("footer", element("p", line));
}

// The domain keeps to one line where it can.
Html one_form(std::string_view address) {
  const std::size_t domain = address.rfind('@') + 1;  // 0 without '@': npos + 1
  return element("bdi", {{"class", "address"}},
                 text(address.substr(0, domain)) + element("span", text(address.substr(domain))));
}

}  // namespace

std::string page(const Reader& reader, const Html& title, const Html& main) {
  const std::string language = reader.language == Language::kJapanese ? "ja" : "en";
  const Html body = element("body", header(reader) + element("main", main) + footer(reader));
  return "<!DOCTYPE html>\n" + element("html", {{"lang", language}}, head(title) + body).str() +
         "\n";
}

Html title_with_subject(const Reader& reader, std::string_view heading, std::string_view subject) {
  const Html shown = subject.empty() ? say(reader.language, "no_subject") : bare_text(subject);
  return say(reader.language, "title",
             {{"heading", say(reader.language, heading)}, {"subject", shown}});
}

Html address_html(std::string_view address) {
  const AddressNames names = read_names(address);
  Html shown = one_form(names.unicode);
  if (names.ascii != names.unicode) shown += text(" (") + one_form(names.ascii) + text(")");
  return shown;
}

Html subject_html(const Reader& reader, std::string_view subject) {
  return subject.empty() ? say(reader.language, "no_subject") : element("bdi", text(subject));
}

Html date_html(const Reader& reader, std::int64_t seconds) {
  return element("time", {{"datetime", machine_date(seconds)}},
                 text(shown_date(reader.language, seconds)));
}

Html row(const Html& name, const Html& value) {
  return element("div", element("dt", name) + element("dd", value));
}

}  // namespace milter
