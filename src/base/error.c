#include "dockaudit/error.h"

#include "dockaudit/escape.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { EXIT_OUT_OF_MEMORY = 3 };

bool error_set(struct error *err, struct where at, const char *format, ...)
{
	va_list args;

	err->at = at;
	va_start(args, format);
	(void)vsnprintf(err->text, sizeof(err->text), format, args);
	va_end(args);
	return false;
}

void error_print(const struct error *err, FILE *out)
{
	if (err->at.file)
		escape_text(out, err->at.file, strlen(err->at.file));
	if (err->at.line)
		fprintf(out, "%s%u:%u", err->at.file ? ":" : "", err->at.line,
		        err->at.column);
	if (err->at.file || err->at.line)
		fputs(": ", out);
	escape_text(out, err->text, strlen(err->text));
	fputc('\n', out);
}

_Noreturn void oom(void)
{
	fputs("dockaudit: out of memory\n", stderr);
	exit(EXIT_OUT_OF_MEMORY);
}
