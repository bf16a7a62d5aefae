#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nexor {

// What somebody who wrote `word` may have meant: at most `most` of the candidates, nearest first, equals in their own
// order. The measure is optimal string alignment over bytes (insert, delete, replace, swap neighbours), blind to the
// case of ASCII letters. A candidate counts where it is within a third of the word's length (from one edit for two
// letters up to five), or where the word is its beginning. An empty word, and one longer than any key, has none.
std::vector<std::string> nearest(std::string_view word, std::span<const std::string> candidates, std::size_t most = 3);

// "did you mean 'list' or 'login'?": what is near, as a hint. Empty where nothing is.
std::string did_you_mean(std::span<const std::string> near);

}  // namespace nexor
