// A request as it comes through the socket: no size over the limits is believed, a head that is
// read is the one that would be written, and no byte is taken for two things.
#include <unistd.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "milter/base/limits.h"
#include "milter/extract/request.h"

namespace {

using namespace milter::extract;
namespace limits = milter::limits;

void require(bool holds) {
  if (!holds) std::abort();
}

void head(std::string_view input) {
  static const std::string kMost(limits::kMaxAttachmentBytes, 'x');
  const auto sizes = read_request_head(input);
  if (!sizes) return;
  require(sizes->name <= limits::kMaxAttachmentName && sizes->type <= limits::kMaxAttachmentName);
  require(sizes->bytes <= limits::kMaxAttachmentBytes);
  const Attachment same{std::string_view(kMost).substr(0, sizes->bytes),
                        std::string(sizes->name, 'n'), std::string(sizes->type, 't')};
  require(request_head(same) == input);
}

void whole(std::string_view input) {
  constexpr std::size_t kFits = 4'096;  // into a pipe that nobody reads yet
  input = input.substr(0, kFits);
  std::array<int, 2> pipe_ends{};
  require(pipe(pipe_ends.data()) == 0);
  require(write(pipe_ends[1], input.data(), input.size()) == static_cast<ssize_t>(input.size()));
  close(pipe_ends[1]);
  const auto request = read_request(pipe_ends[0]);
  close(pipe_ends[0]);
  if (!request) return;
  const std::string sent =
      request_head(request->attachment()) + request->name + request->type + request->bytes;
  require(input.starts_with(sent));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  head(input.substr(0, kRequestHead));
  whole(input);
  return 0;
}
