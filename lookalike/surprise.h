// How surprising the letters of a label are among innocent names.
//
//   surprise(U"tsubaki")  ->  27 bits: 2^-27 of names would be just this
//   surprise(U"tsubxki")  ->  36 bits
//
// A name whose letters go together as in other names may well be somebody's own; a slip or a
// disguise mostly gives letters that do not. Pure, thread-safe.
#pragma once

#include <string_view>

namespace lookalike {

// Bits, the end included. Each letter is weighed after the two before it; letters outside a-z, 0-9
// and '-' count 8 bits each.
double surprise(std::u32string_view label);

}  // namespace lookalike
