// Sources: ISO 3602 (Kunrei-shiki and its strict form, Nihon-shiki), BS 4812 (modified Hepburn),
// and the Japanese passport rules (oh for a long o, m before b, m, p). Tested by
// letter_tables_test.cc.
#include "lookalike/romanisation.h"

#include <array>

namespace lookalike {
namespace {

constexpr auto kRomanisations = std::to_array<Likeness>({
    {U"shi", U"si"},  {U"sha", U"sya"},  {U"shu", U"syu"}, {U"sho", U"syo"},  {U"chi", U"ti"},
    {U"cha", U"tya"}, {U"chu", U"tyu"},  {U"cho", U"tyo"}, {U"cha", U"cya"},  {U"chu", U"cyu"},
    {U"cho", U"cyo"}, {U"tsu", U"tu"},   {U"fu", U"hu"},   {U"ji", U"zi"},    {U"ji", U"di"},
    {U"zi", U"di"},   {U"ja", U"zya"},   {U"ju", U"zyu"},  {U"jo", U"zyo"},   {U"ja", U"jya"},
    {U"ju", U"jyu"},  {U"jo", U"jyo"},   {U"ja", U"dya"},  {U"ju", U"dyu"},   {U"jo", U"dyo"},
    {U"zu", U"du"},   {U"zu", U"dzu"},   {U"ou", U"o"},    {U"oo", U"o"},     {U"oh", U"o"},
    {U"ou", U"oo"},   {U"ou", U"oh"},    {U"oo", U"oh"},   {U"uu", U"u"},     {U"aa", U"a"},
    {U"ii", U"i"},    {U"ei", U"ee"},    {U"mb", U"nb"},   {U"mp", U"np"},    {U"mm", U"nm"},
    {U"tch", U"cch"}, {U"tch", U"ch"},   {U"cch", U"ch"},  {U"tti", U"cchi"}, {U"tti", U"tchi"},
    {U"ssh", U"sh"},  {U"ssi", U"sshi"}, {U"tts", U"ts"},  {U"ttu", U"ttsu"}, {U"l", U"r"},
    {U"v", U"b"},     {U"wo", U"o"},     {U"nn", U"n"},
});

}  // namespace

std::span<const Likeness> romanisations() { return kRomanisations; }

}  // namespace lookalike
