/* main.c: the command line of spm-report(1). What it means is in run.c. */
#include "run/run.h"
#include "core/core.h"
#include <getopt.h>
#include <xlsxwriter.h>

extern const char help[]; /* help.txt */
static Options asked = {.busy_ms = 5000, .jobs = 1, .mode = -1};
static int is_format_given;

enum { O_PERIOD = 256, O_TIMEOUT, O_BUSY, O_MODE, O_JOBS, O_LANG, O_SOURCE };
static const struct option options[] = {{"param", required_argument, NULL, 'p'},
                                        {"period", required_argument, NULL, O_PERIOD},
                                        {"output", required_argument, NULL, 'o'},
                                        {"output-dir", required_argument, NULL, 'd'},
                                        {"format", required_argument, NULL, 'f'},
                                        {"csv-excel", no_argument, &asked.excel, 1},
                                        {"reports", required_argument, NULL, 'r'},
                                        {"dry-run", no_argument, NULL, 'n'},
                                        {"check", no_argument, &asked.check, 1},
                                        {"list", no_argument, NULL, 'l'},
                                        {"source", required_argument, NULL, O_SOURCE},
                                        {"timeout", required_argument, NULL, O_TIMEOUT},
                                        {"busy-timeout", required_argument, NULL, O_BUSY},
                                        {"immutable", no_argument, &asked.immutable, 1},
                                        {"no-verify", no_argument, &asked.no_verify, 1},
                                        {"force", no_argument, &asked.force, 1},
                                        {"mode", required_argument, NULL, O_MODE},
                                        {"crlf", no_argument, &asked.crlf, 1},
                                        {"json", no_argument, &asked.json, 1},
                                        {"all-or-nothing", no_argument, &asked.all_or_nothing, 1},
                                        {"jobs", required_argument, NULL, O_JOBS},
                                        {"lang", required_argument, NULL, O_LANG},
                                        {"quiet", no_argument, NULL, 'q'},
                                        {"verbose", no_argument, NULL, 'v'},
                                        {"help", no_argument, NULL, 'h'},
                                        {"version", no_argument, NULL, 'V'},
                                        {NULL, 0, NULL, 0}};

static int usage(const char *fmt, const char *z) {
  return log_error(fmt, z), RC_USAGE;
}

/* ---- values of options ---- */

static int read_seconds(const char *z, double most, double *x) {
  char *end;
  *x = strtod(z, &end);
  return *z && !*end && *x >= 0 && *x <= most;
}

/* The clock, or SOURCE_DATE_EPOCH; never 0, which libxlsxwriter takes for "now". */
static int read_now(time_t *now) {
  const char *z = getenv("SOURCE_DATE_EPOCH");
  char *end;
  *now = time(NULL);
  if (!z) return RC_OK;
  errno = 0;
  long long x = strtoll(z, &end, 10);
  if (!*z || *end || errno || z[strspn(z, "0123456789")] || x > 253402300799)
    return usage("SOURCE_DATE_EPOCH is not a number of seconds: '%s'", z);
  *now = x ? (time_t)x : 1;
  return RC_OK;
}

static int add_setting(Options *o, Pool *p, const char *z) {
  const char *eq = strchr(z, '=');
  Setting *s;
  if (!eq || eq == z) return usage("--param takes NAME=VALUE, not '%s'", z);
  s = PUSH(p, o->set, o->nSet);
  s->name = pool_text(p, z, (size_t)(eq - z));
  s->value = eq + 1;
  for (int i = 0; i < o->nSet - 1; i++)
    if (strcmp(o->set[i].name, s->name) == 0) return usage("parameter %s is set twice", s->name);
  return RC_OK;
}

/* current and last are quarters of the Jakarta calendar. */
static int add_period(Options *o, Pool *p, const char *z) {
  struct tm tm = clock_jakarta(o->now);
  SpmPeriod period;
  char text[SPM_PERIOD_SIZE];
  int n = (tm.tm_year + 1900) * 4 + tm.tm_mon / 3;
  if (strcmp(z, "current") == 0 || strcmp(z, "last") == 0) {
    n -= *z == 'l';
    z = pool_printf(p, "%04d-TW%d", n / 4, n % 4 + 1);
  }
  if (!spm_period_parse(z, strlen(z), &period))
    return usage("--period takes 2023-TW2 (or another spelling of it), current or last, not '%s'", z);
  spm_period_text(period, text);
  return add_setting(o, p, pool_printf(p, "period=%s", text));
}

static int read_format(Options *o, const char *z) {
  for (int k = KIND_XLSX; k <= KIND_SQLITE; k++) {
    if (strcmp(z, kind_name((Kind)k)) != 0) continue;
    o->kind = (Kind)k;
    is_format_given = 1;
    return RC_OK;
  }
  return usage("unknown format '%s': xlsx, csv, json, ndjson, html or sqlite", z);
}

/* A whole number between the two, to the base; -1 after a message. */
static int read_number(const char *z, int base, int least, int most, const char *error) {
  char *end;
  long x = strtol(z, &end, base);
  if (*z && *z != '-' && !*end && x >= least && x <= most) return (int)x;
  (void)usage(error, z);
  return -1;
}

/* ---- the report files ---- */

/* Those of the environment, those installed with the program, or those of the source tree it was built in. */
static const char *find_reports(Pool *p) {
  static const char *const places[] = {"../share/spm/reports", "reports", "../reports"};
  const char *env = getenv("SPM_REPORTS"), *program = path_link(p, "/proc/self/exe"), *real;
  size_t i;
  if (env && *env) return env;
  for (i = 0; program && i < sizeof places / sizeof *places; i++) {
    real = path_real(p, pool_printf(p, "%s/%s", path_folder(p, program), places[i]));
    if (real && path_kind(real) == PATH_FOLDER) return real;
  }
  return "reports";
}

/* ---- main ---- */

static int read_option(Options *o, Pool *p, int c) {
  double x;
  switch (c) {
  case 0: break; /* a flag, which is set */
  case 'p': return add_setting(o, p, optarg);
  case O_PERIOD: return add_period(o, p, optarg);
  case 'o': o->output = optarg; break;
  case 'd': o->dir = optarg; break;
  case 'f': return read_format(o, optarg);
  case 'r': o->reports = optarg; break;
  case 'n': o->dry_run = 1; break;
  case 'l': o->list = 1; break;
  case O_SOURCE: o->source = optarg; break;
  case O_TIMEOUT:
    if (read_seconds(optarg, 1e6, &o->timeout) && o->timeout > 0) break;
    return usage("--timeout takes seconds, not '%s'", optarg);
  case O_BUSY:
    if (!read_seconds(optarg, 1e5, &x)) return usage("--busy-timeout takes seconds, not '%s'", optarg);
    o->busy_ms = (int)(x * 1000);
    break;
  case O_JOBS:
    o->jobs = read_number(optarg, 10, 1, 64, "--jobs takes 1..64 processes, not '%s'");
    return o->jobs < 0 ? RC_USAGE : RC_OK;
  case O_MODE:
    o->mode = read_number(optarg, 8, 0, 0777, "--mode takes octal permissions, not '%s'");
    return o->mode < 0 ? RC_USAGE : RC_OK;
  case O_LANG:
    lang_english = strcmp(optarg, "en") == 0;
    return lang_english || strcmp(optarg, "id") == 0 ? RC_OK : usage("--lang takes id or en, not '%s'", optarg);
  case 'q': log_verbose = 0; break;
  case 'v': log_verbose = 2; break;
  default: return usage("%s", "see spm-report --help");
  }
  return RC_OK;
}

/* A file is what the end of its name says: that is the format where none is given, and no other is written under it. */
static int check_ending(Options *o) {
  const char *dot = strrchr(path_name(o->output), '.');
  int k = KIND_XLSX;
  while (k <= KIND_SQLITE && !(dot && strcasecmp(dot + 1, kind_name((Kind)k)) == 0)) k++;
  if (dot && strcasecmp(dot, ".htm") == 0) k = KIND_HTML;
  if (dot && (strcasecmp(dot, ".db") == 0 || strcasecmp(dot, ".sqlite3") == 0)) k = KIND_SQLITE;
  if (dot && strcasecmp(dot, ".pdf") == 0)
    return usage("%s: no pdf is written; write a workbook (.xlsx) and give it to spm-pdf", o->output);
  if (k > KIND_SQLITE)
    return is_format_given
               ? RC_OK
               : usage("%s: the end of the name says no format; end it in .xlsx, .csv, .json, .ndjson, .html or"
                       " .sqlite, or give -f",
                       o->output);
  if (is_format_given && o->kind != (Kind)k)
    return log_error("%s: the end of the name says %s, and -f or --csv-excel says %s", o->output, kind_name((Kind)k),
                     kind_name(o->kind)),
           RC_USAGE;
  o->kind = (Kind)k;
  return RC_OK;
}

static int check_options(Options *o, int argc, char **argv) {
  if (o->excel && !is_format_given) o->kind = KIND_CSV, is_format_given = 1;
  if ((o->excel || o->crlf) && o->kind != KIND_CSV) return usage("%s", "--csv-excel and --crlf are of -f csv");
  if (o->json && !o->list) return usage("%s", "--json is of --list; reports take -f json");
  if (o->output && o->dir) return usage("%s", "-o and -d exclude each other");
  if (o->output && strcmp(o->output, "-") != 0 && check_ending(o) != RC_OK) return RC_USAGE;
  if (o->output && strcmp(o->output, "-") == 0 && !o->check && (o->kind == KIND_XLSX || o->kind == KIND_SQLITE))
    return usage("%s", "a workbook or a database does not go to stdout: use -o FILE, or -f csv, json, ndjson, html");
  if (o->list || o->source) return optind < argc ? usage("--list and --source take no %s", argv[optind]) : RC_OK;
  if (optind >= argc) return usage("%s", "the database is missing; see spm-report --help");
  o->db = argv[optind++];
  o->target = (const char **)(uintptr_t)(argv + optind);
  o->nTarget = argc - optind;
  return o->nTarget || o->check ? RC_OK : usage("%s", "which workbook or report? spm-report --list names them");
}

int main(int argc, char **argv) {
  Options *o = &asked;
  Pool pool = {0};
  Library lib;
  int c = 0, rc = read_now(&o->now);
  database_configure();
  while (!rc && c != 'h' && c != 'V' && (c = getopt_long(argc, argv, "p:o:d:f:r:nlqvhV", options, NULL)) != -1) {
    if (c == 'h') fputs(help, stdout);
    else if (c == 'V')
      printf("spm-report %s (SQLite %s, libxlsxwriter %s)\n", SPM_VERSION, sqlite3_libversion(), lxw_version());
    else rc = read_option(o, &pool, c);
  }
  if (c != 'h' && c != 'V') {
    if (!rc) rc = check_options(o, argc, argv);
    if (!rc) rc = library_load(&lib, &pool, o->reports ? o->reports : find_reports(&pool));
    if (!rc)
      rc = o->list ? library_list(&lib, o->json) : o->source ? library_source(&lib, o->source) : run_reports(o, &lib);
  }
  if (fflush(stdout) != 0 && !rc) rc = usage("%s", "stdout cannot be written"), rc = RC_OUTPUT;
  pool_free(&pool);
  return rc;
}
