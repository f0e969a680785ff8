#include "number.h"

#include <ctype.h>
#include <stdlib.h>

static size_t digits(const char *text)
{
	size_t count = 0;

	while (isdigit((unsigned char)text[count]))
		count++;
	return count;
}

static size_t exponent(const char *text)
{
	size_t sign;
	size_t count;

	if (*text != 'e' && *text != 'E')
		return 0;
	sign = text[1] == '-' || text[1] == '+';
	count = digits(text + 1 + sign);
	return count > 0 ? 1 + sign + count : 0;
}

/* The program stays in the C locale, where strtod wants a point. */
size_t number_scan(const char *text, double *ret_value)
{
	size_t length = *text == '-';
	size_t fraction;

	if (text[length] == '0')
		length++;
	else if (isdigit((unsigned char)text[length]))
		length += digits(text + length);
	else
		return 0;
	if (text[length] == '.') {
		fraction = digits(text + length + 1);
		length += fraction > 0 ? 1 + fraction : 0;
	}
	length += exponent(text + length);
	*ret_value = strtod(text, NULL);
	return length;
}
