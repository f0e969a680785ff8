#include "../../src/collect/sockets.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char tcp[] =
	"  sl  local_address rem_address   st tx_queue rx_queue tr tm->when "
	"retrnsmt   uid  timeout inode\n"
	"   0: 0100007F:0947 00000000:0000 0A 00000000:00000000 00:00000000 "
	"00000000     0        0 4242 1 0000000000000000 100 0 0 10 0\n"
	"   1: 0100007F:0947 0100007F:C350 01 00000000:00000000 00:00000000 "
	"00000000     0        0 4243 1 0000000000000000 100 0 0 10 0\n"
	"broken\n"
	"   2: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 "
	"00000000     0        0 4244 1 0000000000000000 100 0 0 10 0";

static const char tcp6[] =
	"   0: 00000000000000000000000000000000:0947 "
	"00000000000000000000000000000000:0000 0A 00000000:00000000 "
	"00:00000000 00000000     0        0 11 1 0000000000000000 100 0 0\n"
	"   1: 00000000000000000000000001000000:0948 "
	"00000000000000000000000000000000:0000 0A 00000000:00000000 "
	"00:00000000 00000000     0        0 12 1 0000000000000000 100 0 0\n"
	"   2: 0000000000000000FFFF00000100007F:0949 "
	"00000000000000000000000000000000:0000 0A 00000000:00000000 "
	"00:00000000 00000000     0        0 13 1 0000000000000000 100 0 0\n";

static const char unix_sockets[] =
	"Num       RefCount Protocol Flags    Type St Inode Path\n"
	"0000000000000000: 00000002 00000000 00010000 0001 01 77 /run/d.sock\n"
	"0000000000000000: 00000002 00000000 00010000 0001 01 78 @abstract\n"
	"0000000000000000: 00000003 00000000 00000000 0001 03 79 /run/d.sock\n"
	"0000000000000000: 00000002 00000000 00010000 0001 01 80\n"
	"0000000000000000: 00000002 00000000 00010000 0001 01 81 /with space\n";

static void check(const struct socket_listening *got,
                  const struct socket_listening *expected)
{
	assert_string_equal(got->address, expected->address);
	assert_int_equal(got->port, expected->port);
	assert_int_equal(got->inode, expected->inode);
	assert_int_equal(got->loopback, expected->loopback);
}

static void listening_tcp_sockets_are_read(void **state)
{
	static const struct socket_listening four[] = {
		{ 4242, 2375, "127.0.0.1", true },
		{ 4244, 22, "0.0.0.0", false },
	};
	static const struct socket_listening six[] = {
		{ 11, 2375, "::", false },
		{ 12, 2376, "::1", true },
		{ 13, 2377, "::ffff:127.0.0.1", true },
	};
	struct socket_listening got;
	const char *rest = tcp;

	(void)state;
	for (size_t i = 0; i < COUNT(four); i++) {
		assert_true(sockets_tcp(&rest, 4, &got));
		check(&got, &four[i]);
	}
	assert_false(sockets_tcp(&rest, 4, &got));
	rest = tcp6;
	for (size_t i = 0; i < COUNT(six); i++) {
		assert_true(sockets_tcp(&rest, 6, &got));
		check(&got, &six[i]);
	}
	assert_false(sockets_tcp(&rest, 6, &got));
}

static void listening_unix_sockets_are_read(void **state)
{
	static const struct socket_listening expected[] = {
		{ 77, 0, "/run/d.sock", false },
		{ 78, 0, "@abstract", false },
		{ 81, 0, "/with space", false },
	};
	struct socket_listening got;
	const char *rest = unix_sockets;

	(void)state;
	for (size_t i = 0; i < COUNT(expected); i++) {
		assert_true(sockets_unix(&rest, &got));
		check(&got, &expected[i]);
	}
	assert_false(sockets_unix(&rest, &got));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(listening_tcp_sockets_are_read),
		cmocka_unit_test(listening_unix_sockets_are_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
