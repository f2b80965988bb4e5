// How: lookalike's alignment finds the differing letters, so the page marks what its sentence
// names. Tested by comparison_test.cc.
#include "milter/web/comparison.h"

#include "lookalike/align.h"
#include "lookalike/domain.h"
#include "milter/base/unicode.h"

namespace milter {
namespace {

void add(std::vector<Piece>& side, Piece::Kind kind, std::u32string_view letters) {
  if (!letters.empty()) side.push_back({kind, to_utf8(letters), 0});
}

// One side of a differing place that is `columns` wide.
void add_differing(std::vector<Piece>& side, std::u32string_view letters, std::size_t columns) {
  add(side, Piece::Kind::kDiffers, letters);
  if (letters.size() < columns) {
    side.push_back({Piece::Kind::kGap, "", columns - letters.size()});
  }
}

}  // namespace

Comparison compare(std::string_view meant_utf8, std::string_view written_utf8) {
  const std::u32string meant = code_points(meant_utf8), written = code_points(written_utf8);
  Comparison out;
  std::u32string_view meant_rest = meant, written_rest = written;
  if (meant.size() <= kMaxComparedLetters && written.size() <= kMaxComparedLetters) {
    for (const auto& step :
         lookalike::align(meant, written, lookalike::Direction::kOutbound).steps) {
      const std::size_t equal = step.at - (meant.size() - meant_rest.size());
      add(out.meant, Piece::Kind::kSame, meant_rest.substr(0, equal));
      add(out.written, Piece::Kind::kSame, written_rest.substr(0, equal));
      const std::size_t columns = std::max(step.size, step.seen_size);
      add_differing(out.meant, meant_rest.substr(equal, step.size), columns);
      add_differing(out.written, written_rest.substr(equal, step.seen_size), columns);
      meant_rest.remove_prefix(equal + step.size);
      written_rest.remove_prefix(equal + step.seen_size);
    }
  }
  add(out.meant, Piece::Kind::kSame, meant_rest);
  add(out.written, Piece::Kind::kSame, written_rest);
  return out;
}

AddressNames read_names(std::string_view address) {
  const std::string whole(address);
  const std::size_t at = address.rfind('@');
  if (at == address.npos) return {whole, whole};
  const auto domain = lookalike::read_domain(address.substr(at + 1));
  if (!domain) return {whole, whole};
  const std::string mailbox(address.substr(0, at + 1));
  return {mailbox + to_utf8(domain->text), domain->ascii.empty() ? whole : mailbox + domain->ascii};
}

}  // namespace milter
