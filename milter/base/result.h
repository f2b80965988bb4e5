// Result: how every function of this program says "it did not work, because".
//
//   Result<Config> config = load_config(path);
//   if (!config) return fail(config.error());
//
// Exceptions are for bugs and for memory; they are caught once, in the shell around each callback.
#pragma once

#include <cstdint>
#include <string>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace milter {

struct Error {
  enum class Kind : std::uint8_t {
    kMalformed,  // the input is wrong: saying it again will not help
    kLimit,      // a named limit of base/limits.h was passed
    kTemporary,  // try again later (a lock, a full disk, a server that is away)
    kPermanent,  // will not work until someone changes the set-up
    kInternal,   // our own fault
  };
  Kind kind = Kind::kInternal;
  std::string what;
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(Error::Kind kind, std::string what) {
  return tl::unexpected<Error>(Error{kind, std::move(what)});
}
inline tl::unexpected<Error> fail(Error error) { return tl::unexpected<Error>(std::move(error)); }

// One mistake in a file that a person wrote; prints as `file:line: message` (line 0: the whole
// file, printed without a line).
struct Problem {
  std::string file;
  std::size_t line = 0;
  std::string message;
};
using Problems = std::vector<Problem>;

inline std::string to_string(const Problem& problem) {
  std::string where = problem.file;
  if (problem.line != 0) where += ":" + std::to_string(problem.line);
  return where + ": " + problem.message;
}

}  // namespace milter
