// Tested by office_test.cc.
#include "milter/extract/xml.h"

#include <expat.h>

#include <algorithm>
#include <limits>
#include <memory>
#include <type_traits>

namespace milter::extract {
namespace {

struct Freer {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};
using Parser = std::unique_ptr<std::remove_pointer_t<XML_Parser>, Freer>;

struct Reading {
  XML_Parser parser;
  XmlEvents& events;
  XmlEnd end = XmlEnd::kOk;
};

std::string_view local(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

void stop(Reading& reading, XmlEnd end) {
  if (reading.end != XmlEnd::kOk) return;
  reading.end = end;
  XML_StopParser(reading.parser, XML_FALSE);
}

void on_start(void* to, const char* name, const char** attributes) {
  auto& reading = *static_cast<Reading*>(to);
  if (reading.end != XmlEnd::kOk) return;
  reading.events.start(local(name), XmlAttributes(attributes));
  if (reading.events.enough()) stop(reading, XmlEnd::kEnough);
}

void on_end(void* to, const char* name) {
  auto& reading = *static_cast<Reading*>(to);
  if (reading.end != XmlEnd::kOk) return;  // expat still reports the end of an empty element
  reading.events.end(local(name));
  if (reading.events.enough()) stop(reading, XmlEnd::kEnough);
}

void on_characters(void* to, const char* text, int length) {
  auto& reading = *static_cast<Reading*>(to);
  if (reading.end != XmlEnd::kOk) return;
  reading.events.characters({text, static_cast<std::size_t>(length)});
}

void on_document_type(void* to, const char* name, const char*, const char*, int has_subset) {
  if (has_subset == 0) return;
  stop(*static_cast<Reading*>(to), local(name) == "svg" ? XmlEnd::kPicture : XmlEnd::kDeclares);
}

}  // namespace

std::string_view XmlAttributes::operator[](std::string_view local_name) const {
  for (const char* const* at = pairs_; *at != nullptr; at += 2) {
    if (local(at[0]) == local_name) return at[1];
  }
  return {};
}

XmlEnd read_xml(std::string_view xml, XmlEvents& events) {
  const Parser parser(XML_ParserCreate(nullptr));
  if (parser == nullptr || xml.size() > std::numeric_limits<int>::max()) {
    return XmlEnd::kNotWellFormed;
  }
  Reading reading{parser.get(), events};
  XML_SetUserData(parser.get(), &reading);
  XML_SetElementHandler(parser.get(), on_start, on_end);
  XML_SetCharacterDataHandler(parser.get(), on_characters);
  XML_SetStartDoctypeDeclHandler(parser.get(), on_document_type);
  const XML_Status status =
      XML_Parse(parser.get(), xml.data(), static_cast<int>(xml.size()), XML_TRUE);
  if (reading.end != XmlEnd::kOk) return reading.end;
  return status == XML_STATUS_OK ? XmlEnd::kOk : XmlEnd::kNotWellFormed;
}

}  // namespace milter::extract
