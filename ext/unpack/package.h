/* package.h: how the parts of an office file in a zip refer to each other (package.c).
**
**   Relations top = {0};
**   int rc = spm_relations_read(&zip, "", &top, &zErr);
**   const Relation *p = rc == SQLITE_OK ? spm_relations_find(&top, 0, "officeDocument") : 0; // p->zPart: xl/workbook.xml
**   spm_relations_free(&top);
**
** A part without a list of relations is SQLITE_ERROR, with a text that names it. */
#ifndef SPM_PACKAGE_H
#define SPM_PACKAGE_H

#include "unpack/zip.h"

typedef struct Relation {
  char *zId, *zType; /* of the type what follows the last slash */
  char *zPart;
} Relation;
typedef struct Relations {
  Relation *aRelation;
  int n, nAlloc;
} Relations;
/* Those of a part, "" for the whole file; spm_relations_free is for what this was given, also when it failed. */
int spm_relations_read(Zip *pZip, const char *zPart, Relations *pRelations, char **pzErr);
/* By id, or by type where zId is NULL; NULL: there is none. */
const Relation *spm_relations_find(const Relations *p, const char *zId, const char *zType);
void spm_relations_free(Relations *p);

#endif
