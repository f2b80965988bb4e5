// How: one sorted list. Two thirds are the hyphen-separated words that occur in four or more of
// 53,000 popular registrable names; the rest are trades, places and legal words that Japanese
// companies put in their names (kogyo: industry, shoji: trading ...).
// Leaves out: words inside a longer label ("asahikogyo"), which are not split.
// Tested by tables_test.cc.
#include "lookalike/words.h"

#include <algorithm>
#include <array>

namespace lookalike {
namespace {

constexpr auto kWords = std::to_array<std::string_view>({
    "academy",     "account",       "admin",      "alpha",       "amazon",     "america",
    "american",    "analytics",     "anime",      "apple",       "apps",       "archive",
    "asahi",       "asia",          "asian",      "assets",      "atlantic",   "auction",
    "auto",        "azure",         "bank",       "best",        "beta",       "bike",
    "billing",     "black",         "blog",       "blue",        "boeki",      "book",
    "bride",       "business",      "butsuryu",   "byoin",       "cafe",       "canada",
    "capital",     "care",          "cargo",      "cart",        "center",     "chat",
    "chemical",    "china",         "city",       "clinic",      "cloud",      "college",
    "config",      "connect",       "consult",    "consulting",  "contact",    "content",
    "corp",        "create",        "creative",   "custom",      "cyber",      "daigaku",
    "data",        "delivery",      "delta",      "denki",       "denshi",     "design",
    "digital",     "edge",          "electronic", "electronics", "endpoint",   "energy",
    "engineering", "estate",        "europe",     "expert",      "export",     "express",
    "factory",     "fashion",       "files",      "finance",     "financial",  "fire",
    "first",       "food",          "foods",      "forum",       "france",     "free",
    "fudosan",     "fuji",          "fukuoka",    "furniture",   "gakuen",     "game",
    "games",       "general",       "ginko",      "global",      "gold",       "good",
    "google",      "green",         "group",      "guide",       "hardware",   "health",
    "hikari",      "hiroshima",     "hoken",      "holdings",    "home",       "host",
    "hosting",     "hotel",         "hotels",     "house",       "housing",    "images",
    "import",      "infinity",      "info",       "infra",       "insatsu",    "insurance",
    "internal",    "international", "internet",   "invest",      "invoice",    "japan",
    "jobs",        "jutaku",        "kagaku",     "kaiun",       "kensetsu",   "kikai",
    "kinzoku",     "kobe",          "kogei",      "kogyo",       "koki",       "kosan",
    "koun",        "kumiai",        "kyokai",     "kyoto",       "labs",       "light",
    "line",        "link",          "linux",      "live",        "login",      "logistics",
    "mail",        "market",        "media",      "medical",     "metal",      "microsoft",
    "mirai",       "mobile",        "motor",      "motors",      "music",      "nagoya",
    "national",    "navi",          "network",    "news",        "next",       "nihon",
    "nippon",      "nogyo",         "nova",       "office",      "office365",  "official",
    "omega",       "online",        "open",       "osaka",       "pacific",    "paper",
    "paris",       "partner",       "parts",      "payment",     "pharma",     "planning",
    "plastic",     "platform",      "play",       "plus",        "point",      "portal",
    "power",       "press",         "prime",      "project",     "proxy",      "racing",
    "reference",   "research",      "rocket",     "royal",       "sakura",     "sandbox",
    "sangyo",      "sapporo",       "school",     "science",     "search",     "secure",
    "security",    "seiki",         "seimitsu",   "seisaku",     "seisakusho", "sendai",
    "senko",       "sense",         "server",     "servers",     "service",    "services",
    "setsubi",     "shipping",      "shoji",      "shokai",      "shokuhin",   "shop",
    "shoten",      "shuppan",       "sigma",      "silver",      "site",       "slack",
    "smart",       "social",        "soft",       "software",    "soko",       "solutions",
    "space",       "sports",        "star",       "static",      "status",     "steel",
    "storage",     "store",         "stream",     "studio",      "suisan",     "sunrise",
    "support",     "sync",          "systems",    "talk",        "team",       "tech",
    "tekko",       "test",          "textile",    "tokyo",       "tool",       "tools",
    "tour",        "tours",         "track",      "trade",       "trading",    "transport",
    "travel",      "trip",          "united",     "univ",        "unso",       "unyu",
    "video",       "water",         "weather",    "white",       "wiki",       "works",
    "world",       "yakuhin",       "yamato",     "yokohama",    "your",
});
static_assert(std::is_sorted(kWords.begin(), kWords.end()));

}  // namespace

bool is_common_word(std::string_view label) {
  return std::binary_search(kWords.begin(), kWords.end(), label);
}

}  // namespace lookalike
