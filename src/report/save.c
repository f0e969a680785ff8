#include "dockaudit/report.h"

#include "dockaudit/save.h"

static bool write_report(const void *what, FILE *out)
{
	const struct report_output *output = what;

	output->reporter->write(output->report, output->style, out);
	return true;
}

bool report_save(const struct report_output *output, struct error *err)
{
	return save_file(&(struct save){ .path = output->path,
	                                 .mode = output->mode,
	                                 .write = write_report,
	                                 .what = output },
	                 err);
}
