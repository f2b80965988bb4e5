// Domains under which content networks and clouds keep other people's names as aliases in the DNS:
// www.partner.example.edgekey.net is the partner's own web server, and sends no mail.
// Pure, static data.
#pragma once

#include <string_view>

namespace lookalike {

bool is_content_network(std::u32string_view name);  // the whole host; lower case

}  // namespace lookalike
