/* main.c: the command line of spm-report(1). What it means is in run.c. */
#include "run/run.h"
#include "core/core.h"
#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

static const char help[] =
    "spm-report --period 2023-TW2 -d laporan spm.db nasional      the quarter's national workbook\n"
    "spm-report --period last -f csv -o - spm.db belum_lapor      one report as CSV on stdout\n"
    "\n"
    "Usage: spm-report [OPTION]... DB TARGET...\n"
    "Write reports from the SPM database DB. TARGET is a workbook, a report or the path of a report file.\n"
    "\n"
    "  -p, --param NAME=VALUE   set a parameter (repeatable)\n"
    "      --period PERIOD      set the parameter period: 2023-TW2, current or last (the quarter that ended)\n"
    "  -o, --output FILE        write one file; - is stdout (not xlsx)\n"
    "  -d, --output-dir DIR     write there, under the reports' own file names (default: here); DIR is made if "
    "missing\n"
    "  -f, --format FORMAT      xlsx (default), csv, json, ndjson or html\n"
    "      --csv-excel          csv for Indonesian spreadsheets: ;, decimal comma, the headers of the page\n"
    "      --crlf               csv with CRLF at the end of a line\n"
    "  -r, --reports DIR        the report files (default: $SPM_REPORTS, then reports beside the program)\n"
    "  -n, --dry-run            run the queries and say what would be written\n"
    "      --check              parse and prepare the reports (all of them without TARGET), write nothing\n"
    "  -l, --list [--json]      list workbooks, reports, parameters and columns\n"
    "      --lang id|en         the language of what stands around the reports (default id)\n"
    "      --jobs N             make the files in N processes\n"
    "      --all-or-nothing     replace no file before all are made, from one state of the database\n"
    "      --timeout SEC        give up when the queries take longer\n"
    "      --busy-timeout SEC   wait for a locked database (default 5)\n"
    "      --immutable          read a database at rest in a folder that cannot be written\n"
    "      --no-verify          do not read the finished workbook back\n"
    "      --force              accepted: a report always replaces its older copy\n"
    "      --mode OCTAL         permissions of the files (default: 0666 without the umask)\n"
    "  -q, --quiet              errors only           -v, --verbose   a line for each file\n"
    "  -h, --help               this text             -V, --version   versions\n"
    "\n"
    "Exit status: 0 done, 1 query failed or a report's expectation broken, 2 usage, 3 invalid report file,\n"
    "4 database missing, locked or not an SPM database, 5 output not written or not verified, 6 timed out.\n";

enum {
  O_PERIOD = 256,
  O_CSV_EXCEL,
  O_CHECK,
  O_TIMEOUT,
  O_BUSY,
  O_IMMUTABLE,
  O_NO_VERIFY,
  O_FORCE,
  O_MODE,
  O_CRLF,
  O_JSON,
  O_ALL,
  O_JOBS,
  O_LANG
};
static const struct option options[] = {{"param", required_argument, NULL, 'p'},
                                        {"period", required_argument, NULL, O_PERIOD},
                                        {"output", required_argument, NULL, 'o'},
                                        {"output-dir", required_argument, NULL, 'd'},
                                        {"format", required_argument, NULL, 'f'},
                                        {"csv-excel", no_argument, NULL, O_CSV_EXCEL},
                                        {"reports", required_argument, NULL, 'r'},
                                        {"dry-run", no_argument, NULL, 'n'},
                                        {"check", no_argument, NULL, O_CHECK},
                                        {"list", no_argument, NULL, 'l'},
                                        {"timeout", required_argument, NULL, O_TIMEOUT},
                                        {"busy-timeout", required_argument, NULL, O_BUSY},
                                        {"immutable", no_argument, NULL, O_IMMUTABLE},
                                        {"no-verify", no_argument, NULL, O_NO_VERIFY},
                                        {"force", no_argument, NULL, O_FORCE},
                                        {"mode", required_argument, NULL, O_MODE},
                                        {"crlf", no_argument, NULL, O_CRLF},
                                        {"json", no_argument, NULL, O_JSON},
                                        {"all-or-nothing", no_argument, NULL, O_ALL},
                                        {"jobs", required_argument, NULL, O_JOBS},
                                        {"lang", required_argument, NULL, O_LANG},
                                        {"quiet", no_argument, NULL, 'q'},
                                        {"verbose", no_argument, NULL, 'v'},
                                        {"help", no_argument, NULL, 'h'},
                                        {"version", no_argument, NULL, 'V'},
                                        {NULL, 0, NULL, 0}};

static int usage(const char *fmt, const char *z) {
  log_error(fmt, z);
  return RC_USAGE;
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
  long long x;
  *now = time(NULL);
  if (!z) return RC_OK;
  errno = 0;
  x = strtoll(z, &end, 10);
  if (!*z || *end || errno || z[strspn(z, "0123456789")] || x > 253402300799) {
    return usage("SOURCE_DATE_EPOCH is not a number of seconds: '%s'", z);
  }
  *now = x ? (time_t)x : 1;
  return RC_OK;
}

static int add_setting(Options *o, Pool *p, const char *z) {
  const char *eq = strchr(z, '=');
  int i;
  Setting *s;
  if (!eq || eq == z) return usage("--param takes NAME=VALUE, not '%s'", z);
  s = PUSH(p, o->set, o->nSet);
  s->name = pool_text(p, z, (size_t)(eq - z));
  s->value = eq + 1;
  for (i = 0; i < o->nSet - 1; i++) {
    if (strcmp(o->set[i].name, s->name) == 0) return usage("parameter %s is set twice", s->name);
  }
  return RC_OK;
}

/* current and last are quarters of the Jakarta calendar. */
static int add_period(Options *o, Pool *p, const char *z) {
  struct tm tm = clock_jakarta(o->now);
  SpmPeriod period;
  char text[SPM_PERIOD_SIZE];
  int n;
  n = (tm.tm_year + 1900) * 4 + tm.tm_mon / 3;
  if (strcmp(z, "current") == 0 || strcmp(z, "last") == 0) {
    n -= *z == 'l';
    z = pool_printf(p, "%04d-TW%d", n / 4, n % 4 + 1);
  }
  if (!spm_period_parse(z, strlen(z), &period)) {
    return usage("--period takes 2023-TW2 (or another spelling of it), current or last, not '%s'", z);
  }
  spm_period_text(period, text);
  return add_setting(o, p, pool_printf(p, "period=%s", text));
}

static int read_format(Options *o, const char *z) {
  int k;
  for (k = KIND_XLSX; k <= KIND_HTML; k++) {
    if (strcmp(z, kind_name((Kind)k)) != 0) continue;
    o->kind = (Kind)k;
    return RC_OK;
  }
  return usage("unknown format '%s': xlsx, csv, json, ndjson or html", z);
}

static int read_jobs(Options *o, const char *z) {
  char *end;
  long x = strtol(z, &end, 10);
  if (!*z || *end || x < 1 || x > 64) return usage("--jobs takes 1..64 processes, not '%s'", z);
  o->jobs = (int)x;
  return RC_OK;
}

static int read_mode(Options *o, const char *z) {
  char *end;
  long x = strtol(z, &end, 8);
  if (!*z || *end || x < 0 || x > 0777 || z[0] == '-') return usage("--mode takes octal permissions, not '%s'", z);
  o->mode = (unsigned)x;
  o->mode_text = z;
  return RC_OK;
}

/* ---- the report files ---- */

/* Those of the environment, those installed with the program, or those of the source tree it was built in. */
static const char *find_reports(Pool *p) {
  static const char *const places[] = {"../share/spm/reports", "reports", "../reports"};
  const char *env = getenv("SPM_REPORTS"), *program = path_program(p), *real;
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
  case 'p': return add_setting(o, p, optarg);
  case O_PERIOD: return add_period(o, p, optarg);
  case 'o': o->output = optarg; break;
  case 'd': o->dir = optarg; break;
  case 'f': return read_format(o, optarg);
  case O_CSV_EXCEL: o->excel = 1; break;
  case 'r': o->reports = optarg; break;
  case 'n': o->dry_run = 1; break;
  case O_CHECK: o->check = 1; break;
  case 'l': o->list = 1; break;
  case O_TIMEOUT:
    if (!read_seconds(optarg, 1e6, &o->timeout) || o->timeout <= 0)
      return usage("--timeout takes seconds, not '%s'", optarg);
    break;
  case O_BUSY:
    if (!read_seconds(optarg, 1e5, &x)) return usage("--busy-timeout takes seconds, not '%s'", optarg);
    o->busy_ms = (int)(x * 1000);
    break;
  case O_IMMUTABLE: o->immutable = 1; break;
  case O_NO_VERIFY: o->no_verify = 1; break;
  case O_FORCE: break;
  case O_CRLF: o->crlf = 1; break;
  case O_JSON: o->json = 1; break;
  case O_ALL: o->all_or_nothing = 1; break;
  case O_JOBS: return read_jobs(o, optarg);
  case O_LANG:
    if (strcmp(optarg, "id") != 0 && strcmp(optarg, "en") != 0) return usage("--lang takes id or en, not '%s'", optarg);
    lang_english = strcmp(optarg, "en") == 0;
    break;
  case O_MODE: return read_mode(o, optarg);
  case 'q': log_verbose = 0; break;
  case 'v': log_verbose = 2; break;
  default: log_error("see spm-report --help"); return RC_USAGE;
  }
  return RC_OK;
}

static int check_options(Options *o, int argc, char **argv) {
  if (o->excel && o->kind == KIND_XLSX) o->kind = KIND_CSV;
  if ((o->excel || o->crlf) && o->kind != KIND_CSV) return usage("%s", "--csv-excel and --crlf are of -f csv");
  if (o->json && !o->list) return usage("%s", "--json is of --list; reports take -f json");
  if (o->output && o->dir) return usage("%s", "-o and -d exclude each other");
  if (o->output && strcmp(o->output, "-") == 0 && o->kind == KIND_XLSX && !o->check) {
    return usage("%s", "a workbook does not go to stdout: use -o FILE, or -f csv, json, ndjson, html");
  }
  if (o->list) return optind < argc ? usage("--list takes no %s", argv[optind]) : RC_OK;
  if (optind >= argc) return usage("%s", "the database is missing; see spm-report --help");
  o->db = argv[optind++];
  o->target = (const char **)(uintptr_t)(argv + optind);
  o->nTarget = argc - optind;
  return o->nTarget || o->check ? RC_OK : usage("%s", "which workbook or report? spm-report --list names them");
}

int main(int argc, char **argv) {
  Options o = {.busy_ms = 5000, .jobs = 1};
  Pool pool = {0};
  Library lib;
  int c, rc = read_now(&o.now);
  database_configure();
  while (!rc && (c = getopt_long(argc, argv, "p:o:d:f:r:nlqvhV", options, NULL)) != -1) {
    if (c == 'h') {
      fputs(help, stdout);
      goto done;
    }
    if (c == 'V') {
      printf("spm-report %s (SQLite %s, libxlsxwriter %s)\n", SPM_VERSION, sqlite3_libversion(), lxw_version());
      goto done;
    }
    rc = read_option(&o, &pool, c);
  }
  if (!rc) rc = check_options(&o, argc, argv);
  if (!rc) rc = library_load(&lib, &pool, o.reports ? o.reports : find_reports(&pool));
  if (!rc && o.list) rc = library_list(&lib, o.json);
  else if (!rc) rc = run_reports(&o, &lib);
done:
  if (fflush(stdout) != 0 && !rc) rc = usage("%s", "stdout cannot be written"), rc = RC_OUTPUT;
  pool_free(&pool);
  return rc;
}
