/*
 * bench_shim - Google Benchmark behind bench.h; the one C++ file
 *
 * A table goes to stdout, the raw figures to a JSON file if asked for
 * (--benchmark_out), with what a reader needs to compare them: version, commit
 * and compiler stand in its context beside the machine's.
 *
 *     cgpbench-suite [--benchmark_... options]
 *     cgpbench-suite --list          "SUITE NAME" of what can be counted
 *     cgpbench-suite --count LIST    under callgrind, see count.h
 *     cgpbench-suite --built         with what it was built
 */
#include "bench/bench.h"

#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <gnu/libc-version.h>
#include <string>
#include <vector>

#include "bench/bench_list.h"
#include "bench/count.h"
#include "bench/table.h"

enum mode { MODE_MEASURE, MODE_LIST, MODE_COUNT };

static enum mode mode = MODE_MEASURE;
static const char *suite; /* whose benchmarks are being added */
static size_t name_width;

struct bench {
	benchmark::State *state; /* null while counting */
	struct counting counting;
};

/* ---- adding ------------------------------------------------------------ */

static benchmark::internal::Benchmark *
add(const char *name, void (*body)(struct bench *bench, void *owner),
    void *owner)
{
	/* Those that time themselves get "/manual_time" behind their name. */
	if (std::strlen(name) + 12 > name_width)
		name_width = std::strlen(name) + 12;
	return benchmark::RegisterBenchmark(
	    name, [body, owner](benchmark::State &state) {
		    struct bench bench = {&state, {}};

		    body(&bench, owner);
	    });
}

/* What is to be counted, once all is added. */
struct counted {
	std::string name;
	void (*body)(struct bench *bench, void *owner);
	void *owner;
};
static std::vector<struct counted> to_count;

void
bench_add(const char *name, void (*body)(struct bench *bench, void *owner),
    void *owner)
{
	if (mode == MODE_LIST)
		std::printf("%s %s\n", suite, name);
	else if (mode == MODE_COUNT)
		to_count.push_back({name, body, owner});
	else
		add(name, body, owner);
}

/* What times itself has other processes do the work: nothing to count. */
void
bench_add_timed(const char *name,
    void (*body)(struct bench *bench, void *owner), void *owner)
{
	if (mode != MODE_MEASURE)
		return;
	add(name, body, owner)
	    ->UseManualTime()
	    ->Unit(benchmark::kMillisecond);
}

/* ---- within a benchmark ------------------------------------------------ */

void
bench_took(struct bench *bench, double seconds)
{
	bench->state->SetIterationTime(seconds);
}

bool
bench_next(struct bench *bench)
{
	return bench->state != nullptr ? bench->state->KeepRunning()
				       : counting_next(&bench->counting);
}

void
bench_bytes(struct bench *bench, size_t bytes_per_iteration)
{
	if (bench->state != nullptr)
		bench->state->SetBytesProcessed(bench->state->iterations() *
		    static_cast<int64_t>(bytes_per_iteration));
}

void
bench_items(struct bench *bench, size_t items_per_iteration)
{
	if (bench->state != nullptr)
		bench->state->SetItemsProcessed(bench->state->iterations() *
		    static_cast<int64_t>(items_per_iteration));
}

void
bench_counter(struct bench *bench, const char *name, double value)
{
	if (bench->state != nullptr)
		bench->state->counters[name] = value;
}

void
bench_label(struct bench *bench, const char *label)
{
	if (bench->state != nullptr)
		bench->state->SetLabel(label);
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

/* ---- the table --------------------------------------------------------- */

class TableReporter : public benchmark::BenchmarkReporter {
	bool
	ReportContext(const Context &context) override
	{
		(void)context;
		table_begin(stdout, name_width);
		return true;
	}

	static void
	take_counters(const Run &run, struct table_row *row)
	{
		for (const auto &counter : run.counters) {
			if (counter.first == "bytes_per_second")
				row->bytes_per_second = counter.second;
			else if (counter.first == "items_per_second")
				row->items_per_second = counter.second;
			else if (row->counter_count <
				 sizeof(row->counters) /
				     sizeof(row->counters[0]))
				row->counters[row->counter_count++] = {
				    counter.first.c_str(), counter.second};
		}
	}

	void
	ReportRuns(const std::vector<Run> &runs) override
	{
		for (const Run &run : runs) {
			std::string name = run.benchmark_name();
			double unit =
			    benchmark::GetTimeUnitMultiplier(run.time_unit);
			struct table_row row = {};

			row.name = name.c_str();
			row.label = run.report_label.c_str();
			if (run.error_occurred)
				row.error = run.error_message.c_str();
			row.seconds = run.GetAdjustedRealTime() / unit;
			row.cpu_seconds = run.GetAdjustedCPUTime() / unit;
			take_counters(run, &row);
			table_print(stdout, &row);
		}
	}

	void
	Finalize() override
	{
		table_end(stdout);
	}
};

/* ---- main -------------------------------------------------------------- */

static int
measure(int argc, char **argv)
{
	const char *commit = std::getenv("BENCH_COMMIT");
	TableReporter table;

	benchmark::Initialize(&argc, argv);
	if (benchmark::ReportUnrecognizedArguments(argc, argv))
		return 2;
	benchmark::AddCustomContext("cgpfilter_version", CGPFILTER_VERSION);
	benchmark::AddCustomContext("compiler", __VERSION__);
	if (commit != nullptr)
		benchmark::AddCustomContext("commit", commit);

	for (size_t i = 0; i < bench_list_count; i++)
		bench_list[i].add();
	benchmark::RunSpecifiedBenchmarks(&table);
	benchmark::Shutdown();
	return 0;
}

static void
count(void)
{
	for (const struct counted &counted : to_count) {
		const char *name = counted.name.c_str();
		struct bench bench = {
		    nullptr, {name, count_iterations(name), 0}};

		if (bench.counting.iterations > 0)
			counted.body(&bench, counted.owner);
	}
	count_end();
}

static int
list_or_count(const char *list)
{
	if (mode == MODE_COUNT)
		count_begin(list);
	for (size_t i = 0; i < bench_list_count; i++) {
		suite = bench_list[i].name;
		if (mode == MODE_LIST || count_wants_suite(suite))
			bench_list[i].add();
	}
	if (mode == MODE_COUNT)
		count();
	return 0;
}

int
main(int argc, char **argv)
{
	if (argc == 2 && std::strcmp(argv[1], "--built") == 0) {
		std::printf("compiler %s, libc %s\n", __VERSION__,
		    gnu_get_libc_version());
		return 0;
	}
	if (argc == 2 && std::strcmp(argv[1], "--list") == 0)
		mode = MODE_LIST;
	else if (argc == 3 && std::strcmp(argv[1], "--count") == 0)
		mode = MODE_COUNT;
	else
		return measure(argc, argv);
	return list_or_count(argc == 3 ? argv[2] : nullptr);
}
