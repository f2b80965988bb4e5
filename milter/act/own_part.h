// The banner as a part of its own, where no text part can hold it: put first into a
// multipart/mixed, or around a part that is then wrapped in a multipart/mixed of ours.
//
//   add_own_part(plan, tree, 0, text);
//
// wrap() keeps the wrapped body byte for byte and moves its Content-* fields inside. Pure.
#pragma once

#include <cstddef>
#include <string_view>

#include "milter/act/banner.h"
#include "milter/act/edit_plan.h"

namespace milter {

// Value of the own part's Content-Description, by which strip_banners() knows it.
inline constexpr std::string_view kOwnPartDescription = "Sekimori notice";
inline constexpr std::string_view kOwnBoundaryPrefix = "=_sekimori-";

// For a message without a shown text part: a leading part in its multipart/mixed, else wrap(0).
void add_own_part(EditPlan& plan, const MimeTree& tree, const BannerText& text);
void wrap_part(EditPlan& plan, std::size_t index, const BannerText& text);

}  // namespace milter
