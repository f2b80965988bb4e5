// For differential_test.py: reads records "<kind> <length>\n<bytes>" from standard input, kind h
// for a header and a for an address field, and prints one line of JSON for each.
#include <iostream>
#include <string>

#include "milter/base/json.h"
#include "milter/mail/address.h"
#include "milter/mail/encoded_word.h"

namespace {

milter::Json list(const std::vector<milter::Mailbox>& mailboxes) {
  milter::Json out = milter::Json::array();
  for (const milter::Mailbox& mailbox : mailboxes) {
    out.push(milter::Json::array().push(mailbox.display_name).push(mailbox.address()));
  }
  return out;
}

milter::Json answer(char kind, const std::string& value) {
  if (kind == 'h') return milter::decode_header(value);
  const milter::AddressList read = milter::read_addresses(value);
  milter::Json out = milter::Json::object();
  out.set("well_formed", read.well_formed).set("mailboxes", list(read.mailboxes));
  return out.set("also", list(read.also));
}

}  // namespace

int main() {
  char kind = 0;
  std::size_t length = 0;
  while (std::cin >> kind >> length && std::cin.get() == '\n') {
    std::string value(length, '\0');
    std::cin.read(value.data(), static_cast<std::streamsize>(length));
    std::cout << answer(kind, value).dump() << "\n";
  }
}
