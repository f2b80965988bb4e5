// Tested by choices_test.cc.
#include "milter/web/choices.h"

#include <algorithm>
#include <set>
#include <string_view>

namespace milter {

bool stands_in_header(const HeldMail& mail, const HeldRecipient& recipient) {
  return std::any_of(mail.places.begin(), mail.places.end(), [&](const MailboxPlace& place) {
    return place.recipient == recipient.address;
  });
}

std::vector<Choice> offered(const HeldMail& mail, const HeldRecipient& recipient) {
  std::vector<Choice> all{Choice::kKeep};
  if (!recipient.suggestion.empty() && stands_in_header(mail, recipient)) {
    const bool keep_first = !mail.id.empty() && mail.id.back() % 2 == 1;
    all.insert(keep_first ? all.end() : all.begin(), Choice::kCorrect);
  }
  const bool alone =
      std::all_of(mail.recipients.begin(), mail.recipients.end(),
                  [&](const HeldRecipient& one) { return one.address == recipient.address; });
  if (!alone) all.push_back(Choice::kDrop);
  return all;
}

std::vector<std::size_t> doubtful_positions(const HeldMail& mail) {
  std::vector<std::size_t> positions;
  std::set<std::string_view> known;
  for (std::size_t position = 0; position < mail.recipients.size(); ++position) {
    const HeldRecipient& recipient = mail.recipients[position];
    if (recipient.doubtful && known.insert(recipient.address).second) positions.push_back(position);
  }
  return positions;
}

}  // namespace milter
