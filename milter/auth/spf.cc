// The only user of libspf2, which sees aliases and addresses alone: spf_answers.h says how.
// Debian's package lacks upstream's fix of 2023 for an integer underflow in the compiling of macros
// (thought to be CVE-2023-42118); no macro reaches it. It keeps its state per server, so each check
// has its own. Tested by spf_test.cc, spf_guard_test.cc and spf_suite_test.cc.
#include "milter/auth/spf.h"

#include <netinet/in.h>

extern "C" {
#include <spf2/spf.h>
}

#include <algorithm>
#include <cstring>
#include <exception>
#include <memory>

#include "milter/auth/spf_answers.h"

namespace milter {
namespace {

template <auto function>
struct Freeing {
  template <class T>
  void operator()(T* pointer) const {
    function(pointer);
  }
};
using Server = std::unique_ptr<SPF_server_t, Freeing<SPF_server_free>>;
using Request = std::unique_ptr<SPF_request_t, Freeing<SPF_request_free>>;
using Response = std::unique_ptr<SPF_response_t, Freeing<SPF_response_free>>;

struct Hook {
  SpfAnswers& answers;
  std::exception_ptr thrown;  // an exception must not pass through the library
};

SPF_dns_stat_t h_error_of(DnsStatus status) {
  switch (status) {
    case DnsStatus::kFound:
      return NETDB_SUCCESS;
    case DnsStatus::kNoData:
      return NO_DATA;
    case DnsStatus::kNoName:
      return HOST_NOT_FOUND;
    case DnsStatus::kTemporary:
    case DnsStatus::kBogus:
      break;
  }
  return TRY_AGAIN;
}

// Text gets its NUL; an address is copied as it is, into a buffer that has room for either family.
void copy_record(SPF_dns_rr_t& set, int index, const std::string& record) {
  const std::size_t room = std::max(record.size() + 1, sizeof(SPF_dns_rr_data_t));
  if (SPF_dns_rr_buf_realloc(&set, index, room) != SPF_E_SUCCESS) throw std::bad_alloc();
  std::memcpy(set.rr[index], record.c_str(), record.size() + 1);
  set.num_rr = index + 1;
}

SPF_dns_rr_t* record_set(SPF_dns_server_t* layer, const char* name, ns_type type,
                         const DnsAnswer& answer) {
  SPF_dns_rr_t* set = SPF_dns_rr_new_init(layer, name, type, 0, h_error_of(answer.status));
  for (std::size_t i = 0; set != nullptr && i < answer.records.size(); ++i) {
    copy_record(*set, static_cast<int>(i), answer.records[i]);
  }
  return set;  // the library aborts on nullptr: there is no memory
}

SPF_dns_rr_t* look_up(SPF_dns_server_t* layer, const char* name, ns_type type, int /*cache*/) {
  Hook& hook = *static_cast<Hook*>(layer->hook);
  try {
    return record_set(layer, name, type, hook.answers.ask(name, static_cast<DnsType>(type)));
  } catch (...) {
    hook.thrown = std::current_exception();
    return SPF_dns_rr_new_init(layer, name, type, 0, TRY_AGAIN);
  }
}

AuthResult result_of(SPF_result_t result) {
  switch (result) {
    case SPF_RESULT_NEUTRAL:
      return AuthResult::kNeutral;
    case SPF_RESULT_PASS:
      return AuthResult::kPass;
    case SPF_RESULT_FAIL:
      return AuthResult::kFail;
    case SPF_RESULT_SOFTFAIL:
      return AuthResult::kSoftFail;
    default:  // errors have an ending() of ours; anything else was not understood
      return AuthResult::kPermError;
  }
}

void set_client(SPF_request_t& request, const SpfClient& client) {
  if (client.is_ipv4()) {
    in_addr address{};
    std::memcpy(&address, client.octets.data(), sizeof(address));
    SPF_request_set_ipv4(&request, address);
  } else {
    in6_addr address{};
    std::memcpy(&address, client.octets.data(), sizeof(address));
    SPF_request_set_ipv6(&request, address);
  }
}

AuthResult ask_library(SpfAnswers& answers, const SpfClient& client) {
  Hook hook{answers, nullptr};
  SPF_dns_server_t layer{};
  layer.lookup = look_up;
  layer.name = "sekimori";
  layer.hook = &hook;
  const Server server(SPF_server_new_dns(&layer, 0));
  if (server == nullptr) throw std::bad_alloc();
  const Request request(SPF_request_new(server.get()));
  if (request == nullptr) throw std::bad_alloc();
  set_client(*request, client);
  const std::string start(SpfAnswers::kStart);
  SPF_request_set_helo_dom(request.get(), start.c_str());
  SPF_request_set_env_from(request.get(), start.c_str());
  SPF_response_t* raw = nullptr;
  SPF_request_query_mailfrom(request.get(), &raw);
  const Response response(raw);
  if (hook.thrown) std::rethrow_exception(hook.thrown);
  if (response == nullptr) throw std::bad_alloc();
  return result_of(SPF_response_result(response.get()));
}

SpfResult check(Resolver& resolver, const Result<SpfIdentity>& identity, bool helo,
                const Deadline& deadline) {
  SpfResult result;
  result.helo = helo;
  if (!identity) {
    result.why = identity.error().what;
    return result;
  }
  result.domain = identity->domain;
  SpfAnswers answers(resolver, *identity, deadline);
  result.result = ask_library(answers, identity->client);
  if (answers.ending()) {
    result.result = answers.ending()->result;
    result.why = answers.ending()->why;
  }
  return result;
}

}  // namespace

SpfResult check_spf(Resolver& resolver, const SpfQuery& query, const Deadline& deadline) {
  if (query.mail_from.empty() || query.mail_from == "<>") {
    return check_spf_helo(resolver, query, deadline);
  }
  return check(resolver, mail_from_identity(query), false, deadline);
}

SpfResult check_spf_helo(Resolver& resolver, const SpfQuery& query, const Deadline& deadline) {
  return check(resolver, helo_identity(query), true, deadline);
}

}  // namespace milter
