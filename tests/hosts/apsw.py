"""apsw.py SO DB SQL: APSW, another Python binding."""
import struct
import sys

sys.path.pop(0)  # this file has the name of the module
import apsw

so, file, sql = sys.argv[1:]
c = apsw.Connection(file, flags=apsw.SQLITE_OPEN_READONLY)
c.enableloadextension(True)
c.loadextension(so)
c.enableloadextension(False)


def text(value):
    if value is None:
        return r"\N"
    return struct.pack(">d", value).hex() if isinstance(value, float) else str(value)


for row in c.cursor().execute(open(sql, encoding="utf-8").read()):
    print("\t".join(map(text, row)))
