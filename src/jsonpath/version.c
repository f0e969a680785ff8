#include "version.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>

static const char *without_v(const char *text)
{
	return text + (*text == 'v' || *text == 'V');
}

bool version_is(const char *text)
{
	text = without_v(text);
	if (!isdigit((unsigned char)*text))
		return false;
	while (isalnum((unsigned char)*text) ||
	       (*text && strchr(".-~+_:", *text)))
		text++;
	return *text == '\0';
}

static int sign(long long difference)
{
	return (difference > 0) - (difference < 0);
}

/* Compare the numbers, of any length, that both begin with; pass them. */
static int compare_numbers(const char **a, const char **b)
{
	size_t a_length;
	size_t b_length;
	int order;

	*a += strspn(*a, "0");
	*b += strspn(*b, "0");
	a_length = strspn(*a, "0123456789");
	b_length = strspn(*b, "0123456789");
	order = sign((long long)a_length - (long long)b_length);
	if (order == 0)
		order = sign(strncmp(*a, *b, a_length));
	*a += a_length;
	*b += b_length;
	return order;
}

static bool more_numbers(const char *text)
{
	return *text == '.' && isdigit((unsigned char)text[1]);
}

/* Dotted numbers; what is missing is 0.  Both are passed. */
static int compare_releases(const char **a, const char **b)
{
	int order = compare_numbers(a, b);

	while (more_numbers(*a) || more_numbers(*b)) {
		int next;

		*a += more_numbers(*a);
		*b += more_numbers(*b);
		next = compare_numbers(a, b);
		order = order ? order : next;
	}
	return order;
}

/* The end, for which "+" counts. */
static bool ends(const char *text)
{
	return *text == '\0' || *text == '+';
}

/* Before the release, the release itself, after it. */
static int rank(const char *suffix)
{
	if (ends(suffix))
		return 0;
	return *suffix == '-' || *suffix == '~' ? -1 : 1;
}

/* Numbers as numbers, other characters one by one; a number comes first. */
static int compare_suffixes(const char *a, const char *b)
{
	int order = 0;

	while (order == 0 && !ends(a) && !ends(b)) {
		bool a_number = isdigit((unsigned char)*a);
		bool b_number = isdigit((unsigned char)*b);

		if (a_number && b_number)
			order = compare_numbers(&a, &b);
		else if (a_number || b_number)
			order = b_number - a_number;
		else
			order = sign(*a++ - *b++);
	}
	return order ? order : ends(b) - ends(a);
}

int version_order(const char *a, const char *b)
{
	int order;

	a = without_v(a);
	b = without_v(b);
	order = compare_releases(&a, &b);
	if (order == 0)
		order = sign(rank(a) - rank(b));
	return order ? order : compare_suffixes(a, b);
}
