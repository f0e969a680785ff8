/* The functions that RFC 9535 does not have. */
#include "judging.h"

#include "dockaudit/arena.h"
#include "dockaudit/jsonpath.h"
#include "dockaudit/owned.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* 2026-03-01T12:00:00Z */
static const int64_t now = 1772366400;

static enum truth judge(struct arena *arena, const char *document,
                        const char *text)
{
	owned(release_json) cJSON *root = cJSON_Parse(document);
	const struct jsonpath_scope scope = { .root = root, .now = now };
	struct jsonpath_doubt doubt;

	assert_non_null(root);
	return judging_truth(arena, &scope, text, &doubt);
}

/* What a filter makes of it, in RFC 9535's two values. */
static bool selects(struct arena *arena, const char *document, const char *text)
{
	owned(release_json) cJSON *root = cJSON_CreateArray();
	const struct jsonpath_scope scope = { .root = root, .now = now };
	const struct jsonpath *query;
	struct jsonpath_nodes nodes;
	struct error err;
	char filter[512];

	cJSON_AddItemToArray(root, cJSON_Parse(document));
	(void)snprintf(filter, sizeof(filter), "$[?%s]", text);
	assert_true(
		jsonpath_compile(arena, JSONPATH_QUERY, filter, &query, &err));
	assert_true(jsonpath_select(query, &scope, arena, &nodes, &err));
	return nodes.count == 1;
}

struct row {
	const char *condition;
	enum truth expected;
};

/* In two values, unknown is false. */
static void expect(struct arena *arena, const char *document,
                   const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		enum truth truth = judge(arena, document, rows[i].condition);

		if (truth != rows[i].expected)
			fail_msg("%s is %d", rows[i].condition, truth);
		if (strncmp(rows[i].condition, "!", 1) != 0 &&
		    selects(arena, document, rows[i].condition) !=
		            (truth == TRUTH_TRUE))
			fail_msg("%s in a filter", rows[i].condition);
	}
}

#define ROWS(rows) (rows), sizeof(rows) / sizeof((rows)[0])

static void in_is_membership(void **state)
{
	static const struct row rows[] = {
		{ "in('b', @.list[*])", TRUTH_TRUE },
		{ "in('c', @.list[*])", TRUTH_FALSE },
		{ "in(1, @.list[*])", TRUTH_TRUE },
		{ "in('1', @.list[*])", TRUTH_FALSE },
		{ "in(null, @.list[*])", TRUTH_TRUE },
		{ "in(@.pair, @.list[*])", TRUTH_TRUE },
		{ "in('b', @.list)", TRUTH_FALSE },
		{ "in(@.list, @.list)", TRUTH_TRUE },
		{ "in('b', 'b')", TRUTH_TRUE },
		{ "in('b', lower('B'))", TRUTH_TRUE },
		{ "in(length('ab'), @.list[*])", TRUTH_FALSE },
		{ "in('b', @.list[?@ != null])", TRUTH_TRUE },
		{ "in('b', @.none[*])", TRUTH_FALSE },
		{ "in('b', @.none)", TRUTH_UNKNOWN },
		{ "in(@.none, @.list[*])", TRUTH_UNKNOWN },
		{ "!in(@.none, @.list[*])", TRUTH_UNKNOWN },
	};

	expect(*state,
	       "{\"list\": [1, \"b\", null, {\"x\": [2], \"y\": 3}],"
	       " \"pair\": {\"y\": 3, \"x\": [2]}}",
	       ROWS(rows));
}

static const struct row path_rows[] = {
	{ "path_under('/etc', '/etc')", TRUTH_TRUE },
	{ "path_under('/etc/ssl', '/etc')", TRUTH_TRUE },
	{ "path_under('/etcetera', '/etc')", TRUTH_FALSE },
	{ "path_under('/', '/etc')", TRUTH_FALSE },
	{ "path_under('/etc', '/')", TRUTH_TRUE },
	{ "path_under('/', '/')", TRUTH_TRUE },
	{ "path_under('//', '/./')", TRUTH_TRUE },
	{ "path_under('/etc/', '/etc')", TRUTH_TRUE },
	{ "path_under('/etc', '/etc/')", TRUTH_TRUE },
	{ "path_under('//etc///ssl', '/etc/ssl')", TRUTH_TRUE },
	{ "path_under('/./etc/.', '/etc')", TRUTH_TRUE },
	{ "path_under('/var/../etc/ssl', '/etc')", TRUTH_TRUE },
	{ "path_under('/etc/..', '/etc')", TRUTH_FALSE },
	{ "path_under('/etc/../var', '/etc')", TRUTH_FALSE },
	{ "path_under('/../../etc', '/etc')", TRUTH_TRUE },
	{ "path_under('/a/b/../../etc', '/etc')", TRUTH_TRUE },
	{ "path_under('/etc/...', '/etc')", TRUTH_TRUE },
	{ "path_under('/..etc', '/etc')", TRUTH_FALSE },
	{ "path_under('/etc/.ssl', '/etc/.ssl')", TRUTH_TRUE },
	{ "path_under('/etc', '/var/../etc')", TRUTH_TRUE },
	{ "path_under('etc', 'etc')", TRUTH_FALSE },
	{ "path_under('', '/')", TRUTH_FALSE },
	{ "path_under('/etc', '')", TRUTH_FALSE },
	{ "path_under('.', '/')", TRUTH_FALSE },
	{ "path_under(@.mounts[*].at, '/etc')", TRUTH_TRUE },
	{ "path_under(@.mounts[*].at, '/root')", TRUTH_FALSE },
	{ "path_under(@.mounts[0].at, @.bases[*])", TRUTH_FALSE },
	{ "path_under(@.mounts[*].at, @.bases[*])", TRUTH_TRUE },
	{ "path_under('/boot/x', @.bases[*])", TRUTH_TRUE },
	{ "path_under(@.none[*], @.bases[*])", TRUTH_FALSE },
	{ "path_under('/etc', @.none[*])", TRUTH_FALSE },
	{ "path_under(@.none, @.bases[*])", TRUTH_UNKNOWN },
	{ "path_under('/etc', @.none)", TRUTH_UNKNOWN },
	{ "path_under(@.odd[*], '/etc')", TRUTH_UNKNOWN },
	{ "path_under(@.odd[*], '/srv')", TRUTH_TRUE },
	{ "path_under('/etc', @.odd[*])", TRUTH_UNKNOWN },
	{ "path_under('/srv/a', @.odd[*])", TRUTH_TRUE },
	{ "path_under(1, '/')", TRUTH_UNKNOWN },
	{ "path_under(@.mounts[?@.rw == true].at, '/etc')", TRUTH_UNKNOWN },
	{ "path_under(@.mounts[?@.rw == true].at, '/srv')", TRUTH_TRUE },
	{ "path_under(@.mounts[?@.rw == true].at, '/nowhere')", TRUTH_FALSE },
};

static void path_under_goes_by_components(void **state)
{
	expect(*state,
	       "{\"mounts\": [{\"at\": \"/srv/data\", \"rw\": true},"
	       " {\"at\": \"/etc/passwd\"}],"
	       " \"bases\": [\"/boot\", \"/etc\"], \"odd\": [1, \"/srv\"]}",
	       ROWS(path_rows));
}

static void mode_at_most_compares_bits(void **state)
{
	static const struct row rows[] = {
		{ "mode_at_most('0644', '0644')", TRUTH_TRUE },
		{ "mode_at_most('0600', '0644')", TRUTH_TRUE },
		{ "mode_at_most('644', '0644')", TRUTH_TRUE },
		{ "mode_at_most('0664', '0644')", TRUTH_FALSE },
		{ "mode_at_most('0700', '0644')", TRUTH_FALSE },
		{ "mode_at_most('0177', '0644')", TRUTH_FALSE },
		{ "mode_at_most('4644', '0644')", TRUTH_FALSE },
		{ "mode_at_most('1777', '1777')", TRUTH_TRUE },
		{ "mode_at_most('0', '0')", TRUTH_TRUE },
		{ "mode_at_most('100644', '0644')", TRUTH_TRUE },
		{ "mode_at_most(420, '0644')", TRUTH_TRUE },
		{ "mode_at_most(421, '0644')", TRUTH_FALSE },
		{ "mode_at_most(33188, 420)", TRUTH_TRUE },
		{ "mode_at_most(@.mode, '0640')", TRUTH_FALSE },
		{ "mode_at_most('0648', '0644')", TRUTH_UNKNOWN },
		{ "mode_at_most('', '0644')", TRUTH_UNKNOWN },
		{ "mode_at_most('rw-r--r--', '0644')", TRUTH_UNKNOWN },
		{ "mode_at_most('0644', ' 644')", TRUTH_UNKNOWN },
		{ "mode_at_most('7777777', '0644')", TRUTH_UNKNOWN },
		{ "mode_at_most(-1, '0644')", TRUTH_UNKNOWN },
		{ "mode_at_most(1.5, '0644')", TRUTH_UNKNOWN },
		{ "mode_at_most(1e9, '0644')", TRUTH_UNKNOWN },
		{ "mode_at_most(null, '0644')", TRUTH_UNKNOWN },
		{ "mode_at_most(@.none, '0644')", TRUTH_UNKNOWN },
	};

	expect(*state, "{\"mode\": \"0644\"}", ROWS(rows));
}

static void version_compare_orders_versions(void **state)
{
	static const struct {
		const char *a;
		const char *b;
		int expected;
	} rows[] = {
		{ "1.2.3", "1.2.3", 0 },
		{ "1.2.3", "1.2.4", -1 },
		{ "1.10", "1.9", 1 },
		{ "20.10.24", "9.10.24", 1 },
		{ "1.2", "1.2.0", 0 },
		{ "1", "1.0.0.1", -1 },
		{ "v1.2", "1.2", 0 },
		{ "1.02", "1.2", 0 },
		{ "1.2.3+dfsg1", "1.2.3", 0 },
		{ "20.10.24+dfsg1", "20.10.5+zzz", 1 },
		{ "20.10.24~ce", "20.10.24", -1 },
		{ "1.0.0-rc.1", "1.0.0", -1 },
		{ "1.0.0-rc.1", "1.0.0-rc.2", -1 },
		{ "1.0.0-rc9", "1.0.0-rc10", -1 },
		{ "1.0.0-rc.1", "1.0.0-beta.9", 1 },
		{ "1.0.0-rc.1+a", "1.0.0-rc.1+b", 0 },
		{ "1.0.0-rc", "1.0.0-rc.1", -1 },
		{ "1.0.0-1", "1.0.0-a", -1 },
		{ "1.0.1-rc.1", "1.0.0", 1 },
		{ "1.0.2k", "1.0.2", 1 },
		{ "1.0.2k", "1.0.2m", -1 },
		{ "99999999999999999999999.1", "99999999999999999999998.2", 1 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char text[160];

		(void)snprintf(text, sizeof(text),
		               "version_compare('%s', '%s') == %d", rows[i].a,
		               rows[i].b, rows[i].expected);
		expect(*state, "0", &(struct row){ text, TRUTH_TRUE }, 1);
		(void)snprintf(text, sizeof(text),
		               "version_compare('%s', '%s') == %d", rows[i].b,
		               rows[i].a, -rows[i].expected);
		expect(*state, "0", &(struct row){ text, TRUTH_TRUE }, 1);
	}
}

static void what_is_no_version_is_unknown(void **state)
{
	static const struct row rows[] = {
		{ "version_compare('', '1') == 0", TRUTH_UNKNOWN },
		{ "version_compare('v', '1') == 0", TRUTH_UNKNOWN },
		{ "version_compare('dev', '1') == 0", TRUTH_UNKNOWN },
		{ "version_compare('1', 'vv1') == 0", TRUTH_UNKNOWN },
		{ "version_compare('1.2, build 3', '1') == 0", TRUTH_UNKNOWN },
		{ "version_compare(1, '1') == 0", TRUTH_UNKNOWN },
		{ "version_compare(@.none, '1') >= 0", TRUTH_UNKNOWN },
	};

	expect(*state, "{}", ROWS(rows));
}

static void number_reads_the_whole_text(void **state)
{
	static const struct row rows[] = {
		{ "number('12') == 12", TRUTH_TRUE },
		{ "number('-1.5e1') == -15", TRUTH_TRUE },
		{ "number('0') == 0", TRUTH_TRUE },
		{ "number(7) == 7", TRUTH_TRUE },
		{ "number(@.text) > 4", TRUTH_TRUE },
		{ "number('') == 0", TRUTH_UNKNOWN },
		{ "number(' 1') == 1", TRUTH_UNKNOWN },
		{ "number('1 ') == 1", TRUTH_UNKNOWN },
		{ "number('1\\n') == 1", TRUTH_UNKNOWN },
		{ "number('0644') == 644", TRUTH_UNKNOWN },
		{ "number('0x10') == 16", TRUTH_UNKNOWN },
		{ "number('+1') == 1", TRUTH_UNKNOWN },
		{ "number('1.') == 1", TRUTH_UNKNOWN },
		{ "number('inf') > 1", TRUTH_UNKNOWN },
		{ "number('nan') == 1", TRUTH_UNKNOWN },
		{ "number(true) == 1", TRUTH_UNKNOWN },
		{ "number(@.none) == 1", TRUTH_UNKNOWN },
	};

	expect(*state, "{\"text\": \"5\"}", ROWS(rows));
}

static void age_days_counts_from_now(void **state)
{
	static const struct row rows[] = {
		{ "age_days('2026-03-01T12:00:00Z') == 0", TRUTH_TRUE },
		{ "age_days('2026-02-28T12:00:00Z') == 1", TRUTH_TRUE },
		{ "age_days('2026-03-01T00:00:00Z') == 0.5", TRUTH_TRUE },
		{ "age_days('2026-03-01T14:00:00+02:00') == 0", TRUTH_TRUE },
		{ "age_days('2026-03-02T12:00:00Z') == -1", TRUTH_TRUE },
		{ "age_days(@.created) > 365", TRUTH_TRUE },
		{ "age_days('2026-03-01') == 0", TRUTH_UNKNOWN },
		{ "age_days('yesterday') < 2", TRUTH_UNKNOWN },
		{ "age_days(0) == 0", TRUTH_UNKNOWN },
		{ "age_days(@.none) > 1", TRUTH_UNKNOWN },
	};

	expect(*state, "{\"created\": \"2023-01-02T03:04:05.123456789Z\"}",
	       ROWS(rows));
}

static void lower_is_of_ascii(void **state)
{
	static const struct row rows[] = {
		{ "lower('AbZ') == 'abz'", TRUTH_TRUE },
		{ "lower('abc') == 'abc'", TRUTH_TRUE },
		{ "lower('\\u00c9A[') == '\\u00c9a['", TRUTH_TRUE },
		{ "lower('') == ''", TRUTH_TRUE },
		{ "match(lower(@.name), 'sys_.*')", TRUTH_TRUE },
		{ "lower(1) == 1", TRUTH_UNKNOWN },
		{ "lower(null) == 'null'", TRUTH_UNKNOWN },
		{ "lower(@.none) == ''", TRUTH_UNKNOWN },
	};

	expect(*state, "{\"name\": \"SYS_ADMIN\"}", ROWS(rows));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(in_is_membership),
		cmocka_unit_test(path_under_goes_by_components),
		cmocka_unit_test(mode_at_most_compares_bits),
		cmocka_unit_test(version_compare_orders_versions),
		cmocka_unit_test(what_is_no_version_is_unknown),
		cmocka_unit_test(number_reads_the_whole_text),
		cmocka_unit_test(age_days_counts_from_now),
		cmocka_unit_test(lower_is_of_ascii),
	};

	return cmocka_run_group_tests(tests, judging_set_up, judging_tear_down);
}
