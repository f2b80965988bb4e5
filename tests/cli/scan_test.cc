#include "milter/cli/scan.h"

#include <gmock/gmock.h>

#include "milter/mail/message.h"
#include "milter/memory/memory.h"
#include "tests/cli/desk.h"

namespace milter {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

class Scan : public testing::Test {
 protected:
  int scan(ScanOptions options) {
    desk_.forget();
    options.offline = true;  // program_test.py asks a real DNS
    return run_scan(desk_.config(), options, desk_.out, desk_.err);
  }
  int scan_json(const std::vector<std::string>& files) {
    ScanOptions options;
    options.files = files;
    options.json = true;
    return scan(options);
  }

  Desk desk_;
  const std::string order_ = desk_.write("order.eml", Desk::order());
  const std::string fraud_ = desk_.write("fraud.eml", Desk::fraud());
};

TEST_F(Scan, PrintsOneObjectALineInTheOrderOfTheFiles) {
  EXPECT_EQ(scan_json({fraud_, order_, fraud_}), 0);
  const auto verdicts = desk_.json();
  ASSERT_THAT(verdicts, SizeIs(3));
  EXPECT_EQ(verdicts[0]["file"], fraud_);
  EXPECT_EQ(verdicts[0]["level"], "red");
  EXPECT_EQ(verdicts[1]["file"], order_);
  EXPECT_EQ(verdicts[1]["level"], "clear");
  EXPECT_EQ(verdicts[2]["level"], "red");
  EXPECT_NE(verdicts[0]["id"], verdicts[2]["id"]);
  EXPECT_EQ(desk_.err.str(), "");
}

TEST_F(Scan, PrintsColumnsForPeople) {
  ScanOptions options;
  options.files = {fraud_, order_};
  EXPECT_EQ(scan(options), 0);
  const auto lines = desk_.lines();
  ASSERT_THAT(lines, SizeIs(2));
  EXPECT_THAT(lines[0], StartsWith(fraud_ + "\tred\t"));
  EXPECT_THAT(lines[0], HasSubstr("桜井 一郎"));
  EXPECT_THAT(lines[1], StartsWith(order_ + "\tclear\t-\t"));
}

TEST_F(Scan, FillsInTheEnvelopeFromTheHeader) {
  EXPECT_EQ(scan_json({order_}), 0);
  const auto verdict = desk_.json().at(0);
  EXPECT_EQ(verdict["mail_from"], "k.tanaka@kouwa-shoji.co.jp");
  EXPECT_EQ(verdict["rcpt_to"], nlohmann::json({"keiri@asagiri.example", "soumu@asagiri.example"}));
  EXPECT_EQ(verdict["direction"], "inbound");
  EXPECT_TRUE(verdict["client_ip"].is_null());
  EXPECT_TRUE(verdict["queue_id"].is_null());
}

TEST_F(Scan, TakesTheEnvelopeItIsTold) {
  ScanOptions options;
  options.files = {order_};
  options.json = true;
  options.mail_from = "bounce@kouwa-shoji.co.jp";
  options.rcpt_to = {"a@asagiri.example", "<b@asagiri.example>"};
  options.client_ip = "203.0.113.9";
  EXPECT_EQ(scan(options), 0);
  auto verdict = desk_.json().at(0);
  EXPECT_EQ(verdict["mail_from"], "bounce@kouwa-shoji.co.jp");
  EXPECT_EQ(verdict["rcpt_to"], nlohmann::json({"a@asagiri.example", "b@asagiri.example"}));
  EXPECT_EQ(verdict["client_ip"], "203.0.113.9");
  EXPECT_TRUE(verdict["auth_user"].is_null());
  options.auth_user = "k.mori";
  EXPECT_EQ(scan(options), 0);
  verdict = desk_.json().at(0);
  EXPECT_EQ(verdict["auth_user"], "k.mori");
  EXPECT_EQ(verdict["direction"], "outbound");
  options.direction = rules::Direction::kInbound;  // said outright, it beats the rule
  EXPECT_EQ(scan(options), 0);
  EXPECT_EQ(desk_.json().at(0)["direction"], "inbound");
}

TEST_F(Scan, TakesTheNullSender) {
  ScanOptions options;
  options.files = {order_};
  options.json = true;
  options.mail_from = "<>";
  EXPECT_EQ(scan(options), 0);
  EXPECT_EQ(desk_.json().at(0)["mail_from"], "");
}

TEST_F(Scan, NamesTheBadFileAndDoesTheOthers) {
  EXPECT_EQ(scan_json({order_, desk_.path("none.eml"), fraud_}), 1);
  EXPECT_THAT(desk_.json(), SizeIs(2));
  EXPECT_THAT(desk_.errors(), ElementsAre(StartsWith(desk_.path("none.eml") + ": ")));
  EXPECT_EQ(scan_json({desk_.path("")}), 1);  // a folder
  EXPECT_THAT(desk_.errors(), ElementsAre(StartsWith(desk_.path(""))));
}

TEST_F(Scan, JudgesOutgoingMailAsTheDaemonDoesAndKeepsNothing) {
  const std::string mail = desk_.write(
      "slip.eml", "From: mori@asagiri.example\nTo: sato@gmai.com\nSubject: x\n\nHello\n");
  std::filesystem::create_directory(desk_.path("applied"));
  ScanOptions options;
  options.files = {mail};
  options.json = true;
  options.direction = rules::Direction::kOutbound;
  options.apply = desk_.path("applied");
  EXPECT_EQ(scan(options), 0);
  const auto verdict = desk_.json().at(0);
  EXPECT_EQ(verdict["level"], "red");
  EXPECT_EQ(verdict["decided_by"], "doubtful_recipient");
  EXPECT_EQ(verdict["actions"][0]["do"], "hold");
  EXPECT_EQ(verdict["hold"]["id"], verdict["id"]);
  EXPECT_EQ(verdict["hold"]["recipients"],
            nlohmann::json::parse(
                R"([{"address": "sato@gmai.com", "reason": "provider", "of": "gmail.com"}])"));
  EXPECT_THAT(desk_.errors(), ElementsAre(mail + ": not written: it would not be delivered now"));
  EXPECT_FALSE(desk_.has("applied/slip.eml"));
  EXPECT_FALSE(desk_.has("s.db"));
  options.rcpt_to = {"sato@gmail.com"};
  EXPECT_EQ(scan(options), 0);
  EXPECT_TRUE(desk_.json().at(0)["hold"].is_null());
  EXPECT_TRUE(desk_.has("applied/slip.eml"));
}

TEST_F(Scan, WritesTheMailAsItWouldBeDelivered) {
  std::filesystem::create_directory(desk_.path("out"));
  ScanOptions options;
  options.files = {order_, fraud_};
  options.apply = desk_.path("out");
  EXPECT_EQ(scan(options), 0);
  EXPECT_EQ(desk_.read("out/order.eml"), Desk::order());
  const std::string delivered = desk_.read("out/fraud.eml");
  EXPECT_THAT(delivered, HasSubstr("X-Sekimori-Level: red\n"));
  const std::string text =
      read_message(std::make_shared<const RawMessage>(RawMessage::parse(delivered))).text;
  EXPECT_THAT(text, HasSubstr("【関守】"));
  EXPECT_THAT(text, HasSubstr("QRコード"));
  EXPECT_EQ(desk_.read("fraud.eml"), Desk::fraud());
}

TEST_F(Scan, NamesAFolderItCannotWriteTo) {
  ScanOptions options;
  options.files = {order_, fraud_};
  options.apply = desk_.path("no/such");
  EXPECT_EQ(scan(options), 1);
  EXPECT_THAT(desk_.errors(), ElementsAre(StartsWith(desk_.path("no/such/order.eml")),
                                          StartsWith(desk_.path("no/such/fraud.eml"))));
  EXPECT_THAT(desk_.lines(), SizeIs(2));
}

TEST_F(Scan, NeverMakesAStore) {
  EXPECT_EQ(scan_json({order_}), 0);
  EXPECT_FALSE(desk_.has("s.db"));
}

TEST_F(Scan, AsksTheStoreThatIsThereAndAddsNothing) {
  const std::string stranger = desk_.write("stranger.eml", "From: a@b.example\n\nhello\n");
  const auto first_contact = [&] {
    EXPECT_EQ(scan_json({stranger}), 0);
    return desk_.out.str().find("relationship.first_contact") != std::string::npos;
  };
  EXPECT_TRUE(first_contact());
  const std::string url = "sqlite:" + desk_.path("s.db");
  const auto memory = Memory::open(url, Memory::Writes::kImmediate).value();
  EXPECT_TRUE(first_contact());
  EXPECT_TRUE(first_contact());  // the first look was not remembered
  memory->record({{{"keiri@asagiri.example", "a@b.example", false, 1}}, std::nullopt});
  EXPECT_FALSE(first_contact());
}

TEST_F(Scan, SaysThatItCannotAskABrokenStore) {
  desk_.write("s.db", std::string(4096, 'x'));
  EXPECT_EQ(scan_json({fraud_}), 1);
  EXPECT_THAT(desk_.errors(), ElementsAre(HasSubstr("s.db")));
  EXPECT_THAT(desk_.out.str(), HasSubstr("relationship.memory_unavailable"));
  EXPECT_EQ(desk_.json().at(0)["level"], "red");
}

TEST_F(Scan, NamesProblemsOfTheConfigurationAndJudgesNothing) {
  desk_.write("s.toml", "[organisation]\ndomain = 1\n[odd]\n");
  EXPECT_EQ(scan_json({order_}), 1);
  EXPECT_EQ(desk_.out.str(), "");
  ASSERT_FALSE(desk_.errors().empty());
  for (const std::string& line : desk_.errors()) EXPECT_THAT(line, StartsWith(desk_.config()));
}

TEST_F(Scan, MakesFileNamesPrintable) {
  const std::string odd = desk_.write("a\tb\x1b.eml", Desk::order());
  ScanOptions options;
  options.files = {odd};
  EXPECT_EQ(scan(options), 0);
  EXPECT_THAT(desk_.out.str(), HasSubstr("a\\x09b\\x1B.eml"));
  EXPECT_THAT(desk_.out.str(), Not(HasSubstr("\x1b")));
}

TEST(ScanMonitor, ChangesNothingAndSaysWhatItWouldDo) {
  Desk desk("[mode]\nmonitor = true\n");
  std::filesystem::create_directory(desk.path("out"));
  ScanOptions options;
  options.files = {desk.write("fraud.eml", Desk::fraud())};
  options.apply = desk.path("out");
  options.json = true;
  EXPECT_EQ(run_scan(desk.config(), options, desk.out, desk.err), 0);
  const auto verdict = desk.json().at(0);
  EXPECT_EQ(verdict["mode"], "monitor");
  EXPECT_EQ(verdict["level"], "red");
  EXPECT_THAT(verdict["actions"].dump(), HasSubstr("banner"));
  EXPECT_EQ(desk.read("out/fraud.eml"), Desk::fraud());
}

}  // namespace
}  // namespace milter
