// Partners, row by row; what one row alone cannot tell (a second use of an id or a domain) is
// remembered with the line of the first. Tested by tables_test.cc.
#include "milter/ops/tables.h"

#include <algorithm>
#include <map>

#include "milter/base/text.h"
#include "milter/base/unicode.h"
#include "milter/ops/csv_table.h"
#include "milter/ops/syntax.h"

namespace milter {
namespace {

constexpr Column kPartnerColumns[] = {
    {"id", "取引先ID"},         {"name", "名称"},        {"kana", "カナ"},
    {"english_name", "英語名"}, {"domains", "ドメイン"}, {"contacts", "連絡先"},
    {"phone", "電話"},          {"country", "国"},       {"trust", "信頼"},
};
enum PartnerColumn : std::size_t {
  kId,
  kName,
  kKana,
  kEnglishName,
  kDomains,
  kContacts,
  kPhone,
  kCountry,
  kTrust
};
constexpr std::string_view kOwn = "own";  // the organisation itself, in accounts.csv

std::vector<std::string> values(std::string_view cell) {
  const std::string narrow = replace_all(cell, "\u3000", " ");
  const auto found = words(narrow);
  return {found.begin(), found.end()};
}

bool has_control_character(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7F; });
}

struct Owner {
  std::string id;
  std::size_t line = 0;
};

class PartnerReader {
 public:
  PartnerReader(const std::string& file, const DomainObjection& objection)
      : file_(file), objection_(objection) {}

  tl::expected<std::vector<Partner>, Problems> read(CsvTable table) {
    problems_ = std::move(table.problems);
    for (const CsvRow& row : table.rows) read_row(row);
    if (problems_.empty()) return std::move(partners_);
    std::stable_sort(problems_.begin(), problems_.end(),
                     [](const Problem& a, const Problem& b) { return a.line < b.line; });
    return tl::unexpected(std::move(problems_));
  }

 private:
  void read_row(const CsvRow& row) {
    line_ = row.line;
    Partner partner;
    partner.id = row.cells[kId];
    partner.name = plain(row, kName);
    partner.kana = plain(row, kKana);
    partner.english_name = plain(row, kEnglishName);
    partner.phone = plain(row, kPhone);
    partner.country = plain(row, kCountry);
    check_id(partner.id);
    for (const std::string& text : values(row.cells[kDomains])) read_domain(text, partner);
    for (const std::string& text : values(row.cells[kContacts])) read_contact(text, partner);
    read_trust(row.cells[kTrust], partner);
    partners_.push_back(std::move(partner));
  }

  std::string plain(const CsvRow& row, PartnerColumn column) {
    const std::string& cell = row.cells[column];
    if (has_control_character(cell)) {
      problem(std::string(kPartnerColumns[column].english) +
              ": a line break or control character in " + in_quotes(cell));
    }
    return cell;
  }

  void check_id(const std::string& id) {
    if (id.empty()) return problem("the id is missing");
    if (iequals(id, kOwn)) return problem("the id \"own\" is reserved for the organisation itself");
    if (has_control_character(id)) {
      return problem("id: a line break or control character in " + in_quotes(id));
    }
    const auto [first, is_new] = ids_.try_emplace(id, line_);
    if (is_new) return;
    problem("the id " + in_quotes(id) + " is already used in line " +
            std::to_string(first->second));
  }

  void read_domain(const std::string& text, Partner& partner) {
    Result<std::string> domain = checked_domain(text);
    if (!domain) return problem("domains: " + domain.error().what);
    if (const std::string why = objection_ ? objection_(*domain) : ""; !why.empty()) {
      return problem("domains: " + in_quotes(*domain) + " " + why);
    }
    const auto [first, is_new] = domains_.try_emplace(*domain, Owner{partner.id, line_});
    if (is_new) {
      partner.domains.push_back(std::move(*domain));
    } else if (first->second.line != line_) {
      problem("the domain " + in_quotes(*domain) + " is already listed for " +
              in_quotes(first->second.id) + " in line " + std::to_string(first->second.line));
    }
  }

  void read_contact(const std::string& text, Partner& partner) {
    Result<std::string> address = checked_address(text);
    if (!address) return problem("contacts: " + address.error().what);
    std::vector<std::string>& all = partner.contacts;
    if (std::find(all.begin(), all.end(), *address) == all.end()) {
      all.push_back(std::move(*address));
    }
  }

  void read_trust(const std::string& text, Partner& partner) {
    partner.service = text == "service";
    if (text.empty() || partner.service) return;
    problem("trust is empty or \"service\", not " + in_quotes(text));
  }

  void problem(std::string message) { problems_.push_back({file_, line_, std::move(message)}); }

  const std::string& file_;
  const DomainObjection& objection_;
  std::size_t line_ = 0;
  std::map<std::string, std::size_t> ids_;  // with the line
  std::map<std::string, Owner> domains_;
  std::vector<Partner> partners_;
  Problems problems_;
};

tl::expected<std::vector<Partner>, Problems> read_domain_lines(std::string_view text,
                                                               const std::string& file) {
  std::vector<Partner> partners;
  Problems problems;
  std::map<std::string, std::size_t> seen;
  std::size_t number = 0;
  for (const std::string_view line : split(text, '\n')) {
    ++number;
    if (trim(line).empty()) continue;
    Result<std::string> domain = checked_domain(line);
    if (!domain) {
      problems.push_back({file, number, domain.error().what});
    } else if (seen.try_emplace(*domain, number).second) {
      Partner& partner = partners.emplace_back();
      partner.id = *domain;
      partner.domains = {std::move(*domain)};
    }
  }
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  return partners;
}

}  // namespace

tl::expected<std::vector<Partner>, Problems> parse_partners(std::string_view bytes,
                                                            const std::string& file,
                                                            const DomainObjection& objection) {
  return PartnerReader(file, objection).read(read_table(bytes, file, kPartnerColumns));
}

tl::expected<std::vector<Partner>, Problems> parse_partner_list(std::string_view bytes,
                                                                const std::string& file) {
  const auto text = decode_table(bytes, file);
  if (!text) return tl::unexpected(Problems{text.error()});
  const std::string_view first = std::string_view(*text).substr(0, text->find_first_of("\r\n"));
  if (first.find(',') != std::string_view::npos) return parse_partners(bytes, file);
  return read_domain_lines(*text, file);
}

}  // namespace milter
