// capture_milter unix:/path/to/socket ZONE [DIR]: what our shell of libmilter hands over, seen as
// it is, and its DKIM verified with ZONE for DNS.
//
// milter/session/libmilter_shell.cc is the real one; the Transaction behind it is this: it accepts
// every mail and writes, if DIR is given, its bytes to DIR/1.eml, 2.eml ... and the result of each
// signature to DIR/1.txt (written last, one word a line). For dkim_passage.py and auth_load.py.
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "milter/auth/dkim.h"
#include "milter/session/libmilter_shell.h"
#include "milter/session/transaction.h"
#include "tests/support/zone_resolver.h"

namespace {

std::string the_zone, the_folder;
std::atomic<int> the_count{0};

milter::DkimResult verify(const milter::RawMessage& mail) {
  static const milter::SystemClock kClock;
  milter::testing::ZoneResolver dns(the_zone);
  milter::DkimVerifier verifier(kClock);
  for (const auto& field : mail.fields()) verifier.header(field.whole.of(mail.bytes()));
  verifier.end_of_header();
  verifier.body(mail.body());
  return verifier.finish(dns, milter::Deadline(kClock, milter::limits::kMessageDeadline));
}

void keep(const milter::RawMessage& mail, const milter::DkimResult& result) {
  const std::string stem = the_folder + "/" + std::to_string(++the_count);
  std::ofstream(stem + ".eml", std::ios::binary) << mail.bytes();
  {
    std::ofstream words(stem + ".tmp");
    for (const auto& one : result.signatures) words << word(one.result) << "\n";
  }
  std::filesystem::rename(stem + ".tmp", stem + ".txt");
}

}  // namespace

namespace milter {

void Transaction::finish() noexcept { raw_.reset(); }
void Transaction::on_connect(std::string_view, std::string_view) {}
void Transaction::on_mail(std::string_view, std::string_view) {
  raw_ = std::make_shared<RawMessage>();
}
void Transaction::on_rcpt(std::string_view, std::string_view) {}
void Transaction::on_header(std::string_view name, std::string_view value) {
  raw_->add_field(name, value);
}
Reply Transaction::on_end_of_header() {
  raw_->end_header();
  return Reply::kContinue;
}
void Transaction::on_body(std::string_view piece) { raw_->add_body(piece); }
Outcome Transaction::on_end_of_message() {
  const DkimResult result = verify(*raw_);
  if (!the_folder.empty()) keep(*raw_, result);
  finish();
  return {};
}

}  // namespace milter

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  std::ifstream zone(argv[2]);
  the_zone.assign(std::istreambuf_iterator<char>(zone), {});
  if (argc > 3) the_folder = std::filesystem::absolute(argv[3]);
  const auto address = milter::parse_listen(argv[1]);
  if (!address || chdir(address->folder.c_str()) != 0) return 1;
  const auto opened = milter::open_milter_socket(*address);
  if (!opened) std::cerr << opened.error().what << "\n";
  return opened && milter::serve_milter({}) ? 0 : 1;
}
