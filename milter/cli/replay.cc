// Tested by replay_test.cc.
#include "milter/cli/replay.h"

#include <filesystem>
#include <ostream>

#include "milter/base/limits.h"
#include "milter/cli/file_authentication.h"
#include "milter/cli/timeline.h"
#include "milter/judge/load.h"
#include "milter/judge/verdict_json.h"

namespace milter {
namespace {

constexpr int kTryAgain = 75;  // sysexits.h EX_TEMPFAIL

// The timeline's time for records, the machine's for deadlines.
class TimelineClock final : public Clock {
 public:
  Time now() const override { return now_; }
  std::chrono::steady_clock::time_point steady() const override {
    return std::chrono::steady_clock::now();
  }
  void set(Time time) { now_ = time; }

 private:
  Time now_;
};

int report(const Problems& problems, std::ostream& err) {
  for (const Problem& problem : problems) err << to_string(problem) << "\n";
  return 1;
}

int report(const Error& error, std::ostream& err) {
  err << error.what << "\n";
  return error.kind == Error::Kind::kTemporary ? kTryAgain : 1;
}

FileMail mail_of(const TimelineRow& row, std::shared_ptr<const RawMessage> raw) {
  FileMail mail{std::move(raw), {}};
  mail.envelope.client_address = row.client_ip;
  mail.envelope.auth_user = row.auth_user;
  mail.envelope.mail_from.address = "<" + row.mail_from + ">";
  for (const std::string& address : row.rcpt_to) {
    mail.envelope.rcpt_to.push_back({"<" + address + ">", ""});
  }
  return mail;
}

class Replayer {
 public:
  Replayer(const Snapshot& snapshot, Memory& memory, const ReplayOptions& options,
           std::ostream& out)
      : snapshot_(snapshot),
        memory_(memory),
        options_(options),
        out_(out),
        authentication_(snapshot, options.offline, clock_) {}

  Result<void> play(const TimelineRow& row) {
    const auto folder = std::filesystem::path(options_.timeline).parent_path();
    auto raw = read_mail_file((folder / row.file).string());
    if (!raw) return fail(raw.error());
    const FileMail mail = mail_of(row, std::move(*raw));
    clock_.set(row.time);
    Judge judge(snapshot_, &memory_, clock_);
    if (row.direction) judge.force_direction(*row.direction);
    const bool inbound = judge.direction(mail.envelope) == rules::Direction::kInbound;
    const Judgement judgement =
        judge_file(judge, mail, clock_, inbound ? authentication_.of(mail) : std::nullopt);
    memory_.record({judgement.contacts, verdict_row(judgement, mail.envelope), judgement.sighting});
    if (options_.json) {
      out_ << verdict_json(judgement, mail.envelope, row.file).dump() << "\n";
    } else {
      out_ << summary_line(row.file, judgement, snapshot_.config.language) << "\n";
    }
    return {};
  }

 private:
  const Snapshot& snapshot_;
  Memory& memory_;
  const ReplayOptions& options_;
  std::ostream& out_;
  TimelineClock clock_;
  FileAuthentication authentication_;
};

}  // namespace

int run_replay(const std::string& config_path, const ReplayOptions& options, std::ostream& out,
               std::ostream& err) {
  const auto snapshot = load_snapshot(config_path, Tables::kReadOnly);
  if (!snapshot) return report(snapshot.error(), err);
  const auto bytes = read_file(options.timeline, limits::kMaxTableBytes);
  if (!bytes) return report({{options.timeline, 0, bytes.error().what}}, err);
  const auto rows = read_timeline(*bytes, options.timeline);
  if (!rows) return report(rows.error(), err);
  const std::string store = options.store.empty() ? "sqlite::memory:" : options.store;
  auto memory = Memory::open(store, Memory::Writes::kImmediate);
  if (!memory) return report(memory.error(), err);
  Replayer replayer(**snapshot, **memory, options, out);
  int status = 0;
  for (const TimelineRow& row : *rows) {
    const auto done = replayer.play(row);
    if (!done) status = report({{options.timeline, row.line, done.error().what}}, err);
  }
  return status;
}

}  // namespace milter
