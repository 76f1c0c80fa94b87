--@ report 1
--@ as nasional/layanan
--@ as provinsi/layanan_daerah
--@ in nasional 70 --@ only nasional
--@ in provinsi 70 --@ only provinsi
--@ sheet "Urusan dan Layanan" tab=#548235 orientation=landscape fit=width freeze=2
--@ title "Capaian menurut Urusan dan Jenis Pelayanan Dasar"
--@ note "Sasaran dan terlayani: gabungan orang di daerah yang lapor, paling banyak sebesar kebutuhan · mutu dan " +
--@+     "indeks: rata-rata daerah · P: pemerintah provinsi, K: kabupaten dan kota"
--@ col urusan "Urusan" text
--@ col tingkat "Tkt" text align=center width=5
--@ col layanan "Jenis pelayanan dasar" text wrap width=46
--@ col satuan "Satuan" text align=center null="–" width=8
--@ col wajib "Wajib lapor" int width=8
--@ col lapor "Melapor" int width=9
--@ col sasaran "Sasaran", terlayani "Terlayani" int width=14
--@ col persen "%" percent1 bar=0..100 null="–" width=10
--@ col mutu "Mutu %" percent1 bar=0..100 color=#d6dce5 null="–" width=10
--@ col indeks "Rata-rata indeks" poin2 null="–" width=10
--@ col terendah "Lima terendah" text wrap null="–" width=56
--@ col kode text hide
--@ group urusan
--@ rule indeks < 60 style=buruk
--@ source "Sumber: e-SPM, diolah. Lima terendah: indeks layanan terendah di antara daerah yang mengirim " +
--@+     "urusannya; yang tidak mengirim lihat lembar Belum Lapor."
--@ expect rows>=1 unique=kode notnull=layanan,wajib,lapor between=persen:0..100 between=mutu:0..100
--@ expect between=indeks:0..100
--
-- Each service over the country or a province: who reported it, people to be served and served, and where it is
-- weakest.
WITH one AS MATERIALIZED (
  SELECT v.service, v.filed_state, v.need, v.met, v.quality, v.score, v.status,
    replace(r.name, 'Kabupaten', 'Kab.') || ' ' || replace(printf('%.1f', spm_round(v.score)), '.', ',') AS text,
    row_number() OVER (PARTITION BY v.service ORDER BY v.filed_state = 2 AND v.status = 'scored' DESC, v.score,
      v.region) AS place
  FROM spm_service_score(:period, :per) AS v
  JOIN region AS r ON r.region = v.region
  WHERE v.province = :provinsi --@ only provinsi
),
lowest AS (
  SELECT service,
    max(text) FILTER (WHERE place = 1)
      || coalesce(' · ' || max(text) FILTER (WHERE place = 2), '')
      || coalesce(' · ' || max(text) FILTER (WHERE place = 3), '')
      || coalesce(' · ' || max(text) FILTER (WHERE place = 4), '')
      || coalesce(' · ' || max(text) FILTER (WHERE place = 5), '') AS terendah
  FROM one
  WHERE place <= 5 AND filed_state = 2 AND status = 'scored'
  GROUP BY service
),
whole AS (
  SELECT service,
    count(*) AS wajib,
    sum(filed_state = 2) AS lapor,
    sum(need) FILTER (WHERE status = 'scored') AS sasaran,
    sum(met) FILTER (WHERE status = 'scored') AS terlayani,
    spm_snap(spm_mean(quality)) AS mutu,
    spm_snap(spm_mean(score)) AS indeks
  FROM one
  GROUP BY service
)
SELECT char(64 + substr(u.field, 3)) || '. ' || u.name AS urusan,
  CASE s.level_group WHEN 'provinsi' THEN 'P' ELSE 'K' END AS tingkat,
  s.name AS layanan,
  (SELECT lower(min(i.unit)) FROM indicator AS i WHERE i.service = s.service AND i.component = 'penerima'
    AND i.scored) AS satuan,
  c.wajib, c.lapor,
  CAST(c.sasaran AS INTEGER) AS sasaran,
  CAST(c.terlayani AS INTEGER) AS terlayani,
  100.0 * c.terlayani / nullif(c.sasaran, 0) AS persen,
  c.mutu, c.indeks, l.terendah, s.service AS kode
FROM whole AS c
JOIN service AS s ON s.service = c.service
JOIN field AS u ON u.field = s.field
LEFT JOIN lowest AS l ON l.service = c.service
ORDER BY u.field, s.level_group DESC, s.position, s.service;
