#include "tests/courier/workshop.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <stdexcept>

#include "milter/base/text.h"

namespace milter::testing {
namespace {

Config config_in(const Folder& folder, const SmtpServer& server) {
  Config config;
  config.own_domains = {"asagiri.example"};
  config.organisation_name = "Asagiri";
  config.courier_from = "sekimori@asagiri.example";
  config.public_url = "https://confirm.asagiri.example";
  config.spool = folder.path("spool");
  config.store_url = "sqlite:" + folder.path("store.db");
  config.return_port = server.address();
  return config;
}

std::unique_ptr<Database> opened(const Config& config) {
  if (!Spool(config.spool).prepare()) throw std::runtime_error("no spool");
  auto database = open_database(config.store_url, Sync::kFull);
  if (!database) throw std::runtime_error(database.error().what);
  return std::move(*database);
}

HeldRecipient doubtful(const std::string& address) {
  HeldRecipient one;
  one.path = {"<" + address + ">", "NOTIFY=FAILURE ORCPT=rfc822;" + address};
  one.address = address;
  one.doubtful = true;
  one.why_ja = "一文字違います";
  one.why_en = "One letter differs";
  return one;
}

MailboxPlace place_of(const std::string& bytes, const std::string& address) {
  const std::size_t at = bytes.find(address);
  const ByteRange range{at, at + address.size()};
  const std::size_t field = bytes.find("To: ");
  return {{field, bytes.find('\n', field) + 1}, range, range, address};
}

bool is_notice(const TakenMail& mail) { return mail.from.rfind("<>", 0) == 0; }

}  // namespace

std::string bytes_to(const std::vector<std::string>& addresses) {
  std::string to;
  for (const std::string& address : addresses) to += (to.empty() ? "" : ", ") + address;
  return "From: yamada@asagiri.example\r\nTo: " + to +
         "\r\nSubject: =?UTF-8?B?6KaL56mN?=\r\nMessage-ID: <m1@asagiri.example>\r\n\r\n"
         ".dot\r\n8bit: \xE3\x81\x82\r\n.\r\nend without a line ending";
}

Workshop::Workshop(SmtpServer::Answer answer)
    : server(std::move(answer)),
      config(config_in(folder, server)),
      database(opened(config)),
      desk{config, keys, *database, clock, "gw.asagiri.example", "courier.1"},
      courier(desk) {}

std::string Workshop::hold(const std::vector<std::string>& addresses) {
  const std::string bytes = bytes_to(addresses);
  HeldMail mail;
  mail.id = "00000000000000" + std::to_string(10 + ++count_);
  if (mail.id.size() > 16) mail.id = mail.id.substr(mail.id.size() - 16);
  mail.envelope.client_address = "192.0.2.7";
  mail.envelope.helo = "pc7";
  mail.envelope.auth_user = "yamada";
  mail.envelope.mail_from = {"<yamada@asagiri.example>", "RET=HDRS ENVID=q1 BODY=8BITMIME"};
  mail.sender = "yamada@asagiri.example";
  mail.created = mail.changed = clock.seconds;
  mail.expires = clock.seconds + 72 * 3600;
  mail.subject = "見積";
  mail.message_id = "m" + mail.id + "@asagiri.example";
  for (const std::string& address : addresses) {
    mail.recipients.push_back(doubtful(address));
    mail.places.push_back(place_of(bytes, address));
  }
  const auto taken = Custody(config.spool, config.store_url).take(mail, bytes);
  if (!taken) throw std::runtime_error(taken.error().what);
  return *taken;
}

void Workshop::choose(const std::string& id, const std::vector<Decision>& decisions) {
  const auto moved = desk.holds().choose(id, decisions, "yamada@asagiri.example", clock.seconds);
  if (!moved) throw std::runtime_error(moved.error().what);
  ASSERT_EQ(*moved, Moved::kDone);
}

HeldMail Workshop::find(const std::string& id) { return desk.holds().find(id).value().value(); }

bool Workshop::is_kept(const std::string& id) const {
  return std::filesystem::exists(held_file(id));
}

std::string Workshop::held_file(const std::string& id) const {
  return config.spool + "/held/" + id;
}

void Workshop::sql(const std::string& statement) {
  const auto done =
      database->write([&](Statements& statements) { return statements.run(statement, {}); });
  if (!done) throw std::runtime_error(done.error().what);
}

void Workshop::work() {
  while (courier.work()) {
  }
}

std::vector<TakenMail> Workshop::released() const {
  std::vector<TakenMail> mails = server.mails();
  std::erase_if(mails, is_notice);
  return mails;
}

std::vector<TakenMail> Workshop::notices() const {
  std::vector<TakenMail> mails = server.mails();
  std::erase_if(mails, [](const TakenMail& mail) { return !is_notice(mail); });
  return mails;
}

std::string text_of(const TakenMail& notice) {
  const std::string start = "Content-Transfer-Encoding: base64\r\n\r\n";
  const std::size_t begin = notice.data.find(start) + start.size();
  return base64_decode(notice.data.substr(begin, notice.data.find("\r\n--", begin) - begin));
}

std::string original_of(const TakenMail& notice) {
  const std::string start = "filename=\"original.eml\"\r\n\r\n";
  const std::size_t begin = notice.data.find(start);
  if (begin == std::string::npos) return "";
  const std::size_t first = begin + start.size();
  return notice.data.substr(first, notice.data.rfind("\r\n--") - first);
}

}  // namespace milter::testing
