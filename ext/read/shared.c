/* shared.c: the shared strings of an xlsx (book.h): the first 16 MiB in memory, the others in a temporary database,
** which keeps 2 MiB of them and writes the rest where SQLite puts its temporary files. */
#include "database/database.h"
#include "read/book.h"
#include <string.h>

static int keep_in_memory(Shared *p, const char *z, size_t n) {
  if (p->nMemory == p->nAlloc) {
    long long nAlloc = p->nAlloc / 2 * 3 + 64;
    unsigned *aEnd = sqlite3_realloc64(p->aEnd, (sqlite3_uint64)nAlloc * sizeof(*aEnd));
    if (aEnd == 0) return SQLITE_NOMEM;
    p->aEnd = aEnd;
    p->nAlloc = nAlloc;
  }
  int rc = spm_buffer_add(&p->text, z, n);
  if (rc == SQLITE_OK) rc = spm_buffer_add(&p->text, "", 1);
  if (rc == SQLITE_OK) p->aEnd[p->nMemory++] = (unsigned)p->text.n;
  return rc;
}

static int open_database(Shared *p) {
  int rc = sqlite3_open_v2("", &p->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, 0);
  for (int i = SQL_SHARED_BEGIN; rc == SQLITE_OK && i <= SQL_SHARED_OPEN; i++)
    rc = sqlite3_exec(p->db, spm_sql_shared[i], 0, 0, 0);
  if (rc == SQLITE_OK) rc = sqlite3_prepare_v2(p->db, spm_sql_shared[SQL_SHARED_PUT], -1, &p->pPut, 0);
  if (rc == SQLITE_OK) rc = sqlite3_prepare_v2(p->db, spm_sql_shared[SQL_SHARED_GET], -1, &p->pGet, 0);
  return rc;
}

static int keep_in_database(Shared *p, const char *z, size_t n) {
  int rc = p->db ? SQLITE_OK : open_database(p);
  if (rc == SQLITE_OK) rc = sqlite3_bind_int64(p->pPut, 1, p->n);
  if (rc == SQLITE_OK) rc = sqlite3_bind_text64(p->pPut, 2, z, n, SQLITE_STATIC, SQLITE_UTF8);
  if (rc != SQLITE_OK) return rc;
  sqlite3_step(p->pPut);
  return sqlite3_reset(p->pPut);
}

static int keep(Shared *p, const char *z, size_t n) {
  size_t nUsed = p->text.n + (size_t)p->nMemory * sizeof(*p->aEnd);
  int isFull = p->n > p->nMemory || nUsed + n > SHARED_MAX_MEMORY;
  int rc = isFull ? keep_in_database(p, z ? z : "", n) : keep_in_memory(p, z, n);
  p->n++;
  return rc;
}

/* ---- reading the part ---- */

typedef struct Reader {
  Shared *pShared;
  char **pzErr;
  RichText rich;
  int isIn; /* a string */
} Reader;

static int on_start(void *pCtx, XmlSpace space, const char *zName, const char **azAttr) {
  Reader *p = pCtx;
  if (space != XML_MAIN) return SQLITE_OK;
  if (strcmp(zName, "si") == 0) {
    p->isIn = 1;
    spm_rich_begin(&p->rich);
  } else if (p->isIn) spm_rich_start(&p->rich, zName, azAttr);
  return SQLITE_OK;
}

static int on_text(void *pCtx, const char *z, size_t n) {
  return spm_rich_text(&((Reader *)pCtx)->rich, z, n);
}

static int on_end(void *pCtx, XmlSpace space, const char *zName) {
  Reader *p = pCtx;
  if (space != XML_MAIN || !p->isIn) return SQLITE_OK;
  spm_rich_end(&p->rich, zName);
  if (strcmp(zName, "si") != 0) return SQLITE_OK;
  p->isIn = 0;
  int rc = keep(p->pShared, p->rich.text.z, p->rich.text.n);
  if (rc == SQLITE_OK || rc == SQLITE_NOMEM) return rc;
  return spm_read_fail(p->pzErr,
                       sqlite3_mprintf("the texts of the workbook do not fit into a temporary file: %s; make room, or"
                                       " set SQLITE_TMPDIR",
                                       sqlite3_errmsg(p->pShared->db)),
                       sqlite3_mprintf("teks buku kerja tidak muat di berkas sementara: %s; sediakan ruang, atau atur "
                                       "SQLITE_TMPDIR",
                                       sqlite3_errmsg(p->pShared->db)));
}

int spm_shared_read(Book *p, int iPart, Shared *pShared) {
  static const XmlReader reader = {on_start, on_end, on_text};
  Reader r = {.pShared = pShared, .pzErr = p->pzErr};
  int rc = spm_xml_read(&p->zip, iPart, &reader, &r, p->pzErr);
  spm_buffer_free(&r.rich.text);
  return rc;
}

int spm_shared_get(Shared *p, long long i, const char **pz, size_t *pn) {
  if (i < 0 || i >= p->n) return SQLITE_NOTFOUND;
  if (i < p->nMemory) {
    size_t iStart = i ? p->aEnd[i - 1] : 0;
    *pz = p->text.z + iStart;
    *pn = p->aEnd[i] - iStart - 1;
    return SQLITE_OK;
  }
  sqlite3_reset(p->pGet);
  int rc = sqlite3_bind_int64(p->pGet, 1, i);
  if (rc == SQLITE_OK) rc = sqlite3_step(p->pGet);
  if (rc != SQLITE_ROW) return rc == SQLITE_DONE ? SQLITE_NOTFOUND : rc;
  *pz = (const char *)sqlite3_column_text(p->pGet, 0);
  *pn = (size_t)sqlite3_column_bytes(p->pGet, 0);
  return *pz ? SQLITE_OK : SQLITE_NOMEM;
}

void spm_shared_free(Shared *p) {
  spm_buffer_free(&p->text);
  sqlite3_free(p->aEnd);
  sqlite3_finalize(p->pPut);
  sqlite3_finalize(p->pGet);
  sqlite3_close(p->db);
}
