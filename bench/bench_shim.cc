/*
 * bench_shim - Google Benchmark behind bench.h; the one C++ file
 *
 * The table goes to stdout, the raw figures to a JSON file if asked for
 * (--benchmark_out), with what a reader needs to compare them: version, commit
 * and compiler stand in its context beside the machine's.
 */
#include "bench/bench.h"

#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>

#include "bench/bench_list.h"

struct bench {
	benchmark::State &state;
};

static benchmark::internal::Benchmark *
add(const char *name, void (*body)(struct bench *bench, void *owner),
    void *owner)
{
	return benchmark::RegisterBenchmark(
	    name, [body, owner](benchmark::State &state) {
		    struct bench bench = {state};

		    body(&bench, owner);
	    });
}

void
bench_add(const char *name, void (*body)(struct bench *bench, void *owner),
    void *owner)
{
	add(name, body, owner);
}

void
bench_add_timed(const char *name,
    void (*body)(struct bench *bench, void *owner), void *owner)
{
	add(name, body, owner)->UseManualTime()->Unit(benchmark::kMillisecond);
}

void
bench_took(struct bench *bench, double seconds)
{
	bench->state.SetIterationTime(seconds);
}

bool
bench_next(struct bench *bench)
{
	return bench->state.KeepRunning();
}

void
bench_bytes(struct bench *bench, size_t bytes_per_iteration)
{
	bench->state.SetBytesProcessed(
	    bench->state.iterations() *
	    static_cast<int64_t>(bytes_per_iteration));
}

void
bench_items(struct bench *bench, size_t items_per_iteration)
{
	bench->state.SetItemsProcessed(
	    bench->state.iterations() *
	    static_cast<int64_t>(items_per_iteration));
}

void
bench_counter(struct bench *bench, const char *name, double value)
{
	bench->state.counters[name] = value;
}

void
bench_label(struct bench *bench, const char *label)
{
	bench->state.SetLabel(label);
}

void
bench_keep(const void *value)
{
	benchmark::DoNotOptimize(value);
	benchmark::ClobberMemory();
}

void *
bench_allocate(size_t size)
{
	void *memory = std::malloc(size);

	if (memory == nullptr)
		bench_refuse("bench", "out of memory");
	return memory;
}

void
bench_refuse(const char *name, const char *sentence)
{
	std::fprintf(stderr, "%s: %s\n", name, sentence);
	std::exit(1);
}

int
main(int argc, char **argv)
{
	const char *commit = std::getenv("BENCH_COMMIT");

	benchmark::Initialize(&argc, argv);
	if (benchmark::ReportUnrecognizedArguments(argc, argv))
		return 2;
	benchmark::AddCustomContext("cgpfilter_version", CGPFILTER_VERSION);
	benchmark::AddCustomContext("compiler", __VERSION__);
	if (commit != nullptr)
		benchmark::AddCustomContext("commit", commit);

	for (size_t i = 0; i < bench_list_count; i++)
		bench_list[i]();
	benchmark::RunSpecifiedBenchmarks();
	benchmark::Shutdown();
	return 0;
}
