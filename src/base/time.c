#include "dockaudit/text.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

static bool digits(const char **at, int count, int *ret_value)
{
	int value = 0;

	for (int i = 0; i < count; i++) {
		char c = (*at)[i];

		if (c < '0' || c > '9')
			return false;
		value = value * 10 + (c - '0');
	}
	*at += count;
	*ret_value = value;
	return true;
}

static bool letter(const char **at, const char *any_of)
{
	if (!**at || !strchr(any_of, **at))
		return false;
	(*at)++;
	return true;
}

/* RFC 3339 section 5.6: time-secfrac, at least one digit after the point. */
static bool fraction(const char **at)
{
	if (**at != '.')
		return true;
	(*at)++;
	if (**at < '0' || **at > '9')
		return false;
	*at += strspn(*at, "0123456789");
	return true;
}

/* time-offset, in seconds east of UTC. */
static bool offset(const char **at, long *ret_seconds)
{
	int hours;
	int minutes;
	long sign = **at == '-' ? -1 : 1;

	*ret_seconds = 0;
	if (letter(at, "Zz"))
		return true;
	if (!letter(at, "+-") || !digits(at, 2, &hours) || !letter(at, ":") ||
	    !digits(at, 2, &minutes) || hours > 23 || minutes > 59)
		return false;
	*ret_seconds = sign * (hours * 3600L + minutes * 60L);
	return true;
}

static bool in_range(const struct tm *t)
{
	static const int days[] = { 31, 29, 31, 30, 31, 30,
		                    31, 31, 30, 31, 30, 31 };

	return t->tm_mon >= 0 && t->tm_mon < 12 && t->tm_mday >= 1 &&
	       t->tm_mday <= days[t->tm_mon] && t->tm_hour < 24 &&
	       t->tm_min < 60 && t->tm_sec <= 60;
}

bool text_to_time(const char *text, long long *ret_seconds)
{
	struct tm t = { 0 };
	long east;

	if (!digits(&text, 4, &t.tm_year) || !letter(&text, "-") ||
	    !digits(&text, 2, &t.tm_mon) || !letter(&text, "-") ||
	    !digits(&text, 2, &t.tm_mday) || !letter(&text, "Tt ") ||
	    !digits(&text, 2, &t.tm_hour) || !letter(&text, ":") ||
	    !digits(&text, 2, &t.tm_min) || !letter(&text, ":") ||
	    !digits(&text, 2, &t.tm_sec) || !fraction(&text) ||
	    !offset(&text, &east) || *text)
		return false;
	t.tm_year -= 1900;
	t.tm_mon -= 1;
	if (!in_range(&t))
		return false;
	*ret_seconds = (long long)timegm(&t) - east;
	return true;
}

void text_from_time(long long seconds, char ret_text[TEXT_TIME_SIZE])
{
	time_t when = (time_t)seconds;
	struct tm t;

	if (!gmtime_r(&when, &t) ||
	    strftime(ret_text, TEXT_TIME_SIZE, "%Y-%m-%dT%H:%M:%SZ", &t) == 0)
		(void)snprintf(ret_text, TEXT_TIME_SIZE,
		               "1970-01-01T00:00:00Z");
}
