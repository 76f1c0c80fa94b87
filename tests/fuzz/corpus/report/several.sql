--@ report 1
--@ as utara/satu judul=Satu n=4 lebar=9.5
--@+   sisa="a, b"
--@ as dua judul="Dua {p|tw}" n=5 lebar=12
--@ title "{judul} {{} {{judul}"
--@ only utara, dua
--@ param p text default="2023-TW2" in="2023-TW2","2023-TW3"
--@ end
--@ note "{sisa}" --@ only satu
--@ pivot isi "1.01" a "A\n{judul}", "b \"c\"" b dec1 width={lebar} null="–" --@ only satu
--@ pivot isi "x" a --@ only dua
--@+     , "y" b "B" poin2
--@ col c "C", d, e "E" int bar=0..1{n}
--@ rule c, d > {n} style=baik, between 1..{n} style=sedang, blank style=redup
--@ expect rows>={n} unique=c,d notnull=c between=d:0..9 sum=c+d:e
SELECT :n AS c, 1 AS d, --@ only utara/satu
--@ only dua
SELECT :n || ':n' AS c, 2 AS d,
--@ end
  3 AS e, '{}' AS isi, :p AS p, :judul
ORDER BY 1; -- {n} --@ only satu, dua
