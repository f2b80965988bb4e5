#include "milter/auth/dkim_header.h"

#include <gtest/gtest.h>

#include "milter/base/limits.h"

namespace milter {
namespace {

DkimHeader header_of(std::initializer_list<const char*> fields) {
  DkimHeader header;
  for (const char* field : fields) header.add(field);
  return header;
}

DkimField signing(std::vector<std::string> names) {
  DkimField field;
  field.signed_fields = std::move(names);
  return field;
}

TEST(DkimHeader, KeepsFieldsAsTheyCameButForLineEnds) {
  const std::pair<const char*, const char*> rows[] = {
      {"Subject: a\r\n", "Subject: a"},
      {"Subject:a", "Subject:a"},
      {"Subject:  a \n b\n", "Subject:  a \r\n b"},
      {"Subject: a\r\n\tb\n c", "Subject: a\r\n\tb\r\n c"},
      {"Subject : a", "Subject : a"},
      {"Subject:", "Subject:"},
      {"subject:\n \n a", "subject:\r\n \r\n a"},
      {"Subject: \xE3\x81\x82", "Subject: \xE3\x81\x82"},
  };
  for (const auto& [raw, text] : rows) {
    const DkimHeader header = header_of({raw});
    const auto places = header.named_by({signing({"subject"})});
    ASSERT_EQ(places.size(), 1u) << raw;
    EXPECT_EQ(header.field(places[0]), text) << raw;
  }
}

TEST(DkimHeader, NamesTheLowestFields) {
  const DkimHeader header = header_of({"DKIM-Signature: a", "Received: 1", "from: b", "Received: 2",
                                       "no field", "Received: 3", "To: c", "dkim-signature : d"});
  EXPECT_EQ(header.signatures(), (std::vector<std::size_t>{0, 6}));
  EXPECT_EQ(header.value(6), " d");
  EXPECT_EQ(header.from_fields(), 1u);
  using Places = std::vector<std::size_t>;
  EXPECT_EQ(header.named_by({}), Places{});
  EXPECT_EQ(header.named_by({signing({"from", "cc"})}), Places{2});
  EXPECT_EQ(header.named_by({signing({"received", "from"})}), (Places{2, 4}));
  EXPECT_EQ(header.named_by({signing({"received", "received"})}), (Places{3, 4}));
  EXPECT_EQ(header.named_by({signing({"received"}), signing({"to", "received", "received"})}),
            (Places{3, 4, 5}));
  EXPECT_EQ(header.named_by({signing({"dkim-signature"})}), Places{});
}

TEST(DkimHeader, IsBounded) {
  DkimHeader header;
  header.add("From: a");
  header.add("X: " + std::string(limits::kMaxHeaderBytes - 10, 'x'));
  EXPECT_FALSE(header.too_big());
  header.add("Y: y");
  EXPECT_TRUE(header.too_big());
}

TEST(DkimHeader, CharactersThatTheLibraryDoesNotTellApart) {
  using namespace std::string_view_literals;
  for (const std::string_view good :
       {"a: b"sv, "a: b\r\n c"sv, "a:\tb"sv, "a: \xE3"sv, "a: \x7F"sv}) {
    EXPECT_FALSE(has_unhashable(good)) << good;
  }
  for (const std::string_view bad :
       {"a: b\0c"sv, "a: b\vc"sv, "a: b\fc"sv, "a: b\rc"sv, "a: b\r"sv}) {
    EXPECT_TRUE(has_unhashable(bad)) << bad;
  }
}

}  // namespace
}  // namespace milter
