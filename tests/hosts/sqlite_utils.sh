#!/bin/sh
# sqlite_utils.sh SO DB SQL: the command sqlite-utils, which prints JSON; that is turned into the table here.
set -e
json=$(sqlite-utils query "$2" "$(cat "$3")" --load-extension "$1")
printf '%s' "$json" | /usr/bin/python3 -c '
import json, struct, sys
def text(v):
    return r"\N" if v is None else struct.pack(">d", v).hex() if isinstance(v, float) else str(v)
for row in json.load(sys.stdin):
    print("\t".join(text(v) for v in row.values()))
'
