#include "dockaudit/arena.h"
#include "dockaudit/buffer.h"
#include "dockaudit/owned.h"

#include <setjmp.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void objects_are_zeroed_and_aligned(void **state)
{
	owned(release_arena) struct arena *arena = arena_new();

	(void)state;
	for (size_t size = 1; size < 200; size++) {
		unsigned char *object = arena_alloc(arena, size);

		assert_int_equal((uintptr_t)object % alignof(max_align_t), 0);
		for (size_t i = 0; i < size; i++)
			assert_int_equal(object[i], 0);
		memset(object, 0xFF, size);
	}
	arena_reset(arena);
	assert_int_equal(*(unsigned char *)arena_alloc(arena, 1), 0);
}

static void objects_may_be_larger_than_a_block(void **state)
{
	owned(release_arena) struct arena *arena = arena_new();
	char *small = arena_strdup(arena, "small");
	char *large = arena_alloc(arena, 1 << 20);

	(void)state;
	memset(large, 'x', 1 << 20);
	assert_string_equal(small, "small");
	arena_reset(arena);
	assert_non_null(arena_alloc(arena, 1));
}

static void arrays_grow_and_keep_what_is_in_them(void **state)
{
	owned(release_arena) struct arena *arena = arena_new();
	size_t *array = NULL;
	size_t capacity = 0;

	(void)state;
	for (size_t i = 0; i < 1000; i++) {
		array = arena_grow(arena, array, i, &capacity, sizeof(*array));
		array[i] = i;
	}
	for (size_t i = 0; i < 1000; i++)
		assert_int_equal(array[i], i);
}

static void text_is_formatted_and_copied(void **state)
{
	owned(release_arena) struct arena *arena = arena_new();

	(void)state;
	assert_string_equal(arena_printf(arena, "%d of %s", 3, "ten"),
	                    "3 of ten");
	assert_string_equal(arena_strndup(arena, "abcdef", 3), "abc");
	assert_string_equal(arena_strndup(arena, "", 0), "");
}

static void a_buffer_stops_at_its_limit(void **state)
{
	owned(buffer_done) struct buffer buffer = { .limit = 5 };

	(void)state;
	assert_true(buffer_append(&buffer, "abc", 3));
	assert_false(buffer_append(&buffer, "def", 3));
	assert_string_equal(buffer.data, "abc");
	assert_true(buffer_append(&buffer, "de", 2));
	assert_string_equal(buffer.data, "abcde");
	assert_false(buffer_append(&buffer, "f", 1));
	assert_false(buffer_append(&buffer, "x", SIZE_MAX));
	buffer_clear(&buffer);
	assert_string_equal(buffer.data, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(objects_are_zeroed_and_aligned),
		cmocka_unit_test(objects_may_be_larger_than_a_block),
		cmocka_unit_test(arrays_grow_and_keep_what_is_in_them),
		cmocka_unit_test(text_is_formatted_and_copied),
		cmocka_unit_test(a_buffer_stops_at_its_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
