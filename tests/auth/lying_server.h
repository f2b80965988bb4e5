// A DNS server on 127.0.0.1 that misbehaves as the first label of the name asks it to; one that
// begins with "_" is passed over.
//
//   LyingServer server;
//   auto resolver = UnboundResolver::open({.forwarders = {server.address()}, .trust_anchor = ""});
//   (*resolver)->lookup("slow.example", DnsType::kTxt, deadline);
//
//   good      TXT "good", A 192.0.2.1               silent    no answer at all
//   slow      as good, 10 s later                   servfail  SERVFAIL
//   nodata    the name is there, no records         noname    NXDOMAIN
//   cut       truncated; as good by TCP             cutmute   truncated; TCP is closed at once
//   loop      CNAME to itself by way of loop2       chainN    CNAME to chain(N-1), chain0 as good
//   txtN      one TXT of N octets                   manyN     N TXT of 1,000 octets
//   garbage   the record is longer than the packet  refused   REFUSED
//
// One thread; its answers are by UDP unless said otherwise, of any size. SOA with a TTL of 300
// stands in the negative answers.
#pragma once

#include <netinet/in.h>

#include <atomic>
#include <chrono>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace milter::testing {

class LyingServer {
 public:
  LyingServer();
  ~LyingServer();
  LyingServer(const LyingServer&) = delete;
  LyingServer& operator=(const LyingServer&) = delete;

  std::string address() const;                 // "127.0.0.1@5353"
  std::size_t asked(const std::string& name);  // so often, by UDP and TCP together
  void mute(bool yes) { mute_ = yes; }         // answers nothing, as if the network were down

 private:
  struct Late {
    std::chrono::steady_clock::time_point due;
    sockaddr_in to;
    std::string reply;
  };

  void serve();
  void answer_udp();
  void answer_late();
  void answer_tcp();
  std::string reply_to(const std::string& query, bool tcp);

  int udp_ = -1, tcp_ = -1, stop_ = -1;
  int port_ = 0;
  std::atomic<bool> mute_ = false;
  std::mutex mutex_;
  std::map<std::string, std::size_t> asked_;
  std::vector<Late> late_;  // of the thread alone
  std::thread thread_;
};

}  // namespace milter::testing
