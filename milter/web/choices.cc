// Tested by choices_test.cc.
#include "milter/web/choices.h"

#include <algorithm>

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
  if (mail.recipients.size() > 1) all.push_back(Choice::kDrop);
  return all;
}

std::size_t count_doubtful(const HeldMail& mail) {
  return static_cast<std::size_t>(
      std::count_if(mail.recipients.begin(), mail.recipients.end(),
                    [](const HeldRecipient& recipient) { return recipient.doubtful; }));
}

}  // namespace milter
