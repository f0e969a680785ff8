#ifndef BASE_ESCAPE_WIDTH_H
#define BASE_ESCAPE_WIDTH_H

/*
 * Columns that a printable code point takes on a terminal: 0 for what joins
 * the character before it, 2 for East Asian wide ones and emoji, else 1.  Own
 * tables and not wcwidth(), which knows nothing without setlocale().
 */
unsigned escape_width_of(unsigned code);

#endif
