/* glossary.c: ext/tvf/columns.sql, the Indonesian meaning and the unit of columns and arguments, each said once. */
#include "embed.h"
#include <stdlib.h>
#include <string.h>

static Word words[1024];
static int nWord;

/* "NAME [unit]: arti" */
static void read_word(char *z) {
  char *colon = strstr(z, ": "), *bracket = strchr(z, '[');
  if (nWord == (int)(sizeof(words) / sizeof(words[0]))) die("too many", z);
  if (colon == NULL || colon[2] == 0) die("want '-- NAME [unit]: arti'", z);
  Word *w = &words[nWord++];
  *colon = 0;
  if (bracket && bracket < colon) {
    if (bracket == z || colon[-1] != ']') die("want '-- NAME [unit]: arti'", z);
    bracket[-1] = colon[-1] = 0;
    w->unit = bracket + 1;
  }
  w->name = z;
  w->line = line;
  for (int i = 0; i < nWord - 1; i++)
    if (strcmp(words[i].name, z) == 0) die("a name has two lines", z);
  add(&w->arti, colon + 2, 0);
}

void read_columns(char *text) {
  enum { HEAD, TITLE, WORDS } at = HEAD; /* the comment on top, and a heading, end at a blank line and at their line */
  line = 0;
  for (char *z; (z = next_line(&text)) != NULL;) {
    if (*z == 0) at = TITLE;
    else if (strncmp(z, "--   ", 5) == 0 && at == WORDS) {
      add(&words[nWord - 1].arti, " ", 0);
      add(&words[nWord - 1].arti, z + 5, 0);
    } else if (at == TITLE) at = WORDS;
    else if (at == WORDS && strncmp(z, "-- ", 3) == 0) read_word(z + 3);
    else if (at == WORDS) die("want '-- NAME [unit]: arti'", z);
  }
}

const Word *find_word(const char *function, const char *name) {
  size_t n = strlen(function);
  Word *found = NULL;
  for (int i = 0; i < nWord; i++) {
    Word *w = &words[i];
    if (strncmp(w->name, function, n) == 0 && w->name[n] == '.' && strcmp(w->name + n + 1, name) == 0) {
      found = w;
      break;
    }
    if (strcmp(w->name, name) == 0) found = w;
  }
  if (found == NULL) die("a column has no meaning in Indonesian: ext/tvf/columns.sql has none", name);
  found->nUsed++;
  return found;
}

void check_words(void) {
  file = "ext/tvf/columns.sql";
  for (int i = 0; i < nWord; i++) {
    line = words[i].line;
    if (words[i].nUsed == 0) die("nothing has a column of this name", words[i].name);
  }
}
