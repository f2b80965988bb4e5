// A verdict's id: 64 random bits of the kernel as 16 hexadecimal digits. Thread-safe.
#pragma once

#include <string>

namespace milter {

std::string random_id();

}  // namespace milter
