// HTML cut into tags and text as browsers cut it (HTML standard 13.2.5), whatever is wrong with it.
//
//   HtmlTokenizer tokenizer("<A/HREF=x.example>y");
//   HtmlToken token;
//   while (tokenizer.next(&token)) ...    // kStartTag "a" href="x.example", kText "y"
//
// Linear; no tree. Input is UTF-8 that must outlive the tokenizer. Not thread-safe for one object.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace milter {

struct HtmlToken {
  enum class Kind : std::uint8_t { kText, kStartTag, kEndTag, kComment, kDoctype };
  Kind kind = Kind::kText;
  std::string text;  // of kText (references decoded) and kComment
  std::string name;  // of tags, lower case
  std::vector<std::pair<std::string, std::string>> attributes;  // names in lower case
  bool raw = false;            // kText of style, script and the like
  bool closes_itself = false;  // "<path/>", which counts in SVG and MathML only

  // The value of the first attribute of that name (a second one is ignored); nullptr if none.
  const std::string* attribute(std::string_view wanted) const;
};

class HtmlTokenizer {
 public:
  // What the text is read as; set by itself at the tags that change it.
  enum class Mode : std::uint8_t { kData, kRcdata, kRawtext, kScript, kPlaintext, kCdata };

  explicit HtmlTokenizer(std::string_view html);
  HtmlTokenizer(std::string_view html, Mode mode, std::string_view last_start_tag);

  bool next(HtmlToken* token);  // false at the end

  // For what only the tree tells: the last start tag was passed over, or is none of HTML's.
  void go_on_as_data() { mode_ = Mode::kData; }
  // In SVG and MathML "<![CDATA[" holds text; elsewhere it is a comment.
  void set_foreign(bool foreign) { foreign_ = foreign; }

 private:
  bool read_data(HtmlToken* token);
  bool read_raw(HtmlToken* token);
  bool read_markup(HtmlToken* token);
  bool read_tag(HtmlToken* token);
  void read_attribute(HtmlToken* token);
  std::string read_value();
  bool read_declaration(HtmlToken* token);
  bool read_cdata(HtmlToken* token);
  bool read_comment(HtmlToken* token, std::size_t begin);
  bool read_bogus_comment(HtmlToken* token, std::size_t begin);
  std::size_t raw_end() const;
  std::size_t script_end() const;
  bool is_tag_at(std::size_t at, std::string_view open, std::string_view name) const;
  char peek(std::size_t ahead = 0) const;
  void skip_space();

  std::string_view html_;
  std::size_t at_ = 0;
  Mode mode_ = Mode::kData;
  bool foreign_ = false;
  std::string raw_tag_;  // whose end tag ends the raw text
};

}  // namespace milter
