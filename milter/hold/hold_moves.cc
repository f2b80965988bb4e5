// Tested by hold_store_test.cc and hold_queue_test.cc.
#include "milter/hold/hold_moves.h"

#include <array>

namespace milter {
namespace {

constexpr std::array<std::string_view, 3> kNotices = {"ask", "refused", "returned"};

std::string text(std::string_view word) { return std::string(word); }

}  // namespace

std::string_view word(NoticeKind kind) { return kNotices.at(static_cast<std::size_t>(kind)); }

std::optional<NoticeKind> notice_kind(std::string_view word) {
  for (std::size_t at = 0; at < kNotices.size(); ++at) {
    if (kNotices.at(at) == word) return static_cast<NoticeKind>(at);
  }
  return std::nullopt;
}

Result<bool> move_hold(Statements& statements, const std::string& id, Edge edge,
                       const std::string& by, std::int64_t now) {
  if (!may_move(edge.from, edge.to)) {
    return fail(Error::Kind::kInternal,
                "a hold never goes from " + text(word(edge.from)) + " to " + text(word(edge.to)));
  }
  const auto moved = statements.rows(
      "UPDATE hold SET state = ?, changed = ?, "
      "changed_by = CASE WHEN ? = '' THEN changed_by ELSE ? END, "
      "next_try = 0, lease_owner = '', lease_until = 0 "
      "WHERE id = ? AND state = ? RETURNING id",
      {text(word(edge.to)), now, by, by, id, text(word(edge.from))});
  if (!moved) return fail(moved.error());
  if (moved->empty()) return false;
  if (edge.from == HoldState::kHeld) {
    auto done = statements.run("DELETE FROM notice WHERE hold_id = ? AND kind = ? AND sent = 0",
                               {id, text(word(NoticeKind::kAsk))});
    if (!done) return fail(done.error());
  }
  return true;
}

Result<void> request_notice(Statements& statements, const std::string& id, NoticeKind kind,
                            std::int64_t now) {
  return statements.run(
      "INSERT INTO notice (hold_id, kind, created, sent, attempts, next_try, lease_owner, "
      "lease_until) VALUES (?, ?, ?, 0, 0, 0, '', 0) ON CONFLICT (hold_id, kind) DO NOTHING",
      {id, text(word(kind)), now});
}

}  // namespace milter
