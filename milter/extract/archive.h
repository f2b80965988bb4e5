// The files in an archive: zip, 7z, rar, tar, and single files packed with gzip, bzip2 or xz. The
// only user of libarchive.
//
//   for (const Member& member : unpack(bytes, Kind::kZip, "請求書.zip", out)) ...
//
// Everything unpacked is held in memory, and is spent from the collector's budget. What could not
// be read is a Trouble there: a password (kEncrypted, at the member or the archive), damage
// (kBroken), a limit (kTooMany, kTooLarge: the rest of the archive is not read). No other program
// is started and no file opened. Thread-safe for different collectors.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "milter/extract/collector.h"
#include "milter/extract/kind_of.h"

namespace milter::extract {

struct Member {
  std::string name;  // with its folders, UTF-8; "" for the one file of kPacked
  std::string bytes;
};

// `kind` is kZip, kSevenZip, kRar, kTar or kPacked. Only plain files come back, in their order.
std::vector<Member> unpack(std::string_view bytes, Kind kind, const std::string& where,
                           Collector& out);

void prepare_unpacking();  // for prepare_extracting

}  // namespace milter::extract
