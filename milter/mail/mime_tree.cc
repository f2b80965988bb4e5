// How it works: mimetic's line-based parser reads the bytes through an iterator that can end them
// early. That is the second fence behind mime_guard: where mimetic takes for a header what the
// guard took for a body, the guard's limits have not been checked, so the iterator checks them as
// mimetic asks for each byte. What mimetic found is laid over the outline; header fields are always
// taken from the raw bytes where both agree, as mimetic cuts values at a NUL and joins folds.
//
// Where they disagree, parts that only the strict reading has are added at the end, without ranges:
// some mail program will show them.
//
// Tested by mime_tree_test.cc and hostile_test.cc.
#include "milter/mail/mime_tree.h"

#include <mimetic/mimeentity.h>
#include <mimetic/parser/itparser.h>

#include <algorithm>
#include <iterator>

#include "milter/base/limits.h"
#include "milter/base/text.h"
#include "milter/mail/content_type.h"
#include "milter/mail/part_header.h"
#include "milter/mail/part_match.h"

namespace milter {
namespace {

class FencedParser;

// The message's bytes, which end early once the parser passes a limit.
class FencedByte {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  FencedByte() = default;
  FencedByte(const char* at, FencedParser* parser) : at_(at), parser_(parser) {}
  char operator*() const { return *at_; }
  FencedByte& operator++();
  bool operator==(const FencedByte& end) const;  // `end` is the real one
  bool operator!=(const FencedByte& end) const { return !(*this == end); }

 private:
  const char* at_ = nullptr;
  FencedParser* parser_ = nullptr;
};

using LineParser = mimetic::IteratorParser<FencedByte, std::input_iterator_tag>;

class FencedParser final : public LineParser {
 public:
  explicit FencedParser(mimetic::MimeEntity& entity) : LineParser(entity) {}
  bool stopped() const { return stopped_; }

  void pass(char c) {
    if (!in_header_) return;
    const bool ends_line = c == '\n' || c == '\r';
    if (line_ended_ && !ends_line && c != ' ' && c != '\t') field_ = 0;
    line_ended_ = ends_line;
    ++field_;
    stopped_ = stopped_ || field_ > limits::kMaxHeaderLine ||
               m_entityStack.size() > limits::kMaxMimeDepth + 1;
  }

 private:
  void copy_until_boundary(mimetic::ParsingElem element) override {
    in_header_ = false;
    LineParser::copy_until_boundary(element);
    in_header_ = true;
    field_ = 0;
  }

  bool in_header_ = true;
  bool line_ended_ = false;
  bool stopped_ = false;
  std::size_t field_ = 0;  // bytes of the header field so far, folds included
};

FencedByte& FencedByte::operator++() {
  parser_->pass(*at_++);
  return *this;
}

bool FencedByte::operator==(const FencedByte& end) const {
  return at_ == end.at_ || parser_->stopped();
}

// One entity of mimetic's, with its header as bytes that index_header reads.
struct Entity {
  const mimetic::MimeEntity* entity = nullptr;
  std::string header;
  SeenPart seen;
  std::size_t parent = 0;
};

std::string header_text(const mimetic::MimeEntity& entity) {
  std::string text;
  for (const mimetic::Field& field : entity.header()) {
    const std::string name(field.name().c_str());
    if (istarts_with(name, "Content-")) text += name + ": " + field.value() + "\r\n";
  }
  return text;
}

Entity describe(const mimetic::MimeEntity& entity, std::size_t depth, std::size_t parent) {
  Entity one{&entity, header_text(entity), {}, parent};
  const auto fields = index_header(one.header, 0, one.header.size(), nullptr);
  const ContentType type = read_content_type(one.header, fields);
  one.seen.depth = depth;
  one.seen.body_known = !(type.is_message() && type.encoded);
  one.seen.leaf = entity.body().parts().empty() || !one.seen.body_known;
  // A multipart that never begins is all preamble.
  one.seen.body = type.is_multipart() ? entity.body().preamble() : entity.body();
  return one;
}

std::vector<Entity> flatten(const mimetic::MimeEntity& top) {
  std::vector<Entity> flat;
  struct Waiting {
    const mimetic::MimeEntity* entity;
    std::size_t depth;
    std::size_t parent;
  };
  std::vector<Waiting> waiting{{&top, 0, 0}};
  while (!waiting.empty()) {
    const Waiting now = waiting.back();
    waiting.pop_back();
    flat.push_back(describe(*now.entity, now.depth, now.parent));
    if (flat.back().seen.leaf) continue;
    const auto& parts = now.entity->body().parts();
    const std::size_t parent = flat.size() - 1;
    for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
      waiting.push_back({*part, now.depth + 1, parent});
    }
  }
  return flat;
}

class TreeBuilder {
 public:
  TreeBuilder(const RawMessage& mail, const GuardReport& report)
      : mail_(mail), bytes_(mail.bytes()), report_(report) {
    tree_.flaws = report.flaws;
  }
  MimeTree from_outline();
  MimeTree from_outline_alone();
  MimeTree from_both(const std::vector<Entity>& entities);
  MimeTree unread(std::optional<Flaw> why);

 private:
  void note(const std::vector<Flaw>& found);
  bool in_digest(std::size_t parent) const;
  Part strict_part(std::size_t outline_index, bool leaf, std::size_t parent);
  Part loose_part(const Entity& entity);
  std::vector<HeaderField> fields_of(std::size_t outline_index) const;

  const RawMessage& mail_;
  std::string_view bytes_;
  const GuardReport& report_;
  MimeTree tree_;
};

void TreeBuilder::note(const std::vector<Flaw>& found) {
  auto& flaws = tree_.flaws;
  for (const Flaw flaw : found) {
    if (std::find(flaws.begin(), flaws.end(), flaw) == flaws.end()) flaws.push_back(flaw);
  }
}

std::vector<HeaderField> TreeBuilder::fields_of(std::size_t outline_index) const {
  if (outline_index == 0) return mail_.fields();
  const ByteRange header = report_.outline[outline_index].header;
  return index_header(bytes_, header.begin, header.end, nullptr);
}

bool TreeBuilder::in_digest(std::size_t parent) const {
  return parent < tree_.parts.size() && tree_.parts[parent].is("multipart/digest");
}

Part TreeBuilder::strict_part(std::size_t outline_index, bool leaf, std::size_t parent) {
  const OutlinePart& outline = report_.outline[outline_index];
  Part part;
  part.depth = outline.depth;
  part.parent = parent;
  const auto fields = fields_of(outline_index);
  note(read_part_header(part, bytes_, fields, in_digest(parent)));
  part.header = outline.header;
  part.body = outline.body;
  if (leaf) part.encoded = outline.body.of(bytes_);
  return part;
}

Part TreeBuilder::loose_part(const Entity& entity) {
  Part part;
  part.depth = entity.seen.depth;
  part.parent = entity.parent;
  const auto fields = index_header(entity.header, 0, entity.header.size(), nullptr);
  note(read_part_header(part, entity.header, fields, in_digest(part.parent)));
  if (entity.seen.leaf) part.encoded = entity.seen.body;
  return part;
}

MimeTree TreeBuilder::from_outline() {
  const auto seen = see_outline(bytes_, report_);
  for (std::size_t i = 0; i < seen.size(); ++i) {
    tree_.parts.push_back(strict_part(i, seen[i].leaf, report_.outline[i].parent));
  }
  return std::move(tree_);
}

// mimetic saw so many more parts or so much larger headers that it was stopped.
MimeTree TreeBuilder::from_outline_alone() {
  note({Flaw::kMimeDisagreement});
  MimeTree tree = from_outline();
  for (std::size_t i = 0; i < tree.parts.size(); ++i) {
    tree.parts[i].body.reset();
    if (i > 0) tree.parts[i].header.reset();
  }
  return tree;
}

MimeTree TreeBuilder::from_both(const std::vector<Entity>& entities) {
  std::vector<SeenPart> loose;
  loose.reserve(entities.size());
  for (const Entity& entity : entities) loose.push_back(entity.seen);
  const auto strict = see_outline(bytes_, report_);
  const PartMatch match = match_parts(loose, strict);
  if (match.same) return from_outline();
  note({Flaw::kMimeDisagreement});
  std::vector<std::size_t> places(strict.size(), 0);  // in the tree, of each strict part
  for (std::size_t i = 0; i < entities.size(); ++i) {
    const std::size_t pair = match.pairs[i];
    if (pair == PartMatch::kNone) {
      tree_.parts.push_back(loose_part(entities[i]));
    } else {
      places[pair] = i;
      tree_.parts.push_back(strict_part(pair, strict[pair].leaf, entities[i].parent));
    }
  }
  for (const std::size_t index : match.missing) {
    Part part = strict_part(index, true, places[report_.outline[index].parent]);
    part.header.reset();
    part.body.reset();
    tree_.parts.push_back(std::move(part));
  }
  tree_.parts.front().header = report_.outline.front().header;
  return std::move(tree_);
}

MimeTree TreeBuilder::unread(std::optional<Flaw> why) {
  if (why) note({*why});
  tree_.read = false;
  tree_.parts.assign(1, Part());
  return std::move(tree_);
}

// The bytes without an mbox separator, which would end the header for mimetic, and with a last line
// end, without which it does not see the last delimiter.
std::string for_mimetic(const RawMessage& mail) {
  std::size_t begin = 0;
  if (!mail.fields().empty() && mail.bytes().starts_with("From ")) {
    const HeaderField& first = mail.fields().front();
    if (first.name.size() == 0) begin = first.whole.end;
  }
  std::string bytes(mail.bytes().substr(begin));
  if (!bytes.ends_with('\n')) bytes += mail.eol();
  return bytes;
}

}  // namespace

MimeTree read_mime(const RawMessage& mail, const GuardReport& report) {
  TreeBuilder builder(mail, report);
  if (!report.whole) return builder.unread(std::nullopt);
  if (!report.safe) return builder.from_outline();
  const auto& flaws = report.flaws;
  if (std::find(flaws.begin(), flaws.end(), Flaw::kNoBoundary) != flaws.end()) {
    return builder.from_outline();  // mimetic would split at every line that begins with "--"
  }
  const std::string bytes = for_mimetic(mail);
  try {
    mimetic::MimeEntity top;
    FencedParser parser(top);
    parser.run(FencedByte(bytes.data(), &parser), FencedByte(bytes.data() + bytes.size(), &parser));
    if (parser.stopped()) return builder.from_outline_alone();
    return builder.from_both(flatten(top));
  } catch (const std::exception&) {
    return TreeBuilder(mail, report).unread(Flaw::kMimeDisagreement);
  }
}

}  // namespace milter
