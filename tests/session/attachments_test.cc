// A mail with attachments through a transaction, with the real sekimori-extract behind it.
#include <gmock/gmock.h>

#include "milter/base/text.h"
#include "milter/session/transaction.h"
#include "tests/extract/samples.h"
#include "tests/support/case_player.h"
#include "tests/support/extract_service.h"

namespace milter {
namespace {

using ::testing::Contains;
using ::testing::Not;

struct File {
  std::string name, bytes;
};

class AttachmentsTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { service_ = new testing::ExtractService(SEKIMORI_EXTRACT); }
  static void TearDownTestSuite() { delete service_; }

  void use(const std::string& socket) {
    const auto config = parse_config(
        "[organisation]\ndomains = [\"asagiri.example\"]\n"
        "[people]\nfinance = [\"keiri@asagiri.example\"]\n"
        "[extract]\nsocket = \"" +
            socket + "\"\n",
        "/etc/sekimori/sekimori.toml");
    Partner partner;
    partner.id = "P1";
    partner.name = "株式会社幸和商事";
    partner.domains = {"kouwa-shoji.example"};
    snapshot_ = make_snapshot(config.value(), {partner}).value();
  }

  // From a partner, without a word that matters in its body.
  Outcome send(const File& file) {
    Transaction transaction({[this] { return snapshot_; }, memory_.get(), nullptr, &clock_, &gate_,
                             nullptr, std::chrono::seconds(60)});
    transaction.on_connect("203.0.113.9", "mx.kouwa-shoji.example");
    transaction.on_mail("<tanaka@kouwa-shoji.example>", "");
    transaction.on_rcpt("<keiri@asagiri.example>", "");
    const auto handed = testing::hand_over(
        transaction,
        "From: tanaka@kouwa-shoji.example\r\nTo: keiri@asagiri.example\r\nSubject: hello\r\n"
        "Date: Mon, 2 Nov 2026 10:15:00 +0900\r\nMessage-ID: <1@kouwa-shoji.example>\r\n"
        "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n"
        "Please see the attachment.\r\n--b\r\nContent-Type: application/octet-stream\r\n"
        "Content-Disposition: attachment; filename=\"" +
            file.name + "\"\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
            base64_encode(file.bytes) + "\r\n--b--\r\n");
    EXPECT_EQ(handed.after_header, Reply::kContinue);
    return transaction.on_end_of_message();
  }

  static std::vector<std::string> codes(const Outcome& outcome) {
    std::vector<std::string> all;
    for (const auto& finding : outcome.judgement->verdict.findings) all.push_back(finding.code);
    return all;
  }

  static inline testing::ExtractService* service_ = nullptr;
  std::shared_ptr<const Snapshot> snapshot_;
  std::unique_ptr<Memory> memory_ =
      Memory::open("sqlite::memory:", Memory::Writes::kImmediate).value();
  SystemClock clock_;
  JudgingGate gate_{1};
};

const File kAccountChange = {
    "letter.pdf",
    extract::japanese_pdf("90ms-RKSJ-H", {extract::hex(extract::in_charset(
                                             "振込先の口座が変更になりました。", "windows-31j"))})};

TEST_F(AttachmentsTest, AnAccountChangeInsideAPdfIsSeen) {
  use(service_->socket());
  const Outcome outcome = send(kAccountChange);
  EXPECT_EQ(outcome.reply, Reply::kAccept);
  EXPECT_EQ(outcome.judgement->verdict.level, rules::Level::kAmber);
  EXPECT_EQ(outcome.judgement->verdict.decided_by, "account_change");
  const auto& findings = outcome.judgement->verdict.findings;
  const auto found = std::find_if(findings.begin(), findings.end(), [](const auto& finding) {
    return finding.code == "intent.account_change";
  });
  ASSERT_NE(found, findings.end());
  EXPECT_EQ(found->evidence.at(0),
            (rules::Evidence{"letter.pdf", "振込先の口座が変更になりました。"}));
}

TEST_F(AttachmentsTest, WithoutTheServiceItIsNot) {
  use("");
  const Outcome outcome = send(kAccountChange);
  EXPECT_EQ(outcome.judgement->verdict.level, rules::Level::kClear);
}

TEST_F(AttachmentsTest, ADeadServiceHoldsNoMailUp) {
  use("/no/such/socket");
  const Outcome outcome = send(kAccountChange);
  EXPECT_EQ(outcome.reply, Reply::kAccept);
  EXPECT_THAT(codes(outcome), Contains("reading.attachments_unavailable"));
  EXPECT_EQ(outcome.judgement->verdict.level, rules::Level::kNotice);
}

TEST_F(AttachmentsTest, WhatCannotBeLookedIntoIsSaid) {
  use(service_->socket());
  const Outcome locked = send({"a.zip", extract::zip_of({{"invoice.xlsx", "secret"}}, 1)});
  EXPECT_THAT(codes(locked), Contains("reading.attachment_encrypted"));
  EXPECT_EQ(locked.judgement->verdict.level, rules::Level::kNotice);
  const Outcome disguised = send({"invoice.pdf.exe", "MZ"});
  EXPECT_THAT(codes(disguised), Contains("reading.attachment_disguised"));
  EXPECT_EQ(disguised.judgement->verdict.level, rules::Level::kAmber);
  const Outcome plain = send({"order.csv", "item,count\nbolt,3\n"});
  EXPECT_THAT(codes(plain), Not(Contains(::testing::StartsWith("reading."))));
  EXPECT_EQ(plain.judgement->verdict.level, rules::Level::kClear);
}

}  // namespace
}  // namespace milter
