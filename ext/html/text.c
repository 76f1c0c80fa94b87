/* text.c: the text of an element of a web page, a cell, as a browser shows it (html.h). Blanks and line breaks of the file count as
** one blank, and at both ends as none; <br> and what stands in a line of its own, such as <p>, break the line. What is
** not shown is not read: display:none, the sort keys of portals. What is typed into a field, or chosen in a list, is
** shown.
**
** A digit that is raised, lowered, struck out or put in stands apart from one beside it, by a blank: 80 with the mark of
** a footnote is no 801. */
#include "functions/functions.h"
#include "html/html.h"
#include <string.h>

static int is_one_of(const char *zName, const char *zList) {
  for (; *zList; zList += strlen(zList) + 1)
    if (strcmp(zName, zList) == 0) return 1;
  return 0;
}

static int is_line(const char *zName) {
  return is_one_of(zName, "p\0div\0li\0ul\0ol\0dl\0dt\0dd\0h1\0h2\0h3\0h4\0h5\0h6\0hr\0pre\0center\0blockquote\0form\0"
                          "fieldset\0section\0article\0address\0");
}

static int is_apart(const char *zName) {
  return is_one_of(zName, "sup\0sub\0s\0strike\0del\0ins\0");
}

/* display:none in a list of properties. */
int spm_html_is_hidden(const HtmlTag *pTag) {
  const char *z = pTag->azAttr[HTML_STYLE];
  if (pTag->azAttr[HTML_HIDDEN]) return 1;
  for (; z && *z; z++) {
    z += strspn(z, " \t\r\n;");
    if (sqlite3_strnicmp(z, "display", 7) == 0) {
      const char *zValue = z + 7 + strspn(z + 7, " \t\r\n");
      if (*zValue == ':' && sqlite3_strnicmp(zValue + 1 + strspn(zValue + 1, " \t\r\n"), "none", 4) == 0) return 1;
    }
    z += strcspn(z, ";");
    if (*z == 0) break;
  }
  return 0;
}

void spm_html_text_begin(HtmlText *t) {
  t->text.n = 0;
  t->nBreak = t->isBlank = t->isApart = t->nAside = 0;
  t->choice = CHOICE_NONE;
}

static int is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* A letter that is seen, behind what stands between. */
static int put(HtmlText *t, const char *z, size_t n) {
  int rc = SQLITE_OK, isFirst = t->text.n == 0;
  int isDigits = t->isApart && !isFirst && is_digit(*z) && is_digit(t->text.z[t->text.n - 1]);
  for (; rc == SQLITE_OK && !isFirst && t->nBreak > 0; t->nBreak--, t->isBlank = isDigits = 0)
    rc = spm_buffer_collect(&t->text, "\n", 1);
  if (rc == SQLITE_OK && !isFirst && (t->isBlank || isDigits)) rc = spm_buffer_collect(&t->text, " ", 1);
  t->nBreak = t->isBlank = t->isApart = 0;
  return rc == SQLITE_OK ? spm_buffer_collect(&t->text, z, n) : rc;
}

static int is_seen(const HtmlText *t) {
  return t->nAside == 0 && (t->choice == CHOICE_NONE || t->choice == CHOICE_FIRST || t->choice == CHOICE_MADE);
}

int spm_html_text(HtmlText *t, const char *z, size_t n) {
  int rc = SQLITE_OK;
  if (!is_seen(t)) return rc;
  for (size_t i = 0; rc == SQLITE_OK && i < n;) {
    size_t nWord = 0;
    while (i + nWord < n && !strchr(" \t\r\n\f", z[i + nWord])) nWord++;
    if (nWord) rc = put(t, z + i, nWord);
    else t->isBlank = 1, nWord = 1;
    i += nWord;
  }
  return rc;
}

static void break_line(HtmlText *t, int isAlways) {
  if (isAlways || t->nBreak == 0) t->nBreak++;
}

/* ---- fields ---- */

/* A field that text is typed into shows its value. */
static int field(HtmlText *t, const HtmlTag *pTag) {
  const char *zType = pTag->azAttr[HTML_TYPE], *zValue = pTag->azAttr[HTML_VALUE];
  int isText = zType == 0 || sqlite3_stricmp(zType, "text") == 0 || sqlite3_stricmp(zType, "number") == 0 ||
               sqlite3_stricmp(zType, "tel") == 0 || sqlite3_stricmp(zType, "date") == 0;
  return isText && zValue ? spm_html_text(t, zValue, strlen(zValue)) : SQLITE_OK;
}

/* Of a list what is chosen is shown, or its first line. */
static void option(HtmlText *t, const HtmlTag *pTag) {
  if (t->choice == CHOICE_NONE || t->choice == CHOICE_DONE) return;
  if (pTag->azAttr[HTML_SELECTED] && t->choice != CHOICE_MADE) {
    if (t->text.n > t->iChoice) t->text.z[t->text.n = t->iChoice] = 0;
    t->choice = CHOICE_MADE;
  } else if (t->choice == CHOICE_OPEN) t->choice = CHOICE_FIRST;
  else t->choice = t->choice == CHOICE_MADE ? CHOICE_DONE : CHOICE_PASSED;
}

/* ---- tags ---- */

int spm_html_text_start(HtmlText *t, const HtmlTag *pTag) {
  const char *zName = pTag->zName;
  if (t->nAside) {
    t->nAside += strcmp(zName, t->zAside) == 0;
    return SQLITE_OK;
  }
  if (is_one_of(zName, "br\0hr\0input\0img\0wbr\0col\0link\0meta\0area\0embed\0source\0")) {
    if (spm_html_is_hidden(pTag)) return SQLITE_OK;
    if (strcmp(zName, "br") == 0) break_line(t, 1);
    if (strcmp(zName, "hr") == 0) break_line(t, 0);
    return strcmp(zName, "input") == 0 ? field(t, pTag) : SQLITE_OK;
  }
  if (spm_html_is_hidden(pTag)) {
    t->nAside = 1;
    memcpy(t->zAside, zName, HTML_NAME);
  } else if (strcmp(zName, "select") == 0) {
    t->choice = CHOICE_OPEN;
    t->iChoice = t->text.n;
  } else if (strcmp(zName, "option") == 0) option(t, pTag);
  else if (is_line(zName)) break_line(t, 0);
  else if (is_apart(zName)) t->isApart = 1;
  return SQLITE_OK;
}

void spm_html_text_stop(HtmlText *t, const char *zName) {
  if (t->nAside) t->nAside -= strcmp(zName, t->zAside) == 0;
  else if (strcmp(zName, "select") == 0) t->choice = CHOICE_NONE;
  else if (strcmp(zName, "br") == 0) break_line(t, 1);
  else if (is_line(zName)) break_line(t, 0);
  else if (is_apart(zName)) t->isApart = 1;
}

int spm_html_text_mark(HtmlText *t, const char *zName) {
  t->nAside = 0;
  t->choice = CHOICE_NONE;
  t->isBlank = 1;
  int rc = put(t, "[", 1);
  if (rc == SQLITE_OK) rc = put(t, zName, strlen(zName));
  if (rc == SQLITE_OK) rc = put(t, "]", 1);
  t->isBlank = 1;
  return rc;
}

/* A cell that is drawn with its lines has a hard blank when it is empty. */
void spm_html_text_end(HtmlText *t) {
  size_t i = 0;
  while (i < t->text.n) {
    if (strchr(" \n", t->text.z[i])) i++;
    else if (t->text.n - i > 1 && memcmp(t->text.z + i, "\xc2\xa0", 2) == 0) i += 2;
    else return;
  }
  t->text.n = 0;
}
