// The memory is the daemon's store if there is one, else an empty one: what a first day would say.
// Tested by scan_test.cc.
#include "milter/cli/scan.h"

#include <filesystem>
#include <fstream>
#include <ostream>

#include "milter/base/text.h"
#include "milter/cli/file_authentication.h"
#include "milter/judge/load.h"
#include "milter/judge/verdict_json.h"

namespace milter {
namespace {

std::string in_brackets(const std::string& address) {
  return address.starts_with("<") || address.empty() ? address : "<" + address + ">";
}

Envelope envelope_of(const ScanOptions& options) {
  Envelope envelope;
  envelope.client_address = options.client_ip;
  envelope.auth_user = options.auth_user;
  envelope.mail_from.address = in_brackets(options.mail_from);
  for (const std::string& address : options.rcpt_to) {
    envelope.rcpt_to.push_back({in_brackets(address), ""});
  }
  return envelope;
}

Result<void> write_applied(const std::string& folder, const std::string& file, const FileMail& mail,
                           const Judgement& judgement) {
  const auto path = std::filesystem::path(folder) / std::filesystem::path(file).filename();
  std::error_code ignored;
  if (std::filesystem::equivalent(path, file, ignored)) {
    return fail(Error::Kind::kPermanent, file + ": would be overwritten by its own copy");
  }
  std::ofstream out(path, std::ios::binary);
  out << apply_edits(*mail.raw, judgement.edits);
  if (!out.flush()) return fail(Error::Kind::kPermanent, path.string() + ": cannot be written");
  return {};
}

// Nothing is taken into custody here: a mail that would be held or refused has no copy to show.
bool is_delivered(const Judgement& judgement) {
  const bool refused = rules::find_action<rules::Reject>(judgement.verdict) != nullptr;
  return judgement.hold_id.empty() && (judgement.monitor || !refused);
}

class Scanner {
 public:
  Scanner(const Snapshot& snapshot, Memory* memory, const ScanOptions& options, std::ostream& out,
          std::ostream& err)
      : snapshot_(snapshot),
        judge_(snapshot, memory, clock_),
        authentication_(snapshot, options.offline, clock_),
        options_(options),
        out_(out),
        err_(err) {
    if (options.direction) judge_.force_direction(*options.direction);
  }

  Result<void> scan(const std::string& file) {
    auto raw = read_mail_file(file);
    if (!raw) return fail(raw.error());
    FileMail mail{std::move(*raw), envelope_of(options_)};
    complete_envelope(mail);
    const Judgement judgement = judge_file(judge_, mail, clock_, authenticated(mail));
    if (options_.json) {
      out_ << verdict_json(judgement, mail.envelope, file).dump() << "\n";
    } else {
      out_ << summary_line(file, judgement, snapshot_.config.language) << "\n";
    }
    if (options_.apply.empty()) return {};
    if (!is_delivered(judgement)) {
      err_ << printable(file) << ": not written: it would not be delivered now\n";
      return {};
    }
    return write_applied(options_.apply, file, mail, judgement);
  }

 private:
  std::optional<Authentication> authenticated(const FileMail& mail) {
    if (judge_.direction(mail.envelope) != rules::Direction::kInbound) return std::nullopt;
    return authentication_.of(mail);
  }

  const SystemClock clock_;
  const Snapshot& snapshot_;
  Judge judge_;
  FileAuthentication authentication_;
  const ScanOptions& options_;
  std::ostream& out_;
  std::ostream& err_;
};

std::unique_ptr<Memory> open_memory(const std::string& url, std::ostream& err) {
  const std::string from = store_exists(url) ? url : "sqlite::memory:";
  auto memory = Memory::open(from, Memory::Writes::kImmediate);
  if (memory) return std::move(*memory);
  err << from << ": " << memory.error().what << "\n";
  return nullptr;
}

}  // namespace

int run_scan(const std::string& config_path, const ScanOptions& options, std::ostream& out,
             std::ostream& err) {
  const auto snapshot = load_snapshot(config_path, Tables::kReadOnly);
  if (!snapshot) {
    for (const Problem& problem : snapshot.error()) err << to_string(problem) << "\n";
    return 1;
  }
  const auto memory = open_memory((*snapshot)->config.store_url, err);
  Scanner scanner(**snapshot, memory.get(), options, out, err);
  int status = memory ? 0 : 1;
  for (const std::string& file : options.files) {
    const auto done = scanner.scan(file);
    if (done) continue;
    err << done.error().what << "\n";
    status = 1;
  }
  return status;
}

}  // namespace milter
