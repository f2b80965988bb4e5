// A connection of any commands in any order: it never crashes, every message that was begun ends
// with one answer or is dropped, and the counter of open messages returns to zero.
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "milter/session/transaction.h"

namespace {

constexpr const char* kConfig =
    "[organisation]\ndomains = [\"asagiri.example\"]\n"
    "[[executive]]\nname = \"桜井 一郎\"\naddresses = [\"i.sakurai@asagiri.example\"]\n"
    "[people]\nfinance = [\"keiri@asagiri.example\"]\n";

std::shared_ptr<const milter::Snapshot> the_snapshot() {
  static const auto kSnapshot =
      milter::make_snapshot(milter::parse_config(kConfig, "/sekimori.toml").value(), {}).value();
  return kSnapshot;
}

// Reads the input as commands: one byte says which, arguments end at the next 0xFF, which no UTF-8
// and no command has.
class Input {
 public:
  Input(const std::uint8_t* data, std::size_t size)
      : rest_(reinterpret_cast<const char*>(data), size) {}
  bool empty() const { return rest_.empty(); }
  char command() {
    const char first = rest_.front();
    rest_.remove_prefix(1);
    return first;
  }
  std::string_view argument() {
    const auto end = rest_.find('\xFF');
    const std::string_view taken = rest_.substr(0, end);
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    return taken;
  }

 private:
  std::string_view rest_;
};

void check(const milter::Outcome& outcome) {
  if (outcome.reply == milter::Reply::kContinue) std::abort();
  if (outcome.reply == milter::Reply::kTempFail && outcome.text.empty()) std::abort();
  if (outcome.reply == milter::Reply::kTempFail && !outcome.edits.empty()) std::abort();
}

// Two arguments are taken one after the other, in this order on every compiler.
template <class F>
void with_two(Input& input, F call) {
  const std::string_view first = input.argument();
  call(first, input.argument());
}

void obey(milter::Transaction& transaction, Input& input) {
  switch (input.command()) {
    case 'C':
      return with_two(input, [&](auto a, auto b) { transaction.on_connect(a, b); });
    case 'H':
      return transaction.on_helo(input.argument());
    case 'M':
      return with_two(input, [&](auto a, auto b) { transaction.on_mail(a, b); });
    case 'R':
      return with_two(input, [&](auto a, auto b) { transaction.on_rcpt(a, b); });
    case 'L':
      return with_two(input, [&](auto a, auto b) { transaction.on_header(a, b); });
    case 'N':
      transaction.on_end_of_header();
      return;
    case 'B':
      return transaction.on_body(input.argument());
    case 'E':
      return check(transaction.on_end_of_message());
    case 'A':
      return transaction.on_abort();
    case 'U':
      return transaction.set_auth_user(input.argument());
    case 'D':
      return transaction.set_daemon_name(input.argument());
    default:
      return transaction.set_queue_id("4XyZ");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const milter::SystemClock clock;
  std::atomic<int> open{0};
  milter::JudgingGate gate{1};
  {
    milter::Transaction transaction({the_snapshot, nullptr, nullptr, &clock, &gate, &open});
    Input input(data, size);
    while (!input.empty()) obey(transaction, input);
    if (open > 1) std::abort();
  }
  if (open != 0 || !gate.try_acquire()) std::abort();
  return 0;
}
