#include "userinfo.h"

#include <string.h>

void userinfo_remove(char *url)
{
	char *scheme = strstr(url, "://");
	char *authority = scheme ? scheme + 3 : url;
	/* The last one: a password may have "@" and "/" that nobody encoded.
	 * Too much is lost rather than part of a password kept. */
	char *at = strrchr(authority, '@');

	if (at)
		memmove(authority, at + 1, strlen(at + 1) + 1);
}
