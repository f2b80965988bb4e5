// Names as authentication compares them: lower-case A-labels, and whose a name is.
//
//   a_label("みらい.example")                      ->  "xn--q9ji3c6d.example"
//   organisational_domain("mail.asagiri.co.jp")    ->  "asagiri.co.jp"
//
// By the public suffix list of lookalike/. Pure and thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace milter {

// As it was given if the DNS cannot hold the name.
std::string a_label(std::string_view domain);

// The domain itself if nobody owns it ("co.jp").
std::string organisational_domain(std::string_view domain);

}  // namespace milter
