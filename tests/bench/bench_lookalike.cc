// One lookup of a mostly unrelated name, beside the floor: one probe of a hash table of the same
// names. Arguments: number of guarded names.
#include <benchmark/benchmark.h>

#include <string>
#include <unordered_set>
#include <vector>

#include "lookalike/lookalike.h"

namespace {

// Names of five to eleven syllable letters, different for each number.
std::string name(std::size_t number) {
  static constexpr const char* kSyllables[] = {"ka", "shi", "mo", "ne", "ta", "ri", "yu", "ko",
                                               "ha", "na",  "to", "se", "mi", "wa", "ku", "ro"};
  std::string out;
  std::size_t mixed = number * 0x9E3779B97F4A7C15U;
  for (int i = 0; i < 5; ++i, mixed >>= 4U) out += kSyllables[mixed % 16];
  return out + std::to_string(number % 10) + ".co.jp";
}

std::vector<std::string> queries() {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < 4'096; ++i) out.push_back("x" + name(i + 1'000'000'007U));
  return out;
}

void examine_name(benchmark::State& state) {
  std::vector<lookalike::Guarded> guarded;
  for (std::size_t i = 0; i < static_cast<std::size_t>(state.range(0)); ++i) {
    guarded.push_back({name(i), "p" + std::to_string(i), false});
  }
  const auto list = lookalike::Watchlist::build(guarded);
  const std::vector<std::string> seen = queries();
  std::size_t i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(lookalike::examine(seen[i++ % seen.size()], list));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(examine_name)->Arg(100)->Arg(10'000)->Arg(1'000'000);

void probe_hash(benchmark::State& state) {
  std::unordered_set<std::string> table;
  for (std::size_t i = 0; i < static_cast<std::size_t>(state.range(0)); ++i) table.insert(name(i));
  const std::vector<std::string> seen = queries();
  std::size_t i = 0;
  for (auto _ : state) benchmark::DoNotOptimize(table.contains(seen[i++ % seen.size()]));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(probe_hash)->Arg(100)->Arg(10'000)->Arg(1'000'000);

void build_list(benchmark::State& state) {
  std::vector<lookalike::Guarded> guarded;
  for (std::size_t i = 0; i < static_cast<std::size_t>(state.range(0)); ++i) {
    guarded.push_back({name(i), "p" + std::to_string(i), false});
  }
  for (auto _ : state) benchmark::DoNotOptimize(lookalike::Watchlist::build(guarded).size());
}
BENCHMARK(build_list)->Arg(10'000)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
