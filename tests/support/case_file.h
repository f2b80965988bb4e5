// Reads *.case files; the language is described in tests/cases/README.md.
//
//   const Case one = read_case("tests/cases/genuine_order.case");
//   one.message            // bytes as they go over the wire
//
// A mistake in the file throws CaseError("file:line: what"). tests/mta/case_file.py reads the same
// language for the runs over the wire. Thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "milter/hold/hold_store.h"
#include "tests/support/case_text.h"

namespace milter::testing {

struct Expectation {
  std::string kind;
  std::string value;  // of "delivered": the text, CRLF line ends, {{any}} left in
  std::size_t line = 0;
};

struct Case {
  std::string path, config = "default";
  std::string client_address, client_name, helo = "client.example", daemon = "MTA", auth;
  std::string mail_from;                // as after "MAIL FROM:", parameters included
  std::vector<std::string> recipients;  // each as after "RCPT TO:"
  std::string message;
  std::vector<Expectation> expectations;
  std::vector<Decision> decisions;  // of RELEASE
  bool cancel = false;
  std::string dns;                // the zone, as zone_resolver.h reads it
  bool has_dns = false;           // false: the DNS knows no name, and our field is not compared
  std::vector<std::string> only;  // empty: every runner

  bool is_for(std::string_view runner) const;
  std::string config_file() const;  // its sekimori.toml
  bool expects(std::string_view kind) const;
};

Case parse_case(std::string_view text, const std::string& path);
Case read_case(const std::string& path);

}  // namespace milter::testing
