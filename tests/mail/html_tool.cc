// For html_differential_test.py: reads pages "<length>\n<bytes>" from standard input and prints one
// line of JSON for each.
#include <iostream>
#include <string>

#include "milter/base/json.h"
#include "milter/mail/html_text.h"

namespace {

milter::Json answer(const std::string& html) {
  const milter::HtmlText page = milter::read_html(html);
  milter::Json links = milter::Json::array();
  for (const milter::Link& link : page.links) {
    links.push(milter::Json::array().push(link.text).push(link.target));
  }
  milter::Json out = milter::Json::object();
  out.set("visible", page.visible).set("hidden", page.hidden).set("links", links);
  return out.set("uncertain", page.too_deep || page.too_many_styles);
}

}  // namespace

int main() {
  std::size_t length = 0;
  while (std::cin >> length && std::cin.get() == '\n') {
    std::string html(length, '\0');
    std::cin.read(html.data(), static_cast<std::streamsize>(length));
    std::cout << answer(html).dump() << "\n";
  }
}
