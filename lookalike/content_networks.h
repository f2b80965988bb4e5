// Domains under which content networks and clouds keep other people's names as aliases in the DNS:
// www.partner.example.edgekey.net is the partner's own web server, and sends no mail.
// Pure, static data.
#pragma once

#include <string_view>

namespace lookalike {

bool is_content_network(std::u32string_view name);  // the whole host; lower case

// Whether one of the labels says that it is a network's ("bigcdn", "geodns2", "gslb": load
// balancing). Anybody can call his domain so, and it is only less likely that a name below it was
// put there to deceive.
bool sounds_like_network(std::u32string_view labels);

}  // namespace lookalike
