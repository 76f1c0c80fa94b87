#!/bin/sh
# odbc.sh SO DB SQL: unixODBC's isql over libsqliteodbc. isql prints text only, NULL as nothing (rank.sql has no empty
# text), ends with 0 whatever happened, and tells an error with -v alone.
dir=$(mktemp -d)
trap 'rm -r "$dir"' EXIT
printf '[spm]\nDriver = SQLite3\nDatabase = %s\nLoadExt = %s\n' "$2" "$1" > "$dir/odbc.ini"
tr '\n' ' ' < "$3" | ODBCINI=$dir/odbc.ini isql spm -b -v -x0x09 > "$dir/rows" 2> "$dir/errors"
if [ -s "$dir/errors" ]; then cat "$dir/rows" "$dir/errors" >&2; exit 1; fi
/usr/bin/python3 - "$dir/rows" << 'PY'
import struct, sys
for line in open(sys.argv[1], encoding="utf-8"):
    row = [cell or r"\N" for cell in line.rstrip("\n").split("\t")]
    if row[3] != r"\N":
        row[3] = struct.pack(">d", float(row[3])).hex()
    print("\t".join(row))
PY
