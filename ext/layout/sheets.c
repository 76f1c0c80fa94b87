/* sheets.c: the sheets of a workbook (layout.h): a header is looked for on each. Those that have one are the parts of one filing,
** each on a sheet of its own, or it is an error that names two: nobody can say which of two copies is meant (semantics.md 10). */
#include "layout/layout.h"
#include <string.h>

#define NAMED 3 /* columns of ours in a row: its sheet was meant to be read */

void spm_layout_table_free(LayoutTable *p) {
  for (int i = 0; i < p->nView; i++) sqlite3_free(p->aView[i].zSubject);
  for (int i = 0; p->azHeader && i < p->nHeader; i++) sqlite3_free(p->azHeader[i]);
  sqlite3_free(p->aView);
  sqlite3_free(p->azHeader);
  sqlite3_free(p->zSheet);
  *p = (LayoutTable){.nHeader = 0};
}

/* A sheet that names columns of ours and lacks others is not read, and that is said: somebody may have deleted one. */
static void note_unread(Layout *p) {
  if (p->zLacks && p->nLacks >= NAMED)
    p->xNote(p->pCtx, 1, "layout", 0, p->t.zSheet, sqlite3_mprintf("the sheet was not read: %s", p->zLacks));
  if (p->zLacks && (p->zNoHeader == 0 || p->nLacks > p->nBest)) {
    sqlite3_free(p->zNoHeader);
    p->zNoHeader = p->zLacks;
    p->nBest = p->nLacks;
  } else {
    sqlite3_free(p->zLacks);
  }
  p->zLacks = 0;
}

/* The sheet at hand has ended. */
static void leave(Layout *p) {
  if (p->t.nHeader == 0) {
    note_unread(p);
    spm_layout_table_free(&p->t);
    return;
  }
  if (!p->t.isData)
    p->xNote(p->pCtx, 1, "layout", 0, 0, sqlite3_mprintf("the file has a header and no row of data below it"));
  sqlite3_free(p->zLacks); /* of the rows above the header */
  p->zLacks = 0;
  p->aOther[p->nOther++] = p->t;
  p->t = (LayoutTable){.nHeader = 0};
}

int spm_layout_is_of_table(Layout *p, const CsvRow *pRow) {
  if (p->t.zSheet == 0 || p->iSheet != pRow->iSheet) {
    if (p->t.zSheet) leave(p);
    p->iSheet = pRow->iSheet;
    p->nLook = p->nAbove = p->nUpper = p->nTop = 0;
    p->t.zSheet = sqlite3_mprintf("%s", pRow->zSheet);
    if (p->t.zSheet == 0) spm_layout_fail(p, SQLITE_NOMEM, 0);
  }
  return *p->pRc == SQLITE_OK && (p->t.nHeader > 0 || p->nLook++ < SPM_LAYOUT_LOOK);
}

void spm_layout_add_table(Layout *p, unsigned parts) {
  for (int i = 0; i < p->nOther; i++)
    if (p->aOther[i].parts & parts)
      spm_layout_fail(
          p, SQLITE_ERROR,
          spm_both(
              sqlite3_mprintf("sheets %s and %s both have a table; say which with the option '{\"sheet\": \"%s\"}'",
                              p->aOther[i].zSheet, p->t.zSheet, p->aOther[i].zSheet),
              sqlite3_mprintf("lembar %s dan %s sama-sama memuat tabel; sebutkan yang dimaksud dengan pilihan "
                              "'{\"sheet\": \"%s\"}'",
                              p->aOther[i].zSheet, p->t.zSheet, p->aOther[i].zSheet)));
  p->parts |= parts;
}

void spm_layout_forget(Layout *p) {
  sqlite3_free(p->zLacks);
  p->zLacks = 0;
  p->nLacks = 0;
}

static int swap(Layout *p, int i) {
  LayoutTable t = p->t;
  p->t = p->aOther[i];
  p->aOther[i] = t;
  return 1;
}

int spm_layout_turn_to(Layout *p, const char *zSheet) {
  if (p->t.zSheet && strcmp(p->t.zSheet, zSheet) == 0) return p->t.nHeader > 0;
  for (int i = 0; i < p->nOther; i++)
    if (strcmp(p->aOther[i].zSheet, zSheet) == 0) return swap(p, i);
  return 0;
}

int spm_layout_turn_to_part(Layout *p, unsigned part) {
  if (p->t.parts & part) return 1;
  for (int i = 0; i < p->nOther; i++)
    if (p->aOther[i].parts & part) return swap(p, i);
  return 0;
}

void spm_layout_sheets_end(Layout *p) {
  if (p->t.zSheet) leave(p);
  if (p->nOther == 0) return;
  p->t = p->aOther[0]; /* what is said of the file stands at its first table */
  p->nOther--;
  memmove(p->aOther, p->aOther + 1, sizeof(p->aOther[0]) * (size_t)p->nOther);
}
