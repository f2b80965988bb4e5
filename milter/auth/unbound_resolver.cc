// libunbound resolves in a thread of its own and writes answers into a pipe. A second thread, ours,
// reads the pipe and wakes who waits; waiting itself is a condition variable, so nothing the
// network does can hold a caller beyond the deadline.
//
// A question is never cancelled but left: in threaded mode ub_cancel() stops no work, and it races
// with the callback, which may run after it returned. So each question has one callback in its
// life, and the table of questions keeps it alive until then.
//
// One forwarder serves all names, so it must not be given up because one sender's name servers do
// not answer through it (NLnetLabs/unbound issues 362, 1461). The library doubles its patience with
// each silence and from 12 s on, after about as long of nothing but silence, asks no more for up to
// 14 s. It forgets after infra-host-ttl, so no refusal lasts longer than that and a second.
//
// Settings are made by calls: the parser behind ub_ctx_config() is not reentrant (OpenDKIM issue
// 14).
//
// Tested by unbound_resolver_test.cc and, against real and lying servers, by dns_test.py.
#include "milter/auth/unbound_resolver.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unbound.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <condition_variable>
#include <filesystem>
#include <optional>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include "milter/auth/dns_wire.h"
#include "milter/auth/no_signals.h"
#include "milter/base/limits.h"

namespace milter {
namespace {

constexpr int kInternet = 1;                        // class IN
constexpr int kDnskey = 48;                         // RFC 4034
constexpr int kServerFailure = 2, kNoSuchName = 3;  // RCODE, RFC 1035 4.1.1

constexpr std::array<std::pair<const char*, const char*>, 9> kOptions{{
    {"do-not-query-localhost:", "no"},  // a forwarder on this host is usual
    {"infra-host-ttl:", "2"},           // see above
    {"outgoing-range:", "256"},  // the library's 16 would let 16 dead names block every other
    {"outgoing-num-tcp:", "32"},
    {"msg-cache-size:", "8m"},
    {"rrset-cache-size:", "16m"},
    {"unblock-lan-zones:", "yes"},  // names of private addresses: the forwarder may know them
    {"insecure-lan-zones:", "yes"},
    {"edns-buffer-size:", "1232"},  // no fragments; what is longer comes by TCP
}};

struct FreeResult {
  void operator()(ub_result* result) const { ub_resolve_free(result); }
};
using UniqueResult = std::unique_ptr<ub_result, FreeResult>;

DnsAnswer temporary(std::string_view why) { return without_records(DnsStatus::kTemporary, why); }

DnsAnswer found(DnsType type, const ub_result& result) {
  std::vector<std::string_view> data;
  for (int at = 0; result.data[at] != nullptr; ++at) {
    data.emplace_back(result.data[at], static_cast<std::size_t>(result.len[at]));
  }
  DnsAnswer answer = answer_from_wire(type, data);
  answer.secure = result.secure != 0 && answer.found();
  answer.ttl = std::chrono::seconds{result.ttl};
  return answer;
}

DnsAnswer answer_of(DnsType type, int error, const ub_result* result) {
  if (error != 0 || result == nullptr) return temporary(ub_strerror(error));
  if (result->bogus != 0) {
    const char* why = result->why_bogus != nullptr ? result->why_bogus : "DNSSEC: bogus";
    return without_records(DnsStatus::kBogus, why);
  }
  if (result->rcode == kServerFailure) return temporary("SERVFAIL");
  if (result->rcode != 0 && result->rcode != kNoSuchName) {
    return temporary("RCODE " + std::to_string(result->rcode));
  }
  if (result->rcode == 0 && result->havedata != 0) return found(type, *result);
  DnsAnswer answer;
  answer.status = result->rcode == 0 ? DnsStatus::kNoData : DnsStatus::kNoName;
  answer.secure = result->secure != 0;
  answer.ttl = std::chrono::seconds{result->ttl};
  return answer;
}

}  // namespace

// One ub_ctx with its cache, its thread and ours.
class UnboundResolver::Context {
 public:
  // An empty trust anchor: nothing is validated.
  static Result<std::unique_ptr<Context>> open(const DnsSettings& settings,
                                               const std::string& trust_anchor);
  ~Context();
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;

  DnsAnswer ask(const std::string& name, int type, const Deadline& deadline);
  void start(const std::string& name, int type);

 private:
  struct Question {
    Context* context = nullptr;
    DnsType type{};
    std::condition_variable answered;
    std::optional<DnsAnswer> answer;
  };

  Context();
  Result<void> configure(const DnsSettings& settings, const std::string& trust_anchor);
  Result<void> run();
  std::shared_ptr<Question> submit(const std::string& name, int type, int* error);
  void finish(Question* question, int error, const ub_result* result);
  void read_answers();

  ub_ctx* library_;
  int stop_;  // an eventfd, readable when the thread should end
  std::mutex mutex_;
  std::unordered_map<Question*, std::shared_ptr<Question>> under_way_;
  std::thread reader_;
};

UnboundResolver::Context::Context() : library_(ub_ctx_create()), stop_(eventfd(0, EFD_CLOEXEC)) {}

// The reader goes first, as deleting the library's context reads the same pipe.
UnboundResolver::Context::~Context() {
  if (reader_.joinable()) {
    eventfd_write(stop_, 1);
    reader_.join();
  }
  if (library_ != nullptr) ub_ctx_delete(library_);
  if (stop_ >= 0) close(stop_);
}

Result<std::unique_ptr<UnboundResolver::Context>> UnboundResolver::Context::open(
    const DnsSettings& settings, const std::string& trust_anchor) {
  std::unique_ptr<Context> context(new Context());
  if (context->library_ == nullptr || context->stop_ < 0) {
    return fail(Error::Kind::kInternal, "DNS: libunbound does not start");
  }
  if (auto done = context->configure(settings, trust_anchor); !done) return fail(done.error());
  if (auto running = context->run(); !running) return fail(running.error());
  return context;
}

Result<void> UnboundResolver::Context::configure(const DnsSettings& settings,
                                                 const std::string& trust_anchor) {
  for (const auto& [option, value] : kOptions) {
    if (ub_ctx_set_option(library_, option, value) != 0) {
      return fail(Error::Kind::kInternal, std::string("DNS: libunbound refuses ") + option);
    }
  }
  for (const std::string& server : settings.forwarders) {
    if (ub_ctx_set_fwd(library_, server.c_str()) != 0) {
      return fail(Error::Kind::kPermanent, "DNS: not the address of a forwarder: " + server);
    }
  }
  if (settings.forwarders.empty() &&
      ub_ctx_resolvconf(library_, settings.resolv_conf.c_str()) != 0) {
    return fail(Error::Kind::kPermanent, "DNS: no servers in " + settings.resolv_conf);
  }
  if (!trust_anchor.empty()) ub_ctx_add_ta_file(library_, trust_anchor.c_str());  // read by run()
  if (trust_anchor.empty()) ub_ctx_set_option(library_, "module-config:", "iterator");
  ub_ctx_async(library_, 1);
  return {};
}

// A name the library answers by itself makes it read its settings and start its thread here, where
// the failure can be told.
Result<void> UnboundResolver::Context::run() {
  const NoSignals quiet;
  int error = 0;
  if (submit("localhost", static_cast<int>(DnsType::kA), &error) == nullptr) {
    return fail(Error::Kind::kPermanent, std::string("DNS: ") + ub_strerror(error));
  }
  static_cast<void>(
      ub_ctx_zone_remove(library_, "test"));  // the library's own answer: no such name
  reader_ = std::thread([this] { read_answers(); });
  return {};
}

void UnboundResolver::Context::read_answers() {
  std::array<pollfd, 2> readable{{{ub_fd(library_), POLLIN, 0}, {stop_, POLLIN, 0}}};
  for (;;) {
    if (poll(readable.data(), readable.size(), -1) < 0 && errno != EINTR) return;
    if (readable[1].revents != 0) return;
    if (readable[0].revents != 0 && ub_process(library_) != 0) return;
  }
}

// The question is in the table before it is asked: the answer may come before this returns.
std::shared_ptr<UnboundResolver::Context::Question> UnboundResolver::Context::submit(
    const std::string& name, int type, int* error) {
  auto question = std::make_shared<Question>();
  question->context = this;
  question->type = static_cast<DnsType>(type);
  {
    const std::lock_guard lock(mutex_);
    if (under_way_.size() >= limits::kMaxDnsInFlight) return nullptr;
    under_way_.emplace(question.get(), question);
  }
  const auto answered = [](void* data, int failure, ub_result* result) noexcept {
    const UniqueResult owned(result);
    auto* asked = static_cast<Question*>(data);
    asked->context->finish(asked, failure, result);
  };
  *error =
      ub_resolve_async(library_, name.c_str(), type, kInternet, question.get(), answered, nullptr);
  if (*error == 0) return question;
  const std::lock_guard lock(mutex_);
  under_way_.erase(question.get());
  return nullptr;
}

void UnboundResolver::Context::finish(Question* question, int error, const ub_result* result) {
  DnsAnswer answer = answer_of(question->type, error, result);
  const std::lock_guard lock(mutex_);
  question->answer = std::move(answer);
  question->answered.notify_all();
  under_way_.erase(question);
}

DnsAnswer UnboundResolver::Context::ask(const std::string& name, int type,
                                        const Deadline& deadline) {
  const auto left = deadline.left();
  if (left.count() == 0) return temporary("the deadline has passed");
  const auto end = std::chrono::steady_clock::now() + left;
  int error = 0;
  const auto question = submit(name, type, &error);
  if (!question) return temporary(error == 0 ? "too many look-ups under way" : ub_strerror(error));
  std::unique_lock lock(mutex_);
  if (!question->answered.wait_until(lock, end, [&] { return question->answer.has_value(); })) {
    return temporary("no answer in time");
  }
  return std::move(*question->answer);
}

void UnboundResolver::Context::start(const std::string& name, int type) {
  int error = 0;
  submit(name, type, &error);
}

UnboundResolver::UnboundResolver(DnsSettings settings) : settings_(std::move(settings)) {}
UnboundResolver::~UnboundResolver() = default;

Result<std::unique_ptr<UnboundResolver>> UnboundResolver::open(const DnsSettings& settings) {
  std::unique_ptr<UnboundResolver> resolver(new UnboundResolver(settings));
  std::error_code ignored;
  const bool validate =
      !settings.trust_anchor.empty() && std::filesystem::exists(settings.trust_anchor, ignored);
  auto context = Context::open(settings, validate ? settings.trust_anchor : "");
  if (!context) return fail(context.error());
  resolver->current_ = context->get();
  (validate ? resolver->validating_ : resolver->plain_) = std::move(*context);
  return resolver;
}

bool UnboundResolver::validates() const { return current_ == validating_.get(); }

DnsAnswer UnboundResolver::lookup(std::string_view name, DnsType type, const Deadline& deadline) {
  const auto text = presentation_name(name);
  if (!text) return without_records(DnsStatus::kNoName, "not a domain name");
  Context* const asked = current_;
  DnsAnswer answer = asked->ask(*text, static_cast<int>(type), deadline);
  if (answer.status != DnsStatus::kBogus || !stop_validating(deadline)) return answer;
  return current_.load()->ask(*text, static_cast<int>(type), deadline);
}

void UnboundResolver::prefetch(std::string_view name, DnsType type) {
  if (const auto text = presentation_name(name)) {
    current_.load()->start(*text, static_cast<int>(type));
  }
}

// If not even the root's own keys are signed, it is not the name that is forged: the forwarder does
// not speak DNSSEC. True if answers are no longer validated.
bool UnboundResolver::stop_validating(const Deadline& deadline) {
  if (!validates()) return true;
  // Found keys count as malformed below, which is enough: they were not bogus.
  if (validating_->ask(".", kDnskey, deadline).status != DnsStatus::kBogus) return false;
  const std::lock_guard lock(switching_);
  if (!validates()) return true;
  auto context = Context::open(settings_, "");
  if (!context) return false;
  plain_ = std::move(*context);
  current_ = plain_.get();
  return true;
}

}  // namespace milter
