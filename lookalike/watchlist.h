// The domains that are guarded: partners' and our own, prepared once and then only read.
//
//   auto list = lookalike::Watchlist::build({{"mirai-kogyo.co.jp", "p17", false},
//                                            {"asagiri.example", "own", true}});
//
// Immutable after build(); any number of threads may look names up in it. Names that cannot be read
// are left out and listed by rejected().
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace lookalike {

struct Guarded {
  std::string domain;  // U- or A-label
  std::string owner;   // all domains of one owner count as one: a partner's id, or "own"
  bool own = false;    // ours, not a partner's
};

enum class Direction : std::uint8_t { kInbound, kOutbound };

class Watchlist {
 public:
  // `direction` chooses the weights (an adversary chooses, a person mistypes).
  static Watchlist build(const std::vector<Guarded>& guarded,
                         Direction direction = Direction::kInbound);
  Watchlist(Watchlist&&) noexcept;
  Watchlist& operator=(Watchlist&&) noexcept;
  ~Watchlist();

  std::size_t size() const;                          // guarded domains; the N of the E-value
  const std::vector<std::string>& rejected() const;  // names that could not be read

  struct Index;
  const Index& index() const { return *index_; }

 private:
  explicit Watchlist(std::unique_ptr<const Index> index);
  std::unique_ptr<const Index> index_;
};

}  // namespace lookalike
