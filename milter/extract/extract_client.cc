// Each wait is a poll with what is left of the deadline; only connect() needs a timeout of the
// socket, because a full queue of a unix socket cannot be polled. Tested by extract_client_test.cc.
#include "milter/extract/extract_client.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include "milter/base/descriptor.h"
#include "milter/base/limits.h"
#include "milter/extract/request.h"

namespace milter::extract {
namespace {

using Kind = Error::Kind;

tl::unexpected<Error> failed(const std::string& what) {
  return fail(Kind::kTemporary, "sekimori-extract: " + what);
}

Result<Descriptor> connect_to(const std::string& path, const Deadline& deadline) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) {
    return fail(Kind::kPermanent, path + ": too long for a socket");
  }
  path.copy(address.sun_path, path.size());
  Descriptor connection(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!connection.is_open()) return failed(std::generic_category().message(errno));
  const auto left = std::max(deadline.left(), std::chrono::milliseconds{1});  // 0 means for ever
  const timeval patience{left.count() / 1000, left.count() % 1000 * 1000};
  setsockopt(connection.get(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  if (connect(connection.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    return failed(path + ": " + std::generic_category().message(errno));
  }
  return connection;
}

bool ready(int connection, short event, const Deadline& deadline) {
  pollfd waiting{connection, event, 0};
  int result = -1;
  do {
    result = poll(&waiting, 1, static_cast<int>(deadline.left().count()));
  } while (result < 0 && errno == EINTR);
  return result > 0;
}

// False: too late. That the other side stopped listening is no failure yet: it may have answered.
bool send_whole(int connection, std::string_view bytes, const Deadline& deadline) {
  while (!bytes.empty()) {
    if (!ready(connection, POLLOUT, deadline)) return false;
    const ssize_t sent = send(connection, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    } else if (errno != EAGAIN && errno != EINTR) {
      return true;
    }
  }
  return true;
}

Result<std::string> receive_whole(int connection, const Deadline& deadline) {
  std::string answer;
  std::array<char, std::size_t{16} * 1024> piece{};
  for (;;) {
    if (!ready(connection, POLLIN, deadline)) return failed("no answer in time");
    const ssize_t got = recv(connection, piece.data(), piece.size(), MSG_DONTWAIT);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) continue;
    if (got <= 0) return answer;
    answer.append(piece.data(), static_cast<std::size_t>(got));
    if (answer.size() > limits::kMaxExtractAnswer) return failed("the answer does not end");
  }
}

// The end of a name is what tells its kind.
std::string last_bytes(const std::string& name, std::size_t most) {
  if (name.size() <= most) return name;
  std::size_t at = name.size() - most;
  while (at < name.size() && (static_cast<unsigned char>(name[at]) & 0xC0U) == 0x80U) ++at;
  return name.substr(at);
}

Attachment within_limits(const Attachment& attachment) {
  return {attachment.bytes, last_bytes(attachment.name, limits::kMaxAttachmentName),
          last_bytes(attachment.type, limits::kMaxAttachmentName)};
}

}  // namespace

Result<Extraction> ask_on(int connection, const Attachment& attachment, const Deadline& deadline) {
  const Attachment sent = within_limits(attachment);
  const std::string head = request_head(sent) + sent.name + sent.type;
  if (!send_whole(connection, head, deadline) || !send_whole(connection, sent.bytes, deadline)) {
    return failed("it does not listen");
  }
  const auto answer = receive_whole(connection, deadline);
  if (!answer) return fail(answer.error());
  auto extraction = from_json(*answer);
  if (!extraction) return failed("no sensible answer");
  // The process that starts children does not read requests, so it cannot name the attachment.
  for (Trouble& trouble : extraction->troubles) {
    if (trouble.where.empty()) trouble.where = attachment.name;
  }
  return extraction;
}

Result<Extraction> ask_extract(const std::string& socket, const Attachment& attachment,
                               const Deadline& deadline) {
  if (attachment.bytes.size() > limits::kMaxAttachmentBytes) {
    return Extraction{{}, {{Problem::kTooLarge, attachment.name}}};
  }
  const auto connection = connect_to(socket, deadline);
  if (!connection) return fail(connection.error());
  return ask_on(connection->get(), attachment, deadline);
}

}  // namespace milter::extract
