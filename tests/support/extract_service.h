// The real `sekimori-extract --serve`, as a milter finds it: on a socket.
//
//   ExtractService service(SEKIMORI_EXTRACT);
//   ask_extract(service.socket(), ...);
//
// Ended at the end of its life. A program that does not start within kHang throws.
#pragma once

#include <sys/types.h>

#include <string>

#include "milter/base/descriptor.h"
#include "tests/ops/folder.h"

namespace milter::testing {

class ExtractService {
 public:
  explicit ExtractService(const std::string& program);
  ~ExtractService();
  ExtractService(const ExtractService&) = delete;
  ExtractService& operator=(const ExtractService&) = delete;
  std::string socket() const { return folder_.path("extract.sock"); }
  pid_t id() const { return id_; }
  int end();  // as systemd ends it; the exit status

 private:
  Folder folder_;
  Descriptor log_;
  pid_t id_ = 0;
};

}  // namespace milter::testing
