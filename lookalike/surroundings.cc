// How: a small hash table of the listed words' sight letters, so that "l0gin" is "login". The words
// are those named in published combosquatting lists (dnstwist's dictionary, Chromium's keywords)
// and the business Japanese of payment fraud.
// Tested by inside_test.cc.
#include "lookalike/surroundings.h"

#include <algorithm>
#include <array>
#include <string>

#include "lookalike/fold.h"
#include "lookalike/postings.h"
#include "lookalike/sizes.h"
#include "lookalike/utf8.h"

namespace lookalike {
namespace {

constexpr auto kKeywords = std::to_array<std::string_view>(
    {"account",   "accounts",     "activate",  "active",   "admin",     "alert",
     "alerts",    "app",          "apps",      "auth",     "authorize", "cancel",
     "card",      "center",       "check",     "client",   "cloud",     "confirm",
     "connect",   "contact",      "customer",  "doc",      "docs",      "document",
     "documents", "file",         "files",     "help",     "helpdesk",  "home",
     "host",      "https",        "info",      "login",    "logon",     "logout",
     "mail",      "mailbox",      "member",    "members",  "message",   "mobile",
     "my",        "mypage",       "new",       "news",     "notice",    "notify",
     "office",    "official",     "online",    "page",     "pass",      "password",
     "portal",    "recover",      "recovery",  "register", "reset",     "safe",
     "safety",    "secure",       "security",  "server",   "service",   "services",
     "share",     "sharepoint",   "sign",      "signin",   "signup",    "site",
     "sso",       "staff",        "store",     "support",  "team",      "update",
     "user",      "users",        "valid",     "validate", "verify",    "verification",
     "vpn",       "wallet",       "web",       "webmail",  "www",       "ssl",
     "http",      "shop",         "smtp",      "ftp",      "email",     "drive",
     "access",    "id",           "net",       "com",      "org",       "cojp",
     "orjp",      "nejp",         "bank",      "banking",  "bill",      "billing",
     "bonus",     "buy",          "campaign",  "cash",     "contract",  "delivery",
     "estimate",  "finance",      "gift",      "invoice",  "invoices",  "invest",
     "loan",      "order",        "orders",    "paid",     "pay",       "payment",
     "payments",  "payroll",      "point",     "points",   "prize",     "procurement",
     "purchase",  "purchasing",   "quotation", "quote",    "receipt",   "refund",
     "remit",     "remittance",   "reward",    "sale",     "sales",     "settlement",
     "shipping",  "tax",          "trade",     "transfer", "vendor",    "accounting",
     "hr",        "jobs",         "career",    "careers",  "recruit",   "legal",
     "ap",        "ar",           "crypto",    "coin",     "token",     "tracking",
     "parts",     "owa",          "m",         "imap",     "pop",       "mx",
     "seikyu",    "seikyuu",      "seikyusho", "keiri",    "jinji",     "soumu",
     "somu",      "furikomi",     "nyukin",    "nyuukin",  "shukkin",   "koubai",
     "kobai",     "mitsumori",    "hacchu",    "hatchu",   "juchu",     "nouhin",
     "nohin",     "shiharai",     "kessai",    "kaikei",   "zaimu",     "kouza",
     "koza",      "sokin",        "soukin",    "hensai",   "henkin",    "kanri",
     "eigyo",     "eigyou",       "shinsei",   "kakunin",  "koushin",   "ninsho",
     "tetsuzuki", "toiawase",     "oshirase",  "kaiin",    "touroku",   "saiyo",
     "saiyou",    "haisou",       "tsuhan",    "tuhan",    "hoken",     "card",
     "denwa",     "madoguchi",    "renraku",   "keiyaku",  "shorui",    "sosiki",
     "gyomu",     "ログイン",     "サポート",  "請求",     "請求書",    "経理",
     "人事",      "総務",         "振込",      "入金",     "購買",      "見積",
     "見積書",    "発注",         "支払",      "決済",     "確認",      "更新",
     "認証",      "公式",         "会員",      "登録",     "口座",      "送金",
     "契約",      "採用",         "通販",      "銀行",     "カード",    "オンライン",
     "ショップ",  "セキュリティ", "サービス",  "メール",   "お知らせ",  "通知",
     "重要"});

constexpr auto kLegalForms = std::to_array<std::string_view>({"kk",         "inc",
                                                              "corp",       "corporation",
                                                              "ltd",        "limited",
                                                              "llc",        "co",
                                                              "company",    "gmbh",
                                                              "ag",         "sa",
                                                              "srl",        "spa",
                                                              "bv",         "plc",
                                                              "pte",        "pty",
                                                              "hd",         "holding",
                                                              "holdings",   "group",
                                                              "grp",        "gk",
                                                              "intl",       "international",
                                                              "global",     "kabushikigaisha",
                                                              "kabushiki",  "godo",
                                                              "yugen",      "gaisha",
                                                              "kaisha",     "honsha",
                                                              "shisha",     "partners",
                                                              "enterprise", "株式会社",
                                                              "有限会社",   "合同会社",
                                                              "グループ",   "ホールディングス",
                                                              "本社",       "会社"});

// Everyday words of companies' names and sites: they say less than a keyword, but a name that ends
// in one may begin with somebody's.
constexpr auto kTrades = std::to_array<std::string_view>(
    {"academy",    "agency",     "analytics",    "art",         "arts",      "auto",
     "baby",       "beauty",     "best",         "bio",         "black",     "blog",
     "blue",       "book",       "books",        "box",         "build",     "business",
     "capital",    "care",       "cars",         "city",        "classroom", "clinic",
     "club",       "code",       "coffee",       "college",     "community", "consult",
     "consulting", "cook",       "cosmetics",    "data",        "deals",     "design",
     "dev",        "digital",    "direct",       "eat",         "eco",       "edu",
     "education",  "electric",   "energy",       "engineering", "estate",    "event",
     "events",     "expo",       "export",       "express",     "factory",   "family",
     "farm",       "fashion",    "film",         "fitness",     "food",      "foods",
     "forum",      "foundation", "free",         "fund",        "furniture", "game",
     "games",      "garden",     "gas",          "gold",        "golf",      "green",
     "health",     "hospital",   "hotel",        "hotels",      "house",     "hub",
     "import",     "industrial", "industries",   "industry",    "institute", "insurance",
     "job",        "kids",       "lab",          "labs",        "land",      "law",
     "learning",   "life",       "line",         "link",        "live",      "local",
     "logistics",  "magazine",   "market",       "marketing",   "markets",   "meat",
     "media",      "medical",    "meet",         "metal",       "motor",     "motors",
     "movie",      "music",      "network",      "networks",    "oil",       "one",
     "paper",      "park",       "party",        "pharma",      "photo",     "photos",
     "planet",     "play",       "plus",         "power",       "press",     "print",
     "pro",        "products",   "project",      "property",    "public",    "radio",
     "realty",     "red",        "research",     "restaurant",  "review",    "river",
     "robotics",   "school",     "science",      "sea",         "seeds",     "ship",
     "shoes",      "sky",        "smart",        "social",      "soft",      "software",
     "solar",      "solution",   "solutions",    "sound",       "space",     "sport",
     "sports",     "star",       "steel",        "street",      "studio",    "studios",
     "style",      "summary",    "summit",       "sun",         "supply",    "system",
     "systems",    "tech",       "technologies", "technology",  "test",      "textile",
     "time",       "times",      "today",        "tool",        "tools",     "top",
     "tour",       "tours",      "town",         "toys",        "training",  "transport",
     "travel",     "trip",       "tv",           "university",  "video",     "water",
     "wear",       "wine",       "wood",         "work",        "works",     "world",
     "yoga",       "zone"});

constexpr auto kCountries = std::to_array<std::string_view>(
    {"jp",        "jpn",       "japan",    "nippon",   "nihon",    "us",          "usa",
     "america",   "uk",        "eu",       "europe",   "cn",       "china",       "kr",
     "korea",     "tw",        "taiwan",   "hk",       "hongkong", "sg",          "singapore",
     "th",        "thai",      "thailand", "vn",       "vietnam",  "in",          "india",
     "id",        "indonesia", "my",       "malaysia", "ph",       "philippines", "au",
     "australia", "de",        "germany",  "fr",       "france",   "it",          "italy",
     "ca",        "canada",    "mx",       "mexico",   "br",       "brazil",      "asia",
     "apac",      "emea",      "tokyo",    "osaka",    "日本",     "東京",        "大阪",
     "アジア",    "ジャパン"});

class Table {
 public:
  Table() {
    add(kKeywords, Around::kKeyword);
    add(kLegalForms, Around::kLegalForm);
    add(kCountries, Around::kCountry);
    add(kTrades, Around::kTrade);
  }

  bool may_have(char first, char last, std::size_t size) const {
    return by_first_.may_have(first, size) && by_last_.may_have(last, size);
  }

  Around find(std::uint64_t value) const {
    for (std::size_t at = place(value); slots_[at].value != 0; at = (at + 1) % kSlots) {
      if (slots_[at].value == value) return slots_[at].around;
    }
    return Around::kOther;
  }

 private:
  static constexpr std::size_t kSlots = 2'048;  // a third full, so that a miss is seen at once
  static_assert(kKeywords.size() + kLegalForms.size() + kCountries.size() + kTrades.size() <
                kSlots / 2);

  struct Slot {
    std::uint64_t value = 0;
    Around around = Around::kOther;
  };

  static std::size_t place(std::uint64_t value) {
    return place_of(value * 0x9E3779B97F4A7C15U, kSlots);
  }

  template <std::size_t kSize>
  void add(const std::array<std::string_view, kSize>& words, Around around) {
    std::u32string letters;
    std::string sight;
    for (const std::string_view word : words) {
      to_letters(word, letters);
      read_sight(letters, sight);
      const std::uint64_t value = rolled(sight);
      if (find(value) != Around::kOther) continue;  // the first list a word stands in counts
      std::size_t at = place(value);
      while (slots_[at].value != 0) at = (at + 1) % kSlots;
      slots_[at] = {value, around};
      by_first_.add(sight.front(), sight.size());
      by_last_.add(sight.back(), sight.size());
    }
  }

  std::array<Slot, kSlots> slots_;
  SizesByLetter by_first_, by_last_;
};

const Table& table() {
  static const Table instance;
  return instance;
}

// kNothing < kKeyword < kLegalForm < kCountry < kTrade < kOther: of two, one unknown word spoils
// the rest, and a keyword tells more than where a company is.
Around both(Around a, Around b) {
  if (a == Around::kNothing) return b;
  if (b == Around::kNothing) return a;
  if (a == Around::kOther || b == Around::kOther) return Around::kOther;
  return std::min(a, b);
}

}  // namespace

Around around_of(std::uint64_t value, std::size_t size) {
  return size > kMaxAffix ? Around::kOther : table().find(value);
}

bool may_be_listed(char first, char last, std::size_t size) {
  return table().may_have(first, last, size);
}

Around around(const Domain& seen, const Reading& reading, std::size_t begin, std::size_t end) {
  std::size_t first = begin, last = end;
  while (first > 0 && seen.text[first - 1] != U'.') --first;
  while (last < seen.text.size() && seen.text[last] != U'.') ++last;
  const std::size_t run_begin = reading.flat_before(begin), run_end = reading.flat_before(end);
  Around out = Around::kNothing;
  const auto take = [&](std::size_t from, std::size_t to) {
    if (from < to) out = both(out, around_of(reading.value(from, to), to - from));
  };
  for (std::size_t i = 0; i < reading.words(); ++i) {
    const Word& word = reading.word(i);
    if (word.text_begin < first || word.text_end > last) continue;
    take(word.begin, std::min<std::size_t>(word.end, run_begin));
    take(std::max<std::size_t>(word.begin, run_end), word.end);
  }
  return out;
}

bool is_machine(const Domain& seen) {
  const std::string_view sight = seen.sight;
  for (std::size_t begin = 0; begin < seen.label_at;) {
    const std::size_t dot = seen.text.find(U'.', begin);
    std::size_t end = dot;
    while (end > begin && seen.text[end - 1] >= U'0' && seen.text[end - 1] <= U'9') --end;
    if (around_of(rolled(sight.substr(begin, end - begin)), end - begin) == Around::kOther)
      return true;
    begin = dot + 1;
  }
  return false;
}

}  // namespace lookalike
