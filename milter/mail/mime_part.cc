// How it works: plain walks over what read_mime has found.
//
// Leaves out: x-uuencode, which stays as it stands.
//
// Tested by mime_tree_test.cc.
#include "milter/base/text.h"
#include "milter/mail/mime_tree.h"

namespace milter {

std::string decode_body(const Part& part) {
  if (part.transfer_encoding == "base64") return base64_decode(part.encoded);
  if (part.transfer_encoding == "quoted-printable") return quoted_printable_decode(part.encoded);
  return part.encoded;
}

bool is_sealed(const MimeTree& tree, std::size_t index) {
  while (true) {
    const Part& part = tree.parts[index];
    if (part.is("multipart/signed") || part.is("multipart/encrypted") ||
        part.is("application/pkcs7-mime") || part.is("application/x-pkcs7-mime")) {
      return true;
    }
    if (index == part.parent) return false;
    index = part.parent;
  }
}

}  // namespace milter
