// How it works: the scheme is what stands before the first ":", if it is a scheme's name. Web
// addresses begin with any number of slashes of either kind (URL standard 4.4, "special authority
// ignore slashes state"), and end their host at a slash, "?" or "#", after the last "@".
//
// Leaves out: percent-encoded hosts, numbers that stand for IPv4 addresses.
//
// Tested by link_target_test.cc.
#include "milter/mail/link_target.h"

#include <algorithm>

#include "milter/base/text.h"

namespace milter {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// With its ":"; empty if there is none.
std::string_view scheme_of(std::string_view target) {
  if (target.empty() || !is_letter(target.front())) return {};
  for (std::size_t i = 1; i < target.size(); ++i) {
    const char c = target[i];
    if (c == ':') return target.substr(0, i + 1);
    if (!is_letter(c) && !is_digit(c) && c != '+' && c != '-' && c != '.') return {};
  }
  return {};
}

bool is_web(std::string_view scheme) {
  return iequals(scheme, "http:") || iequals(scheme, "https:") || iequals(scheme, "ftp:");
}

// Where the path begins after scheme and host.
std::size_t path_begin(std::string_view target) {
  const std::size_t scheme = scheme_of(target).size();
  const std::size_t host = target.find_first_not_of("/\\", scheme);
  if (host == target.npos) return target.size();
  return std::min(target.find_first_of("/\\?#", host), target.size());
}

// A path without "." and "..".
std::string without_dots(std::string_view path) {
  const std::size_t end = std::min(path.find_first_of("?#"), path.size());
  std::string out;
  std::string_view rest = path.substr(0, end);
  while (!rest.empty()) {
    const std::size_t slash = std::min(rest.find('/', 1), rest.size());
    const std::string_view step = rest.substr(0, slash);
    rest.remove_prefix(slash);
    if (step == "/.." || step == "/.") {
      if (step == "/..") out.erase(std::min(out.rfind('/'), out.size()));
      if (rest.empty()) out += '/';
    } else {
      out += step;
    }
  }
  return out.append(path.substr(end));
}

bool is_host_character(char c) {
  return is_letter(c) || is_digit(c) || c == '-' || c == '.' || c == '_' ||
         (static_cast<unsigned char>(c) & 0x80) != 0;
}

// "bank.example": at least one dot inside, and letters after the last one.
bool looks_like_host(std::string_view word) {
  const std::size_t dot = word.rfind('.');
  if (dot == word.npos || dot == 0 || word.size() - dot < 3) return false;
  return std::all_of(word.begin(), word.end(), is_host_character) &&
         std::all_of(word.begin() + static_cast<std::ptrdiff_t>(dot) + 1, word.end(), is_letter);
}

}  // namespace

std::string clean_target(std::string_view attribute) {
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) <= ' '; };
  while (!attribute.empty() && is_control(attribute.back())) attribute.remove_suffix(1);
  while (!attribute.empty() && is_control(attribute.front())) attribute.remove_prefix(1);
  std::string out;
  for (const char c : attribute) {
    if (c != '\t' && c != '\n' && c != '\r') out += c;
  }
  return out;
}

std::string resolve_target(std::string_view base, std::string_view target) {
  const std::string_view scheme = scheme_of(base);
  if (!scheme_of(target).empty() || !is_web(scheme)) return std::string(target);
  if (target.empty()) return std::string(base);
  const auto is_slash = [&](std::size_t at) {
    return at < target.size() && (target[at] == '/' || target[at] == '\\');
  };
  if (is_slash(0) && is_slash(1)) return std::string(scheme).append(target);
  const std::size_t begin = path_begin(base);
  const std::string host(base.substr(0, begin));
  std::string_view path = base.substr(begin);
  if (is_slash(0)) return host + without_dots(replace_all(target, "\\", "/"));
  if (target[0] == '#') return host + std::string(path.substr(0, path.find('#'))).append(target);
  path = path.substr(0, path.find_first_of("?#"));
  if (target[0] == '?') return host + std::string(path).append(target);
  const std::size_t slash = path.rfind('/');
  const std::string folder(slash == path.npos ? "/" : path.substr(0, slash + 1));
  return host + without_dots(folder + std::string(target));
}

std::string target_host(std::string_view target) {
  const std::string_view scheme = scheme_of(target);
  if (!is_web(scheme)) return "";
  const std::size_t begin = target.find_first_not_of("/\\", scheme.size());
  if (begin == target.npos) return "";
  std::string_view host = target.substr(begin);
  host = host.substr(0, host.find_first_of("/\\?#"));
  const std::size_t at = host.rfind('@');
  if (at != host.npos) host.remove_prefix(at + 1);
  const std::size_t colon = host.find(':', host.substr(0, 1) == "[" ? host.find(']') : 0);
  host = host.substr(0, colon);
  while (!host.empty() && host.back() == '.') host.remove_suffix(1);
  return ascii_lower(host);
}

std::string shown_host(std::string_view text) {
  for (std::string_view word : words(text)) {
    if (is_web(scheme_of(word))) return target_host(word);
    if (word.find('@') != word.npos) continue;  // an address of mail
    word = word.substr(0, word.find_first_of("/?#:"));
    while (!word.empty() && word.back() == '.') word.remove_suffix(1);
    if (looks_like_host(word)) return ascii_lower(word);
  }
  return "";
}

}  // namespace milter
