// seed_hold CONFIG: puts the sample mails into the store of a configuration and prints for each
// its name, its id and the path of its page, tab separated. For the tests that speak HTTP.
#include <chrono>
#include <iostream>

#include "milter/hold/hold_store.h"
#include "milter/hold/link.h"
#include "milter/ops/config.h"
#include "milter/store/database.h"
#include "tests/web/sample_mails.h"

int main(int argc, char** argv) {
  using namespace milter;
  if (argc != 2) return 2;
  const auto config = read_config(argv[1]);
  if (!config) return 1;
  const auto keys = read_link_keys(config->link_key_file);
  const auto database = open_database(config->store_url, Sync::kFull);
  if (!keys || !database) return 1;
  HoldStore holds(**database);
  const auto now = std::chrono::duration_cast<std::chrono::seconds>(
      std::chrono::system_clock::now().time_since_epoch());
  for (const auto& [name, mail] : testing::named_mails(now.count())) {
    const auto id = holds.insert(mail);
    if (!id) {
      std::cerr << id.error().what << "\n";
      return 1;
    }
    std::cout << name << "\t" << *id << "\t/h/" << *id << "."
              << link_token(*keys, Purpose::kPage, mail) << "\n";
  }
  return 0;
}
