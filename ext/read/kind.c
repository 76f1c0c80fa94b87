/* kind.c: what a file is, by its bytes (sheet.h). Its name does not count: what portals call xls is often a web page,
** and what calls itself csv a workbook. */
#include "functions/functions.h"
#include "read/book.h"
#include <string.h>

#define HEAD  4096
#define BLOCK 65536

static const struct Refusal {
  const char *zEnglish, *zPesan;
} aRefusal[] = {
    [SHEET_EMPTY] = {"an empty file; copy it again", "kosong; salin berkasnya sekali lagi"},
    [SHEET_XLSB] = {"an Excel binary workbook (xlsb); save it as xlsx",
                    "buku kerja biner Excel (xlsb); simpan sebagai xlsx"},
    [SHEET_XLS] = {"an Excel 97-2003 workbook (xls); save it as xlsx",
                   "buku kerja Excel 97-2003 (xls); simpan sebagai xlsx"},
    [SHEET_ENCRYPTED] = {"an encrypted workbook; open it with its password and save it without one",
                         "buku kerja bersandi; buka dengan kata sandinya, lalu simpan tanpa kata sandi"},
    [SHEET_DOCUMENT] = {"a document or a presentation (docx, pptx, odt ...); save its table as xlsx or CSV",
                        "dokumen atau presentasi (docx, pptx, odt ...); simpan tabelnya sebagai xlsx atau CSV"},
    [SHEET_MHTML] =
        {"a web page that was saved as a single file (mht); open it in a spreadsheet program and save it as xlsx",
         "halaman web yang disimpan sebagai satu berkas (mht); buka di program lembar kerja dan simpan sebagai xlsx"},
    [SHEET_XML] = {"an XML file, whatever it is called; open it in a spreadsheet program and save it as xlsx",
                   "berkas XML, apa pun namanya; buka di program lembar kerja dan simpan sebagai xlsx"},
    [SHEET_PDF] = {"a PDF; ask for the workbook that it was made of", "PDF; minta buku kerja asalnya"},
    [SHEET_GZIP] = {"a compressed file (gzip); unpack it", "berkas terkompresi (gzip); buka kompresinya"},
    [SHEET_ZIP] = {"an archive (zip, 7z, rar ...); unpack it and read the files in it",
                   "arsip (zip, 7z, rar ...); buka arsipnya dan baca berkas di dalamnya"},
    [SHEET_DAMAGED] = {"a workbook or archive (zip) that is cut off or damaged; copy it again",
                       "buku kerja atau arsip (zip) yang terpotong atau rusak; salin sekali lagi"},
    [SHEET_PICTURE] = {"a picture; ask for the workbook that it shows", "gambar; minta buku kerja yang ditampilkannya"},
    [SHEET_DATABASE] = {"a database (SQLite); open it in sqlite3 and export the table as CSV",
                        "basis data (SQLite); buka di sqlite3 dan ekspor tabelnya sebagai CSV"},
    [SHEET_BINARY] = {"neither text nor a workbook (xlsx, ods); save its table as xlsx or CSV, or say the "
                      "option encoding where it is UTF-16 without its mark",
                      "bukan teks dan bukan buku kerja (xlsx, ods); simpan tabelnya sebagai xlsx atau CSV, atau "
                      "sebutkan pilihan encoding bila UTF-16 tanpa tandanya"},
};

int spm_sheet_is_book(SheetKind kind) {
  return kind == SHEET_XLSX || kind == SHEET_ODS || kind == SHEET_HTML;
}

static const struct Refusal *refusal_of(SheetKind kind) {
  return (size_t)kind < sizeof(aRefusal) / sizeof(aRefusal[0]) ? &aRefusal[kind] : 0;
}

const char *spm_sheet_refusal(SheetKind kind) {
  const struct Refusal *p = refusal_of(kind);
  return p ? p->zEnglish : 0;
}

const char *spm_sheet_pesan(SheetKind kind) {
  const struct Refusal *p = refusal_of(kind);
  return p ? p->zPesan : 0;
}

/* ---- zip ---- */

static int has_folder(const Zip *p, const char *zFolder) {
  for (int i = 0; i < p->nPart; i++)
    if (sqlite3_strnicmp(p->aPart[i].zName, zFolder, (int)strlen(zFolder)) == 0) return 1;
  return 0;
}

static int has(const Zip *p, const char *zPart) {
  return spm_zip_find(p, zPart) >= 0;
}

static int keep_type(void *pCtx, const char *a, size_t n, char **pzErr) {
  (void)pzErr;
  return spm_buffer_add(pCtx, a, n < 200 ? n : 200) == SQLITE_OK ? SQLITE_DONE : SQLITE_NOMEM;
}

/* OpenDocument says what it is in a part of its own; a file without it is told by its content. */
static int open_document(Zip *p, SheetKind *pKind, char **pzErr) {
  Buffer type = {0};
  int iType = spm_zip_find(p, "mimetype");
  int rc = iType < 0 ? SQLITE_OK : spm_zip_read(p, iType, keep_type, &type, pzErr);
  *pKind = type.n == 0 || strstr(type.z, "opendocument.spreadsheet") ? SHEET_ODS : SHEET_DOCUMENT;
  if (type.n && strstr(type.z, "opendocument") == 0) *pKind = SHEET_ZIP; /* an electronic book has such a part too */
  spm_buffer_free(&type);
  return rc;
}

static int zip_kind(FILE *f, SheetKind *pKind) {
  Zip zip;
  char *zErr = 0;
  int rc = spm_zip_open(&zip, f, &zErr), isPackage = has(&zip, "_rels/.rels") || has(&zip, "[Content_Types].xml");
  *pKind = SHEET_ZIP;
  if (rc == SQLITE_ERROR) *pKind = SHEET_DAMAGED;
  else if (rc != SQLITE_OK) *pKind = SHEET_EMPTY;
  else if (has(&zip, "xl/workbook.bin")) *pKind = SHEET_XLSB;
  else if (isPackage && (has_folder(&zip, "word/") || has_folder(&zip, "ppt/"))) *pKind = SHEET_DOCUMENT;
  else if (isPackage) *pKind = SHEET_XLSX;
  else if (has(&zip, "content.xml") || has(&zip, "encrypted-package")) rc = open_document(&zip, pKind, &zErr);
  if (rc == SQLITE_ERROR) rc = SQLITE_OK, *pKind = SHEET_DAMAGED;
  sqlite3_free(zErr);
  spm_zip_close(&zip);
  return rc;
}

/* ---- the old container of Office, which also holds an encrypted xlsx: the names in it are UTF-16 ---- */

static int has_wide(const char *a, size_t n, const char *zName) {
  char aWide[64];
  size_t nName = strlen(zName);
  for (size_t i = 0; i < nName; i++) aWide[2 * i] = zName[i], aWide[2 * i + 1] = 0;
  return memmem(a, n, aWide, 2 * nName) != 0;
}

/* The names stand somewhere in the file; each block is looked at together with the end of the one before. */
static int ole_kind(FILE *f, SheetKind *pKind) {
  char *a = sqlite3_malloc64(BLOCK);
  size_t nKeep = 0, n;
  if (a == 0) return SQLITE_NOMEM;
  *pKind = SHEET_XLS;
  while ((n = fread(a + nKeep, 1, BLOCK - nKeep, f)) > 0) {
    n += nKeep;
    if (has_wide(a, n, "EncryptedPackage")) *pKind = SHEET_ENCRYPTED;
    if (has_wide(a, n, "WordDocument") || has_wide(a, n, "PowerPoint Document")) *pKind = SHEET_DOCUMENT;
    if (*pKind != SHEET_XLS) break;
    nKeep = n < 64 ? n : 64;
    memmove(a, a + n - nKeep, nKeep);
  }
  sqlite3_free(a);
  return ferror(f) ? SQLITE_IOERR : SQLITE_OK;
}

/* ---- text ---- */

/* zTag, and not the beginning of a longer name such as <table:table. */
static int has_tag(const char *a, size_t n, const char *zTag) {
  size_t nTag = strlen(zTag);
  for (size_t i = 0; i + nTag < n; i++)
    if (sqlite3_strnicmp(a + i, zTag, (int)nTag) == 0 && strchr(" \t\r\n>/", a[i + nTag])) return 1;
  return 0;
}

/* A web page may begin with any tag, and a program may have put a warning in front of its table; a text of cells does not
** begin with one. What begins as XML is a page only when it
** says so: the XML spreadsheet of 2003 has a <Table> and a <Style>, too. */
static SheetKind text_kind(const char *a, size_t n) {
  static const char *const azTag[] = {"<html", "<!doctype html", "<table", "<body",   "<head",
                                      "<meta", "<style",         "<div",   "<script", "<title"};
  if (n >= 3 && memcmp(a, "\xef\xbb\xbf", 3) == 0) a += 3, n -= 3;
  while (n && strchr(" \t\r\n", *a)) a++, n--;
  if (n >= 13 && sqlite3_strnicmp(a, "MIME-Version:", 13) == 0) return SHEET_MHTML;
  if (n == 0) return SHEET_TEXT;
  if (*a != '<') return has_tag(a, n, "<table") && has_tag(a, n, "<tr") ? SHEET_HTML : SHEET_TEXT;
  int isXml = n >= 5 && memcmp(a, "<?xml", 5) == 0;
  for (size_t i = 0; i < (isXml ? 2 : sizeof(azTag) / sizeof(azTag[0])); i++)
    if (has_tag(a, n, azTag[i])) return SHEET_HTML;
  if (isXml || memmem(a, n, " xmlns", 6)) return SHEET_XML;
  return n >= 4 && memcmp(a, "<!--", 4) == 0 ? SHEET_HTML : SHEET_TEXT; /* its tags come later */
}

static const struct {
  SheetKind kind;
  size_t n;
  const char *z;
} aMagic[] = {{SHEET_DATABASE, 16, "SQLite format 3"},
              {SHEET_PICTURE, 4, "\x89PNG"},
              {SHEET_PICTURE, 3, "\xff\xd8\xff"},
              {SHEET_PICTURE, 4, "GIF8"},
              {SHEET_DOCUMENT, 5, "{\\rtf"},
              {SHEET_GZIP, 2, "\x1f\x8b"},          {SHEET_PDF, 5, "%PDF-"},      {SHEET_ZIP, 4, "Rar!"},
              {SHEET_ZIP, 6, "7z\xbc\xaf\x27\x1c"}, {SHEET_UTF16, 2, "\xff\xfe"}, {SHEET_UTF16, 2, "\xfe\xff"}};

/* Control characters, in more than every eighth byte: of text there is the end of a line, and seldom another. */
static int is_binary(const char *a, size_t n) {
  size_t nControl = 0;
  for (size_t i = 0; i < n; i++) {
    unsigned char c = (unsigned char)a[i];
    nControl += c == 0 || (c < 32 && (c < '\t' || c > '\r'));
  }
  return nControl > n / 8;
}

/* The same of UTF-16: what is no page and no XML stays that. */
static SheetKind wide_kind(const char *a, size_t n) {
  Decoder decoder = {.encoding = SPM_UTF8};
  char aText[3 * HEAD + 6];
  SheetKind kind = text_kind(aText, spm_decode(&decoder, (const unsigned char *)a, n, aText));
  return kind == SHEET_TEXT ? SHEET_UTF16 : kind;
}

static int kind_of(FILE *f, SheetKind *pKind) {
  char a[HEAD];
  size_t n = fread(a, 1, HEAD, f);
  if (ferror(f)) return SQLITE_IOERR;
  if (n >= 4 && (memcmp(a, "PK\3\4", 4) == 0 || memcmp(a, "PK\5\6", 4) == 0)) return zip_kind(f, pKind);
  if (n >= 8 && memcmp(a, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8) == 0)
    return fseek(f, 0, SEEK_SET) == 0 ? ole_kind(f, pKind) : SQLITE_IOERR;
  *pKind = n == 0 ? SHEET_EMPTY : is_binary(a, n) ? SHEET_BINARY : text_kind(a, n);
  for (size_t i = 0; i < sizeof(aMagic) / sizeof(aMagic[0]); i++)
    if (n >= aMagic[i].n && memcmp(a, aMagic[i].z, aMagic[i].n) == 0) *pKind = aMagic[i].kind;
  if (*pKind == SHEET_UTF16) *pKind = wide_kind(a, n);
  return SQLITE_OK;
}

int spm_sheet_kind(FILE *f, SheetKind *pKind) {
  *pKind = SHEET_EMPTY;
  int rc = fseek(f, 0, SEEK_SET) == 0 ? kind_of(f, pKind) : SQLITE_IOERR;
  return fseek(f, 0, SEEK_SET) == 0 ? rc : SQLITE_IOERR;
}
