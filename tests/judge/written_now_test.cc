#include "milter/judge/written_now.h"

#include <gmock/gmock.h>

#include "tests/judge/world.h"

namespace milter {
namespace {

const std::string kReply = "From: k.tanaka@kouwa-shoji.co.jp\nIn-Reply-To: <1@asagiri.example>\n";
const std::string kAnswer = "承知しました。\n";
const std::string kOurs =
    "差出人: 経理 <keiri@asagiri.example>\n送信日時: 2026年11月2日 10:00\n"
    "宛先: 田中\n件名: 口座\n\n口座が変わったのですか。\n";
const std::string kTheirs =
    "差出人: 田中 <k.tanaka@kouwa-shoji.co.jp>\n送信日時: 2026年11月1日\n"
    "宛先: 経理\n件名: 口座\n\n口座が変わりました。\n";

// Somebody here has written to the author before.
const rules::Relationship kFriend{1, 1, 1, 2};
const rules::Relationship kOnlyReceived{9, 9, 0, 9};

WrittenText text_of(const std::string& header, const std::string& body,
                    const std::optional<rules::Relationship>& relationship = kFriend) {
  const std::string mail = header + "Content-Type: text/plain; charset=utf-8\n\n" + body;
  return written_text(*shared_snapshot(), message_of(mail), relationship);
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != text.npos;
}

TEST(WrittenText, WithoutAQuoteIsAllCurrent) {
  const WrittenText text = text_of(kReply, kAnswer);
  EXPECT_EQ(text.judged, kAnswer);
  EXPECT_FALSE(text.current);
  EXPECT_EQ(text.our_own, "");
}

TEST(WrittenText, OfTheirQuoteIsJudgedAndNotCurrent) {
  const WrittenText text = text_of(kReply, kAnswer + "\n" + kTheirs);
  EXPECT_TRUE(contains(text.judged, "承知しました。"));
  EXPECT_TRUE(contains(text.judged, "口座が変わりました。"));
  EXPECT_EQ(text.current, kAnswer + "\n");
  EXPECT_EQ(text.our_own, "");
}

TEST(WrittenText, OfOurQuoteInAnAnswerIsKeptApart) {
  const WrittenText text = text_of(kReply, kAnswer + "\n" + kOurs);
  EXPECT_EQ(text.judged, kAnswer + "\n");
  EXPECT_EQ(text.current, kAnswer + "\n");
  EXPECT_TRUE(contains(text.our_own, "口座が変わったのですか。"));
}

TEST(WrittenText, OfAChainIsEachAuthorsOwn) {
  const WrittenText text = text_of(kReply, kAnswer + "\n" + kOurs + "\n" + kTheirs);
  EXPECT_TRUE(contains(text.judged, "口座が変わりました。"));
  EXPECT_FALSE(contains(text.judged, "口座が変わったのですか。"));
  EXPECT_FALSE(contains(text.our_own, "口座が変わりました。"));
}

struct Row {
  const char* what;
  std::string header, body;
  std::optional<rules::Relationship> relationship;
};

// Each lacks one thing that our own words need to be believed to be ours.
TEST(WrittenText, IsJudgedWhereItIsNotSurelyOurs) {
  const std::string from = "From: k.tanaka@kouwa-shoji.co.jp\n";
  const std::string quote = kAnswer + "\n" + kOurs;
  const std::string named = "差出人: 経理\n送信日時: 2026年11月2日\n件名: 口座\n\n口座が変わった\n";
  const std::string two =
      "差出人: keiri@asagiri.example <x@evil.example>\n送信日時: 11月2日\n"
      "件名: 口座\n\n口座が変わった\n";
  const std::string near =
      "差出人: <keiri@asagiri.example.evil.test>\n送信日時: 11月2日\n"
      "件名: 口座\n\n口座が変わった\n";
  const Row rows[] = {
      {"no reply", from, quote, kFriend},
      {"a forwarding", kReply + "Subject: Fw: x\n", quote, kFriend},
      {"a forwarding", kReply + "Subject: FWD:x\n", quote, kFriend},
      {"a forwarding", kReply + "Subject: =?UTF-8?B?6Lui6YCBOiB4?=\n", quote, kFriend},
      {"we never wrote to him", kReply, quote, kOnlyReceived},
      {"the memory could not be asked", kReply, quote, std::nullopt},
      {"no address", kReply, kAnswer + "\n" + named, kFriend},
      {"two addresses", kReply, kAnswer + "\n" + two, kFriend},
      {"a domain like ours", kReply, kAnswer + "\n" + near, kFriend},
      {"marks without a header", kReply, kAnswer + "> 口座が\n> 変わった\n", kFriend},
      {"forwarded", kReply, kAnswer + "---------- Forwarded message ---------\n" + kOurs, kFriend},
  };
  for (const Row& row : rows) {
    const WrittenText text = text_of(row.header, row.body, row.relationship);
    EXPECT_TRUE(contains(text.judged, "変わった")) << row.what << ": " << text.judged;
    EXPECT_EQ(text.our_own, "") << row.what;
  }
}

TEST(WrittenText, OfAMailThatOnlyQuotesIsCurrent) {
  for (const std::string before :
       {"", "\n\n", "iPhoneから送信\n", "-- \n田中\n", "……\n", "________________\n"}) {
    const WrittenText text = text_of(kReply, before + kOurs);
    EXPECT_FALSE(text.current) << before;
    EXPECT_EQ(text.our_own, "") << before;
    EXPECT_TRUE(contains(text.judged, "口座が変わったのですか。")) << before;
  }
}

TEST(WrittenText, BelowASignatureIsCurrent) {
  const WrittenText text = text_of(kReply, "本文\n-- \n田中\n口座が変わりました\n\n" + kTheirs);
  EXPECT_TRUE(contains(text.current.value(), "口座が変わりました\n"));
}

TEST(WrittenText, QuoteMarksPartNoSentence) {
  const WrittenText text = text_of(kReply, "見てください。\n> 口座が\n> 変わりました\n返事\n");
  EXPECT_TRUE(contains(text.judged, "口座が\n変わりました\n"));
  EXPECT_EQ(text.current, "見てください。\n\n\n返事\n");
}

// A sentence is not made of what stood around our own words.
TEST(WrittenText, WhatIsTakenOutLeavesAGap) {
  const std::string ours = "2026/11/02 10:00、経理 <keiri@asagiri.example>のメール:\n> x\n> y\n";
  const WrittenText text = text_of(kReply, "口座が\n" + ours + "変わりました\n");
  EXPECT_EQ(text.judged, "口座が\n\n\n変わりました\n");
}

TEST(WrittenText, HasNoSentenceOfOurBanner) {
  const std::string banner = "> 【関守】振込先・口座の変更を伝えるメールです\n> ほか\n";
  const WrittenText text = text_of(kReply, kAnswer + "\n" + banner);
  EXPECT_FALSE(contains(text.judged, "【関守】"));
  EXPECT_TRUE(contains(text.judged, "ほか"));
}

}  // namespace
}  // namespace milter
