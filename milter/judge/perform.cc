// Order: forged fields out, then body and subject, then our fields in. Tested by perform_test.cc.
#include "milter/judge/perform.h"

#include <algorithm>
#include <map>

#include "milter/act/banner.h"
#include "milter/auth/auth_results.h"
#include "milter/base/text.h"
#include "rules/texts.h"

namespace milter {
namespace {

constexpr std::string_view kOurPrefix = "X-Sekimori-";

bool is_ours(std::string_view name) { return istarts_with(name, kOurPrefix); }

// Every field of ours that came with the mail, with its number among those of its name.
void remove_forged(const RawMessage& raw, Edits& edits, rules::Verdict& verdict) {
  std::map<std::string, std::size_t> seen;
  for (const HeaderField& field : raw.fields()) {
    const std::string name = ascii_lower(raw.name(field));
    if (!is_ours(name)) continue;
    const std::size_t occurrence = ++seen[name];
    if (occurrence == 1)
      verdict.actions.emplace_back(rules::RemoveHeader{std::string(raw.name(field))});
    edits.remove(std::string(raw.name(field)), occurrence);
  }
}

bool contains(const std::vector<std::string>& ids, const std::string& id) {
  return std::any_of(ids.begin(), ids.end(),
                     [&](const std::string& one) { return iequals(one, id); });
}

// Our field on top of all others, none beside it that bears our id. Where a gateway of ours has
// looked its field stands for ours.
void write_authentication(const AuthenticationRules& ours, const RawMessage& raw, Edits& edits,
                          Judgement& judgement) {
  constexpr const char* kField = "Authentication-Results";
  if (!judgement.authentication) return;
  const Authentication& found = *judgement.authentication;
  const auto forged = forged_results(ours, raw, {&found, false});
  if (!forged.empty()) judgement.verdict.actions.emplace_back(rules::RemoveHeader{kField});
  for (const std::size_t occurrence : forged) edits.remove(kField, occurrence);
  if (!found.by_gateway) edits.insert(kField, auth_results_value(found, ours.authserv_id));
}

std::string in(Language language, const rules::Text& text) {
  return language == Language::kJapanese ? text.ja : text.en;
}

BannerText banner_text(const rules::Banner& banner, const Judgement& judgement, Language language) {
  BannerText text;
  text.headline = in(language, banner.headline);
  for (const rules::Text& reason : banner.reasons) text.reasons.push_back(in(language, reason));
  text.advice = in(language, banner.advice);
  text.language = language == Language::kJapanese ? "ja" : "en";
  text.level = std::string(word(judgement.verdict.level));
  text.id = judgement.id;
  return text;
}

// Turns each kind of action into edits; what only the outbound path does is not done here.
class Performer {
 public:
  Performer(const Snapshot& snapshot, const Message& message, const Judgement& judgement,
            Edits& edits)
      : language_(snapshot.config.language),
        message_(message),
        judgement_(judgement),
        edits_(edits) {}

  void operator()(const rules::Banner& banner) {
    BannerResult result =
        insert_banner(*message_.raw, message_.mime, banner_text(banner, judgement_, language_));
    if (result.applied) return edits_.append(std::move(result.edits));
    refused_ = result.why;
  }
  void operator()(const rules::TagSubject& action) { tag(in(language_, action.tag)); }
  void operator()(const rules::AddHeader& action) { edits_.insert(action.name, action.value); }
  void operator()(const rules::RemoveHeader&) {}  // done by remove_forged, with its numbers
  void operator()(const rules::Reject&) {}
  void operator()(const rules::TempFail&) {}
  void operator()(const rules::Tell&) {}
  void operator()(const rules::Hold&) {}  // by the session, which has the custody

  // What is to be done in the place of a banner that could not go in.
  std::vector<rules::Action> instead() const {
    if (refused_.empty()) return {};
    std::vector<rules::Action> actions = {
        rules::AddHeader{"X-Sekimori-Banner", "not-applied; reason=" + refused_}};
    if (!tagged_) actions.emplace_back(rules::TagSubject{rules::say("tag.warning")});
    return actions;
  }

 private:
  void tag(const std::string& text) {
    if (tagged_) return;
    tagged_ = true;
    const auto subjects = message_.raw->find("Subject");
    if (subjects.empty()) return edits_.insert("Subject", tag_subject("", text, "\n"));
    edits_.change("Subject", 1, tag_subject(message_.raw->value(*subjects.front()), text, "\n"));
  }

  const Language language_;
  const Message& message_;
  const Judgement& judgement_;
  Edits& edits_;
  bool tagged_ = false;
  std::string refused_;  // why there is no banner
};

// The verdict names what was done, not what was wanted.
void replace_refused_banner(Performer& performer, std::vector<rules::Action>& actions) {
  std::vector<rules::Action> instead = performer.instead();
  if (instead.empty()) return;
  std::erase_if(actions, [](const rules::Action& action) {
    return std::holds_alternative<rules::Banner>(action);
  });
  for (rules::Action& action : instead) {
    std::visit(performer, action);
    actions.push_back(std::move(action));
  }
}

}  // namespace

bool has_forged_fields(const RawMessage& raw) {
  return std::any_of(raw.fields().begin(), raw.fields().end(),
                     [&](const HeaderField& field) { return is_ours(raw.name(field)); });
}

std::vector<std::size_t> forged_results(const AuthenticationRules& ours, const RawMessage& raw,
                                        AuthenticationState authentication) {
  const Authentication* found = authentication.found;
  if (found == nullptr && !authentication.follows) return {};
  const bool seen_to =
      found != nullptr && found->by_gateway && contains(ours.trusted_ids, ours.authserv_id);
  return seen_to ? std::vector<std::size_t>{} : forged_auth_results(raw, ours.authserv_id);
}

void perform(const Snapshot& snapshot, const Message& message, Judgement& judgement) {
  Edits edits;
  if (judgement.direction != rules::Direction::kInbound) return;
  remove_forged(*message.raw, edits, judgement.verdict);
  write_authentication(snapshot.authentication, *message.raw, edits, judgement);
  Performer performer(snapshot, message, judgement, edits);
  for (const rules::Action& action : judgement.verdict.actions) std::visit(performer, action);
  replace_refused_banner(performer, judgement.verdict.actions);
  if (judgement.verdict.level != rules::Level::kClear) edits.insert("X-Sekimori-Id", judgement.id);
  if (!judgement.monitor) judgement.edits = std::move(edits);
}

}  // namespace milter
