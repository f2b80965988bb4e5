// Replaced whole: delete and insert in one transaction, so a reader sees the old table or the new
// one. Sorting and the test for subdomains are done here, not in SQL, where the collation of the
// engine would decide. Tested by partners_test.cc.
#include "milter/memory/partners.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <tuple>

namespace milter {
namespace {

constexpr std::string_view kInsertPartner =
    "INSERT INTO partner (id, name, kana, english_name, phone, country, service) "
    "VALUES (?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view kInsertDomain =
    "INSERT INTO partner_domain (domain, partner_id, position) VALUES (?, ?, ?)";
constexpr std::string_view kInsertContact =
    "INSERT INTO partner_contact (address, partner_id, position) VALUES (?, ?, ?)";
constexpr std::string_view kSelectPartners =
    "SELECT id, name, kana, english_name, phone, country, service FROM partner";
constexpr std::string_view kSelectDomains =
    "SELECT partner_id, domain FROM partner_domain ORDER BY position";
constexpr std::string_view kSelectContacts =
    "SELECT partner_id, address FROM partner_contact ORDER BY position";
constexpr std::string_view kWrittenTo =
    "SELECT remote_domain, CAST(SUM(sent) AS BIGINT), CAST(SUM(received) AS BIGINT) "
    "FROM correspondent WHERE remote_domain <> '' GROUP BY remote_domain HAVING SUM(sent) > 0";

std::string text(const SqlValue& value) {
  const auto* found = std::get_if<std::string>(&value);
  return found == nullptr ? "" : *found;
}

std::int64_t number(const SqlValue& value) {
  const auto* found = std::get_if<std::int64_t>(&value);
  return found == nullptr ? 0 : *found;
}

Result<void> insert_all(Statements& statements, std::string_view sql, const std::string& id,
                        const std::vector<std::string>& values) {
  std::int64_t position = 0;
  for (const std::string& value : values) {
    if (auto done = statements.run(sql, {value, id, position++}); !done) return done;
  }
  return {};
}

Result<void> insert(Statements& statements, const Partner& partner) {
  auto done = statements.run(
      kInsertPartner, {partner.id, partner.name, partner.kana, partner.english_name, partner.phone,
                       partner.country, std::int64_t{partner.service ? 1 : 0}});
  if (!done) return done;
  done = insert_all(statements, kInsertDomain, partner.id, partner.domains);
  if (!done) return done;
  return insert_all(statements, kInsertContact, partner.id, partner.contacts);
}

using Lists = std::map<std::string, std::vector<std::string>>;  // by partner id

Result<Lists> load_lists(Statements& statements, std::string_view sql) {
  const auto rows = statements.rows(sql, {});
  if (!rows) return fail(rows.error());
  Lists lists;
  for (const SqlRow& row : *rows) lists[text(row[0])].push_back(text(row[1]));
  return lists;
}

std::vector<Partner> assemble(const std::vector<SqlRow>& rows, Lists& domains, Lists& contacts) {
  std::vector<Partner> partners;
  for (const SqlRow& row : rows) {
    Partner& partner = partners.emplace_back();
    partner.id = text(row[0]);
    partner.name = text(row[1]);
    partner.kana = text(row[2]);
    partner.english_name = text(row[3]);
    partner.phone = text(row[4]);
    partner.country = text(row[5]);
    partner.service = number(row[6]) != 0;
    partner.domains = std::move(domains[partner.id]);
    partner.contacts = std::move(contacts[partner.id]);
  }
  std::sort(partners.begin(), partners.end(),
            [](const Partner& a, const Partner& b) { return a.id < b.id; });
  return partners;
}

// The domain itself or one it lies under is known.
bool is_listed(std::string_view domain, const std::set<std::string, std::less<>>& known) {
  while (true) {
    if (known.count(domain) != 0) return true;
    const std::size_t dot = domain.find('.');
    if (dot == std::string_view::npos) return false;
    domain.remove_prefix(dot + 1);
  }
}

}  // namespace

Result<void> replace_partners(Database& database, const std::vector<Partner>& partners) {
  return database.write([&](Statements& statements) -> Result<void> {
    if (auto done = statements.run("DELETE FROM partner", {}); !done) return done;
    for (const Partner& partner : partners) {
      if (auto done = insert(statements, partner); !done) return done;
    }
    return {};
  });
}

Result<std::vector<Partner>> load_partners(Database& database) {
  std::vector<Partner> partners;
  // Three questions, one answer: without a transaction an import could come between them.
  auto loaded = database.write([&](Statements& statements) -> Result<void> {
    const auto rows = statements.rows(kSelectPartners, {});
    if (!rows) return fail(rows.error());
    auto domains = load_lists(statements, kSelectDomains);
    if (!domains) return fail(domains.error());
    auto contacts = load_lists(statements, kSelectContacts);
    if (!contacts) return fail(contacts.error());
    partners = assemble(*rows, *domains, *contacts);
    return {};
  });
  if (!loaded) return fail(loaded.error());
  return partners;
}

Result<std::vector<Suggestion>> suggest_partners(Database& database,
                                                 const std::vector<std::string>& own_domains) {
  std::set<std::string, std::less<>> known(own_domains.begin(), own_domains.end());
  const auto domains = load_lists(database, kSelectDomains);
  if (!domains) return fail(domains.error());
  for (const auto& [id, list] : *domains) known.insert(list.begin(), list.end());
  const auto rows = database.rows(kWrittenTo, {});
  if (!rows) return fail(rows.error());
  std::vector<Suggestion> suggestions;
  for (const SqlRow& row : *rows) {
    const std::string domain = text(row[0]);
    if (!is_listed(domain, known)) suggestions.push_back({domain, number(row[1]), number(row[2])});
  }
  std::sort(suggestions.begin(), suggestions.end(), [](const Suggestion& a, const Suggestion& b) {
    return std::tie(b.sent, b.received, a.domain) < std::tie(a.sent, a.received, b.domain);
  });
  return suggestions;
}

}  // namespace milter
