#!/bin/sh
# shell.sh SO DB SQL: the sqlite3 shell. It prints reals with 15 digits, so their bits are asked for in SQL.
exec sqlite3 -batch -bail -readonly -cmd ".load ${1%.so}" -cmd '.mode tabs' -cmd '.nullvalue \\N' "$2" \
  "SELECT region, name, rank, iif(score IS NULL, NULL, lower(hex(ieee754_to_blob(score)))) AS score, band, span
   FROM ($(cat "$3"));"
