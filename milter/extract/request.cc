// Read in the child, behind bars: the process that starts children never looks at a byte. Blocking
// is no danger there, the child's time is counted. Tested by request_test.cc.
#include "milter/extract/request.h"

#include <unistd.h>

#include <cerrno>

#include "milter/base/limits.h"

namespace milter::extract {
namespace {

constexpr std::string_view kMagic = "SKX1";

void append_size(std::string& to, std::size_t size) {
  for (const int shift : {24, 16, 8, 0}) to += static_cast<char>((size >> shift) & 0xFFU);
}

std::size_t size_at(std::string_view head, std::size_t at) {
  std::size_t size = 0;
  for (std::size_t i = 0; i < 4; ++i) size = size << 8 | static_cast<unsigned char>(head[at + i]);
  return size;
}

bool read_whole(int connection, std::string& to, std::size_t size) {
  to.resize(size);
  for (std::size_t done = 0; done < size;) {
    const ssize_t got = read(connection, to.data() + done, size - done);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    done += static_cast<std::size_t>(got);
  }
  return true;
}

}  // namespace

std::string request_head(const Attachment& attachment) {
  std::string head(kMagic);
  append_size(head, attachment.name.size());
  append_size(head, attachment.type.size());
  append_size(head, attachment.bytes.size());
  return head;
}

std::optional<RequestSizes> read_request_head(std::string_view head) {
  if (head.size() != kRequestHead || !head.starts_with(kMagic)) return std::nullopt;
  const RequestSizes sizes{size_at(head, 4), size_at(head, 8), size_at(head, 12)};
  if (sizes.name > limits::kMaxAttachmentName || sizes.type > limits::kMaxAttachmentName ||
      sizes.bytes > limits::kMaxAttachmentBytes) {
    return std::nullopt;
  }
  return sizes;
}

std::optional<Request> read_request(int connection) {
  std::string head;
  if (!read_whole(connection, head, kRequestHead)) return std::nullopt;
  const auto sizes = read_request_head(head);
  Request request;
  if (!sizes || !read_whole(connection, request.name, sizes->name) ||
      !read_whole(connection, request.type, sizes->type) ||
      !read_whole(connection, request.bytes, sizes->bytes)) {
    return std::nullopt;
  }
  return request;
}

bool write_whole(int connection, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = write(connection, bytes.data(), bytes.size());
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

}  // namespace milter::extract
