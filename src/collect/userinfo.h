#ifndef COLLECT_USERINFO_H
#define COLLECT_USERINFO_H

/*
 * Remove the user and password of a URL in place (RFC 3986, section 3.2.1):
 * "http://joe:secret@proxy:3128" becomes "http://proxy:3128".  An address
 * without a scheme is one, too.
 */
void userinfo_remove(char *url);

#endif
