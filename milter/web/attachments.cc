// Tested by attachments_test.cc.
#include "milter/web/attachments.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "milter/base/text.h"

namespace milter {
namespace {

constexpr auto kEncrypted =
    std::to_array<std::string_view>({"gpg", "pgp", "asc", "p7m", "aes", "enc", "kdbx"});
constexpr auto kMacro = std::to_array<std::string_view>(
    {"docm", "dotm", "xlsm", "xltm", "xlsb", "xlam", "pptm", "potm", "ppsm", "ppam"});
constexpr auto kDocument =
    std::to_array<std::string_view>({"pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "txt",
                                     "csv", "rtf", "jpg", "jpeg", "png", "gif", "zip"});
constexpr auto kProgram = std::to_array<std::string_view>(
    {"exe", "scr", "com", "pif", "bat", "cmd", "js",  "jse", "vbs", "vbe",
     "wsf", "hta", "lnk", "msi", "ps1", "jar", "iso", "img", "htm", "html"});
constexpr auto kEncryptedTypes = std::to_array<std::string_view>(
    {"application/pgp-encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"});

template <std::size_t kSize>
bool among(const std::array<std::string_view, kSize>& all, std::string_view one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

}  // namespace

std::vector<Remark> remarks(const HeldAttachment& attachment) {
  const std::string name = ascii_lower(attachment.name);
  const auto pieces = split(name, '.');
  const std::size_t count = pieces.size();
  const std::string_view last = count > 1 ? trim(pieces[count - 1]) : "";
  const std::string_view before = count > 2 ? trim(pieces[count - 2]) : "";

  std::vector<Remark> found;
  if (among(kEncrypted, last) || among(kEncryptedTypes, ascii_lower(attachment.type))) {
    found.push_back(Remark::kEncrypted);
  }
  if (among(kMacro, last)) found.push_back(Remark::kMacro);
  if (among(kDocument, before) && among(kProgram, last)) found.push_back(Remark::kDoubleExtension);
  return found;
}

}  // namespace milter
