// One function per kind of value. Whether a named file or host exists is not asked here: that
// differs between the programs that read one and the same configuration. Tested by config_test.cc.
#include "milter/ops/config_rules.h"

#include <sys/un.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "milter/base/limits.h"
#include "milter/base/text.h"
#include "milter/ops/networks.h"
#include "milter/ops/syntax.h"
#include "milter/store/store_url.h"

namespace milter {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kUnix = "unix:";
constexpr std::string_view kInet = "inet:";

tl::unexpected<Error> refuse(const std::string& written, const std::string& why) {
  return fail(Error::Kind::kMalformed, in_quotes(written) + " " + why);
}

bool is_control(char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7F; }

std::string absolute_path(std::string_view written, const fs::path& folder) {
  return (folder / fs::path(written)).lexically_normal().string();
}

std::optional<int> read_number(std::string_view digits) {
  int number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size() || number < 0) {
    return std::nullopt;
  }
  return number;
}

bool is_port(std::string_view text) {
  const std::optional<int> port = read_number(text);
  return port && *port >= 1 && *port <= 65535;
}

bool is_ip(std::string_view text) {
  return text.find('/') == std::string_view::npos && parse_network(text).has_value();
}

// An IPv4 address or a host name, which here may have one label ("localhost").
bool is_host(std::string_view host) {
  if (is_ip(host)) return host.find(':') == std::string_view::npos;  // IPv6 goes in brackets
  const bool only_numbers = host.find_first_not_of("0123456789.") == std::string_view::npos;
  return !only_numbers && (checked_domain(host).has_value() ||
                           checked_domain(std::string(host) + ".example").has_value());
}

bool is_host_port(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos || !is_port(text.substr(colon + 1))) return false;
  const std::string_view host = text.substr(0, colon);
  const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
  if (!bracketed) return is_host(host);
  const std::string_view inner = host.substr(1, host.size() - 2);
  return inner.find(':') != std::string_view::npos && is_ip(inner);
}

}  // namespace

Result<std::string> text_rule(const std::string& written, const fs::path& /*folder*/) {
  if (std::any_of(written.begin(), written.end(), is_control)) {
    return refuse(written, "has a line break or control character");
  }
  return written;
}

Result<std::string> required_text_rule(const std::string& written, const fs::path& folder) {
  if (trim(written).empty()) return fail(Error::Kind::kMalformed, "must not be empty");
  return text_rule(written, folder);
}

Result<std::string> word_rule(const std::string& written, const fs::path& /*folder*/) {
  const bool graphic = std::all_of(written.begin(), written.end(), [](char c) {
    return c > ' ' && c < 0x7F && c != ';' && c != '"';
  });
  if (written.empty() || !graphic) return refuse(written, "must be one ASCII word");
  return written;
}

Result<std::string> domain_rule(const std::string& written, const fs::path& /*folder*/) {
  return checked_domain(written);
}

Result<std::string> address_rule(const std::string& written, const fs::path& /*folder*/) {
  return checked_address(written);
}

Result<std::string> allow_rule(const std::string& written, const fs::path& /*folder*/) {
  if (written.empty() || written.front() != '@') return checked_address(written);
  return checked_domain(std::string_view(written).substr(1)).map([](const std::string& domain) {
    return "@" + domain;
  });
}

Result<std::string> network_rule(const std::string& written, const fs::path& /*folder*/) {
  return parse_network(written).map([&](const Network&) { return written; });
}

Result<std::string> forwarder_rule(const std::string& written, const fs::path& /*folder*/) {
  const std::size_t at = written.find('@');
  const bool port = at == std::string::npos || is_port(std::string_view(written).substr(at + 1));
  if (port && is_ip(std::string_view(written).substr(0, at))) return written;
  return refuse(written, "is not an IP address, or one with @port");
}

Result<std::string> path_rule(const std::string& written, const fs::path& folder) {
  if (written.empty()) return fail(Error::Kind::kMalformed, "must not be empty");
  if (written.find('\0') != std::string::npos) return refuse(written, "is not a path");
  return absolute_path(written, folder);
}

Result<std::string> listen_rule(const std::string& written, const fs::path& folder) {
  const std::string_view all = written;
  if (all.substr(0, kInet.size()) == kInet && is_host_port(all.substr(kInet.size()))) {
    return written;
  }
  if (all.substr(0, kUnix.size()) != kUnix || all.size() == kUnix.size()) {
    return refuse(written, "is neither \"unix:/path\" nor \"inet:host:port\"");
  }
  const std::string path = absolute_path(all.substr(kUnix.size()), folder);
  if (path.size() >= sizeof(sockaddr_un::sun_path)) {
    return refuse(written, "is too long for a unix socket (107 bytes)");
  }
  return std::string(kUnix) + path;
}

Result<std::string> host_port_rule(const std::string& written, const fs::path& /*folder*/) {
  if (is_host_port(written)) return written;
  return refuse(written, "is not \"host:port\"");
}

Result<std::string> web_address_rule(const std::string& written, const fs::path& /*folder*/) {
  std::string_view rest = written;
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (!istarts_with(rest, scheme)) continue;
    rest.remove_prefix(scheme.size());
    const std::string_view host = rest.substr(0, rest.find('/'));
    const bool plain = rest.find_first_of("\"'<>\\?# ") == std::string_view::npos &&
                       std::none_of(rest.begin(), rest.end(), is_control);
    if (!plain || !(is_host_port(host) || is_host_port(std::string(host) + ":443"))) break;
    const std::size_t end = written.find_last_not_of('/');
    return written.substr(0, end + 1);
  }
  return refuse(written, "is not an http:// or https:// address");
}

Result<std::string> store_rule(const std::string& written, const fs::path& folder) {
  return sqlite_path(written).map([&](const std::string& path) {
    return sqlite_url(path == kMemoryStore ? path : absolute_path(path, folder));
  });
}

Result<std::chrono::minutes> read_duration(const std::string& written) {
  const std::string_view all = written;
  const std::string_view digits = all.substr(0, all.find_first_not_of("0123456789"));
  const std::string_view unit = all.substr(digits.size());
  const std::optional<int> number = read_number(digits);
  const int minutes = unit == "m" ? 1 : unit == "h" ? 60 : unit == "d" ? 24 * 60 : 0;
  if (!number || minutes == 0) {
    return refuse(written, "is not a time like \"72h\", \"30m\" or \"3d\"");
  }
  const std::chrono::minutes most = limits::kMaxHoldTime;
  if (*number == 0 || *number > most.count() / minutes) {
    return refuse(written,
                  "is not between 1m and " + std::to_string(most.count() / (24L * 60)) + "d");
  }
  return std::chrono::minutes{*number * minutes};
}

}  // namespace milter
