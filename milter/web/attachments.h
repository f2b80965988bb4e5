// What an attachment's name says about it, without opening it.
//
//   remarks({"注文書.pdf.exe", ...})   ->  {Remark::kDoubleExtension}
//
// A hint for the person who sends it, never a verdict. Pure and thread-safe.
#pragma once

#include <cstdint>
#include <vector>

#include "milter/hold/held_mail.h"

namespace milter {

enum class Remark : std::uint8_t {
  kEncrypted,        // "x.pdf.gpg", application/pkcs7-mime: its content cannot be looked at
  kMacro,            // "x.xlsm": Office formats whose name says that macros may be inside
  kDoubleExtension,  // "x.pdf.exe": a program that looks like a document
};
std::vector<Remark> remarks(const HeldAttachment& attachment);

}  // namespace milter
