// How: the partner file becomes a Watchlist, then each line is examined by itself. A line's only
// ending is LF (a CR before it is dropped); control characters and bytes that are not UTF-8 are
// written as \xHH, so every input line gives exactly one output line of six columns.
// Leaves out: the configuration file; nothing of it is needed here.
// Tested by lookalike_command_test.cc.
#include "milter/cli/lookalike.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <istream>
#include <optional>
#include <ostream>

#include "lookalike/lookalike.h"
#include "milter/base/json.h"
#include "milter/base/limits.h"
#include "milter/base/text.h"
#include "milter/base/unicode.h"
#include "milter/ops/config.h"
#include "milter/ops/tables.h"

namespace milter {
namespace {

using lookalike::Answer;
using lookalike::Kind;

std::string hex_escaped(unsigned char byte) {
  std::array<char, 5> out{};
  std::snprintf(out.data(), out.size(), "\\x%02X", static_cast<unsigned>(byte));
  return out.data();
}

// Bytes of the well-formed UTF-8 character at the beginning of `text`; 0 if there is none.
std::size_t character_size(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t size = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  return size <= text.size() && is_utf8(text.substr(0, size)) ? size : 0;
}

// U+0085, U+2028 and U+2029 end a line for many readers; C1 controls steer terminals.
bool is_control(std::string_view character) {
  const auto first = static_cast<unsigned char>(character[0]);
  if (character.size() == 1) return first < 0x20 || first == 0x7F;
  if (character.size() == 2)
    return first == 0xC2 && static_cast<unsigned char>(character[1]) < 0xA0;
  return character == "\u2028" || character == "\u2029";
}

std::string one_line(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t size = character_size(text);
    const std::string_view character = text.substr(0, size == 0 ? 1 : size);
    if (size == 0 || is_control(character)) {
      for (const char byte : character) out += hex_escaped(static_cast<unsigned char>(byte));
    } else {
      out += character;
    }
    text.remove_prefix(character.size());
  }
  return out;
}

std::string column(std::string_view text) { return text.empty() ? "-" : one_line(text); }

bool has_kind(const Answer& answer) { return answer.kind != Kind::kNone; }

// E means something only where chance was weighed.
bool has_e_value(const Answer& answer) { return answer.e_value > 0; }

std::string e_value(const Answer& answer) {
  std::array<char, 32> out{};
  std::snprintf(out.data(), out.size(), "%.1e", answer.e_value);
  return out.data();
}

void write_columns(const std::string& input, const Answer& answer, bool japanese,
                   std::ostream& out) {
  out << column(input) << '\t' << lookalike::word(answer.band) << '\t' << column(answer.partner)
      << '\t' << (has_kind(answer) ? lookalike::word(answer.kind) : "-") << '\t'
      << (has_e_value(answer) ? e_value(answer) : "-") << '\t'
      << column(japanese ? answer.text.ja : answer.text.en) << '\n';
}

Json operations(const Answer& answer) {
  Json out = Json::array();
  for (const lookalike::Operation& one : answer.operations) {
    out.push(Json::object()
                 .set("op", one.op)
                 .set("at", static_cast<std::int64_t>(one.at))
                 .set("from", one.from)
                 .set("to", one.to));
  }
  return out;
}

Json alternatives(const Answer& answer) {
  Json out = Json::array();
  for (const lookalike::Alternative& one : answer.alternatives) {
    out.push(Json::object()
                 .set("partner", one.partner)
                 .set("kind", lookalike::word(one.kind))
                 .set("e_value", one.e_value));
  }
  return out;
}

Json strings(const std::vector<std::string>& all) {
  Json out = Json::array();
  for (const std::string& one : all) out.push(one);
  return out;
}

Json or_null(std::string_view text) { return text.empty() ? Json(nullptr) : Json(text); }

void write_json(const std::string& input, const Answer& answer, std::ostream& out) {
  Json line = Json::object();
  line.set("input", one_line(input)).set("band", lookalike::word(answer.band));
  line.set("partner", or_null(answer.partner));
  line.set("kind", has_kind(answer) ? Json(lookalike::word(answer.kind)) : Json(nullptr));
  line.set("e_value", has_e_value(answer) ? Json(answer.e_value) : Json(nullptr));
  line.set("cost", answer.cost).set("operations", operations(answer));
  line.set("alternatives", alternatives(answer)).set("suppressors", strings(answer.suppressors));
  line.set("display", Json::object().set("ascii", answer.ascii).set("unicode", answer.unicode));
  line.set("text", Json::object().set("ja", answer.text.ja).set("en", answer.text.en));
  out << line.dump() << '\n';
}

// nullopt: the problems are on `err`.
std::optional<std::vector<lookalike::Guarded>> read_guarded(const LookalikeOptions& options,
                                                            std::ostream& err) {
  const Result<std::string> bytes = read_file(options.partners_file, limits::kMaxTableBytes);
  if (!bytes) {
    err << options.partners_file << ": " << one_line(bytes.error().what) << '\n';
    return std::nullopt;
  }
  const auto partners = parse_partner_list(*bytes, options.partners_file);
  if (!partners) {
    for (const Problem& problem : partners.error()) err << one_line(to_string(problem)) << '\n';
    return std::nullopt;
  }
  std::vector<lookalike::Guarded> guarded;
  for (const std::string& domain : options.own) guarded.push_back({domain, "own", true});
  for (const Partner& partner : *partners) {
    for (const std::string& domain : partner.domains)
      guarded.push_back({domain, partner.id, false});
  }
  return guarded;
}

}  // namespace

int run_lookalike(const LookalikeOptions& options, std::istream& in, std::ostream& out,
                  std::ostream& err) {
  const auto guarded = read_guarded(options, err);
  if (!guarded) return 1;
  const auto watchlist = lookalike::Watchlist::build(*guarded, options.direction);
  for (const std::string& name : watchlist.rejected()) {
    const bool own = std::find(options.own.begin(), options.own.end(), name) != options.own.end();
    err << (own ? "--own" : options.partners_file) << ": cannot guard \"" << one_line(name)
        << "\": not a domain name below a public suffix\n";
  }
  lookalike::Examiner examiner(watchlist);
  for (std::string line; std::getline(in, line);) {
    if (line.ends_with('\r')) line.pop_back();
    Answer answer = examiner.examine(trim(line));
    answer.text = examiner.explain();
    if (options.json) {
      write_json(line, answer, out);
    } else {
      write_columns(line, answer, options.lang == "ja", out);
    }
  }
  return watchlist.rejected().empty() ? 0 : 1;
}

}  // namespace milter
