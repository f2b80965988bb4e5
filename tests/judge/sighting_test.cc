#include "milter/judge/sighting.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace milter {
namespace {

using std::chrono::hours;

const Clock::Time kMarch{std::chrono::sys_days{std::chrono::year{2026} / 3 / 1}};

// "example" has owners one label below it.
std::string organisational(std::string_view domain) {
  const std::size_t last = domain.rfind('.');
  if (last == std::string_view::npos) return std::string(domain);
  const std::size_t before = domain.rfind('.', last - 1);
  return std::string(before == std::string_view::npos ? domain : domain.substr(before + 1));
}

DkimSignature signature(AuthResult result, const std::string& domain) {
  DkimSignature one;
  one.result = result;
  one.domain = domain;
  return one;
}

// A mail From <...@kouwa.example>, as authentication left it.
struct Mail {
  Authentication found;
  rules::Authentication fact;
  Envelope envelope;
  bool by_gateway = false;

  Mail() {
    found.looked = true;
    fact.author_domain = "kouwa.example";
    envelope.client_address = "192.0.2.7";
    envelope.client_name = "mx1.Mail.Provider.example";
  }
  Mail& spf(AuthResult result, const std::string& domain) {
    found.spf.result = result;
    found.spf.domain = domain;
    fact.spf_aligned |= result == AuthResult::kPass && organisational(domain) == "kouwa.example";
    return *this;
  }
  Mail& dkim(DkimSignature one) {
    fact.dkim_aligned |=
        one.result == AuthResult::kPass && organisational(one.domain) == "kouwa.example";
    found.dkim.signatures.push_back(std::move(one));
    return *this;
  }
  Mail& dkim(AuthResult result, const std::string& domain) {
    return dkim(signature(result, domain));
  }
  std::optional<Sighting> sighting(Clock::Time time = kMarch) const {
    return sighting_of(found, fact, envelope, by_gateway, organisational, time);
  }
};

std::string words(const std::optional<Sighting>& sighting) {
  if (!sighting) return "cannot say";
  std::string result = sighting->aligned ? "aligned" : "unaligned";
  for (const PathMark& mark : sighting->marks) {
    result += mark.kind == PathKind::kDkim  ? " dkim="
              : mark.kind == PathKind::kSpf ? " spf="
                                            : " host=";
    result += mark.name;
  }
  return result;
}

TEST(Sighting, NamesTheWay) {
  using enum AuthResult;
  const std::pair<Mail, const char*> kRows[] = {
      {Mail().dkim(kPass, "kouwa.example").spf(kPass, "kouwa.example"),
       "aligned dkim=kouwa.example spf=kouwa.example host=provider.example"},
      {Mail().dkim(kPass, "mail.kouwa.example").spf(kPass, "bounce.send.example"),
       "aligned dkim=mail.kouwa.example host=provider.example"},
      {Mail().dkim(kFail, "kouwa.example").spf(kPass, "b17.kouwa.example"),
       "aligned spf=kouwa.example host=provider.example"},
      {Mail().dkim(kPass, "a1.send.example").spf(kPass, "b17.send.example"),
       "unaligned dkim=a1.send.example spf=send.example host=provider.example"},
      {Mail().dkim(kFail, "kouwa.example").spf(kFail, "kouwa.example"),
       "unaligned host=provider.example"},
      {Mail().dkim(kPolicy, "kouwa.example").spf(kSoftFail, "kouwa.example"),
       "unaligned host=provider.example"},
      {Mail().dkim(kPermError, "kouwa.example").spf(kNone, ""), "unaligned host=provider.example"},
      {Mail(), "unaligned host=provider.example"},
  };
  for (const auto& [mail, expected] : kRows) EXPECT_EQ(words(mail.sighting()), expected);
}

TEST(Sighting, ATemporaryErrorCountsNeitherForNorAgainst) {
  using enum AuthResult;
  const std::pair<Mail, const char*> kRows[] = {
      {Mail().dkim(kTempError, "kouwa.example"), "cannot say"},
      {Mail().spf(kTempError, "kouwa.example"), "cannot say"},
      {Mail().spf(kTempError, "mail.kouwa.example").dkim(kPass, "evil.example"), "cannot say"},
      // It passes all the same.
      {Mail().dkim(kTempError, "kouwa.example").spf(kPass, "kouwa.example"),
       "aligned spf=kouwa.example host=provider.example"},
      // A stranger's broken DNS hides nothing.
      {Mail().dkim(kTempError, "evil.example").spf(kTempError, "evil.example"),
       "unaligned host=provider.example"},
  };
  for (const auto& [mail, expected] : kRows) EXPECT_EQ(words(mail.sighting()), expected);
  Mail unknown;
  unknown.found.dmarc.spf_hidden = true;
  EXPECT_EQ(words(unknown.sighting()), "cannot say");
  unknown.found.dmarc.spf_hidden = false;
  unknown.fact.dmarc = rules::Check::kUnknown;
  EXPECT_EQ(words(unknown.sighting()), "cannot say");
}

TEST(Sighting, ASignatureThatLeavesRoomDoesNotVouch) {
  DkimSignature partial = signature(AuthResult::kPass, "kouwa.example");
  partial.partial_body = true;
  Mail open_end = Mail().dkim(partial);
  open_end.fact.open_end = true;
  EXPECT_EQ(words(open_end.sighting()), "unaligned host=provider.example");
  // A whole one beside it does.
  EXPECT_EQ(words(Mail().dkim(partial).dkim(AuthResult::kPass, "kouwa.example").sighting()),
            "aligned dkim=kouwa.example host=provider.example");
  DkimSignature without_from = signature(AuthResult::kPass, "evil.example");
  without_from.from_unsigned = true;
  EXPECT_EQ(words(Mail().dkim(without_from).sighting()), "unaligned host=provider.example");
}

TEST(Sighting, NeedsOneAuthor) {
  Mail mail;
  mail.fact.author_domain.clear();
  EXPECT_FALSE(mail.sighting());
}

TEST(Sighting, KnowsAHostByItsNameOrNetwork) {
  struct Row {
    const char *name, *address, *host;
  };
  const Row kRows[] = {
      {"mx1.provider.example", "192.0.2.7", "unaligned host=provider.example"},
      {"unknown", "192.0.2.7", "unaligned host=192.0.2.0/24"},
      {"[192.0.2.7]", "192.0.2.7", "unaligned host=192.0.2.0/24"},
      {"", "192.0.2.7", "unaligned host=192.0.2.0/24"},
      {"192.0.2.7", "192.0.2.7", "unaligned host=192.0.2.0/24"},
      {"localhost", "2001:db8:1:2::7", "unaligned host=2001:db8:1::/48"},
      {"", "", "unaligned"},
  };
  for (const Row& row : kRows) {
    Mail mail;
    mail.envelope.client_name = row.name;
    mail.envelope.client_address = row.address;
    EXPECT_EQ(words(mail.sighting()), row.host) << row.name;
  }
  Mail mail;
  mail.by_gateway = true;
  EXPECT_EQ(words(mail.sighting()), "unaligned");
}

TEST(Sighting, AGatewayMayNameNobody) {
  Mail mail;
  mail.by_gateway = true;
  mail.fact.dkim_aligned = true;
  EXPECT_EQ(words(mail.sighting()), "aligned");
}

TEST(Sighting, IsOfADay) {
  Mail mail;
  mail.fact.author_domain = "tokyo.kouwa.example";
  const Sighting first = mail.sighting(kMarch).value();
  EXPECT_EQ(first.domain, "tokyo.kouwa.example");
  EXPECT_EQ(first.organisation, "kouwa.example");
  EXPECT_EQ(first.day, 20'513);
  EXPECT_EQ(mail.sighting(kMarch + hours(23))->day, 20'513);
  EXPECT_EQ(mail.sighting(kMarch + hours(24))->day, 20'514);
}

}  // namespace
}  // namespace milter
