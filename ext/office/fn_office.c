/* fn_office.c: what an office records to run a quarter, each by one call with checks, and one call that takes it back as of
** now. They are DIRECTONLY: no view or trigger can call them. Regions and quarters are read in every spelling, services and
** fields by code or name. Each returns JSON of what was done; nothing is written when it fails.
**
** spm_deadline_set(period, due_on [, options]): scalar TEXT
** summary: Record the deadline of a quarter, an extension or a reopening. Returns JSON.
** ringkasan: Mencatat batas waktu input satu triwulan, perpanjangannya, atau dibukanya kembali. Hasilnya JSON.
**   period: the quarter
**   due_on: last day to file in time
**   options: a JSON object; kind is deadline, extension or reopening; zone is WIB, WITA, WIT or an offset (+07:00); reported_on is the day it was reported, today; source says by whom
** NULL: as period or due_on is an error; as options is none
** errors: no day, no such quarter; one that would not count beside what stands; inside a view, trigger or CHECK
** > SELECT spm_deadline_set('2026-TW3', '2026-10-20') ->> '$.due_on' FROM (SELECT spm_init());
** = 2026-10-20
**
** spm_office_set(region, duty, name [, from_period]): scalar TEXT
** summary: Put an office in charge of a field of a region, or of its data. Returns JSON.
** ringkasan: Mencatat perangkat daerah yang bertanggung jawab atas satu urusan, atau atas data SPM daerah. Hasilnya JSON.
**   region: code or name
**   duty: code or name of a field, or data
**   name: the office, never a person
**   from_period: quarter from which it is in charge; that of today
** NULL: is an error, but as from_period
** errors: an unknown region (with those it may be), duty or quarter; inside a view, trigger or CHECK
** > SELECT spm_office_set('Kab. Indramayu', 'Kesehatan', 'Dinas Kesehatan', '2026-TW3') ->> '$.duty' FROM (SELECT spm_init());
** = 1.02
**
** spm_target_set(region, service, year, document, percent [, need]): scalar TEXT
** summary: Record what a planning document promises for a service in a year. Returns JSON.
** ringkasan: Mencatat sasaran satu jenis pelayanan dalam dokumen perencanaan satu tahun. Hasilnya JSON.
**   region: code or name
**   service: code or name
**   year: the year, a number
**   document: RPJMD, Renstra, RKPD or Renja
**   percent: percent of the recipients, 0..100; NULL when the document names the need alone
**   need: need that the document names
** NULL: is an error, but as percent or need, one of which is given
** errors: an unknown region, a service that is not of its level, a document or a figure that is none; inside a view, trigger or CHECK
** > SELECT spm_target_set('32.12', 'k-paud', 2026, 'RKPD', 92.5) ->> '$.percent' FROM (SELECT spm_init());
** = 92.5
**
** spm_method_set(name, options): scalar TEXT
** summary: Add a method with its bands. What is not given is as in the default method. Returns JSON.
** ringkasan: Menambah metode penghitungan beserta kategorinya; yang tidak disebut seperti metode baku. Hasilnya JSON.
**   name: a name that no method or edition has
**   options: a JSON object; bands is an object of names and floors, or the name of a method whose bands it takes; served_weight, combine, zero_need, missing, cap, tree, valid_from and note are columns of table method
** NULL: is an error
** errors: a method without bands, or none of whose bands has the floor 0; a choice that there is not; inside a view, trigger or CHECK
** > SELECT spm_method_set('uji', '{"served_weight": 0.7, "bands": {"Tuntas": 90, "Belum": 0}}') ->> '$.served_weight' FROM (SELECT spm_init());
** = 0.7
**
** spm_edition_set(name [, options]): scalar TEXT
** summary: Give a name to what is known now, or was at a time, so that it can be asked again. Returns JSON.
** ringkasan: Memberi nama pada keadaan data sekarang, atau pada suatu waktu, sebagai terbitan. Hasilnya JSON.
**   name: a name that no method or edition has
**   options: a JSON object; as_of is a time, or a day up to its end; method is the one by which it is computed; note is a text
** Filings and rejections that are recorded later do not move it, whatever their stamps; without as_of it waits until the second is over.
** NULL: as name is an error; as options is none
** errors: a name that is taken or looks like a day, a time that lies ahead, an unknown method; inside a view, trigger or CHECK
** > SELECT spm_edition_set('Terbitan uji', '{"as_of": "2026-01-01T00:00:00Z"}') ->> '$.as_of' FROM (SELECT spm_init());
** = 2026-01-01T00:00:00Z
**
** spm_criterion_set(name, weight, measure): scalar TEXT
** summary: Add a criterion of spm_award, or change the one of that name: criteria have no history. Returns JSON.
** ringkasan: Menambah atau mengubah kriteria penghargaan; kriteria tidak punya riwayat. Hasilnya JSON.
**   name: what it is called
**   weight: above 0; only their shares matter
**   measure: index, budget realised, stages, team, action plan, fill rate or punctuality
** NULL: is an error
** errors: a weight that is not above 0, a measure that there is not; inside a view, trigger or CHECK
** > SELECT spm_criterion_set('indeks', 2, 'index') ->> '$.weight' FROM (SELECT spm_init());
** = 2.0
**
** spm_roster_set(region, from_period [, to_period]): scalar TEXT
** summary: Put a region on the roster from a quarter on; with its last quarter, end the row that begins there. Returns JSON.
** ringkasan: Mencatat daerah wajib lapor sejak suatu triwulan; dengan triwulan terakhir, mengakhirinya. Hasilnya JSON.
**   region: code or name
**   from_period: the first quarter that it owes
**   to_period: the last one; without it the row goes on
** NULL: is an error, but as to_period
** errors: a region that is on the roster already; a row that was ended; inside a view, trigger or CHECK
** > SELECT spm_roster_set('32.12', '2019-TW1', '2026-TW4') ->> '$.to_period' FROM (SELECT spm_init());
** = 2026-TW4
**
** spm_take_back(what, first [, second, third, fourth]): scalar TEXT
** summary: Take back, as of now, what one of the calls above recorded last. Answers as of an earlier time do not move. Returns JSON.
** ringkasan: Menarik kembali, per sekarang, yang terakhir dicatat oleh panggilan di atas. Jawaban per waktu sebelumnya tidak berubah. Hasilnya JSON.
**   what: deadline, office, target, method, edition, criterion or roster
**   first: as the first argument of the call that set it: the quarter, the region or the name
**   second: of a deadline its day and of an office its duty; of a target the service and of a roster row its first quarter
**   third: of a target the year; of an office the quarter from which it is in charge
**   fourth: of a target the document
** NULL: is an error, but as the day of a deadline or the quarter of an office: then the last one recorded
** errors: nothing of that key stands that an office added; what ships; a method that an edition names; inside a view, trigger or CHECK
** > SELECT spm_take_back('criterion', 'indeks') ->> '$.action' FROM (SELECT spm_init(), spm_criterion_set('indeks', 1, 'index'));
** = taken back
*/
#include "office/office.h"
#include <string.h>

const OfficeCall spm_office_set[OFFICE_KINDS] = {
    [OFFICE_DEADLINE] = {"spm_deadline_set",
                         "pt?o",
                         {"period", "due_on", "options"},
                         {"kind", "zone", "reported_on", "source"},
                         SQL_OFFICE_REFUSE_DEADLINE,
                         {SQL_OFFICE_PUT_DEADLINE},
                         1},
    [OFFICE_OFFICE] = {"spm_office_set",
                       "rtt?p",
                       {"region", "duty", "name", "from_period"},
                       {0},
                       SQL_OFFICE_REFUSE_OFFICE,
                       {SQL_OFFICE_PUT_OFFICE},
                       1},
    [OFFICE_TARGET] = {"spm_target_set",
                       "rtntn?n",
                       {"region", "service", "year", "document", "percent", "need"},
                       {0},
                       SQL_OFFICE_REFUSE_TARGET,
                       {SQL_OFFICE_PUT_TARGET},
                       1},
    [OFFICE_METHOD] = {"spm_method_set",
                       "to",
                       {"name", "options"},
                       {"bands", "served_weight", "combine", "zero_need", "missing", "cap", "tree", "valid_from",
                        "note"},
                       SQL_OFFICE_REFUSE_METHOD,
                       {SQL_OFFICE_PUT_METHOD, SQL_OFFICE_PUT_BANDS, SQL_OFFICE_PUT_VALID_FROM,
                        SQL_OFFICE_REPORT_METHOD},
                       4},
    [OFFICE_EDITION] = {"spm_edition_set",
                        "t?o",
                        {"name", "options"},
                        {"as_of", "method", "note"},
                        SQL_OFFICE_REFUSE_EDITION,
                        {SQL_OFFICE_PUT_EDITION},
                        1},
    [OFFICE_CRITERION] = {"spm_criterion_set",
                          "tnt",
                          {"name", "weight", "measure"},
                          {0},
                          SQL_OFFICE_REFUSE_CRITERION,
                          {SQL_OFFICE_PUT_CRITERION},
                          1},
    [OFFICE_ROSTER] = {"spm_roster_set",
                       "rp?p",
                       {"region", "from_period", "to_period"},
                       {0},
                       SQL_OFFICE_REFUSE_ROSTER,
                       {SQL_OFFICE_PUT_ROSTER, SQL_OFFICE_PUT_ROSTER_NEW, SQL_OFFICE_REPORT_ROSTER},
                       3},
};

const OfficeCall spm_office_back[OFFICE_KINDS] = {
    [OFFICE_DEADLINE] = {"spm_take_back",
                         "p?t",
                         {"period", "due_on"},
                         {0},
                         SQL_OFFICE_REFUSE_BACK_DEADLINE,
                         {SQL_OFFICE_BACK_DEADLINE},
                         1},
    [OFFICE_OFFICE] = {"spm_take_back",
                       "rt?p",
                       {"region", "duty", "from_period"},
                       {0},
                       SQL_OFFICE_REFUSE_BACK_OFFICE,
                       {SQL_OFFICE_BACK_OFFICE},
                       1},
    [OFFICE_TARGET] = {"spm_take_back",
                       "rtnt",
                       {"region", "service", "year", "document"},
                       {0},
                       SQL_OFFICE_REFUSE_BACK_TARGET,
                       {SQL_OFFICE_BACK_TARGET},
                       1},
    [OFFICE_METHOD] = {"spm_take_back", "t", {"name"}, {0}, SQL_OFFICE_REFUSE_BACK_METHOD, {SQL_OFFICE_BACK_METHOD}, 1},
    [OFFICE_EDITION] =
        {"spm_take_back", "t", {"name"}, {0}, SQL_OFFICE_REFUSE_BACK_EDITION, {SQL_OFFICE_BACK_EDITION}, 1},
    [OFFICE_CRITERION] =
        {"spm_take_back", "t", {"name"}, {0}, SQL_OFFICE_REFUSE_BACK_CRITERION, {SQL_OFFICE_BACK_CRITERION}, 1},
    [OFFICE_ROSTER] = {"spm_take_back",
                       "rp",
                       {"region", "from_period"},
                       {0},
                       SQL_OFFICE_REFUSE_BACK_ROSTER,
                       {SQL_OFFICE_BACK_ROSTER},
                       1},
};

const char *const spm_office_kinds[OFFICE_KINDS] = {"deadline", "office",    "target", "method",
                                                    "edition",  "criterion", "roster"};

static void run(sqlite3_context *ctx, const OfficeCall *p, int argc, sqlite3_value **argv) {
  if (spm_is_direct(ctx, p->zName, 1)) spm_office_call(ctx, p, argc, argv);
}

static void fn_deadline(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  run(ctx, &spm_office_set[OFFICE_DEADLINE], argc, argv);
}
static void fn_office(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  run(ctx, &spm_office_set[OFFICE_OFFICE], argc, argv);
}
static void fn_target(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  run(ctx, &spm_office_set[OFFICE_TARGET], argc, argv);
}
static void fn_method(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  run(ctx, &spm_office_set[OFFICE_METHOD], argc, argv);
}
static void fn_edition(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  run(ctx, &spm_office_set[OFFICE_EDITION], argc, argv);
}
static void fn_criterion(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  run(ctx, &spm_office_set[OFFICE_CRITERION], argc, argv);
}
static void fn_roster(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  run(ctx, &spm_office_set[OFFICE_ROSTER], argc, argv);
}

static void fn_take_back(sqlite3_context *ctx, int argc, sqlite3_value **argv) {
  for (int i = 0; i < OFFICE_KINDS; i++) {
    if (spm_is_text(argv[0], spm_office_kinds[i])) {
      run(ctx, &spm_office_back[i], argc - 1, argv + 1);
      return;
    }
  }
  char *zGiven = spm_quote(argv[0]);
  spm_result_error(ctx, zGiven ? sqlite3_mprintf("spm_take_back: what %s is none of deadline, office, target, method,"
                                                 " edition, criterion and roster",
                                                 zGiven)
                               : 0);
  sqlite3_free(zGiven);
}

const SpmFunction spm_office_functions[] = {
    {"spm_deadline_set", 2, SPM_ACTS, fn_deadline, 0, 0, 0, 0},
    {"spm_deadline_set", 3, SPM_ACTS, fn_deadline, 0, 0, 0, 0},
    {"spm_office_set", 3, SPM_ACTS, fn_office, 0, 0, 0, 0},
    {"spm_office_set", 4, SPM_ACTS, fn_office, 0, 0, 0, 0},
    {"spm_target_set", 5, SPM_ACTS, fn_target, 0, 0, 0, 0},
    {"spm_target_set", 6, SPM_ACTS, fn_target, 0, 0, 0, 0},
    {"spm_method_set", 2, SPM_ACTS, fn_method, 0, 0, 0, 0},
    {"spm_edition_set", 1, SPM_ACTS, fn_edition, 0, 0, 0, 0},
    {"spm_edition_set", 2, SPM_ACTS, fn_edition, 0, 0, 0, 0},
    {"spm_criterion_set", 3, SPM_ACTS, fn_criterion, 0, 0, 0, 0},
    {"spm_roster_set", 2, SPM_ACTS, fn_roster, 0, 0, 0, 0},
    {"spm_roster_set", 3, SPM_ACTS, fn_roster, 0, 0, 0, 0},
    {"spm_take_back", 2, SPM_ACTS, fn_take_back, 0, 0, 0, 0},
    {"spm_take_back", 3, SPM_ACTS, fn_take_back, 0, 0, 0, 0},
    {"spm_take_back", 4, SPM_ACTS, fn_take_back, 0, 0, 0, 0},
    {"spm_take_back", 5, SPM_ACTS, fn_take_back, 0, 0, 0, 0},
    {0, 0, 0, 0, 0, 0, 0, 0},
};
