// How it works: the archive is read from its start to its end once. libarchive gives a name in the
// charset of the locale and refuses what that cannot hold, so reading runs under C.UTF-8; a name
// that is UTF-8 is taken as it is, any other is guessed (Windows writes zip names in CP932).
//
// A member that is damaged is handed out up to there: some programs show that much of it.
//
// Leaves out: filters that start programs (lrzip, grzip, lzop), and formats that people do not send
// (cpio, ar, xar, mtree, ISO images): those are kUnknownKind. Encrypted members are never tried.
//
// Tested by archive_test.cc.
#include "milter/extract/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>  // NOLINT(modernize-deprecated-headers): newlocale is POSIX's, not <clocale>'s

#include <array>
#include <memory>

#include "milter/base/text.h"
#include "milter/mail/charset.h"

namespace milter::extract {
namespace {

struct Closer {
  void operator()(struct archive* reader) const { archive_read_free(reader); }
};
using Reader = std::unique_ptr<struct archive, Closer>;

locale_t utf8_locale() {
  static const locale_t kLocale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
  return kLocale;
}

class WithUtf8Locale {
 public:
  WithUtf8Locale() : before_(uselocale(utf8_locale())) {}
  ~WithUtf8Locale() { uselocale(before_); }
  WithUtf8Locale(const WithUtf8Locale&) = delete;
  WithUtf8Locale& operator=(const WithUtf8Locale&) = delete;

 private:
  locale_t before_;
};

void allow_packed(struct archive* reader) {
  archive_read_support_filter_gzip(reader);
  archive_read_support_filter_bzip2(reader);
  archive_read_support_filter_xz(reader);
  archive_read_support_format_tar(reader);
  archive_read_support_format_raw(reader);
}

void allow(struct archive* reader, Kind kind) {
  switch (kind) {
    case Kind::kZip:
      archive_read_support_format_zip(reader);
      break;
    case Kind::kSevenZip:
      archive_read_support_format_7zip(reader);
      break;
    case Kind::kRar:
      archive_read_support_format_rar(reader);
      archive_read_support_format_rar5(reader);
      break;
    case Kind::kTar:
      archive_read_support_format_tar(reader);
      break;
    default:
      allow_packed(reader);
  }
}

std::string name_of(struct archive* reader, struct archive_entry* entry) {
  if (archive_format(reader) == ARCHIVE_FORMAT_RAW) return "";
  if (const char* utf8 = archive_entry_pathname_utf8(entry); utf8 != nullptr && is_utf8(utf8)) {
    return clip(utf8, limits::kMaxMemberPath);
  }
  const char* raw = archive_entry_pathname(entry);
  return raw == nullptr ? "?" : clip(decode_text(raw, "").text, limits::kMaxMemberPath);
}

// libarchive says of a password it cannot use in different ways; rar5 only by its message.
bool needs_password(struct archive* reader) {
  if (archive_read_has_encrypted_entries(reader) == 1) return true;
  const char* said = archive_error_string(reader);
  return said != nullptr && std::string_view(said).find("ncrypt") != std::string_view::npos;
}

class Unpacker {
 public:
  Unpacker(Reader reader, const std::string& where, Collector& out)
      : reader_(std::move(reader)), where_(where), out_(out) {}
  std::vector<Member> run(bool may_be_empty);

 private:
  void read_entries();
  bool read_entry(struct archive_entry* entry);   // false: go no further
  std::string read_bytes(const std::string& at);  // up to where trouble was told
  void tell_failure(const std::string& at);
  std::string at(const std::string& name) const {
    return name.empty() ? where_ : inside(where_, name);
  }

  Reader reader_;
  const std::string& where_;
  Collector& out_;
  std::vector<Member> members_;
  bool over_ = false;
  bool seen_ = false;  // an entry, or why there is none
};

void Unpacker::tell_failure(const std::string& at) {
  out_.add_trouble(needs_password(reader_.get()) ? Problem::kEncrypted : Problem::kBroken, at);
}

std::string Unpacker::read_bytes(const std::string& at) {
  std::string bytes;
  std::array<char, 65536> buffer{};
  while (true) {
    const la_ssize_t count = archive_read_data(reader_.get(), buffer.data(), buffer.size());
    if (count == 0) return bytes;
    if (count < 0) {
      tell_failure(at);
      return bytes;
    }
    if (!out_.spend_unpacked(static_cast<std::size_t>(count))) {
      out_.add_trouble(Problem::kTooLarge, at);
      over_ = true;
      return bytes;
    }
    bytes.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

bool Unpacker::read_entry(struct archive_entry* entry) {
  if (!out_.spend_entry()) {
    out_.add_trouble(Problem::kTooMany, where_);
    return false;
  }
  seen_ = true;
  const std::string name = name_of(reader_.get(), entry);
  if (archive_entry_filetype(entry) == AE_IFDIR) return true;
  if (archive_entry_filetype(entry) == AE_IFLNK) {  // Windows unpacks it as a file all the same
    out_.add_trouble(Problem::kUnknownKind, at(name));
    return true;
  }
  if (archive_entry_is_encrypted(entry) != 0) {
    out_.add_trouble(Problem::kEncrypted, at(name));
    return true;
  }
  members_.push_back({name, read_bytes(at(name))});
  return !over_;
}

void Unpacker::read_entries() {
  while (true) {
    struct archive_entry* entry = nullptr;
    const int got = archive_read_next_header(reader_.get(), &entry);
    if (got == ARCHIVE_EOF) break;
    if (got == ARCHIVE_OK || got == ARCHIVE_WARN) {
      if (!read_entry(entry)) break;
      continue;
    }
    seen_ = true;
    tell_failure(where_);
    // ARCHIVE_RETRY means that the next entry may be readable; each try costs an entry.
    if (got != ARCHIVE_RETRY || !out_.spend_entry()) break;
  }
}

std::vector<Member> Unpacker::run(bool may_be_empty) {
  read_entries();
  // libarchive takes a RAR cut in its first header, or zeros before anything else, for an end.
  if (!seen_ && !may_be_empty) out_.add_trouble(Problem::kBroken, where_);
  return std::move(members_);
}

}  // namespace

std::vector<Member> unpack(std::string_view bytes, Kind kind, const std::string& where,
                           Collector& out) {
  const WithUtf8Locale locale;
  Reader reader(archive_read_new());
  allow(reader.get(), kind);
  if (archive_read_open_memory(reader.get(), bytes.data(), bytes.size()) != ARCHIVE_OK) {
    out.add_trouble(Problem::kBroken, where);
    return {};
  }
  return Unpacker(std::move(reader), where, out).run(bytes.starts_with("PK\x05\x06"));
}

void prepare_unpacking() { utf8_locale(); }

}  // namespace milter::extract
