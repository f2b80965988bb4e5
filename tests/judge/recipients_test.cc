#include "milter/judge/recipients.h"

#include <gmock/gmock.h>

#include "lookalike/providers.h"
#include "milter/judge/gather.h"
#include "milter/memory/confirmed.h"
#include "rules/recipients.h"
#include "tests/judge/world.h"
#include "tests/ops/folder.h"

namespace milter {
namespace {

using rules::Nearness;
using rules::Standing;

Envelope envelope_of(const std::vector<std::string>& paths) {
  Envelope envelope;
  envelope.mail_from.address = "<yamada@asagiri.example>";
  for (const std::string& path : paths) envelope.rcpt_to.push_back({path, ""});
  return envelope;
}

rules::Recipient only(const std::string& path) {
  const auto all = recipients_of(*shared_snapshot(), envelope_of({path}), nullptr);
  if (all.size() != 1) throw std::logic_error("not one recipient");
  return all.front();
}

struct FormRow {
  const char* path;
  const char* address;
  const char* domain;
  bool routed;
  bool doubtful;
};

// Every form that a mail server takes for an address; the doubtful ones mean one mailbox.
TEST(Recipients, AreReadInEveryForm) {
  const FormRow rows[] = {
      {"<sato@gmai.com>", "sato@gmai.com", "gmai.com", false, true},
      {"<Sato@GMAI.COM>", "Sato@gmai.com", "gmai.com", false, true},
      {"sato@gmai.com", "sato@gmai.com", "gmai.com", false, true},
      {"< sato@gmai.com >", "sato@gmai.com", "gmai.com", false, true},
      {"<sato@gmai.com.>", "sato@gmai.com", "gmai.com", false, true},
      {"<\"sato\"@gmai.com>", "sato@gmai.com", "gmai.com", false, true},
      {"<\"sa to@x\"@gmai.com>", "sa to@x@gmai.com", "gmai.com", true, true},
      {"<sato@gmai.com@asagiri.example>", "sato@gmai.com@asagiri.example", "gmai.com", true, true},
      {"<\"sato@gmai.com\"@asagiri.example>", "sato@gmai.com@asagiri.example", "gmai.com", true,
       true},
      {"<\"sato@GMAI.com.\"@asagiri.example>", "sato@GMAI.com.@asagiri.example", "gmai.com", true,
       true},
      {"<a%b@gmai.com@asagiri.example>", "a%b@gmai.com@asagiri.example", "gmai.com", true, true},
      {"<sato@gmai.com@>", "sato@gmai.com", "gmai.com", true, true},
      {"<@relay.example:sato@gmai.com>", "sato@gmai.com", "gmai.com", true, true},
      {"<@a.example,@b.example:sato@gmai.com>", "sato@gmai.com", "gmai.com", true, true},
      {"<sato%gmai.com@asagiri.example>", "sato%gmai.com@asagiri.example", "gmai.com", true, true},
      {"<gmai.com!sato@asagiri.example>", "gmai.com!sato@asagiri.example", "gmai.com", true, true},
      {"<gmai.com!sato>", "gmai.com!sato", "gmai.com", true, true},
      {"<a%gmai.com%asagiri.example@asagiri.example>", "a%gmai.com%asagiri.example@asagiri.example",
       "gmai.com", true, true},
      {"<sato@mail.gmai.com>", "sato@mail.gmai.com", "mail.gmai.com", false, true},
      {"<sato@ｇｍａｉ.com>", "sato@ｇｍａｉ.com", "ｇｍａｉ.com", false, true},
      {"<sato@xn--gmil-1na.com>", "sato@xn--gmil-1na.com", "xn--gmil-1na.com", false, true},
      {"<sato@gmail.com>", "sato@gmail.com", "gmail.com", false, false},
      {"<\"gmai.com\"@elsewhere.example>", "gmai.com@elsewhere.example", "elsewhere.example", false,
       false},
      {"<sato%gmai.com@elsewhere.example>", "sato%gmai.com@elsewhere.example", "elsewhere.example",
       true, false},
      {"<sato@gmail.com@asagiri.example>", "sato@gmail.com@asagiri.example", "gmail.com", true,
       false},
      {"<sato@gmai.com@elsewhere.example>", "sato@gmai.com@elsewhere.example", "elsewhere.example",
       true, false},
      {"<\"sa to\"@elsewhere.example>", "sa to@elsewhere.example", "elsewhere.example", false,
       false},
      {"<sato+news@elsewhere.example>", "sato+news@elsewhere.example", "elsewhere.example", false,
       false},
      {"<sato@elsewhere.example.>", "sato@elsewhere.example", "elsewhere.example", false, false},
      {"<sato@日本語.example>", "sato@日本語.example", "日本語.example", false, false},
      {"<sato@xn--wgv71a119e.example>", "sato@xn--wgv71a119e.example", "xn--wgv71a119e.example",
       false, false},
      {"<sato@xn--i-7iq.example>", "sato@xn--i-7iq.example", "xn--i-7iq.example", false, false},
      {"<sato@a_b.elsewhere.example>", "sato@a_b.elsewhere.example", "a_b.elsewhere.example", false,
       false},
      {"<postmaster>", "postmaster", "", false, false},
      {"<sato@[192.0.2.1]>", "sato@[192.0.2.1]", "[192.0.2.1]", false, false},
      {"<sato@[IPv6:2001:db8::1]>", "sato@[ipv6:2001:db8::1]", "[ipv6:2001:db8::1]", false, false},
  };
  for (const FormRow& row : rows) {
    const rules::Recipient one = only(row.path);
    EXPECT_EQ(one.address, row.address) << row.path;
    EXPECT_EQ(one.domain, row.domain) << row.path;
    EXPECT_EQ(one.routed, row.routed) << row.path;
    EXPECT_FALSE(one.unreadable) << row.path;
    EXPECT_EQ(rules::is_doubtful(one), row.doubtful) << row.path;
  }
  for (const char* path :
       {"<sato@gmai.com(note)>", "<sato@gmai.com (x)>", "<sato@ gmai.com>", "<\"sato@gmai.com\">",
        "<\"sato@gmai.com\"@asagiri.co.jp@asagiri.example>", "<sato@a..example>"}) {
    EXPECT_TRUE(only(path).unreadable) << path;
  }
}

struct StandingRow {
  const char* address;
  Standing standing;
  bool provider;
  Nearness nearness;
  const char* of;
};

TEST(Recipients, StandAsTheirDomainDoes) {
  const StandingRow rows[] = {
      {"a@asagiri.example", Standing::kOwn, false, Nearness::kNone, ""},
      {"a@mx.asagiri.co.jp", Standing::kOwn, false, Nearness::kNone, ""},
      {"a@kouwa-shoji.co.jp", Standing::kPartner, false, Nearness::kNone, ""},
      {"a@mail.kouwa-shoji.co.jp", Standing::kPartner, false, Nearness::kNone, ""},
      {"a@matomete-seikyu.example", Standing::kService, false, Nearness::kNone, ""},
      {"a@yahoo.co.jp", Standing::kUnknown, true, Nearness::kNone, ""},
      {"a@outlook.jp", Standing::kUnknown, true, Nearness::kNone, ""},
      {"a@yahoo.com.mx", Standing::kUnknown, true, Nearness::kNone, ""},
      {"a@elsewhere.example", Standing::kUnknown, false, Nearness::kNone, ""},
      {"a@kouwa-shojl.co.jp", Standing::kUnknown, false, Nearness::kProbable, "kouwa-shoji.co.jp"},
      {"a@kouwa-shojico.jp", Standing::kUnknown, false, Nearness::kProbable, "kouwa-shoji.co.jp"},
      {"a@asagri.co.jp", Standing::kUnknown, false, Nearness::kProbable, "asagiri.co.jp"},
      {"a@yahooco.jp", Standing::kUnknown, false, Nearness::kProbable, "yahoo.co.jp"},
  };
  for (const StandingRow& row : rows) {
    const rules::Recipient one = only("<" + std::string(row.address) + ">");
    EXPECT_EQ(one.standing, row.standing) << row.address;
    EXPECT_EQ(one.provider, row.provider) << row.address;
    EXPECT_EQ(one.imitation.has_value(), row.nearness != Nearness::kNone) << row.address;
    if (!one.imitation) continue;
    EXPECT_GE(one.imitation->nearness, row.nearness) << row.address;
    EXPECT_EQ(one.imitation->of, row.of) << row.address;
    EXPECT_EQ(one.imitates_provider, std::string(row.of) == "yahoo.co.jp") << row.address;
    EXPECT_EQ(one.imitation->own, std::string(row.of) == "asagiri.co.jp") << row.address;
  }
}

// The free-mail list holds typing traps, too: it excuses nobody.
TEST(Recipients, EveryKnownTrapIsDoubtful) {
  for (const lookalike::Trap& trap : lookalike::known_traps()) {
    const rules::Recipient one = only("<sato@" + std::string(trap.domain) + ">");
    EXPECT_TRUE(rules::is_doubtful(one)) << trap.domain;
    EXPECT_TRUE(one.imitates_provider) << trap.domain;
  }
}

TEST(Recipients, AreAllowedByAddressOrDomainAndNamedOnce) {
  EXPECT_TRUE(only("<a@Asagiri-Bank.example>").allowed);
  EXPECT_TRUE(only("<Sakurai.Home@gmail.com>").allowed);
  const auto all = recipients_of(
      *shared_snapshot(),
      envelope_of({"<a@gmai.com>", "<b@gmai.com>", "<a@GMAI.com>", "<A@gmai.com>"}), nullptr);
  ASSERT_EQ(all.size(), 3U) << "local parts may differ in case, domains not";
  EXPECT_EQ(all[2].address, "A@gmai.com");
}

TEST(Recipients, AreConfirmedBySenderAndAddress) {
  const Folder folder;
  const std::string url = "sqlite:" + folder.path("store.db");
  const auto memory = Memory::open(url, Memory::Writes::kImmediate).value();
  const auto database = open_database(url).value();
  ASSERT_TRUE(confirm(*database, "yamada@asagiri.example", "sato@gmai.com", 1));
  Envelope envelope = envelope_of({"<Sato@GMAI.com>", "<ito@gmai.com>", "<x@elsewhere.example>"});
  const auto mine = recipients_of(*shared_snapshot(), envelope, memory.get());
  EXPECT_EQ(mine[0].confirmed, true);
  EXPECT_EQ(mine[1].confirmed, false);
  EXPECT_EQ(mine[2].confirmed, std::nullopt) << "not asked: no imitation";
  envelope.auth_user = "suzuki@asagiri.example";
  EXPECT_EQ(recipients_of(*shared_snapshot(), envelope, memory.get())[0].confirmed, false);
  EXPECT_EQ(recipients_of(*shared_snapshot(), envelope, nullptr)[0].confirmed, std::nullopt);
}

struct SenderRow {
  const char* login;
  const char* mail_from;
  const char* sender;
};

TEST(Recipients, TheResponsibleSender) {
  const SenderRow rows[] = {
      {"Yamada@Asagiri.example", "<other@asagiri.example>", "yamada@asagiri.example"},
      {"yamada@corp.local", "<other@asagiri.example>", "other@asagiri.example"},
      {"yamada@corp.local", "<someone@elsewhere.example>", "postmaster@asagiri.example"},
      {"yamada@corp.local", "<>", "postmaster@asagiri.example"},
      {"yamada@mail.asagiri.co.jp", "<other@asagiri.example>", "yamada@mail.asagiri.co.jp"},
      {"@asagiri.example", "<other@asagiri.example>", "other@asagiri.example"},
      {"yamada", "<Other@asagiri.co.jp>", "other@asagiri.co.jp"},
      {"yamada", "<a@mail.asagiri.example>", "a@mail.asagiri.example"},
      {"Yamada", "<someone@elsewhere.example>", "yamada@asagiri.example"},
      {"yamada", "<>", "yamada@asagiri.example"},
      {"", "<scanner@asagiri.example>", "scanner@asagiri.example"},
      {"", "<a%b.example@asagiri.example>", "postmaster@asagiri.example"},
      {"", "<someone@elsewhere.example>", "postmaster@asagiri.example"},
      {"", "<>", "postmaster@asagiri.example"},
  };
  for (const SenderRow& row : rows) {
    Envelope envelope;
    envelope.auth_user = row.login;
    envelope.mail_from.address = row.mail_from;
    EXPECT_EQ(responsible_sender(*shared_snapshot(), envelope), row.sender)
        << row.login << " " << row.mail_from;
  }
}

struct HoldRow {
  const char* what;
  const char* mail_from;
  const char* header;
  bool may_hold;
};

TEST(Recipients, WhatMayBeHeld) {
  const HoldRow rows[] = {
      {"a person's mail", "<yamada@asagiri.example>", "", true},
      {"RFC 3834: written by a person", "<yamada@asagiri.example>", "Auto-Submitted: no\n", true},
      {"a bounce, or our own notice", "<>", "Auto-Submitted: auto-generated\n", false},
      {"a null sender alone", "<>", "", false},
      {"an answer of a machine", "<yamada@asagiri.example>", "Auto-Submitted: auto-replied\n",
       false},
      {"a list's copy", "<list-bounces@asagiri.example>", "List-Id: <list.asagiri.example>\n",
       false},
      {"somebody who writes about lists", "<yamada@asagiri.example>", "Subject: List-Id\n", true},
  };
  for (const HoldRow& row : rows) {
    Envelope envelope = envelope_of({"<a@gmai.com>"});
    envelope.mail_from.address = row.mail_from;
    const Message message =
        message_of("From: a@asagiri.example\n" + std::string(row.header) + "\n");
    const rules::Facts facts = gather_header(*shared_snapshot(), envelope, message.header,
                                             rules::Direction::kOutbound, nullptr);
    EXPECT_EQ(facts.may_hold, row.may_hold) << row.what;
    EXPECT_EQ(facts.recipients.size(), 1U);
    EXPECT_TRUE(gather_header(*shared_snapshot(), envelope, message.header,
                              rules::Direction::kInbound, nullptr)
                    .recipients.empty());
  }
}

}  // namespace
}  // namespace milter
