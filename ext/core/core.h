/* core.h: the arithmetic of SPM. Nothing here knows SQLite; every rule names its section of semantics.md.
**
** Ratios and shares are 0..1, scores 0..100. "No value" is NAN, tested with isnan(). */
#ifndef SPM_CORE_H
#define SPM_CORE_H

#include <stddef.h>

/* SQLite aligns the memory of an aggregate to 8 bytes, the type by itself asks for 16. */
__extension__ typedef __int128 spm_i128 __attribute__((aligned(8)));

/* ---- period.c: quarters and time stamps (semantics.md 1, 5) ------------------------------------------------- */

typedef struct SpmPeriod {
  int year;    /* 1000..9999 */
  int quarter; /* 1..4 */
} SpmPeriod;

#define SPM_PERIOD_SIZE 9  /* "2023-TW2" and its zero */
#define SPM_DATE_SIZE   11 /* "2023-04-01" */
#define SPM_STAMP_SIZE  21 /* "2023-04-20T16:59:59Z" */

/* Each parser reads n bytes at z and returns 1, or 0 when they are not what it reads; *p is then unchanged. */
int spm_period_parse(const char *z, size_t n, SpmPeriod *p);
/* 1 when the n bytes begin with a word, which is given in upper case and stands there in any. */
int spm_begins(const char *z, size_t n, const char *zUpper);
void spm_period_text(SpmPeriod p, char out[SPM_PERIOD_SIZE]);
/* Shift by n quarters; 0 when the year leaves 1000..9999. */
int spm_period_shift(SpmPeriod *p, long long n);
void spm_period_start(SpmPeriod p, char out[SPM_DATE_SIZE]);
void spm_period_end(SpmPeriod p, char out[SPM_DATE_SIZE]);

typedef enum SpmStampKind { SPM_STAMP_BAD, SPM_STAMP_FULL, SPM_STAMP_DATE } SpmStampKind;
/* A time stamp with Z or an offset becomes UTC, floored to the second; a bare date the last second of that day at
** +07:00 (SPM_STAMP_DATE). A stamp without a zone is BAD: whose clock it was cannot be known. */
SpmStampKind spm_stamp_parse(const char *z, size_t n, char out[SPM_STAMP_SIZE]);
/* How many of the n bytes are the date, where midnight without a zone stands behind it (2023-06-30 00:00:00), as programs
** write a spreadsheet's date; n where there is anything else, also a zone, another time of day or no date. */
size_t spm_without_midnight(const char *z, size_t n);
int spm_valid_date(int year, int month, int day);
/* The date so many days after 0000-03-01, from year 0 to 9999. */
void spm_date_text(long long day, char out[SPM_DATE_SIZE]);
/* The last digits of a value of 0 or more, as many as width says, without a zero behind them. */
void spm_put_digits(char *z, int width, int value);
/* Whole local days from a due date to a UTC stamp, in a zone such as +07:00: 0 on the day itself, negative before.
** Returns 0, or the number of the argument (1 stamp, 2 date, 3 zone) that cannot be read. */
int spm_days_late(const char *zStamp, const char *zDue, const char *zZone, long long *pDays);

/* ---- number.c: numbers in text (semantics.md 10) ------------------------------------------------------------- */

/* SPM_NUMBER_TWO: it could be two numbers (1,000 where the comma is the decimal sign, 130.000 where the dot is). */
typedef enum SpmNumberKind { SPM_NUMBER_BAD, SPM_NUMBER_TWO, SPM_NUMBER_INTEGER, SPM_NUMBER_REAL } SpmNumberKind;
/* The decimal sign of a file: the dot where cells are separated by commas, the comma where by ';' or tabs. */
typedef enum SpmDialect { SPM_DOT_DECIMAL, SPM_COMMA_DECIMAL } SpmDialect;
/* What is asked for: a whole number, one with a fraction, or whole rupiah, with Rp and ,- around it or without. */
typedef enum SpmNumberAs { SPM_AS_INTEGER, SPM_AS_REAL, SPM_AS_RUPIAH } SpmNumberAs;
/* Read a cell by the table of semantics.md 10: as SPM_NUMBER_REAL where a real is asked for, else as SPM_NUMBER_INTEGER.
** Digits beyond the 15 of a spreadsheet are rounded away behind the decimal sign; before it nothing is rounded. */
SpmNumberKind spm_number_parse(const char *z, size_t n, SpmNumberAs as, SpmDialect dialect, long long *pInt,
                               double *pReal);
/* A number that a program wrote as one, with a dot for the decimal sign and without thousands: of a workbook. */
SpmNumberKind spm_number_plain(const char *z, size_t n, long long *pInt, double *pReal);
#define SPM_NUMBER_SIZE 16
/* What a text that is SPM_NUMBER_TWO may be, each as it is read in such a file: 1234 and 1,2340. */
void spm_number_both(const char *z, size_t n, SpmNumberAs as, SpmDialect dialect, char aText[2][SPM_NUMBER_SIZE]);
/* What is wrong with a text that is no number: no digit in it (-, nihil), an error of a spreadsheet, a percent sign, words
** behind the number (80 orang), more digits than a number of ours holds. */
typedef enum SpmNumberFault {
  SPM_FAULT_OTHER,
  SPM_FAULT_WORDS,
  SPM_FAULT_ERROR,
  SPM_FAULT_PERCENT,
  SPM_FAULT_UNIT,
  SPM_FAULT_SCALED,
  SPM_FAULT_DIGITS
} SpmNumberFault;
SpmNumberFault spm_number_fault(const char *z, size_t n);

/* ---- name.c: names of regions, and of what is measured, as people write them (semantics.md 10) ------------------ */

typedef enum SpmNameLevel { SPM_NAME_BARE, SPM_NAME_PROVINCE, SPM_NAME_REGENCY, SPM_NAME_CITY } SpmNameLevel;
#define SPM_NAME_SIZE 256 /* no name is longer, of an indicator either */
/* The letters of a name, in lower case and without anything between them. zWhole + iBare is the name without the word
** for its level, zWhole is both: "Kota Baru" may be a city, and is how some write Kotabaru. */
typedef struct SpmName {
  SpmNameLevel level;
  int iBare;
  char zWhole[SPM_NAME_SIZE];
} SpmName;
/* The level that a word in lower case names (kabupaten, kab, kota, provinsi ...), SPM_NAME_BARE: none. */
SpmNameLevel spm_name_level(const char *zWord);
/* 0 when it is no name: nothing but a word for a level, or too long. */
int spm_name_read(const char *z, SpmName *p);
/* 1 when a text is a code and a name, "32.12 Kab. Indramayu", "[k-paud.A1] - Warga ..." or "Indramayu (32.12)", and both. A code has
** no blank, and a digit, a dot or a hyphen. */
int spm_name_pair(const char *z, char zCode[SPM_NAME_SIZE], char zName[SPM_NAME_SIZE]);
/* Letters to put in, take out, change or swap with the next one to make b of a; bound + 1 when they are more. */
int spm_name_distance(const char *a, const char *b, int bound);
/* 1 when a text of three letters or more is short for a name: it begins as that does, and all of its letters stand in it in
** their order, as in Jabar for Jawa Barat. */
int spm_name_is_short(const char *zText, const char *zName);

/* ---- serial.c: numbers and dates as a spreadsheet stores them, as text ------------------------------------------- */

#define SPM_SERIAL_SIZE 32
/* Each reads n bytes at z and returns 1, or 0 when they are not what it reads.
** A number with 15 significant digits, as %.15g shows it: 0.58 for 0.57999999999999996. */
int spm_serial_number(const char *z, size_t n, char out[SPM_SERIAL_SIZE]);
/* The day and time of a serial number, 2023-04-20 or 2023-04-20T16:59:59, to the nearest second; 16:59:59 below one day. 0 also
** for what is outside of the calendar: its first day is 1900-01-01 (1904-01-02), its last one 9999-12-31. */
int spm_serial_date(const char *z, size_t n, int is1904, char out[SPM_SERIAL_SIZE]);
/* A date, time or both as ISO 8601 writes them, without a fraction of a second, a Z, and a time of midnight. */
int spm_iso_date(const char *z, size_t n, char out[SPM_SERIAL_SIZE]);
/* A duration (PT10H30M00S) as hours, minutes and seconds, 10:30:00. */
int spm_iso_duration(const char *z, size_t n, char out[SPM_SERIAL_SIZE]);

/* ---- published.c: figures that were printed (semantics.md 7) ---------------------------------------------------- */

/* Decimals that a percentage shows, at most 9: 67.65 has 2. */
int spm_decimals(double percent);
/* The denominators d >= 1 with |100 count / d - percent| < half a unit of the last of k decimals (+1e-9): all from *pLow
** to *pHigh, *pHigh 0 when there is no highest. Returns 0 when there is none. */
int spm_implied(long long count, double percent, int k, long long *pLow, long long *pHigh);

/* ---- score.c: ratio, tally, service, rounding, bands (semantics.md 2, 3, 4) ------------------------------------ */

typedef struct SpmBand {
  double floor; /* the band begins here, inclusive */
  const char *name;
} SpmBand;

typedef struct SpmMethod {
  double served_weight, quality_weight; /* they sum to 1 */
  int pooled;                           /* combine: 0 mean of ratios, 1 sum over sum */
  int full;                             /* zero_need: 0 exclude, 1 a ratio of 1 */
  int available;                        /* missing: 0 counts as zero, 1 left out */
  int cap;                              /* 1: a ratio above 1 counts as 1 */
} SpmMethod;

/* The default method: the only copy of its numbers; spm_init writes it into the tables from here. */
#define SPM_DEFAULT_METHOD "permendagri-59-2021"
#define SPM_BAND_COUNT     6
extern const SpmMethod spm_default_method;
extern const SpmBand spm_default_bands[SPM_BAND_COUNT]; /* highest floor first */

typedef enum SpmStatus { SPM_MISSING, SPM_NOT_NEEDED, SPM_CONTRADICTION, SPM_INVALID, SPM_CAPPED, SPM_OK } SpmStatus;

/* One number of a cell as SQL gives it: absent, a 64-bit integer or a finite double. */
typedef struct SpmValue {
  enum { SPM_ABSENT, SPM_INT, SPM_REAL } type;
  long long i;
  double r; /* the value as a double, whichever type it has */
} SpmValue;

/* value.c. Below 0, 0 or above 0 as a is less than, equal to or more than b; neither is absent. */
int spm_value_compare(SpmValue a, SpmValue b);
int spm_value_is(SpmValue a, SpmValue b); /* 1 when they are equal, or both absent */

/* The status of a cell and, where there is one, its uncapped ratio (NAN otherwise). */
SpmStatus spm_cell(SpmValue required, SpmValue fulfilled, double *pRaw);
const char *spm_status_name(SpmStatus status); /* "ok", ... */

/* An exact sum: integers in 128 bits; reals by Neumaier's compensated sum, in the order of the rows. A sum beyond DBL_MAX is
** DBL_MAX. */
typedef struct SpmSum {
  spm_i128 whole;
  double real, lost;
  long long count, reals;
} SpmSum;
void spm_sum_add(SpmSum *s, SpmValue v);
double spm_sum_value(const SpmSum *s);

/* A sum of shares in steps of 2^-60, so that the order of the rows does not matter and rows can leave again.
** A share beyond 2^40 counts as 2^40 (and one below -2^40 as that), NAN as 0; a sum beyond 2^126 counts as 2^126. */
spm_i128 spm_fixed(double share);
spm_i128 spm_fixed_sum(spm_i128 sum, spm_i128 share);
double spm_fixed_mean(spm_i128 sum, double count);

/* The cells of one component (penerima or mutu) of one service. */
typedef struct SpmSide {
  long long rated;      /* cells with a ratio: ok and capped */
  long long not_needed; /* 0 of 0 */
  spm_i128 capped, raw; /* sums of their ratios, fixed point */
  SpmSum met, given;    /* sums of min(fulfilled, required) and of fulfilled over the rated cells */
  SpmSum need;          /* sum of required over the rated cells */
  SpmSum need_missing;  /* sum of the known needs of cells scored as missing */
  long long filled;     /* cells with both numbers, scored or not */
} SpmSide;

typedef struct SpmTally {
  SpmSide side[2];            /* penerima, mutu; all but filled of scored indicators only */
  SpmSum required, fulfilled; /* over the scored penerima cells, as reported */
} SpmTally;

#define SPM_PENERIMA 0
#define SPM_MUTU     1
/* Count a cell in (sign 1) or out again (sign -1: counts and ratios only, the SpmSums are not invertible). */
void spm_tally_add(SpmTally *t, int side, int scored, SpmValue required, SpmValue fulfilled, int sign);

/* Put the needs of pKept, a tally of cells without a figure fulfilled, where p has blank needs (semantics 3). */
void spm_tally_keep(SpmTally *p, const SpmTally *pKept);

/* tally.c: a tally as bytes, the same on every machine. write returns how many; read returns 0 when they are not a tally. */
#define SPM_TALLY_SIZE 704
size_t spm_tally_write(const SpmTally *t, unsigned char z[SPM_TALLY_SIZE]);
int spm_tally_read(const unsigned char *z, size_t n, SpmTally *t);

typedef enum SpmFiled { SPM_REGION_SILENT, SPM_FIELD_SILENT, SPM_FIELD_FILED } SpmFiled;
typedef enum SpmServiceStatus { SPM_SCORED, SPM_NOT_OWED, SPM_NOT_FILED, SPM_NO_VALUE } SpmServiceStatus;

typedef struct SpmService {
  SpmServiceStatus status;
  double served, quality;  /* shares; quality NAN when no quality indicator is owed */
  double score, low, high; /* high INFINITY: without a cap, what is missing may come to any number */
} SpmService;

/* The score of a service of which the catalogue owes nPenerima and nMutu scored indicators. */
SpmService spm_service(const SpmTally *t, long long nPenerima, long long nMutu, SpmFiled filed, const SpmMethod *m);

/* group.c: the services of a field, or the fields of a region. All zero: none. */
typedef struct SpmMean {
  spm_i128 sum;
  long long count;
} SpmMean;
typedef struct SpmGroup {
  SpmMean served, quality, score, low, high; /* a service without owed quality enters with its served value */
  long long services, owed, filed_owed;      /* all; that are owed; of those whose field was filed */
  long long fields_filed;                    /* of a region */
  SpmFiled filed;                            /* of what stands best */
  int isEndless;                             /* a service has no upper end */
} SpmGroup;
double spm_mean_value(const SpmMean *p); /* NAN where there is none */
/* The bounds: NAN where nothing is owed; 0 and 1 where nothing of it is scored; high INFINITY where there is no upper end. */
double spm_group_low(const SpmGroup *p);
double spm_group_high(const SpmGroup *p, const SpmMethod *m);
void spm_group_add(SpmGroup *p, const SpmService *r, SpmFiled filed);
/* A field into its region: it counts once; isFlat (tree='flat'): as often as it has services with a score, or bounds. */
void spm_group_fold(SpmGroup *p, const SpmGroup *pField, int isFlat);

/* ---- rank.c: ranks, and how they move with the weight of recipients (semantics.md 8) ----------------------------- */

/* One of a group. Ranks are those of a competition: equal values share one, the next is skipped. */
typedef struct SpmRanked {
  long long group;
  double value;           /* NAN: none, and then the rank says nothing */
  int i;                  /* of the caller: which it is */
  int rank, tied, ranked; /* how many share the rank, and how many of the group have a value */
  double above;           /* the next value above; NAN: it is at the top */
} SpmRanked;
/* Put them in order, group by group from the highest value down, and rank them. */
void spm_rank(SpmRanked *a, int n);
/* How many of n in that order, of one group and all with a value, have one above this. */
int spm_rank_above(const SpmRanked *a, int n, double value);

/* A score that moves: at weight w of recipients its score is w x served + (1 - w) x quality. */
typedef struct SpmLine {
  double served, quality;
  double at_min, at_max; /* the score at both ends, snapped */
} SpmLine;
typedef struct SpmWeights {
  double min, max;
} SpmWeights;
/* Where a line meets another one, and whether that one leads below and above. */
typedef struct SpmCrossing {
  double at, spot; /* the weight, and snapped: those that are equal so are one */
  int other, leadsBelow, leadsAbove;
} SpmCrossing;
typedef struct SpmLineRanks {
  int at_min, at_max, best, worst;
  int changes;              /* spots between the ends */
  double first_at;          /* where its rank changes first; NAN: it does not */
  const SpmCrossing *aWith; /* and whom it meets there, in aRoom, in the order of the lines */
  int nWith;
} SpmLineRanks;
/* Of line i of n. aRoom has room for n, which is all the memory that it takes. */
void spm_line_ranks(const SpmLine *a, int n, int i, SpmWeights w, SpmCrossing *aRoom, SpmLineRanks *p);

/* ---- guard.c: texts in a CSV that spreadsheets open (semantics.md 10) ------------------------------------------- */

/* 1 for a text of n bytes, well-formed UTF-8, that a spreadsheet would run as a formula: it gets a quote mark in front. So
** does one that begins with quote marks before such a text, and what has got one always loses that one again. */
int spm_needs_guard(const char *z, size_t n);
int spm_is_guarded(const char *z, size_t n); /* 1: the first byte is such a quote mark */

/* ---- explanation.c ----------------------------------------------------------------------------------------------- */

/* 1 when a text of n bytes says why a figure is as it is (semantics.md 5): so many words, and letters, beside those that say
** only that it is right. */
#define SPM_EXPLANATION_WORDS   4
#define SPM_EXPLANATION_LETTERS 20
int spm_is_explanation(const char *z, size_t n);

/* ---- score.c: shifts, rounding, names of bands ------------------------------------------------------------------- */

/* How far a ratio s/n moves from (s0, n0) to (s1, n1) by what was served and by the denominator alone (semantics.md 9);
** both add up to s1/n1 - s0/n0. n0 and n1 are above 0. */
double spm_shift_service(double s0, double n0, double s1, double n1);
double spm_shift_denominator(double s0, double n0, double s1, double n1);

double spm_snap(double x);           /* to 9 decimals */
double spm_round_score(double x);    /* to 2 decimals, never up across a band floor */
const char *spm_band_name(double x); /* NULL below the lowest floor */

#endif
