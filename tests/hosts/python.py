"""python.py SO DB SQL: the module sqlite3 of Debian's Python."""
import sqlite3
import struct
import sys

so, file, sql = sys.argv[1:]
c = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
c.enable_load_extension(True)
c.load_extension(so)
c.enable_load_extension(False)


def text(value):
    if value is None:
        return r"\N"
    return struct.pack(">d", value).hex() if isinstance(value, float) else str(value)


for row in c.execute(open(sql, encoding="utf-8").read()):
    print("\t".join(map(text, row)))
