/* package.c: relationships between the parts of an xlsx (package.h). A part NAME in FOLDER has its own in
** FOLDER/_rels/NAME.rels, the file as a whole in _rels/.rels. A target is a path from the folder of the part, or from
** the top where it begins with a slash. */
#include "functions/functions.h"
#include "unpack/buffer.h"
#include "unpack/package.h"
#include "unpack/xml.h"
#include <string.h>

#define MAX_RELATION 16384

/* zTarget as a path from the top, seen from zPart: without a slash in front, and without . and .. in between. */
static char *resolve(const char *zPart, const char *zTarget) {
  const char *zSlash = strrchr(zPart, '/');
  int nFolder = *zTarget == '/' || zSlash == 0 ? 0 : (int)(zSlash - zPart) + 1;
  char *z = sqlite3_mprintf("%.*s%s", nFolder, zPart, zTarget), *zTo = z;
  for (const char *zFrom = z; zFrom && *zFrom;) {
    size_t n = strcspn(zFrom, "/");
    int isUp = n == 2 && memcmp(zFrom, "..", 2) == 0, isHere = n == 0 || (n == 1 && *zFrom == '.');
    if (isUp && zTo > z) {
      for (zTo--; zTo > z && zTo[-1] != '/';) zTo--;
    } else if (!isUp && !isHere) {
      memmove(zTo, zFrom, n);
      zTo += n;
      if (zFrom[n]) *zTo++ = '/';
    }
    zFrom += n + (zFrom[n] == '/');
  }
  if (z) *zTo = 0;
  return z;
}

typedef struct Reader {
  const char *zPart;
  Relations *pRelations;
} Reader;

static int on_start(void *pCtx, XmlSpace space, const char *zName, const char **azAttr) {
  Reader *p = pCtx;
  Relations *r = p->pRelations;
  const char *zId = spm_xml_attr(azAttr, XML_NONE, "Id"), *zType = spm_xml_attr(azAttr, XML_NONE, "Type");
  const char *zTarget = spm_xml_attr(azAttr, XML_NONE, "Target"), *zMode = spm_xml_attr(azAttr, XML_NONE, "TargetMode");
  if (space != XML_RELS || strcmp(zName, "Relationship") != 0 || zId == 0 || zType == 0 || zTarget == 0)
    return SQLITE_OK;
  if ((zMode && strcmp(zMode, "External") == 0) || r->n == MAX_RELATION) return SQLITE_OK;
  if (r->n == r->nAlloc) {
    int nAlloc = r->nAlloc * 2 + 8;
    Relation *a = sqlite3_realloc64(r->aRelation, (sqlite3_uint64)nAlloc * sizeof(*a));
    if (a == 0) return SQLITE_NOMEM;
    r->aRelation = a;
    r->nAlloc = nAlloc;
  }
  const char *zSlash = strrchr(zType, '/');
  Relation *pNew = &r->aRelation[r->n++];
  pNew->zId = sqlite3_mprintf("%s", zId);
  pNew->zType = sqlite3_mprintf("%s", zSlash ? zSlash + 1 : zType);
  pNew->zPart = resolve(p->zPart, zTarget);
  return pNew->zId && pNew->zType && pNew->zPart ? SQLITE_OK : SQLITE_NOMEM;
}

int spm_relations_read(Zip *pZip, const char *zPart, Relations *pRelations, char **pzErr) {
  static const XmlReader reader = {.xStart = on_start};
  Reader r = {zPart, pRelations};
  const char *zSlash = strrchr(zPart, '/'), *zBase = zSlash ? zSlash + 1 : zPart;
  char *zRels = sqlite3_mprintf("%.*s_rels/%s.rels", (int)(zBase - zPart), zPart, zBase);
  if (zRels == 0) return SQLITE_NOMEM;
  int iRels = spm_zip_find(pZip, zRels), rc;
  if (iRels >= 0) rc = spm_xml_read(pZip, iRels, &reader, &r, pzErr);
  else
    rc = spm_read_fail(pzErr, sqlite3_mprintf("part %s is missing; " READ_REPAIR, zRels),
                       sqlite3_mprintf("buku kerja ini rusak, bagian %s tidak ada; " READ_PESAN, zRels));
  sqlite3_free(zRels);
  return rc;
}

const Relation *spm_relations_find(const Relations *p, const char *zId, const char *zType) {
  for (int i = 0; i < p->n; i++)
    if (zId ? strcmp(p->aRelation[i].zId, zId) == 0 : strcmp(p->aRelation[i].zType, zType) == 0)
      return &p->aRelation[i];
  return 0;
}

void spm_relations_free(Relations *p) {
  for (int i = 0; i < p->n; i++) {
    sqlite3_free(p->aRelation[i].zId);
    sqlite3_free(p->aRelation[i].zType);
    sqlite3_free(p->aRelation[i].zPart);
  }
  sqlite3_free(p->aRelation);
  memset(p, 0, sizeof(*p));
}
