#include "dockaudit/hash.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void hex(const char *text, size_t repeat, char ret_hex[65])
{
	uint8_t digest[HASH_SIZE];
	struct hash hash;

	hash_begin(&hash);
	for (size_t i = 0; i < repeat; i++)
		hash_add(&hash, text, strlen(text));
	hash_end(&hash, digest);
	for (size_t i = 0; i < HASH_SIZE; i++)
		(void)snprintf(ret_hex + 2 * i, 3, "%02x", digest[i]);
}

/* The examples of NIST's "Secure Hash Standard" for SHA-256, and lengths
 * around the end of a block. */
static void digests_are_those_of_the_standard(void **state)
{
	static const struct {
		const char *text;
		size_t repeat;
		const char *expected;
	} rows[] = {
		{ "", 1,
		  "e3b0c44298fc1c149afbf4c8996fb924"
		  "27ae41e4649b934ca495991b7852b855" },
		{ "abc", 1,
		  "ba7816bf8f01cfea414140de5dae2223"
		  "b00361a396177a9cb410ff61f20015ad" },
		{ "a", 55,
		  "9f4390f8d30c2dd92ec9f095b65e2b9a"
		  "e9b0a925a5258e241c9f1e910f734318" },
		{ "a", 1000000,
		  "cdc76e5c9914fb9281a1c7e284d73e67"
		  "f1809a48a497200e046d39ccc7112cd0" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char got[65];

		hex(rows[i].text, rows[i].repeat, got);
		assert_string_equal(got, rows[i].expected);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(digests_are_those_of_the_standard),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
