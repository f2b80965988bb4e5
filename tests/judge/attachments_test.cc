// Attachments as the judge sees them: by the real sekimori-extract where an honest answer is
// wanted, by a server that says anything where the answer itself is the matter.
#include "milter/judge/attachments.h"

#include <gmock/gmock.h>
#include <sys/socket.h>

#include <thread>

#include "milter/base/limits.h"
#include "milter/base/text.h"
#include "milter/extract/request.h"
#include "milter/extract/server.h"
#include "tests/judge/world.h"
#include "tests/support/extract_service.h"
#include "tests/support/processes.h"

namespace milter {
namespace {

using extract::Problem;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct File {
  std::string name, type, bytes;
};

std::string mail_with(const std::vector<File>& files) {
  std::string mail =
      "From: a@b.example\nTo: keiri@asagiri.example\nSubject: x\nMIME-Version: 1.0\n"
      "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nhello\n";
  for (const File& file : files) {
    mail += "--b\nContent-Type: " + file.type + "\nContent-Transfer-Encoding: base64\n";
    if (!file.name.empty()) {
      mail += "Content-Disposition: attachment; filename=\"=?utf-8?B?" + base64_encode(file.name) +
              "?=\"\n";
    }
    mail += "\n" + base64_encode(file.bytes) + "\n";
  }
  return mail + "--b--\n";
}

Attachments look(const std::string& socket, const std::vector<File>& files,
                 std::chrono::milliseconds patience = testing::kHang) {
  const SystemClock clock;
  return look_into(socket, message_of(mail_with(files)), Deadline(clock, patience));
}

std::vector<std::string> codes(const Attachments& inside) {
  std::vector<std::string> all;
  for (const rules::Finding& finding : inside.findings) {
    all.push_back(finding.code + ":" + std::to_string(finding.weight));
  }
  return all;
}

TEST(Attachments, WithoutASocketNamesAreAllThatIsLookedAt) {
  const char* const disguised[] = {"請求書.pdf.exe", "invoice.docx.js", "請求書.pdf      .scr",
                                   "invoice\u202efdp.exe"};
  for (const std::string name : disguised) {
    const auto inside = look("", {{name, "application/pdf", "x"}});
    EXPECT_THAT(codes(inside), ElementsAre("reading.attachment_disguised:3")) << name;
    EXPECT_THAT(inside.texts, IsEmpty());
  }
  for (const std::string name :
       {"請求書.pdf", "setup.exe", "a.tar.gz", "v1.2.docx", "2026.03.05 議事録.txt", ""}) {
    EXPECT_THAT(codes(look("", {{name, "application/pdf", "x"}})), IsEmpty()) << name;
  }
}

TEST(Attachments, AreReadByTheRealProgram) {
  const testing::ExtractService service(SEKIMORI_EXTRACT);
  const auto inside =
      look(service.socket(),
           {{"お知らせ.txt", "text/plain", "振込先 が\n変わる。"},
            {"photo.jpg", "image/jpeg", std::string("\xff\xd8\xff\xe0\0\x10JFIF\0", 11)},
            {"", "application/octet-stream", "ＡＢＣ"}});
  ASSERT_EQ(inside.texts.size(), 2U);
  EXPECT_EQ(inside.texts[0].where, "お知らせ.txt");
  EXPECT_EQ(inside.texts[0].text.text, "振込先が変わる。") << "normalised as the body is";
  EXPECT_EQ(inside.texts[1].where, "application/octet-stream");
  EXPECT_EQ(inside.texts[1].text.text, "abc");
  EXPECT_THAT(codes(inside), IsEmpty()) << "a picture is nothing odd";
}

TEST(Attachments, NobodyThereIsAFinding) {
  const auto inside = look("/no/such/socket",
                           {{"a.pdf", "application/pdf", "x"}, {"b.pdf", "application/pdf", "x"}});
  ASSERT_THAT(codes(inside), ElementsAre("reading.attachments_unavailable:2"));
  EXPECT_EQ(inside.findings[0].evidence.size(), 2U);
  EXPECT_THAT(codes(look("/no/such/socket", {})), IsEmpty()) << "nothing to ask about";
}

// Answers every connection with the same extraction.
class Answers {
 public:
  explicit Answers(const extract::Extraction& extraction)
      : listener_(extract::listen_on(path()).value()), json_(to_json(extraction)), thread_([this] {
          while (!over_) answer_one();
        }) {}
  ~Answers() {
    over_ = true;
    thread_.join();
  }
  std::string path() const { return folder_.path("s"); }

 private:
  void answer_one() const {
    const Descriptor connection(accept(listener_.get(), nullptr, nullptr));
    if (!connection.is_open()) return std::this_thread::yield();
    if (extract::read_request(connection.get())) extract::write_whole(connection.get(), json_);
  }
  Folder folder_;
  Descriptor listener_;
  std::string json_;
  std::atomic<bool> over_{false};
  std::thread thread_;
};

struct Picture {
  const char* what;
  const char* type;         // of the part
  const char* disposition;  // its whole field value
  std::size_t bytes;
  const char* around;  // the multipart it lies in
  bool told;
};

constexpr Picture kPictures[] = {
    {"a scan sent as a file", "image/png", "attachment; filename=\"s.png\"", 60'000, "mixed", true},
    {"the same without a disposition", "image/jpeg", "", 60'000, "mixed", true},
    {"called a PDF", "application/pdf", "attachment; filename=\"s.pdf\"", 60'000, "mixed", true},
    {"called a PDF, shown", "application/pdf", "inline; filename=\"s.pdf\"", 60'000, "mixed", true},
    {"small, but no picture", "application/x-any", "attachment", 500, "mixed", true},
    {"beside a page, but no picture", "application/pdf", "", 60'000, "related", true},
    {"a logo of the page", "image/png", "", 30'000, "related", false},
    {"a logo of the page, with a name", "image/gif", "attachment; filename=\"image001.gif\"",
     30'000, "related", false},
    {"a photo in the text", "image/jpeg", "inline; filename=\"IMG_1.jpg\"", 900'000, "mixed",
     false},
    {"an icon", "image/png", "attachment; filename=\"icon.png\"", 2'000, "mixed", false},
    {"an S/MIME signature", "application/pkcs7-signature", "attachment; filename=\"smime.p7s\"",
     4'000, "signed", false},
    {"the same, older name", "application/x-pkcs7-signature", "attachment; filename=\"smime.p7s\"",
     12'000, "signed", false},
};

std::string mail_of(const Picture& picture) {
  std::string mail = "From: a@b.example\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/" +
                     std::string(picture.around) +
                     "; boundary=b\n\n--b\nContent-Type: text/html\n\nhello\n--b\n"
                     "Content-Type: " +
                     picture.type + "\nContent-Transfer-Encoding: base64\n";
  if (*picture.disposition != '\0') {
    mail += "Content-Disposition: " + std::string(picture.disposition) + "\n";
  }
  return mail + "\n" + base64_encode(std::string(picture.bytes, 'x')) + "\n--b--\n";
}

TEST(Attachments, OfPicturesOnlyPossibleDocumentsAreTold) {
  const Answers server({{}, {{Problem::kUnknownKind, "it"}}});
  const SystemClock clock;
  for (const Picture& picture : kPictures) {
    const auto inside =
        look_into(server.path(), message_of(mail_of(picture)), Deadline(clock, testing::kHang));
    const std::vector<std::string> told = {"reading.attachment_not_read:0"};
    EXPECT_EQ(codes(inside), picture.told ? told : std::vector<std::string>()) << picture.what;
  }
}

// A logo that hides something else is no logo.
TEST(Attachments, FurnitureIsLookedIntoAllTheSame) {
  const Answers server({{{"logo.png", "text"}}, {{Problem::kEncrypted, "logo.png/a"}}});
  const auto inside = look(server.path(), {{"logo.png", "image/png", "x"}});
  EXPECT_THAT(codes(inside), ElementsAre("reading.attachment_encrypted:2"));
  EXPECT_EQ(inside.texts.size(), 1U);
}

TEST(Attachments, EachProblemHasItsSentence) {
  struct Row {
    Problem problem;
    const char* finding;
  };
  const Row rows[] = {
      {Problem::kEncrypted, "reading.attachment_encrypted:2"},
      {Problem::kMacros, "reading.attachment_macros:2"},
      {Problem::kDoubleExtension, "reading.attachment_disguised:3"},
      {Problem::kTooDeep, "reading.attachment_too_deep:2"},
      {Problem::kTooMany, "reading.attachment_too_many:2"},
      {Problem::kTooLarge, "reading.attachment_too_large:2"},
      {Problem::kBroken, "reading.attachment_broken:1"},
      {Problem::kUnknownKind, "reading.attachment_not_read:0"},
      {Problem::kTimeout, "reading.attachment_failed:2"},
      {Problem::kMemory, "reading.attachment_failed:2"},
      {Problem::kCrashed, "reading.attachment_failed:2"},
  };
  for (const Row& row : rows) {
    const Answers server({{}, {{row.problem, "a.zip/見積.pdf"}}});
    const auto inside = look(server.path(), {{"a.zip", "application/zip", "x"}});
    ASSERT_THAT(codes(inside), ElementsAre(row.finding));
    const rules::Finding& finding = inside.findings[0];
    EXPECT_EQ(finding.axis, rules::Axis::kReading);
    EXPECT_NE(finding.text.ja.find("添付ファイル「a.zip/見積.pdf」"), std::string::npos);
    EXPECT_NE(finding.text.en.find("“a.zip/見積.pdf”"), std::string::npos);
    EXPECT_THAT(finding.evidence, ElementsAre(rules::Evidence{"a.zip/見積.pdf", ""}));
  }
}

TEST(Attachments, OneFindingAKindAndFewPlaces) {
  extract::Extraction many;
  for (int i = 0; i < 20; ++i) many.troubles.push_back({Problem::kBroken, std::to_string(i)});
  const Answers server(many);
  const auto inside = look(server.path(), {{"a.zip", "application/zip", "x"}});
  ASSERT_EQ(inside.findings.size(), 1U);
  EXPECT_EQ(inside.findings[0].evidence.size(), limits::kMaxEvidence);
}

// Names go into sentences and logs.
TEST(Attachments, NamesAreMadeFitToBeShown) {
  const Answers server(
      {{{"a\r\nX-Forged: 1", "text"}}, {{Problem::kBroken, "a\u202efdp.exe\x1b[2J"}}});
  const auto inside = look(server.path(), {{"a.zip", "application/zip", "x"}});
  EXPECT_EQ(inside.texts.at(0).where, "a\\x0D\\x0AX-Forged: 1");
  EXPECT_EQ(inside.findings.at(0).evidence.at(0).where, "a\\xE2\\x80\\xAEfdp.exe\\x1B[2J");
  const Answers long_name({{{std::string(500, 'n'), "text"}}, {}});
  const auto clipped = look(long_name.path(), {{"a.zip", "application/zip", "x"}});
  EXPECT_EQ(clipped.texts.at(0).where, std::string(limits::kMaxQuoteCharacters, 'n') + "…");
}

TEST(Attachments, TextsAreLimitedTogether) {
  std::string most;
  while (most.size() + 3 <= limits::kMaxTextBytes - 5) most += "字";
  const Answers server({{{"one", most}, {"two", "字字字字"}}, {}});
  const auto inside = look(server.path(), {{"a.zip", "application/zip", "x"}});
  EXPECT_THAT(codes(inside), ElementsAre("reading.attachment_too_large:2"));
  ASSERT_EQ(inside.texts.size(), 2U);
  EXPECT_EQ(inside.texts[0].text.text.size() + inside.texts[1].text.text.size(),
            limits::kMaxTextBytes / 3 * 3)
      << "cut between characters";
}

TEST(Attachments, OfManyTheFirstAreLookedAt) {
  const Answers server({{{"", "text"}}, {}});
  const std::vector<File> most(limits::kMaxInspectedAttachments, {"a", "application/zip", "x"});
  EXPECT_THAT(codes(look(server.path(), most)), IsEmpty());
  auto more = most;
  more.push_back({"the last", "application/zip", "x"});
  const auto inside = look(server.path(), more);
  EXPECT_EQ(inside.texts.size(), limits::kMaxInspectedAttachments);
  EXPECT_THAT(codes(inside), ElementsAre("reading.too_many_attachments:2"));
}

// Whatever is slow, half of the time is left for the rest of judging.
TEST(Attachments, LeaveTimeForTheRest) {
  EXPECT_LE(2 * limits::kAttachmentsDeadline, limits::kMessageDeadline);
  Folder folder;
  const auto deaf = extract::listen_on(folder.path("s"));
  const auto inside =
      look(folder.path("s"), {{"a.pdf", "application/pdf", "x"}}, std::chrono::milliseconds{50});
  EXPECT_THAT(codes(inside), ElementsAre("reading.attachments_unavailable:2"));
}

}  // namespace
}  // namespace milter
