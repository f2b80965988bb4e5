// XML as events, for the parts of Office documents. The only user of expat.
//
//   struct Titles : XmlEvents { ... };
//   Titles titles;
//   if (read_xml(part, titles) == XmlEnd::kOk) ...
//
// Nothing but the text itself is read: no external entity, no DTD. A document type with an internal
// subset, where entities of a billion laughs are declared, ends the reading: Office formats have
// none (ECMA-376 part 2, 9.1.4 forbids it). Linear, not recursive. Thread-safe for different texts.
#pragma once

#include <cstdint>
#include <string_view>

namespace milter::extract {

class XmlAttributes {
 public:
  explicit XmlAttributes(const char* const* pairs) : pairs_(pairs) {}
  std::string_view operator[](std::string_view local_name) const;  // "" if there is none

 private:
  const char* const* pairs_;
};

// Names come without their prefix: "w:t" is "t". Producers choose prefixes freely, and the formats
// read here do not give one local name two meanings.
class XmlEvents {
 public:
  virtual ~XmlEvents() = default;
  virtual void start(std::string_view name, const XmlAttributes& attributes) = 0;
  virtual void end(std::string_view name) = 0;
  virtual void characters(std::string_view utf8) = 0;
  virtual bool enough() const { return false; }  // true: stop here
};

enum class XmlEnd : std::uint8_t {
  kOk,
  kEnough,    // enough() said so
  kDeclares,  // a document type that declares something
  kPicture,   // the same of SVG, which lies among the pictures of documents
  kNotWellFormed,
};
XmlEnd read_xml(std::string_view xml, XmlEvents& events);

}  // namespace milter::extract
