// Tested by partners_command_test.cc.
#include "milter/cli/partners.h"

#include <ostream>

#include "milter/base/json.h"
#include "milter/cli/with_store.h"
#include "milter/judge/partner_file.h"
#include "milter/memory/partners.h"

namespace milter {
namespace {

std::string joined(const std::vector<std::string>& values) {
  std::string line;
  for (const std::string& value : values) line += (line.empty() ? "" : " ") + value;
  return line;
}

std::string cell(const std::string& value) { return value.empty() ? "-" : value; }

Json array_of(const std::vector<std::string>& values) {
  Json array = Json::array();
  for (const std::string& value : values) array.push(value);
  return array;
}

Json object_of(const Partner& partner) {
  Json object = Json::object();
  object.set("id", partner.id).set("name", partner.name).set("kana", partner.kana);
  object.set("english_name", partner.english_name).set("domains", array_of(partner.domains));
  object.set("contacts", array_of(partner.contacts)).set("phone", partner.phone);
  object.set("country", partner.country).set("trust", partner.service ? "service" : "");
  return object;
}

}  // namespace

int run_partners_import(const std::string& config_path, const std::string& file, std::ostream& out,
                        std::ostream& err) {
  return with_store(config_path, Sync::kNormal, err, [&](const Config& config, Database& database) {
    const auto partners = read_partners(file, config);
    if (!partners) return report(partners.error(), err);
    const Result<void> replaced = replace_partners(database, *partners);
    if (!replaced) return report(replaced.error(), err);
    out << "imported " << partners->size() << " partner(s)\n";
    return kExitDone;
  });
}

int run_partners_list(const std::string& config_path, bool json, std::ostream& out,
                      std::ostream& err) {
  return with_store(config_path, Sync::kNormal, err, [&](const Config&, Database& database) {
    const auto partners = load_partners(database);
    if (!partners) return report(partners.error(), err);
    for (const Partner& partner : *partners) {
      if (json) {
        out << object_of(partner).dump() << "\n";
      } else {
        out << partner.id << "\t" << cell(partner.name) << "\t" << cell(joined(partner.domains))
            << "\n";
      }
    }
    return kExitDone;
  });
}

int run_partners_suggest(const std::string& config_path, bool json, std::ostream& out,
                         std::ostream& err) {
  return with_store(config_path, Sync::kNormal, err, [&](const Config& config, Database& database) {
    const auto suggestions = suggest_partners(database, config.own_domains);
    if (!suggestions) return report(suggestions.error(), err);
    for (const Suggestion& one : *suggestions) {
      if (json) {
        Json object = Json::object();
        object.set("domain", one.domain).set("sent", one.sent).set("received", one.received);
        out << object.dump() << "\n";
      } else {
        out << one.domain << "\t" << one.sent << "\t" << one.received << "\n";
      }
    }
    return kExitDone;
  });
}

}  // namespace milter
