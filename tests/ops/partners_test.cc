#include "milter/memory/partners.h"

#include <gtest/gtest.h>

#include "milter/memory/correspondents.h"

namespace milter {
namespace {

Partner partner(const std::string& id, std::vector<std::string> domains) {
  Partner made;
  made.id = id;
  made.name = "名前" + id;
  made.kana = "ナマエ";
  made.english_name = "Name";
  made.domains = std::move(domains);
  made.contacts = {"z@" + id + ".example", "a@" + id + ".example"};
  made.phone = "03-0000-0000";
  made.country = "JP";
  return made;
}

class PartnersTest : public testing::Test {
 protected:
  std::unique_ptr<Database> database_ = open_database("sqlite::memory:").value();
};

TEST_F(PartnersTest, AreLoadedAsStoredById) {
  Partner service = partner("s1", {});
  service.service = true;
  const Partner b = partner("b", {"z.example", "a.example"});
  const Partner upper = partner("B", {"c.example"});
  ASSERT_TRUE(replace_partners(*database_, {service, b, upper}));
  EXPECT_EQ(load_partners(*database_).value(), (std::vector<Partner>{upper, b, service}));
}

TEST_F(PartnersTest, AreReplacedWhole) {
  EXPECT_TRUE(load_partners(*database_)->empty());
  ASSERT_TRUE(replace_partners(*database_, {partner("a", {"a.example"}), partner("b", {})}));
  const std::vector<Partner> next = {partner("c", {"a.example"})};
  ASSERT_TRUE(replace_partners(*database_, next));
  EXPECT_EQ(load_partners(*database_).value(), next);
  ASSERT_TRUE(replace_partners(*database_, {}));
  EXPECT_TRUE(load_partners(*database_)->empty());
  EXPECT_TRUE(database_->rows("SELECT * FROM partner_contact", {})->empty());
}

TEST_F(PartnersTest, StayAsTheyWereIfAReplacementFails) {
  const std::vector<Partner> before = {partner("a", {"a.example"})};
  ASSERT_TRUE(replace_partners(*database_, before));
  EXPECT_FALSE(
      replace_partners(*database_, {partner("b", {"b.example"}), partner("c", {"b.example"})}));
  EXPECT_EQ(load_partners(*database_).value(), before);
}

TEST_F(PartnersTest, AreSuggestedByMailWritten) {
  ASSERT_TRUE(replace_partners(*database_, {partner("a", {"known.example"})}));
  Correspondents memory(*database_);
  std::vector<Contact> contacts;
  const auto add = [&](const std::string& remote, int sent, int received) {
    for (int i = 0; i < sent; ++i) contacts.push_back({"k@own.example", remote, true, 1});
    for (int i = 0; i < received; ++i) contacts.push_back({"k@own.example", remote, false, 1});
  };
  add("a@few.example", 1, 9);
  add("a@many.example", 2, 0);
  add("b@many.example", 1, 1);
  add("a@more.example", 1, 10);
  add("a@also-few.example", 1, 9);
  add("a@only-received.example", 0, 50);
  add("a@known.example", 9, 9);
  add("a@mail.known.example", 9, 9);
  add("a@own.example", 9, 9);
  add("a@sub.own.example", 9, 9);
  add("a@unknown.example", 1, 0);  // ends in "known.example", but is no subdomain of it
  ASSERT_TRUE(memory.record(contacts));
  const auto suggestions = suggest_partners(*database_, {"own.example"}).value();
  std::vector<std::string> domains;
  for (const Suggestion& one : suggestions) domains.push_back(one.domain);
  EXPECT_EQ(domains, (std::vector<std::string>{"many.example", "more.example", "also-few.example",
                                               "few.example", "unknown.example"}));
  EXPECT_EQ(suggestions[0].sent, 3);
  EXPECT_EQ(suggestions[0].received, 1);
}

TEST_F(PartnersTest, SayWhenTheStoreFails) {
  ASSERT_TRUE(database_->run("DROP TABLE partner_domain", {}));
  EXPECT_FALSE(load_partners(*database_));
  EXPECT_FALSE(suggest_partners(*database_, {}));
  EXPECT_FALSE(replace_partners(*database_, {partner("a", {"a.example"})}));
}

}  // namespace
}  // namespace milter
