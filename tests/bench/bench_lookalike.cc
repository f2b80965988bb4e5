// A million guarded names and a million lookups on one core, beside what else one might do with a
// name, measured in the same run: one ICU skeleton, a hash map of skeletons, brute force with a
// bit-parallel edit distance. Times are of the whole Examiner::examine(), each lookup by itself, in
// processor time, so that what else the machine does counts little; asking for the time is in them,
// some 300 ns, and so is what interrupts a program: one in a thousand lookups waits 50 us for it.
// Where one in a thousand is what is asked for, least_p99.9 is of the shortest of three times each.
// Printed beside them: by_skeleton, the mean in ICU skeletons of the same names, and
// growth, the mean from a thousand names to as many as the row says.
#include <benchmark/benchmark.h>
#include <malloc.h>
#include <unicode/unistr.h>
#include <unicode/uspoof.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <ctime>
#include <memory>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "lookalike/distance.h"
#include "lookalike/lookalike.h"
#include "tests/bench/lookalike_names.h"

namespace {

using Clock = std::chrono::steady_clock;

// Of this thread.
struct ProcessorClock {
  static double now() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e9 + static_cast<double>(time.tv_nsec);
  }
};
using lookalike::Examiner;
using lookalike::Watchlist;
constexpr std::size_t kMillion = 1'000'000;

double nanoseconds(Clock::time_point from) {
  return std::chrono::duration<double, std::nano>(Clock::now() - from).count();
}

const std::vector<std::string>& partners() {
  static const std::vector<std::string> names = bench::Names(1).unique(kMillion);
  return names;
}

Watchlist build(std::size_t count) {
  std::vector<lookalike::Guarded> guarded;
  guarded.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    guarded.push_back({partners()[i], "p" + std::to_string(i), false});
  }
  return Watchlist::build(guarded);
}

// Nine of ten have nothing to do with any partner, one is a slip of one.
std::vector<std::string> queries(std::size_t count, std::size_t among) {
  bench::Names names(2);
  std::vector<std::string> out;
  out.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    out.push_back(i % 10 == 0 ? names.slip(partners()[names.below(among)]) : names.host());
  }
  return out;
}

const std::shared_ptr<const Watchlist>& million() {
  static const auto list = std::make_shared<const Watchlist>(build(kMillion));
  return list;
}

double quantile(const std::vector<double>& sorted, double share) {
  return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
}

void report_times(benchmark::State& state, std::vector<double> times) {
  double sum = 0;
  for (const double time : times) sum += time;
  std::sort(times.begin(), times.end());
  state.counters["mean_ns"] = sum / static_cast<double>(times.size());
  state.counters["p50_ns"] = quantile(times, .5);
  state.counters["p99_ns"] = quantile(times, .99);
  state.counters["p99.9_ns"] = quantile(times, .999);
  state.counters["max_ns"] = times.back();
}

class Skeletons {
 public:
  Skeletons() { checker_ = uspoof_open(&status_); }
  ~Skeletons() { uspoof_close(checker_); }
  Skeletons(const Skeletons&) = delete;
  Skeletons& operator=(const Skeletons&) = delete;

  std::string of(const std::string& name) {
    const auto text = icu::UnicodeString::fromUTF8(name);
    uspoof_getSkeletonUnicodeString(checker_, 0, text, skeleton_, &status_);
    std::string out;
    return skeleton_.toUTF8String(out);
  }

 private:
  UErrorCode status_ = U_ZERO_ERROR;
  USpoofChecker* checker_;
  icu::UnicodeString skeleton_;
};

// Processor time of one, on average.
double skeleton_ns(const std::vector<std::string>& names) {
  Skeletons skeletons;
  const std::size_t count = std::min<std::size_t>(names.size(), 100'000);
  const double begin = ProcessorClock::now();
  for (std::size_t i = 0; i < count; ++i) benchmark::DoNotOptimize(skeletons.of(names[i]));
  return (ProcessorClock::now() - begin) / static_cast<double>(count);
}

// Of each name in turn; `flagged` are counted.
std::vector<double> times_of(Examiner& examiner, const std::vector<std::string>& seen,
                             std::size_t& flagged) {
  std::vector<double> times;
  flagged = 0;
  for (const std::string& name : seen) {
    const double begin = ProcessorClock::now();
    const lookalike::Answer& answer = examiner.examine(name);
    times.push_back(ProcessorClock::now() - begin);
    flagged += answer.band > lookalike::Band::kNone ? 1 : 0;
  }
  return times;
}

void report_least(benchmark::State& state, Examiner& examiner, const std::vector<std::string>& seen,
                  std::vector<double> least) {
  for (int again = 0; again < 2; ++again) {
    std::size_t flagged = 0;
    const std::vector<double> times = times_of(examiner, seen, flagged);
    for (std::size_t i = 0; i < least.size(); ++i) least[i] = std::min(least[i], times[i]);
  }
  std::sort(least.begin(), least.end());
  state.counters["least_p99_ns"] = quantile(least, .99);
  state.counters["least_p99.9_ns"] = quantile(least, .999);
}

void look_up_all(benchmark::State& state, const Watchlist& list,
                 const std::vector<std::string>& seen, bool tail = false) {
  Examiner examiner(list);
  std::vector<double> times;
  std::size_t flagged = 0;
  for (auto _ : state) times = times_of(examiner, seen, flagged);
  report_times(state, times);
  if (tail) report_least(state, examiner, seen, times);
  state.counters["by_skeleton"] = state.counters["mean_ns"] / skeleton_ns(seen);
  state.counters["flagged"] = static_cast<double>(flagged);
}

void lookups(benchmark::State& state) {
  const auto size = static_cast<std::size_t>(state.range(0));
  const std::vector<std::string> seen = queries(size == kMillion ? kMillion : 200'000, size);
  static double of_a_thousand = 0;
  if (size == kMillion) {
    look_up_all(state, *million(), seen);
  } else {
    look_up_all(state, build(size), seen);
  }
  if (size == 1'000) of_a_thousand = state.counters["mean_ns"];
  if (of_a_thousand != 0) state.counters["growth"] = state.counters["mean_ns"] / of_a_thousand;
}
BENCHMARK(lookups)->Arg(1'000)->Arg(10'000)->Arg(100'000)->Arg(kMillion)->Iterations(1);

// The longest host in words, in letters, in labels, and of a partner's name again and again.
void worst_hosts(benchmark::State& state) {
  std::vector<std::string> hosts(4, "jp");
  const std::string label = partners()[7].substr(0, partners()[7].find('.'));
  std::string again = label;
  while (again.size() + label.size() < 60) again += label;
  bench::Names names(3);
  while (hosts[0].size() < 251) hosts[0].insert(0, 1, hosts[0].size() % 2 == 0 ? '.' : 'a');
  for (std::string* host : {&hosts[1], &hosts[2]}) {
    while (host->size() < 190) {
      std::string letters;
      while (letters.size() < 60) {
        std::string name = names.name();
        letters += name.substr(0, name.find('.')) + (host == &hosts[1] ? "" : "-");
      }
      host->insert(0, letters.substr(0, 60) + "x.");
    }
  }
  while (hosts[3].size() < 190) hosts[3].insert(0, again + ".");
  std::vector<std::string> seen;
  for (std::size_t i = 0; i < 4'000; ++i) seen.push_back(hosts[i % hosts.size()]);
  look_up_all(state, *million(), seen, true);
}
BENCHMARK(worst_hosts)->Iterations(1);

// 100,000 names that differ in five letters, and slips of them.
void hostile_list(benchmark::State& state) {
  std::vector<lookalike::Guarded> guarded;
  bench::Names names(4);
  std::vector<std::string> seen;
  for (std::size_t i = 0; i < 100'000; ++i) {
    std::string name = "sekimori-partner";
    for (std::size_t at = 0, rest = i; at < 5; ++at, rest /= 10) {
      name += static_cast<char>('a' + rest % 10);
    }
    name += ".co.jp";
    guarded.push_back({name, "p", false});
    seen.push_back(names.slip(name));
  }
  look_up_all(state, Watchlist::build(guarded), seen, true);
}
BENCHMARK(hostile_list)->Iterations(1);

void memory_and_build(benchmark::State& state) {
  std::vector<lookalike::Guarded> guarded;
  for (const std::string& name : partners()) {
    guarded.push_back({name, "p" + std::to_string(guarded.size()), false});
  }
  const auto in_use = [] {
    const struct mallinfo2 info = mallinfo2();
    return static_cast<double>(info.uordblks + info.hblkhd);
  };
  for (auto _ : state) {
    const double before = in_use();
    const auto begin = Clock::now();
    const Watchlist list = Watchlist::build(guarded);
    state.counters["build_s"] = nanoseconds(begin) / 1e9;
    state.counters["bytes_a_name"] = (in_use() - before) / static_cast<double>(list.size());
  }
}
BENCHMARK(memory_and_build)->Iterations(1)->Unit(benchmark::kMillisecond);

// A reader takes the list anew for each lookup while another is put in its place. Whoever swaps
// keeps the old one until no reader has it: a reader must not be the one to give it back.
void swap_lists(benchmark::State& state) {
  const std::vector<std::string> seen = queries(20'000, kMillion);
  auto first = million();
  auto second = std::make_shared<const Watchlist>(build(100'000));
  std::atomic<std::shared_ptr<const Watchlist>> current(first);
  std::atomic<bool> done = false;
  double longest = 0;
  for (auto _ : state) {
    std::thread reader([&] {
      for (std::size_t i = 0; !done.load(); i = (i + 1) % seen.size()) {
        const auto begin = Clock::now();
        const auto list = current.load();
        longest = std::max(longest, nanoseconds(begin));
        benchmark::DoNotOptimize(lookalike::examine(seen[i], *list));
      }
    });
    for (int i = 0; i < 200; ++i) {
      current.store(i % 2 == 0 ? second : first);
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    done = true;
    reader.join();
  }
  state.counters["longest_stall_ns"] = longest;
}
BENCHMARK(swap_lists)->Iterations(1);

void icu_skeleton(benchmark::State& state) {
  const std::vector<std::string> seen = queries(100'000, kMillion);
  Skeletons skeletons;
  std::size_t i = 0;
  for (auto _ : state) benchmark::DoNotOptimize(skeletons.of(seen[i++ % seen.size()]));
}
BENCHMARK(icu_skeleton);

void hash_map_of_skeletons(benchmark::State& state) {
  const std::vector<std::string> seen = queries(100'000, kMillion);
  Skeletons skeletons;
  std::unordered_map<std::string, std::uint32_t> map;
  for (const std::string& name : partners()) {
    map.emplace(skeletons.of(name), static_cast<std::uint32_t>(map.size()));
  }
  std::size_t i = 0;
  for (auto _ : state) benchmark::DoNotOptimize(map.find(skeletons.of(seen[i++ % seen.size()])));
}
BENCHMARK(hash_map_of_skeletons);

void brute_force(benchmark::State& state) {
  const std::vector<std::string> seen = queries(100, kMillion);
  std::size_t i = 0;
  for (auto _ : state) {
    lookalike::KeyDistance distance;
    distance.start(std::string_view(seen[i++ % seen.size()]).substr(0, 63));
    std::size_t near = 0;
    for (const std::string& name : partners()) near += distance.to(name) <= 2 ? 1 : 0;
    benchmark::DoNotOptimize(near);
  }
}
BENCHMARK(brute_force)->Iterations(10)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
