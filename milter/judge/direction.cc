// The order of the tests is the contract's. Tested by direction_test.cc.
#include "milter/judge/direction.h"

#include <algorithm>

namespace milter {

rules::Direction direction_of(const Envelope& envelope, const Snapshot& snapshot) {
  if (in_networks(envelope.client_address, snapshot.inbound_gateways)) {
    return rules::Direction::kInbound;
  }
  const auto& daemons = snapshot.config.outbound_daemons;
  const bool submission =
      std::find(daemons.begin(), daemons.end(), envelope.daemon_name) != daemons.end();
  const bool ours = !envelope.auth_user.empty() || submission ||
                    in_networks(envelope.client_address, snapshot.internal_networks);
  return ours ? rules::Direction::kOutbound : rules::Direction::kInbound;
}

}  // namespace milter
