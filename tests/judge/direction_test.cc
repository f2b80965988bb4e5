#include "milter/judge/direction.h"

#include <gtest/gtest.h>

#include "tests/judge/world.h"

namespace milter {
namespace {

using rules::Direction;

std::shared_ptr<const Snapshot> guarded_gate() {
  Config config = asagiri();
  config.internal_networks = {"10.0.0.0/8", "2001:db8:1::/48"};
  config.inbound_gateways = {"192.0.2.10", "10.9.9.0/24", "2001:db8:1::25"};
  config.outbound_daemons = {"submission", "smtps"};
  return snapshot_of(config);
}

struct Row {
  std::string client, user, daemon;
  Direction direction;
};

// "Direction: inbound_gateways → inbound; authenticated, outbound_daemons or internal_networks →
// outbound; else inbound."
const Row kRows[] = {
    // nothing speaks for us
    {"203.0.113.5", "", "smtpd", Direction::kInbound},
    {"2001:db8:2::5", "", "smtpd", Direction::kInbound},
    {"11.0.0.1", "", "", Direction::kInbound},
    {"", "", "", Direction::kInbound},
    {"localhost", "", "", Direction::kInbound},
    // one sign is enough
    {"203.0.113.5", "k.mori", "smtpd", Direction::kOutbound},
    {"203.0.113.5", "", "submission", Direction::kOutbound},
    {"203.0.113.5", "", "smtps", Direction::kOutbound},
    {"10.1.2.3", "", "smtpd", Direction::kOutbound},
    {"2001:db8:1::7", "", "smtpd", Direction::kOutbound},
    {"::ffff:10.1.2.3", "", "smtpd", Direction::kOutbound},
    {"", "k.mori", "", Direction::kOutbound},
    // a name that merely resembles a submission service
    {"203.0.113.5", "", "Submission", Direction::kInbound},
    {"203.0.113.5", "", "submission2", Direction::kInbound},
    // gateways come first, whatever else holds
    {"192.0.2.10", "", "smtpd", Direction::kInbound},
    {"192.0.2.10", "relay", "smtpd", Direction::kInbound},
    {"192.0.2.10", "relay", "submission", Direction::kInbound},
    {"::ffff:192.0.2.10", "relay", "", Direction::kInbound},
    {"10.9.9.9", "", "smtpd", Direction::kInbound},
    {"2001:db8:1::25", "relay", "submission", Direction::kInbound},
    {"192.0.2.11", "relay", "smtpd", Direction::kOutbound},
};

TEST(DirectionOf, FollowsTheOrderOfTheRule) {
  const auto snapshot = guarded_gate();
  for (const Row& row : kRows) {
    Envelope envelope;
    envelope.client_address = row.client;
    envelope.auth_user = row.user;
    envelope.daemon_name = row.daemon;
    EXPECT_EQ(direction_of(envelope, *snapshot), row.direction)
        << row.client << " " << row.user << " " << row.daemon;
  }
}

TEST(DirectionOf, KnowsNoNetworksUnlessNamed) {
  for (const std::string client : {"127.0.0.1", "10.0.0.1", "::1"}) {
    Envelope envelope;
    envelope.client_address = client;
    EXPECT_EQ(direction_of(envelope, *shared_snapshot()), Direction::kInbound) << client;
  }
}

}  // namespace
}  // namespace milter
