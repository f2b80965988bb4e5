// Labels after the WHATWG Encoding Standard 4.2 (names and labels), with those that Japanese mail
// programs and Outlook write beside it. What the table lacks is unknown on purpose: ICU would also
// open EBCDIC, SCSU and others that no mail program shows. Of ICU's several converters,
// ibm-943_P15A-2003 agrees with Microsoft's CP932 in all NEC and IBM extensions and in the signs
// ～∥－, and euc-jp-2007 is EUC-JP with NEC row 13. Tested by charset_test.cc.
#include "milter/mail/charset_label.h"

#include <algorithm>
#include <array>
#include <string>

#include "milter/base/text.h"

namespace milter {
namespace {

struct Row {
  std::string_view label;
  Label meaning;
};

constexpr Label kAsciiLabel{Coding::kAscii, "us-ascii", ""};
constexpr Label kUtf8Label{Coding::kUtf8, "utf-8", ""};
constexpr Label kUtf7Label{Coding::kUtf7, "utf-7", ""};
constexpr Label kJisLabel{Coding::kIso2022Jp, "iso-2022-jp", ""};
constexpr Label kSjisLabel{Coding::kIcu, "shift_jis", kCp932Converter};
constexpr Label kEucJpLabel{Coding::kIcu, "euc-jp", kEucJpConverter};
constexpr Label kLatin1Label{Coding::kIcu, "windows-1252", "windows-1252"};
constexpr Label kGbLabel{Coding::kIcu, "gb18030", "gb18030"};
constexpr Label kBig5Label{Coding::kIcu, "big5", "windows-950"};
constexpr Label kKoreanLabel{Coding::kIcu, "euc-kr", "windows-949"};

constexpr auto kLabels = std::to_array<Row>({
    {"us-ascii", kAsciiLabel},
    {"ascii", kAsciiLabel},
    {"ansi_x3.4-1968", kAsciiLabel},
    {"iso646-us", kAsciiLabel},
    {"utf-8", kUtf8Label},
    {"utf8", kUtf8Label},
    {"unicode-1-1-utf-8", kUtf8Label},
    {"cp65001", kUtf8Label},
    {"utf-7", kUtf7Label},
    {"utf7", kUtf7Label},
    {"unicode-1-1-utf-7", kUtf7Label},
    {"unicode-2-0-utf-7", kUtf7Label},
    {"x-unicode-2-0-utf-7", kUtf7Label},
    {"csunicode11utf7", kUtf7Label},
    {"cp65000", kUtf7Label},
    {"iso-2022-jp", kJisLabel},
    {"iso2022-jp", kJisLabel},
    {"iso2022jp", kJisLabel},
    {"csiso2022jp", kJisLabel},
    {"iso-2022-jp-1", kJisLabel},
    {"iso-2022-jp-2", kJisLabel},
    {"iso-2022-jp-3", kJisLabel},
    {"iso-2022-jp-2004", kJisLabel},
    {"iso-2022-jp-ms", kJisLabel},
    {"cp50220", kJisLabel},
    {"cp50221", kJisLabel},
    {"cp50222", kJisLabel},
    {"x-windows-50220", kJisLabel},
    {"x-windows-50221", kJisLabel},
    {"jis", kJisLabel},
    {"shift_jis", kSjisLabel},
    {"shift-jis", kSjisLabel},
    {"shiftjis", kSjisLabel},
    {"sjis", kSjisLabel},
    {"x-sjis", kSjisLabel},
    {"csshiftjis", kSjisLabel},
    {"ms_kanji", kSjisLabel},
    {"ms932", kSjisLabel},
    {"windows-31j", kSjisLabel},
    {"cswindows31j", kSjisLabel},
    {"windows-932", kSjisLabel},
    {"cp932", kSjisLabel},
    {"x-ms-cp932", kSjisLabel},
    {"euc-jp", kEucJpLabel},
    {"eucjp", kEucJpLabel},
    {"x-euc-jp", kEucJpLabel},
    {"euc_jp", kEucJpLabel},
    {"eucjp-ms", kEucJpLabel},
    {"cp51932", kEucJpLabel},
    {"cseucpkdfmtjapanese", kEucJpLabel},
    {"iso-8859-1", kLatin1Label},
    {"iso8859-1", kLatin1Label},
    {"iso_8859-1", kLatin1Label},
    {"latin1", kLatin1Label},
    {"l1", kLatin1Label},
    {"windows-1252", kLatin1Label},
    {"cp1252", kLatin1Label},
    {"utf-16", {Coding::kUtf16, "utf-16", ""}},
    {"unicode", {Coding::kUtf16, "utf-16", ""}},
    {"utf-16le", {Coding::kUtf16, "utf-16le", "UTF-16LE"}},
    {"utf-16be", {Coding::kUtf16, "utf-16be", "UTF-16BE"}},
    {"utf-32", {Coding::kUtf32, "utf-32", ""}},
    {"utf-32le", {Coding::kUtf32, "utf-32le", "UTF-32LE"}},
    {"utf-32be", {Coding::kUtf32, "utf-32be", "UTF-32BE"}},
    {"gb2312", kGbLabel},
    {"gb_2312-80", kGbLabel},
    {"euc-cn", kGbLabel},
    {"x-gbk", kGbLabel},
    {"gbk", kGbLabel},
    {"cp936", kGbLabel},
    {"gb18030", kGbLabel},
    {"hz-gb-2312", {Coding::kIcu, "hz-gb-2312", "HZ-GB-2312", true}},
    {"big5", kBig5Label},
    {"big-5", kBig5Label},
    {"x-x-big5", kBig5Label},
    {"cp950", kBig5Label},
    {"big5-hkscs", {Coding::kIcu, "big5-hkscs", "Big5-HKSCS"}},
    {"euc-kr", kKoreanLabel},
    {"ks_c_5601-1987", kKoreanLabel},
    {"ks_c_5601", kKoreanLabel},
    {"korean", kKoreanLabel},
    {"cp949", kKoreanLabel},
    {"windows-949", kKoreanLabel},
    {"iso-2022-kr", {Coding::kIcu, "iso-2022-kr", "ISO-2022-KR", true}},
    {"koi8-r", {Coding::kIcu, "koi8-r", "KOI8-R"}},
    {"koi8-u", {Coding::kIcu, "koi8-u", "KOI8-U"}},
    {"iso-8859-2", {Coding::kIcu, "iso-8859-2", "ISO-8859-2"}},
    {"iso-8859-3", {Coding::kIcu, "iso-8859-3", "ISO-8859-3"}},
    {"iso-8859-4", {Coding::kIcu, "iso-8859-4", "ISO-8859-4"}},
    {"iso-8859-5", {Coding::kIcu, "iso-8859-5", "ISO-8859-5"}},
    {"iso-8859-6", {Coding::kIcu, "iso-8859-6", "ISO-8859-6"}},
    {"iso-8859-7", {Coding::kIcu, "iso-8859-7", "ISO-8859-7"}},
    {"iso-8859-8", {Coding::kIcu, "iso-8859-8", "ISO-8859-8"}},
    {"iso-8859-8-i", {Coding::kIcu, "iso-8859-8", "ISO-8859-8"}},
    {"iso-8859-9", {Coding::kIcu, "windows-1254", "windows-1254"}},
    {"iso-8859-10", {Coding::kIcu, "iso-8859-10", "ISO-8859-10"}},
    {"iso-8859-11", {Coding::kIcu, "windows-874", "windows-874"}},
    {"tis-620", {Coding::kIcu, "windows-874", "windows-874"}},
    {"windows-874", {Coding::kIcu, "windows-874", "windows-874"}},
    {"iso-8859-13", {Coding::kIcu, "iso-8859-13", "ISO-8859-13"}},
    {"iso-8859-14", {Coding::kIcu, "iso-8859-14", "ISO-8859-14"}},
    {"iso-8859-15", {Coding::kIcu, "iso-8859-15", "ISO-8859-15"}},
    {"windows-1250", {Coding::kIcu, "windows-1250", "windows-1250"}},
    {"windows-1251", {Coding::kIcu, "windows-1251", "windows-1251"}},
    {"cp1251", {Coding::kIcu, "windows-1251", "windows-1251"}},
    {"windows-1253", {Coding::kIcu, "windows-1253", "windows-1253"}},
    {"windows-1254", {Coding::kIcu, "windows-1254", "windows-1254"}},
    {"windows-1255", {Coding::kIcu, "windows-1255", "windows-1255"}},
    {"windows-1256", {Coding::kIcu, "windows-1256", "windows-1256"}},
    {"windows-1257", {Coding::kIcu, "windows-1257", "windows-1257"}},
    {"windows-1258", {Coding::kIcu, "windows-1258", "windows-1258"}},
    {"macintosh", {Coding::kIcu, "macintosh", "macintosh"}},
});

}  // namespace

Label read_label(std::string_view label) {
  label = trim(label);
  while (!label.empty() && (label.front() == '"' || label.front() == '\'')) label.remove_prefix(1);
  while (!label.empty() && (label.back() == '"' || label.back() == '\'')) label.remove_suffix(1);
  const auto* const row = std::find_if(kLabels.begin(), kLabels.end(),
                                       [&](const Row& r) { return iequals(r.label, label); });
  return row == kLabels.end() ? Label{} : row->meaning;
}

}  // namespace milter
