// How an attachment travels to sekimori-extract: one request and one answer on a connection.
//
//   "SKX1", then the sizes of name, type and bytes (four bytes each, big endian), then these three
//   <- one line of JSON (extraction.h), then the end
//
// A request that is none, or over a limit, gets no answer, just the end.
#pragma once

#include <optional>
#include <string>

#include "milter/extract/extraction.h"

namespace milter::extract {

inline constexpr std::size_t kRequestHead = 16;

// What goes before the name.
std::string request_head(const Attachment& attachment);

struct RequestSizes {
  std::size_t name = 0, type = 0, bytes = 0;
};
// nullopt: not a request's head, or a size over limits::kMaxAttachmentName (name and type) or
// limits::kMaxAttachmentBytes.
std::optional<RequestSizes> read_request_head(std::string_view head);

struct Request {
  std::string name, type, bytes;
  Attachment attachment() const { return {bytes, name, type}; }
};
// Reads until the request is whole; blocks as long as that takes. nullopt: none came.
std::optional<Request> read_request(int connection);

// False: whoever asked is gone.
bool write_whole(int connection, std::string_view bytes);

}  // namespace milter::extract
