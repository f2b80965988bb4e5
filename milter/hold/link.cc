// Each field is written with its length before it, so no two different tuples give one text. Tested
// by link_test.cc.
#include "milter/hold/link.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <optional>

#include "milter/base/digest.h"
#include "milter/base/text.h"
#include "milter/hold/file.h"

namespace milter {
namespace {

constexpr std::string_view kVersion = "v1";  // a new one when the fields change
constexpr std::size_t kTokenBytes = 16;      // 128 bits: out of reach of guessing
constexpr std::size_t kKeyDigits = 64;       // 256 bits, the block HMAC-SHA-256 is sized for

std::string_view word(Purpose purpose) {
  switch (purpose) {
    case Purpose::kPage:
      return "page";
    case Purpose::kForm:
      return "form";
  }
  return "";
}

void append(std::string& message, std::string_view field) {
  message.append(std::to_string(field.size())).append(":").append(field);
}

std::string message_of(Purpose purpose, const HeldMail& mail) {
  std::string message;
  append(message, kVersion);
  append(message, word(purpose));
  append(message, mail.id);
  append(message, mail.sender);
  append(message, std::to_string(mail.expires));
  return message;
}

std::string token_by(const std::string& key, std::string_view message) {
  return base64url(std::string_view(hmac_sha256(key, message)).substr(0, kTokenBytes));
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = ascii_lower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::optional<std::string> key_of(std::string_view line) {
  if (line.size() != kKeyDigits) return std::nullopt;
  std::string key;
  for (std::size_t at = 0; at < line.size(); at += 2) {
    const int high = hex_value(line[at]), low = hex_value(line[at + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    key += static_cast<char>(high * 16 + low);
  }
  return key;
}

Result<LinkKeys> parse_keys(std::string_view text, const std::string& path) {
  LinkKeys keys;
  std::size_t number = 0;
  for (const std::string_view line : split(text, '\n')) {
    ++number;
    if (trim(line).empty()) continue;
    std::optional<std::string> key = key_of(trim(line));
    if (!key) {
      return fail(Error::Kind::kPermanent,
                  path + ":" + std::to_string(number) + ": is not 64 hexadecimal digits");
    }
    keys.push_back(std::move(*key));
  }
  if (keys.empty()) return fail(Error::Kind::kPermanent, path + ": has no key");
  return keys;
}

}  // namespace

Result<LinkKeys> read_link_keys(const std::string& path) {
  // Not blocking: a pipe in its place would hang the start.
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  if (file.get() < 0) return system_failure(path, "cannot be opened", errno);
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) return system_failure(path, "cannot be read", errno);
  if (!S_ISREG(status.st_mode)) return fail(Error::Kind::kPermanent, path + ": is not a file");
  if ((status.st_mode & S_IRWXO) != 0) {
    return fail(Error::Kind::kPermanent,
                path + ": others than its owner and group can touch it: chmod o= it");
  }
  const Result<std::string> text = read_all(file, path, kMaxLinkKeyBytes);
  if (!text) return fail(text.error());
  return parse_keys(*text, path);
}

std::string link_token(const LinkKeys& keys, Purpose purpose, const HeldMail& mail) {
  return token_by(keys.at(0), message_of(purpose, mail));
}

bool is_valid(const LinkKeys& keys, Purpose purpose, const HeldMail& mail, std::string_view token) {
  const std::string message = message_of(purpose, mail);
  bool valid = false;  // all keys are tried: the time tells nothing about which one fits
  for (const std::string& key : keys) {
    const bool fits = equal_in_constant_time(token, token_by(key, message));
    valid = valid || fits;
  }
  return valid;
}

}  // namespace milter
