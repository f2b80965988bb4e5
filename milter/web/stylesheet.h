// The one stylesheet, served as /style.css. Checked by eye in tests/web/browser_test.py's
// screenshots, and there for width and contrast.
#pragma once

#include <string_view>

namespace milter {

std::string_view stylesheet();

}  // namespace milter
