#include "collect_tree.h"
#include "container_world.h"

#include "dockaudit/owned.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define BIND(source)                                                           \
	"{\"Mounts\":[{\"Type\":\"bind\",\"Source\":\"" source                 \
	"\",\"Destination\":\"/d\"}]}"

/* A bind of a path in the tree, and what is known of where it leads. */
struct followed {
	const char *source;
	const char *resolved; /* in the tree; NULL: not known */
	int forms;            /* elements of paths */
};

static const struct followed here[] = {
	{ "plain", "plain", 1 },           { "link", "plain", 2 },
	{ "gone/below", "gone/below", 1 }, { "link/gone", "plain/gone", 2 },
	{ "file/below", "file/below", 1 }, { "loop", NULL, 1 },
	{ "loop/below", NULL, 1 },         { "dangling", NULL, 1 },
};

static const struct followed elsewhere = { "link", NULL, 1 };

static void check_followed(const struct world *world,
                           const struct collect_tree *tree,
                           const struct followed *row)
{
	char source[4096], resolved[4096], change[5000];
	struct record record;
	const cJSON *shown;
	const char *found;

	collect_tree_path(tree, row->source, source);
	snprintf(change, sizeof(change), BIND("%s"), source);
	record = world_derive(world, change);
	shown = json_at(record.document, "derived.host_paths")->child;
	found = json_text(shown, "resolved");
	assert_int_equal(cJSON_GetArraySize(json_at(shown, "paths")),
	                 row->forms);
	if (row->resolved) {
		collect_tree_path(tree, row->resolved, resolved);
		assert_non_null(found);
		assert_string_equal(found, resolved);
	} else if (found) {
		fail_msg("%s leads to %s", row->source, found);
	}
	record_done(&record);
}

static void where_a_path_leads_is_known_when_links_can_be_followed(void **state)
{
	owned(collect_tree_remove) struct collect_tree tree;
	struct world *world = world_new();

	(void)state;
	collect_tree_make(&tree);
	collect_tree_file(&tree, "plain/x", "");
	collect_tree_file(&tree, "file", "");
	collect_tree_link(&tree, "link", "plain");
	collect_tree_link(&tree, "loop", "loop");
	collect_tree_link(&tree, "dangling", "nowhere");
	check_followed(world, &tree, &elsewhere);
	world->context.local = true;
	for (size_t i = 0; i < sizeof(here) / sizeof(here[0]); i++)
		check_followed(world, &tree, &here[i]);
	world_free(world);
}

#define SHOWN(path)                                                            \
	"[{\"source\":\"" path "\",\"paths\":[\"" path                         \
	"\"],\"resolved\":\"" path                                             \
	"\",\"destination\":\"/d\",\"writable\":true,"                         \
	"\"kind\":\"bind\",\"propagation\":\"\"}]"

static const struct row roots[] = {
	{ BIND("/"), "host_paths", SHOWN("/") },
	{ BIND("/no such directory"), "host_paths",
	  SHOWN("/no such directory") },
};

static void the_root_directory_leads_to_itself(void **state)
{
	struct world *world = world_new();

	(void)state;
	world->context.local = true;
	CHECK(world, roots);
	world_free(world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			where_a_path_leads_is_known_when_links_can_be_followed),
		cmocka_unit_test(the_root_directory_leads_to_itself),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
