#include "milter/web/attachments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace milter {
namespace {

TEST(Attachments, RemarksByName) {
  struct Row {
    const char* name;
    const char* type;
    std::vector<Remark> expected;
  };
  const Row rows[] = {
      {"見積書.xlsx", "application/octet-stream", {}},
      {"archive.tar.gz", "application/gzip", {}},
      {"見積書.xlsx.zip", "application/zip", {}},
      {"報告 2026.10.pdf", "application/pdf", {}},
      {"setup.exe", "application/octet-stream", {}},
      {"v1.2.html", "text/html", {}},
      {"exe", "", {}},
      {"", "application/pdf", {}},
      {"名簿.zip.gpg", "", {Remark::kEncrypted}},
      {"smime.p7m", "application/pkcs7-mime", {Remark::kEncrypted}},
      {"", "Application/PKCS7-MIME", {Remark::kEncrypted}},
      {"単価表.XLSM", "", {Remark::kMacro}},
      {"plan.docm", "", {Remark::kMacro}},
      {"注文書.pdf.exe", "", {Remark::kDoubleExtension}},
      {"注文書.pdf   .scr", "", {Remark::kDoubleExtension}},
      {"invoice.docx.html", "", {Remark::kDoubleExtension}},
  };
  for (const Row& row : rows) {
    EXPECT_THAT(remarks({row.name, row.type, 1}), testing::ElementsAreArray(row.expected))
        << row.name << " " << row.type;
  }
}

}  // namespace
}  // namespace milter
