// How: the name's end against a short list of the networks' alias domains, all of which only their
// owners can give names in. Free hosting, where anybody may take a name, is not among them.
// Tested by tables_test.cc.
#include "lookalike/content_networks.h"

#include <algorithm>
#include <array>

namespace lookalike {
namespace {

constexpr auto kNetworks = std::to_array<std::u32string_view>({
    U"akadns.net",      U"akamai.net",     U"akamaiedge.net", U"akamaihd.net",
    U"akamaized.net",   U"azureedge.net",  U"azurefd.net",    U"edgekey.net",
    U"edgesuite.net",   U"fastly.net",     U"fastlylb.net",   U"trafficmanager.net",
    U"edgecastcdn.net", U"footprint.net",  U"llnwd.net",      U"impervadns.net",
    U"globalredir.com", U"aaplimg.com",    U"akahost.net",    U"cdngslb.com",
    U"alikunlun.com",   U"cloudflare.net",
});
// Microsoft numbers these: a-msedge.net, spo-msedge.net ...
constexpr std::u32string_view kNumbered = U"-msedge.net";

}  // namespace

bool is_content_network(std::u32string_view name) {
  if (name.ends_with(kNumbered)) return true;
  return std::any_of(kNetworks.begin(), kNetworks.end(), [&](std::u32string_view network) {
    if (!name.ends_with(network)) return false;
    return name.size() > network.size() && name[name.size() - network.size() - 1] == U'.';
  });
}

bool sounds_like_network(std::u32string_view labels) {
  static constexpr std::array<std::u32string_view, 3> kSayings{U"cdn", U"dns", U"gslb"};
  return std::any_of(kSayings.begin(), kSayings.end(),
                     [&](std::u32string_view one) { return labels.find(one) != labels.npos; });
}

}  // namespace lookalike
