#include "tests/auth/lying_server.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <stdexcept>
#include <vector>

#include "milter/base/text.h"

namespace milter::testing {
namespace {

using std::string_literals::operator""s;
using Steady = std::chrono::steady_clock;

constexpr std::size_t kHeader = 12;
constexpr int kTxt = 16, kSoa = 6, kA = 1, kCname = 5;

std::string u16(std::size_t value) {
  return {static_cast<char>(value >> 8 & 0xff), static_cast<char>(value & 0xff)};
}

std::string wire_name(const std::string& text) {
  std::string wire;
  for (const std::string_view label : split(text, '.')) {
    wire += static_cast<char>(label.size());
    wire += label;
  }
  return wire + '\0';
}

std::string txt_data(std::size_t octets) {
  std::string data;
  while (octets > 0) {
    const std::size_t part = std::min<std::size_t>(octets, 255);
    data += static_cast<char>(part) + std::string(part, 'x');
    octets -= part;
  }
  return data;
}

// What a reply is made of; `owner` is the name asked for, unless a record says otherwise.
struct Reply {
  int rcode = 0;
  bool truncated = false;
  std::string answers, authority;
  std::size_t answer_count = 0, authority_count = 0;

  void add(const std::string& owner, int type, const std::string& data) {
    answers += wire_name(owner) + u16(static_cast<std::size_t>(type)) + u16(1) + "\0\0\1\x2c"s +
               u16(data.size()) + data;
    ++answer_count;
  }
  void add_soa() {
    const std::string data = wire_name("ns.example") + wire_name("admin.example") +
                             "\0\0\0\1\0\0\1\x2c\0\0\1\x2c\0\0\1\x2c\0\0\1\x2c"s;
    authority +=
        wire_name("example") + u16(kSoa) + u16(1) + "\0\0\1\x2c"s + u16(data.size()) + data;
    ++authority_count;
  }
};

void add_good(Reply& reply, const std::string& owner, int type) {
  if (type == kTxt) return reply.add(owner, kTxt, "\4good");
  if (type == kA) return reply.add(owner, kA, "\xC0\0\2\1"s);
  reply.add_soa();
}

// "chain12" -> 12 for "chain"; -1 if `label` does not begin so.
int number_after(const std::string& label, const std::string& word) {
  if (!label.starts_with(word) || label.size() == word.size()) return -1;
  return std::stoi(label.substr(word.size()));
}

// "_dmarc.slow.example" is as slow as its domain.
std::string host_of(const std::string& name) {
  return name.starts_with('_') ? name.substr(name.find('.') + 1) : name;
}

Reply reply_for(const std::string& name, int type, bool tcp) {
  const std::string host = host_of(name);
  const std::string label = host.substr(0, host.find('.'));
  const std::string rest = host.substr(label.size());
  Reply reply;
  if (label == "servfail") {
    reply.rcode = 2;
  } else if (label == "refused") {
    reply.rcode = 5;
  } else if (label == "noname" || label == "nodata") {
    reply.rcode = label == "noname" ? 3 : 0;
    reply.add_soa();
  } else if (label.starts_with("cut") && !tcp) {
    reply.truncated = true;
  } else if (label == "loop" || label == "loop2") {
    reply.add(name, kCname, wire_name((label == "loop" ? "loop2" : "loop") + rest));
  } else if (const int left = number_after(label, "chain"); left > 0) {
    reply.add(name, kCname, wire_name("chain" + std::to_string(left - 1) + rest));
  } else if (const int octets = number_after(label, "txt"); octets >= 0) {
    reply.add(name, kTxt, txt_data(static_cast<std::size_t>(octets)));
  } else if (const int count = number_after(label, "many"); count >= 0) {
    for (int i = 0; i < count; ++i) {
      reply.add(name, kTxt, txt_data(900 + static_cast<std::size_t>(i)));
    }
  } else if (label == "garbage") {
    reply.add(name, kTxt, "\4good");
    reply.answers.resize(reply.answers.size() - 3);
  } else {
    add_good(reply, name, type);
  }
  return reply;
}

struct Question {
  std::string name;  // lower case
  int type = 0;
  std::string wire;
};

Question question_of(const std::string& query) {
  Question question;
  std::size_t at = kHeader;
  while (at < query.size() && query[at] != 0) {
    const auto length = static_cast<std::size_t>(query[at]);
    if (!question.name.empty()) question.name += '.';
    question.name += ascii_lower(query.substr(at + 1, length));
    at += length + 1;
  }
  question.wire = query.substr(kHeader, at + 5 - kHeader);
  question.type = static_cast<unsigned char>(query.at(at + 1)) * 256 +
                  static_cast<unsigned char>(query.at(at + 2));
  return question;
}

int listening_socket(int kind, int port) {
  const int made = socket(AF_INET, kind | SOCK_CLOEXEC, 0);
  sockaddr_in own{};
  own.sin_family = AF_INET;
  own.sin_port = htons(static_cast<std::uint16_t>(port));
  own.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (bind(made, reinterpret_cast<sockaddr*>(&own), sizeof own) != 0 ||
      (kind == SOCK_STREAM && listen(made, 16) != 0)) {
    close(made);
    return -1;
  }
  return made;
}

int port_of(int made) {
  sockaddr_in own{};
  socklen_t size = sizeof own;
  getsockname(made, reinterpret_cast<sockaddr*>(&own), &size);
  return ntohs(own.sin_port);
}

}  // namespace

LyingServer::LyingServer() : stop_(eventfd(0, EFD_CLOEXEC)) {
  for (int attempt = 0; attempt < 20 && tcp_ < 0; ++attempt) {  // one port free for both
    if (udp_ >= 0) close(udp_);
    udp_ = listening_socket(SOCK_DGRAM, 0);
    port_ = port_of(udp_);
    tcp_ = listening_socket(SOCK_STREAM, port_);
  }
  if (tcp_ < 0) throw std::runtime_error("no port for a DNS server");
  thread_ = std::thread([this] { serve(); });
}

LyingServer::~LyingServer() {
  eventfd_write(stop_, 1);
  thread_.join();
  for (const int fd : {udp_, tcp_, stop_}) close(fd);
}

std::string LyingServer::address() const { return "127.0.0.1@" + std::to_string(port_); }

std::size_t LyingServer::asked(const std::string& name) {
  const std::lock_guard lock(mutex_);
  return asked_[name];
}

std::string LyingServer::reply_to(const std::string& query, bool tcp) {
  const Question question = question_of(query);
  {
    const std::lock_guard lock(mutex_);
    ++asked_[question.name];
  }
  const Reply reply = reply_for(question.name, question.type, tcp);
  std::string bytes = query.substr(0, 2);
  bytes += static_cast<char>(reply.truncated ? '\x87' : '\x85');  // QR AA (TC) RD
  bytes += static_cast<char>(0x80 | reply.rcode);                 // RA
  bytes += u16(1) + u16(reply.answer_count) + u16(reply.authority_count) + u16(0);
  return bytes + question.wire + reply.answers + reply.authority;
}

void LyingServer::answer_udp() {
  std::array<char, 4096> buffer{};
  sockaddr_in from{};
  socklen_t size = sizeof from;
  const auto got =
      recvfrom(udp_, buffer.data(), buffer.size(), 0, reinterpret_cast<sockaddr*>(&from), &size);
  if (got < static_cast<ssize_t>(kHeader)) return;
  const std::string query(buffer.data(), static_cast<std::size_t>(got));
  const std::string reply = reply_to(query, false);
  const std::string name = question_of(query).name;
  if (mute_ || host_of(name).starts_with("silent")) return;
  if (host_of(name).starts_with("slow")) {
    late_.push_back({Steady::now() + std::chrono::seconds{10}, from, reply});
    return;
  }
  sendto(udp_, reply.data(), reply.size(), 0, reinterpret_cast<sockaddr*>(&from), size);
}

void LyingServer::answer_late() {
  while (!late_.empty() && late_.front().due <= Steady::now()) {
    const Late& late = late_.front();
    sendto(udp_, late.reply.data(), late.reply.size(), 0,
           reinterpret_cast<const sockaddr*>(&late.to), sizeof late.to);
    late_.erase(late_.begin());
  }
}

void LyingServer::answer_tcp() {
  const int client = accept4(tcp_, nullptr, nullptr, SOCK_CLOEXEC);
  if (client < 0) return;
  const timeval patience{5, 0};
  setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  std::array<char, 4096> buffer{};
  std::string query;
  while (query.size() < 2 + kHeader) {
    const auto got = recv(client, buffer.data(), buffer.size(), 0);
    if (got <= 0) break;
    query.append(buffer.data(), static_cast<std::size_t>(got));
  }
  if (query.size() >= 2 + kHeader && !mute_) {
    const std::string reply = reply_to(query.substr(2), true);
    const std::string framed = u16(reply.size()) + reply;
    if (!host_of(question_of(query.substr(2)).name).starts_with("cutmute")) {
      send(client, framed.data(), framed.size(), MSG_NOSIGNAL);
    }
  }
  close(client);
}

void LyingServer::serve() {
  std::array<pollfd, 3> ready{{{stop_, POLLIN, 0}, {udp_, POLLIN, 0}, {tcp_, POLLIN, 0}}};
  for (;;) {
    poll(ready.data(), ready.size(), 50);
    if (ready[0].revents != 0) return;
    if (ready[1].revents != 0) answer_udp();
    if (ready[2].revents != 0) answer_tcp();
    answer_late();
  }
}

}  // namespace milter::testing
