// Tested by verdict_json_test.cc.
#include "milter/judge/verdict_json.h"

#include <array>
#include <ctime>

#include "milter/base/limits.h"
#include "milter/base/text.h"
#include "milter/judge/gather.h"
#include "milter/mail/address.h"
#include "milter/ops/log.h"

namespace milter {
namespace {

Json text_json(const rules::Text& text) {
  return Json::object().set("ja", text.ja).set("en", text.en);
}

Json evidence_json(const rules::Evidence& evidence) {
  return Json::object()
      .set("where", evidence.where)
      .set("quote", clip(evidence.quote, limits::kMaxQuoteCharacters));
}

Json finding_json(const rules::Finding& finding) {
  Json evidence = Json::array();
  std::size_t shown = 0;
  for (const rules::Evidence& one : finding.evidence) {
    if (++shown <= limits::kMaxEvidence) evidence.push(evidence_json(one));
  }
  return Json::object()
      .set("code", finding.code)
      .set("axis", word(finding.axis))
      .set("weight", finding.weight)
      .set("text", text_json(finding.text))
      .set("evidence", std::move(evidence));
}

struct ActionJson {
  Language language;
  Json operator()(const rules::Banner& action) const {
    Json reasons = Json::array();
    for (const rules::Text& reason : action.reasons) reasons.push(text_json(reason));
    return Json::object()
        .set("do", "banner")
        .set("headline", text_json(action.headline))
        .set("reasons", std::move(reasons))
        .set("advice", text_json(action.advice));
  }
  Json operator()(const rules::TagSubject& action) const {
    const std::string& tag = language == Language::kJapanese ? action.tag.ja : action.tag.en;
    return Json::object().set("do", "tag_subject").set("text", tag);
  }
  Json operator()(const rules::AddHeader& action) const {
    return Json::object()
        .set("do", "add_header")
        .set("name", action.name)
        .set("value", action.value);
  }
  Json operator()(const rules::RemoveHeader& action) const {
    return Json::object().set("do", "remove_header").set("name", action.name);
  }
  Json operator()(const rules::Reject& action) const {
    return Json::object().set("do", "reject").set("text", action.text);
  }
  Json operator()(const rules::TempFail& action) const {
    return Json::object().set("do", "tempfail").set("text", action.text);
  }
  Json operator()(const rules::Tell& action) const {
    return Json::object()
        .set("do", "tell")
        .set("whom", action.whom)
        .set("text", text_json(action.text));
  }
  Json operator()(const rules::Hold& action) const {
    Json recipients = Json::array();
    for (const rules::HeldRecipient& one : action.recipients) recipients.push(one.address);
    return Json::object().set("do", "hold").set("recipients", std::move(recipients));
  }
};

Json or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json findings_json(const rules::Verdict& verdict) {
  Json findings = Json::array();
  for (const rules::Finding& finding : verdict.findings) findings.push(finding_json(finding));
  return findings;
}

Json actions_json(const Judgement& judgement) {
  Json actions = Json::array();
  for (const rules::Action& action : judgement.verdict.actions) {
    actions.push(std::visit(ActionJson{judgement.language}, action));
  }
  return actions;
}

Json recipients_json(const Envelope& envelope) {
  Json recipients = Json::array();
  for (const Path& path : envelope.rcpt_to) recipients.push(read_path(path.address).address());
  return recipients;
}

Json hold_json(const Judgement& judgement) {
  const auto* hold = rules::find_action<rules::Hold>(judgement.verdict);
  if (judgement.hold_id.empty() || hold == nullptr) return nullptr;
  Json recipients = Json::array();
  for (const rules::HeldRecipient& one : hold->recipients) {
    recipients.push(
        Json::object().set("address", one.address).set("reason", one.reason).set("of", one.of));
  }
  return Json::object().set("id", judgement.hold_id).set("recipients", std::move(recipients));
}

bool looked(const Judgement& judgement) {
  return judgement.authentication && judgement.authentication->looked;
}

Json auth_json(const Judgement& judgement) {
  const auto result = [&](AuthResult one) -> Json {
    return looked(judgement) ? Json(word(one)) : Json(nullptr);
  };
  const Authentication found = judgement.authentication.value_or(Authentication{});
  return Json::object()
      .set("spf", result(found.spf.result))
      .set("dkim", result(found.dkim.result))
      .set("dmarc", result(found.dmarc.result));
}

// "pass,none,fail": SPF, DKIM, DMARC.
std::string auth_words(const Judgement& judgement) {
  if (!looked(judgement)) return "-";
  const Authentication& found = *judgement.authentication;
  std::string words(word(found.spf.result));
  for (const AuthResult one : {found.dkim.result, found.dmarc.result}) {
    words.append(",").append(word(one));
  }
  return words;
}

std::string_view direction_word(rules::Direction direction) {
  return direction == rules::Direction::kInbound ? "inbound" : "outbound";
}

std::string joined_codes(const rules::Verdict& verdict) {
  std::string codes;
  for (const rules::Finding& finding : verdict.findings) {
    codes += (codes.empty() ? "" : ",") + finding.code;
  }
  return codes.empty() ? "-" : codes;
}

}  // namespace

std::string rfc3339(Clock::Time time) {
  const std::time_t seconds = Clock::Time::clock::to_time_t(time);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, 32> text{};
  const std::size_t length = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return std::string(text.data(), length);
}

Json verdict_json(const Judgement& judgement, const Envelope& envelope,
                  const std::optional<std::string>& file) {
  Json json = Json::object();
  json.set("v", 1).set("id", judgement.id).set("time", rfc3339(judgement.time));
  json.set("file", file ? Json(*file) : Json(nullptr)).set("queue_id", or_null(envelope.queue_id));
  json.set("message_id", or_null(judgement.message_id));
  json.set("direction", direction_word(judgement.direction));
  json.set("mail_from", read_path(envelope.mail_from.address).address());
  json.set("rcpt_to", recipients_json(envelope)).set("client_ip", or_null(envelope.client_address));
  json.set("auth_user", or_null(envelope.auth_user));
  json.set("mode", judgement.monitor ? "monitor" : "enforce");
  json.set("level", word(judgement.verdict.level)).set("decided_by", judgement.verdict.decided_by);
  json.set("findings", findings_json(judgement.verdict));
  json.set("actions", actions_json(judgement)).set("hold", hold_json(judgement));
  json.set("auth", auth_json(judgement));
  return json;
}

VerdictRow verdict_row(const Judgement& judgement, const Envelope& envelope) {
  const auto seconds =
      std::chrono::duration_cast<std::chrono::seconds>(judgement.time.time_since_epoch());
  return {judgement.id, std::string(word(judgement.verdict.level)), judgement.message_id,
          verdict_json(judgement, envelope, std::nullopt).dump(), seconds.count()};
}

void log_verdict(const Judgement& judgement, const Envelope& envelope) {
  log_info("verdict", {{"id", judgement.id},
                       {"queue_id", envelope.queue_id.empty() ? "-" : envelope.queue_id},
                       {"message_id", judgement.message_id.empty() ? "-" : judgement.message_id},
                       {"direction", std::string(direction_word(judgement.direction))},
                       {"mail_from", read_path(envelope.mail_from.address).address()},
                       {"recipients", std::to_string(envelope.rcpt_to.size())},
                       {"mode", judgement.monitor ? "monitor" : "enforce"},
                       {"level", std::string(word(judgement.verdict.level))},
                       {"decided_by",
                        judgement.verdict.decided_by.empty() ? "-" : judgement.verdict.decided_by},
                       {"hold", judgement.hold_id.empty() ? "-" : judgement.hold_id},
                       {"auth", auth_words(judgement)},
                       {"findings", joined_codes(judgement.verdict)}});
}

}  // namespace milter
