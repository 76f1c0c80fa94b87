--@ report 1
--@ in nasional 20
--@ sheet "Tingkat Pelaporan" tab=#2e75b6 orientation=landscape fit=width freeze=2 filter
--@ title "Tingkat Pelaporan e-SPM menurut Provinsi"
--@ note "Diurutkan dari persentase tertinggi · kolom (6) = (5)/(4), (9) = (8)/(7), (12) = (11)/(10) · kolom (10) " +
--@+     "termasuk pemerintah provinsi"
--@ col no "No" no width=6
--@ col provinsi "Provinsi" text width=28 link=provinsi:kode
--@ col pemprov "Pemerintah provinsi" text align=center width=13
--@ col kab_jumlah "Jumlah", kab_lapor "Lapor" int width=9
--@ col kab_persen "%" percent1 bar=0..100 color=#bdd7ee null="–" width=11
--@ col kota_jumlah "Jumlah", kota_lapor "Lapor" int width=9
--@ col kota_persen "%" percent1 bar=0..100 color=#bdd7ee null="–" width=11
--@ col semua_jumlah "Jumlah", semua_lapor "Lapor" int width=9
--@ col semua_persen "%" percent1 bar=0..100 width=13
--@ col prov_jumlah, prov_lapor int hide
--@ col kode "Kode" text hide
--@ band "Kabupaten" kab_jumlah..kab_persen
--@ band "Kota" kota_jumlah..kota_persen
--@ band "Provinsi + kabupaten/kota" semua_jumlah..semua_persen
--@ numbering
--@ total "Nasional" sum=kab_jumlah,kab_lapor,kota_jumlah,kota_lapor,semua_jumlah,semua_lapor
--@+     ratio=kab_persen:kab_lapor/kab_jumlah ratio=kota_persen:kota_lapor/kota_jumlah
--@+     ratio=semua_persen:semua_lapor/semua_jumlah
--@ rule pemprov = "belum" style=buruk
--@ rule semua_persen style=tebal
--@ source "Sumber: e-SPM, diolah. Jumlah daerah menurut daftar wajib lapor triwulan ini; persentase nasional " +
--@+     "dihitung dari jumlahnya."
--@ expect rows>=1 unique=kode notnull=provinsi,semua_jumlah,semua_lapor
--@ expect sum=prov_jumlah+kab_jumlah+kota_jumlah:semua_jumlah sum=prov_lapor+kab_lapor+kota_lapor:semua_lapor
--@ expect percent=semua_persen:semua_lapor/semua_jumlah
--
-- How many governments of each province have filed: the province itself, its regencies and its cities.
WITH province AS (
  SELECT s.province,
    count(*) FILTER (WHERE s.level = 'provinsi') AS prov_jumlah,
    count(*) FILTER (WHERE s.level = 'provinsi' AND s.state <> 'none') AS prov_lapor,
    count(*) FILTER (WHERE s.level = 'kabupaten') AS kab_jumlah,
    count(*) FILTER (WHERE s.level = 'kabupaten' AND s.state <> 'none') AS kab_lapor,
    spm_input_rate(1, s.state <> 'none') FILTER (WHERE s.level = 'kabupaten') AS kab_persen,
    count(*) FILTER (WHERE s.level = 'kota') AS kota_jumlah,
    count(*) FILTER (WHERE s.level = 'kota' AND s.state <> 'none') AS kota_lapor,
    spm_input_rate(1, s.state <> 'none') FILTER (WHERE s.level = 'kota') AS kota_persen,
    count(*) AS semua_jumlah,
    count(*) FILTER (WHERE s.state <> 'none') AS semua_lapor,
    spm_input_rate(1, s.state <> 'none') AS semua_persen
  FROM spm_input_status(:period, :per) AS s
  GROUP BY s.province
)
SELECT row_number() OVER (ORDER BY v.semua_persen DESC, v.province) AS no,
  r.name AS provinsi,
  CASE WHEN v.prov_lapor > 0 THEN 'sudah' WHEN v.prov_jumlah > 0 THEN 'belum' ELSE '–' END AS pemprov,
  v.kab_jumlah, v.kab_lapor, v.kab_persen, v.kota_jumlah, v.kota_lapor, v.kota_persen, v.semua_jumlah,
  v.semua_lapor, v.semua_persen, v.prov_jumlah, v.prov_lapor, v.province AS kode
FROM province AS v
JOIN region AS r ON r.region = v.province
ORDER BY v.semua_persen DESC, v.province;
