/*
 * The format of the JSONPath compliance test suite: our own files in
 * tests/jsonpath, and those that JSONPATH_CTS names, with colons between.
 */
#include "dockaudit/arena.h"
#include "dockaudit/jsonpath.h"
#include "dockaudit/owned.h"

#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static cJSON *read_json(const char *path)
{
	owned(release_file) FILE *in = fopen(path, "re");
	owned(release_string) char *text = NULL;
	size_t size = 0;
	ssize_t length;

	if (!in)
		fail_msg("cannot open %s", path);
	length = getdelim(&text, &size, '\0', in);
	assert_true(length > 0);
	return cJSON_ParseWithLength(text, (size_t)length);
}

static const cJSON *member(const cJSON *object, const char *name)
{
	return cJSON_GetObjectItemCaseSensitive(object, name);
}

/* The nodes as the suite has them: their values, or their paths. */
static cJSON *as_array(const struct jsonpath_nodes *nodes,
                       struct arena *scratch, bool paths)
{
	cJSON *array = cJSON_CreateArray();

	for (size_t i = 0; i < nodes->count; i++) {
		const struct jsonpath_node *node = &nodes->items[i];

		cJSON_AddItemToArray(
			array,
			paths ? cJSON_CreateString(jsonpath_path(node, scratch))
			      : cJSON_Duplicate(node->value, true));
	}
	return array;
}

/* Whether actual is what one, or one of several, says; neither says nothing. */
static bool is_expected(const cJSON *actual, const cJSON *one,
                        const cJSON *several)
{
	const cJSON *choice;

	if (one)
		return cJSON_Compare(actual, one, true);
	cJSON_ArrayForEach(choice, several)
	{
		if (cJSON_Compare(actual, choice, true))
			return true;
	}
	return !several;
}

static bool selects(const struct jsonpath *query, const cJSON *test,
                    struct arena *scratch)
{
	owned(release_json) cJSON *values = NULL;
	owned(release_json) cJSON *paths = NULL;
	struct jsonpath_nodes nodes = { 0 };
	struct error err;

	if (!jsonpath_select(query,
	                     &(struct jsonpath_scope){
				     .root = member(test, "document") },
	                     scratch, &nodes, &err))
		return false;
	values = as_array(&nodes, scratch, false);
	paths = as_array(&nodes, scratch, true);
	return is_expected(values, member(test, "result"),
	                   member(test, "results")) &&
	       is_expected(paths, member(test, "result_paths"),
	                   member(test, "results_paths"));
}

static bool passes(const cJSON *test, struct arena *arena)
{
	const char *selector = member(test, "selector")->valuestring;
	bool valid = !cJSON_IsTrue(member(test, "invalid_selector"));
	const struct jsonpath *query;
	struct error err = { 0 };

	if (!jsonpath_compile(arena, JSONPATH_QUERY, selector, &query, &err))
		return !valid && err.text[0] && err.at.line == 1 &&
		       err.at.column > 0;
	return valid && (member(test, "result") || member(test, "results")) &&
	       selects(query, test, arena);
}

/* How many cases of the file fail. */
static int failures(const char *path, size_t *ret_cases)
{
	owned(release_json) cJSON *file = read_json(path);
	struct arena *arena = arena_new();
	const cJSON *test;
	int failed = 0;

	*ret_cases = 0;
	cJSON_ArrayForEach(test, member(file, "tests"))
	{
		++*ret_cases;
		if (passes(test, arena))
			continue;
		failed++;
		print_error("%s: %s: %s\n", path,
		            member(test, "name")->valuestring,
		            member(test, "selector")->valuestring);
	}
	arena_free(arena);
	return failed;
}

static void our_own_cases_pass(void **state)
{
	glob_t files;
	size_t cases;

	(void)state;
	assert_int_equal(glob("tests/jsonpath/*.json", 0, NULL, &files), 0);
	for (size_t i = 0; i < files.gl_pathc; i++) {
		assert_int_equal(failures(files.gl_pathv[i], &cases), 0);
		assert_true(cases > 0);
	}
	globfree(&files);
}

static void the_cases_that_the_environment_names_pass(void **state)
{
	const char *named = getenv("JSONPATH_CTS");
	owned(release_string) char *files = NULL;
	char *rest = NULL;
	size_t cases;

	(void)state;
	if (!named)
		skip();
	files = strdup(named);
	for (char *file = strtok_r(files, ":", &rest); file;
	     file = strtok_r(NULL, ":", &rest)) {
		assert_int_equal(failures(file, &cases), 0);
		print_message("%s: %zu cases\n", file, cases);
		assert_true(cases > 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(our_own_cases_pass),
		cmocka_unit_test(the_cases_that_the_environment_names_pass),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
