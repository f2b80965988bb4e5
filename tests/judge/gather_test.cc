#include "milter/judge/gather.h"

#include <gmock/gmock.h>

#include "milter/base/limits.h"
#include "tests/judge/world.h"

namespace milter {
namespace {

using rules::Direction;
using rules::Nearness;
using rules::Standing;
using testing::ElementsAre;
using testing::IsEmpty;

const std::string kKeiri = "keiri@asagiri.example";
const std::string kSoumu = "soumu@asagiri.example";

rules::Facts facts_of(const std::string& mail, const Envelope& envelope = envelope_to({kKeiri}),
                      Memory* memory = nullptr) {
  return gather(*shared_snapshot(), envelope, message_of(mail), Direction::kInbound, memory);
}

const rules::Party& only_party(const rules::Facts& facts) {
  if (facts.parties.size() != 1) throw std::logic_error("not one party");
  return facts.parties.front();
}

rules::Party from(const std::string& value) {
  return only_party(facts_of("From: " + value + "\n\ntext\n"));
}

struct Row {
  std::string address;
  Standing standing;
  std::string partner;
};

TEST(GatherParty, StandsAsItsDomainDoes) {
  const Row rows[] = {
      {"a@asagiri.example", Standing::kOwn, ""},
      {"a@MX.Asagiri.Example", Standing::kOwn, ""},
      {"k.tanaka@kouwa-shoji.co.jp", Standing::kPartner, "P001"},
      {"new@mail.kouwa-shoji.co.jp", Standing::kPartner, "P001"},
      {"noreply@matomete-seikyu.example", Standing::kService, "S001"},
      {"a@gmail.com", Standing::kFreemail, ""},
      {"a@docomo.ne.jp", Standing::kFreemail, ""},
      {"a@elsewhere.example", Standing::kUnknown, ""},
      {"a@co.jp", Standing::kUnknown, ""},
  };
  for (const Row& row : rows) {
    const rules::Party party = from(row.address);
    EXPECT_EQ(party.standing, row.standing) << row.address;
    EXPECT_EQ(party.partner, row.partner) << row.address;
    EXPECT_FALSE(party.imitation) << row.address;
  }
}

TEST(GatherParty, HasNameAndAddressInFormsToCompare) {
  const rules::Party party = from("\"櫻井　一郎\" <I.Sakurai@GMail.com>");
  EXPECT_EQ(party.where, "From");
  EXPECT_EQ(party.display_name, "櫻井　一郎");
  EXPECT_EQ(party.name_key, "桜井一郎");
  EXPECT_EQ(party.address, "i.sakurai@gmail.com");
  EXPECT_EQ(party.domain, "gmail.com");
  EXPECT_FALSE(party.allowed);
}

TEST(GatherParty, ImitatesOnlyWhereItIsNobodyWeKnow) {
  const rules::Party near = from("tanaka@kouwa-shojl.co.jp");
  ASSERT_TRUE(near.imitation);
  EXPECT_GE(near.imitation->nearness, Nearness::kProbable);
  EXPECT_EQ(near.imitation->of, "kouwa-shoji.co.jp");
  EXPECT_EQ(near.imitation->owner, "P001");
  EXPECT_EQ(near.imitation->owner_name, "幸和商事株式会社");
  EXPECT_FALSE(near.imitation->own);
  EXPECT_NE(near.imitation->text.ja.find("kouwa-shoji.co.jp"), std::string::npos);
  EXPECT_NE(near.imitation->text.en.find("kouwa-shoji.co.jp"), std::string::npos);

  const rules::Party own = from("president@asagirl.co.jp");
  ASSERT_TRUE(own.imitation);
  EXPECT_TRUE(own.imitation->own);
  EXPECT_EQ(own.imitation->owner_name, "株式会社朝霧製作所");
}

TEST(GatherParty, IsAllowedByAddressOrDomain) {
  EXPECT_TRUE(from("桜井 <Sakurai.Home@gmail.com>").allowed);
  EXPECT_TRUE(from("a@asagiri-bank.example").allowed);
  EXPECT_FALSE(from("sakurai.office@gmail.com").allowed);
}

TEST(GatherParty, WithoutADomainIsNobody) {
  const rules::Facts facts = facts_of("From: 桜井 一郎\n\ntext\n");
  for (const rules::Party& party : facts.parties) {
    EXPECT_EQ(party.standing, Standing::kUnknown);
    EXPECT_FALSE(party.imitation);
  }
  EXPECT_THAT(facts_of("Subject: x\n\ntext\n").parties, IsEmpty());
}

TEST(GatherParties, AreAllThatTheHeaderShowsFromFirst) {
  const rules::Facts facts =
      facts_of("Cc: c@kouwa-shojl.co.jp, " + kSoumu +
               "\nReply-To: r@gmail.com\nSender: s@elsewhere.example\nTo: t@gmail.com\n"
               "From: k.tanaka@kouwa-shoji.co.jp\n\ntext\n");
  std::vector<std::string> seen;
  for (const auto& party : facts.parties) seen.push_back(party.where + " " + party.address);
  EXPECT_THAT(seen, ElementsAre("From k.tanaka@kouwa-shoji.co.jp", "Sender s@elsewhere.example",
                                "Reply-To r@gmail.com", "Cc c@kouwa-shojl.co.jp", "Cc " + kSoumu));
  EXPECT_TRUE(facts.parties[3].imitation);
  EXPECT_EQ(facts.parties[4].standing, Standing::kOwn);
}

TEST(GatherFinance, IsMeantIfAnyRecipientIsOrNobodyIsNamed) {
  const std::string mail = "From: a@b.example\n\ntext\n";
  EXPECT_TRUE(facts_of(mail, envelope_to({kSoumu, "Keiri@ASAGIRI.example"})).for_finance);
  EXPECT_FALSE(facts_of(mail, envelope_to({kSoumu})).for_finance);
  EXPECT_FALSE(facts_of(mail, envelope_to({})).for_finance);
  Envelope many = envelope_to({kSoumu});
  many.more_recipients = true;  // one of those over limits::kMaxRecipients could be
  EXPECT_TRUE(facts_of(mail, many).for_finance);
  Config config = asagiri();
  config.finance.clear();
  const auto facts = gather(*snapshot_of(config), envelope_to({kSoumu}), message_of(mail),
                            Direction::kInbound, nullptr);
  EXPECT_TRUE(facts.for_finance);
}

std::unique_ptr<Memory> memory_with(const std::vector<Contact>& contacts) {
  auto memory = Memory::open("sqlite::memory:", Memory::Writes::kImmediate).value();
  memory->record({contacts, std::nullopt});
  return memory;
}

TEST(GatherRelationship, IsUnknownWithoutMemoryOrSender) {
  EXPECT_FALSE(facts_of("From: a@b.example\n\ntext\n").relationship);
  const auto memory = memory_with({});
  EXPECT_FALSE(facts_of("Subject: x\n\n", envelope_to({kKeiri}), memory.get()).relationship);
  EXPECT_TRUE(facts_of("From: a@b.example\n\n", envelope_to({kKeiri}), memory.get()).relationship);
}

TEST(GatherRelationship, KeepsTheAddressApartFromItsDomain) {
  const auto memory = memory_with({{kKeiri, "a@b.example", false, 10},
                                   {kSoumu, "a@b.example", false, 20},
                                   {kSoumu, "a@b.example", true, 30},
                                   {kSoumu, "other@b.example", false, 40}});
  const auto known =
      facts_of("From: A@B.example\n\n", envelope_to({kKeiri}), memory.get()).relationship.value();
  EXPECT_EQ(known.received_by_organisation, 2);
  EXPECT_EQ(known.sent_by_organisation, 1);
  EXPECT_EQ(known.seen_from_domain, 4);
  const auto colleague =
      facts_of("From: new@b.example\n\n", envelope_to({kKeiri}), memory.get()).relationship.value();
  EXPECT_EQ(colleague.received_by_organisation, 0);
  EXPECT_EQ(colleague.sent_by_organisation, 0);
  EXPECT_EQ(colleague.seen_from_domain, 4);
}

TEST(GatherText, IsWhatTheReaderSeesInFormsToCompare) {
  const rules::Facts facts = facts_of(
      "From: a@b.example\nSubject: =?UTF-8?B?77yp77yu77y277yv77yp77yj77yl?=\n"
      "Content-Type: text/html; charset=utf-8\n\n"
      "<p>お 振 込 先</p><p style=\"display:none\">隠し</p>\n");
  EXPECT_EQ(facts.subject.text, "invoice");  // full-width letters
  EXPECT_NE(facts.text.text.find("お振込先"), std::string::npos);
  EXPECT_EQ(facts.text.text.find("隠し"), std::string::npos);
  EXPECT_FALSE(facts.header_only);
  EXPECT_FALSE(facts.unreadable);
}

TEST(GatherText, CanBeQuotedAsItWasWritten) {
  const rules::Facts facts = facts_of(
      "From: a@b.example\nContent-Type: text/plain; charset=utf-8\n\n"
      "Ｎｅｗ Bank\u200b Account: ｻｸﾗ銀行 ㈱ １２３４５６７\n");
  ASSERT_EQ(facts.text.text, "new bank account: サクラ銀行 (株) 1234567");
  EXPECT_EQ(rules::quote(facts.text, 0, facts.text.text.size()),
            "Ｎｅｗ Bank Account: ｻｸﾗ銀行 ㈱ ****５６７");
}

TEST(GatherText, KeepsOurOwnWordsApartInAnAnswerToUs) {
  const std::string mail =
      "From: a@b.example\nIn-Reply-To: <1@asagiri.example>\n"
      "Content-Type: text/plain; charset=utf-8\n\n"
      "了解です。\n\n2026年11月2日(月) 10:00 経理 <keiri@asagiri.example>:\n> 口座が\n> 変わった\n";
  const auto friends = memory_with({{kKeiri, "a@b.example", true, 30}});
  const auto answer = facts_of(mail, envelope_to({kKeiri}), friends.get());
  EXPECT_EQ(answer.text.text, "了解です。");
  EXPECT_EQ(answer.current->text, "了解です。");
  EXPECT_NE(answer.our_own.text.find("口座が変わった"), std::string::npos);

  const auto strangers = memory_with({});
  const auto claim = facts_of(mail, envelope_to({kKeiri}), strangers.get());
  EXPECT_NE(claim.text.text.find("口座が変わった"), std::string::npos);
  EXPECT_EQ(claim.current->text, "了解です。");
  EXPECT_EQ(claim.our_own.text, "");
}

TEST(GatherForm, SaysWhatCannotBeRead) {
  const std::string head = "From: a@b.example\nMIME-Version: 1.0\nContent-Type: ";
  const auto plain = facts_of(head + "text/plain\n\nx\n");
  EXPECT_FALSE(plain.is_calendar);
  EXPECT_TRUE(facts_of(head + "text/calendar\n\nBEGIN:VCALENDAR\n").is_calendar);
  std::string deep;
  for (std::size_t at = 0; at < limits::kMaxMimeDepth + 2; ++at) {
    const std::string b = "b" + std::to_string(at);
    deep += "multipart/mixed; boundary=" + b + "\n\n--" + b + "\nContent-Type: ";
  }
  const auto refused = facts_of(head + deep + "text/plain\n\nx\n");
  EXPECT_TRUE(refused.unreadable);
  ASSERT_FALSE(refused.reading.empty());
}

TEST(GatherHeader, ReadsNoTextAndAsksNoMemory) {
  const Message message = message_of("From: a@b.example\nList-Id: <x.example>\n\ntext\n");
  const rules::Facts facts = gather_header(*shared_snapshot(), envelope_to({kKeiri}),
                                           message.header, Direction::kInbound, nullptr);
  EXPECT_TRUE(facts.header_only);
  EXPECT_TRUE(facts.is_list);
  EXPECT_EQ(facts.text.text, "");
  EXPECT_FALSE(facts.relationship);
  EXPECT_EQ(facts.parties.size(), 1U);
  EXPECT_EQ(facts.executives.size(), 1U);
  EXPECT_EQ(facts.partner_names.size(), 3U);
}

TEST(RecipientAddresses, AreLowerCaseWithoutBrackets) {
  Envelope envelope;
  envelope.rcpt_to = {{"<A@B.Example>", "NOTIFY=NEVER"}, {"c@d.example", ""}, {"<>", ""}};
  EXPECT_THAT(recipient_addresses(envelope), ElementsAre("a@b.example", "c@d.example", ""));
}

}  // namespace
}  // namespace milter
