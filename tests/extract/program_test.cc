// The real program in both of its forms: the sandbox around the real parsers.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <array>
#include <cstdio>
#include <thread>

#include "milter/base/limits.h"
#include "milter/extract/extract_client.h"
#include "tests/extract/expect.h"
#include "tests/extract/samples.h"
#include "tests/ops/folder.h"
#include "tests/support/extract_service.h"
#include "tests/support/processes.h"

namespace milter::extract {
namespace {

using testing::ExtractService;

const std::string kCsv = "取引先,振込先\n幸和商事,みなと銀行 本店 普通 1234567\n";

// What people send, and what means harm. An answer takes the whole way: client, server, child,
// cage.
struct Row {
  const char* name;
  std::string bytes;
  std::string told;
};

std::vector<Row> rows() {
  const std::string pdf =
      japanese_pdf("90ms-RKSJ-H", {hex(in_charset("振込先の変更", "windows-31j"))});
  const std::string zeros(2 * limits::kMinUnpackBytes, '\0');
  return {
      {"note.txt", "振込先が変わりました。", "note.txt: 振込先が変わりました。\n"},
      {"sjis.csv", in_charset(kCsv, "windows-31j"), "sjis.csv: " + kCsv + "\n"},
      {"請求書.pdf", pdf, "請求書.pdf: 振込先の変更\n\n"},
      {"a.zip", zip_of({{"請求書.pdf", pdf}, {"b.csv", kCsv}}),
       "a.zip/請求書.pdf: 振込先の変更\n\na.zip/b.csv: " + kCsv + "\n"},
      {"a.7z", archive_of("7zip", "none", {{"b.csv", kCsv}}), "a.7z/b.csv: " + kCsv + "\n"},
      {"a.tar.xz", archive_of("ustar", "xz", {{"b.csv", kCsv}}), "a.tar.xz/b.csv: " + kCsv + "\n"},
      {"locked.zip",
       archive_of("zip", "none", {{"b.csv", kCsv}}, "zip:encryption=aes256", "secret"),
       "locked.zip/b.csv: !encrypted\n"},
      {"photo.jpg", std::string("\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x48", 16),
       "photo.jpg: !unknown_kind\n"},
      {"bomb.zip", archive_of("zip", "none", {{"zeros.txt", zeros}}),
       "bomb.zip/zeros.txt: !too_large\nbomb.zip/zeros.txt: !unknown_kind\n"},
  };
}

TEST(ExtractProgram, ServesWhatPeopleSend) {
  const ExtractService service(SEKIMORI_EXTRACT);
  const SystemClock clock;
  for (const Row& row : rows()) {
    const auto answer =
        ask_extract(service.socket(), {row.bytes, row.name, ""}, Deadline(clock, testing::kHang));
    ASSERT_TRUE(answer) << row.name << ": " << answer.error().what;
    EXPECT_EQ(told(*answer), row.told);
  }
}

// Thirty forms, each of which shows the next one twice: five kilobytes, a thousand million
// showings.
std::string pdf_of_doubling_forms() {
  std::vector<std::string> objects = {
      "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
      "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>"
      ">>",
      pdf_stream("", "/X Do")};
  for (int i = 0; i < 30; ++i) {
    const std::string next = std::to_string(objects.size() + 2);
    objects.push_back(pdf_stream(
        "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X " + next + " 0 R>>>>",
        "/X Do /X Do"));
  }
  return pdf_of(objects);
}

// Which of its limits the child meets first is the machine's affair.
TEST(ExtractProgram, APdfBombEndsInATrouble) {
  const ExtractService service(SEKIMORI_EXTRACT);
  const SystemClock clock;
  const std::string bomb = pdf_of_doubling_forms();
  const auto answer =
      ask_extract(service.socket(), {bomb, "bomb.pdf", ""}, Deadline(clock, testing::kHang));
  ASSERT_TRUE(answer) << answer.error().what;
  EXPECT_THAT(told(*answer), ::testing::AnyOf("bomb.pdf: !timeout\n", "bomb.pdf: !memory\n"));
}

TEST(ExtractProgram, ServesManyAtOnce) {
  const ExtractService service(SEKIMORI_EXTRACT);
  const SystemClock clock;
  const auto all = rows();
  std::vector<std::thread> threads;
  std::vector<std::string> answers(3 * all.size());
  for (std::size_t i = 0; i < answers.size(); ++i) {
    threads.emplace_back([&, i] {
      const Row& row = all[i % all.size()];
      const auto answer =
          ask_extract(service.socket(), {row.bytes, row.name, ""}, Deadline(clock, testing::kHang));
      answers[i] = answer ? told(*answer) : answer.error().what;
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (std::size_t i = 0; i < answers.size(); ++i) {
    EXPECT_EQ(answers[i], all[i % all.size()].told);
  }
}

TEST(ExtractProgram, EndsWhenToldAndTakesItsSocketAway) {
  ExtractService service(SEKIMORI_EXTRACT);
  const std::string socket = service.socket();
  EXPECT_EQ(access(socket.c_str(), F_OK), 0);
  EXPECT_EQ(service.end(), 0);
  EXPECT_NE(access(socket.c_str(), F_OK), 0);
}

struct Ran {
  int status = 0;
  std::string output;
};

// With `input` on standard input.
Ran run(const std::string& arguments, std::string_view input = "") {
  const Folder folder;
  const std::string command = std::string(SEKIMORI_EXTRACT) + " " + arguments + " < " +
                              folder.write("input", input) + " 2>/dev/null";
  FILE* program = popen(command.c_str(), "r");
  Ran ran;
  std::array<char, 4096> piece{};
  std::size_t got = 0;
  while ((got = fread(piece.data(), 1, piece.size(), program)) > 0) {
    ran.output.append(piece.data(), got);
  }
  ran.status = WEXITSTATUS(pclose(program));
  return ran;
}

TEST(ExtractProgram, ReadsOneFromStandardInput) {
  const Ran plain = run("--name a.txt --type text/plain", "振込先");
  EXPECT_EQ(plain.status, 0);
  EXPECT_EQ(plain.output, R"({"texts":[{"where":"a.txt","text":"振込先"}],"troubles":[]})"
                          "\n");
  const Ran disguised = run("--name a.pdf.exe", "MZ program");
  EXPECT_EQ(disguised.status, 0);
  EXPECT_NE(disguised.output.find("double_extension"), std::string::npos) << disguised.output;
  EXPECT_EQ(run("", "").status, 0);
}

TEST(ExtractProgram, RefusesTooMuch) {
  const Ran ran = run("--name a.txt", std::string(limits::kMaxAttachmentBytes + 1, ' '));
  EXPECT_EQ(ran.status, 1);
  EXPECT_EQ(ran.output, "");
}

TEST(ExtractProgram, TellsItsUsage) {
  EXPECT_EQ(run("--help").status, 0);
  EXPECT_EQ(run("--version").output, "sekimori 0.1.0\n");
  for (const char* const wrong :
       {"--serve", "--wrong x", "file.pdf", "--name", "--name a b", "--serve /tmp/x --name a"}) {
    EXPECT_EQ(run(wrong).status, 2) << wrong;
  }
  EXPECT_EQ(run("--serve /no/such/folder/socket").status, 1);
}

}  // namespace
}  // namespace milter::extract
