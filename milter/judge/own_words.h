// The sentences of our own banner inside a mail that quotes it: they are no words of its sender.
//
//   without_own_words("> 【関守】振込先・口座の変更を伝えるメールです\nOK\n")   ->  "OK\n"
//
// Only whole lines that are exactly ours go. What stands between an opening and a closing of a
// banner stays, for anybody can write those around a request. Pure and thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace milter {

std::string without_own_words(std::string_view visible_text);

}  // namespace milter
