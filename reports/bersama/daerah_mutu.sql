--@ report 1
--@ as rapor/mutu_2_layanan
--@ as rapor/rincian_mutu
--@ only mutu_2_layanan
--@ in rapor 31
--@ in tahunan 31
--@ sheet "Mutu Minimal"
--@ title "Menurut jenis pelayanan dasar"
--@ col layanan "Jenis pelayanan dasar" text wrap
--@ col butir1 "Butir", penuh1 "Penuh" int null="–"
--@ col persen1 "%" percent1 bar=0..100 color=#d6dce5 null="–"
--@ col butir2 "Butir", penuh2 "Penuh" int null="–" width=9
--@ col persen2 "%" percent1 bar=0..100 color=#d6dce5 null="–" width=11
--@ col mutu "Mutu minimal" percent1 bar=0..100 null="–" width=12
--@ col urusan "Urusan" text
--@ col kode text hide
--@ band "B.1 Barang dan jasa" butir1..persen1
--@ band "B.2 Sumber daya manusia" butir2..persen2
--@ group urusan
--@ source "Sumber: e-SPM, diolah. Butir: yang ada kebutuhannya; penuh: yang terpenuhi 100%. Butir yang belum " +
--@+     "diisi dihitung nol bila daerah sudah lapor. Rinciannya pada lembar Rincian Mutu."
--@ expect unique=kode between=persen1:0..100 between=persen2:0..100 between=mutu:0..100
--@ end
--@ only rincian_mutu
--@ in rapor 35
--@ in tahunan 80
--@ sheet "Rincian Mutu" tab=#548235 orientation=portrait fit=width freeze=2
--@ title "Rincian Mutu Minimal: Butir per Pelayanan"
--@ note "B.1 barang dan jasa, B.2 sumber daya manusia · persentase paling tinggi 100% · rata-rata: butir yang ada " +
--@+     "kebutuhannya"
--@ col layanan "Jenis pelayanan dasar" text
--@ col bagian "Bagian" text align=center width=8
--@ col uraian "Uraian" text wrap width=58
--@ col satuan "Satuan" text wrap null="" width=14
--@ col butuh "Butuh", terpenuhi "Terpenuhi", selisih "Kurang" dec2 width=14
--@ col persen "%" percent1 bar=0..100 color=#d6dce5 width=11
--@ col keterangan "Keterangan" text wrap null="" width=18
--@ col urut int hide
--@ group layanan
--@ rule uraian contains "Rata-rata B." style=tebal
--@ rule persen = 100 style=baik
--@ rule keterangan = "belum diisi" style=buruk, = "tidak ada kebutuhan" style=redup
--@ source "Sumber: e-SPM, diolah. Kurang: kebutuhan dikurangi yang terpenuhi, paling sedikit nol. Butir yang " +
--@+     "belum diisi dihitung nol dalam rata-rata bila daerah sudah lapor."
--@ expect unique=urut between=persen:0..100
--@ end
--
-- Quality of each service: goods and services, staff, and both together; and every quality item with the mean of each
-- part below it. What was not filled in counts 0 where the region filed something, and is not called 0 here.
WITH cell AS MATERIALIZED (
  SELECT c.service, c.indicator, c.indicator_name AS name, c.unit, c.required, c.fulfilled, c.status,
    CASE i.kind WHEN 'sdm' THEN 'B.2' ELSE 'B.1' END AS bagian,
    i.kind,
    c.status NOT IN ('missing', 'not_filed') AS is_given,
    -- a blank counts 0 where the region filed something
    CASE
      WHEN c.status = 'not_needed' OR c.service_score IS NULL THEN c.ratio
      WHEN m.missing = 'zero' THEN coalesce(c.ratio, 0.0)
      ELSE c.ratio
    END AS ratio
  FROM spm_method(:period, :per) AS m
  CROSS JOIN spm_indicator_score(:period, :per) AS c ON c.region = :daerah
  JOIN indicator AS i ON i.indicator = c.indicator
  WHERE m.band_rank = 1
    AND c.component = 'mutu'
    AND c.scored
),
--@ only mutu_2_layanan
part AS (
  SELECT service,
    count(*) FILTER (WHERE bagian = 'B.1' AND ratio IS NOT NULL) AS butir1,
    count(*) FILTER (WHERE bagian = 'B.1' AND ratio >= 1) AS penuh1,
    iif(count(*) FILTER (WHERE bagian = 'B.1' AND is_given) > 0,
      spm_snap(100 * spm_mean(ratio) FILTER (WHERE bagian = 'B.1')), NULL) AS persen1,
    count(*) FILTER (WHERE bagian = 'B.2' AND ratio IS NOT NULL) AS butir2,
    count(*) FILTER (WHERE bagian = 'B.2' AND ratio >= 1) AS penuh2,
    iif(count(*) FILTER (WHERE bagian = 'B.2' AND is_given) > 0,
      spm_snap(100 * spm_mean(ratio) FILTER (WHERE bagian = 'B.2')), NULL) AS persen2,
    count(*) FILTER (WHERE is_given) AS given
  FROM cell
  GROUP BY service
),
whole AS MATERIALIZED (
  SELECT v.service, v.filed_state, v.quality FROM spm_service_score(:period, :per) AS v
  WHERE v.region = :daerah
)
SELECT char(64 + substr(u.field, 3)) || '. ' || CASE u.field WHEN '1.05' THEN 'Trantibumlinmas' ELSE u.name
  END AS urusan,
  s.name AS layanan,
  CASE WHEN v.filed_state THEN t.butir1 END AS butir1,
  CASE WHEN v.filed_state THEN t.penuh1 END AS penuh1,
  t.persen1,
  CASE WHEN v.filed_state THEN t.butir2 END AS butir2,
  CASE WHEN v.filed_state THEN t.penuh2 END AS penuh2,
  t.persen2, iif(t.given > 0, v.quality, NULL) AS mutu, s.service AS kode
FROM part AS t
JOIN service AS s ON s.service = t.service
JOIN field AS u ON u.field = s.field
JOIN whole AS v ON v.service = t.service
ORDER BY u.field, s.position, s.service;
--@ end
--@ only rincian_mutu
line(service, bagian, is_mean, kind, indicator, uraian, satuan, butuh, terpenuhi, selisih, ratio, status) AS (
  SELECT service, bagian, 0, kind, indicator, name, lower(unit), required, fulfilled, max(required - fulfilled, 0),
    iif(is_given, ratio, NULL), status
  FROM cell
  UNION ALL
  SELECT service, bagian, 1, NULL, NULL, 'Rata-rata ' || bagian, NULL, NULL, NULL, NULL,
    iif(sum(is_given) > 0, spm_mean(ratio), NULL), NULL
  FROM cell
  GROUP BY service, bagian
)
SELECT char(64 + substr(u.field, 3)) || '. ' || CASE u.field WHEN '1.05' THEN 'Trantibumlinmas' ELSE u.name END
    || ' · ' || s.name AS layanan,
  l.bagian, l.uraian, l.satuan, l.butuh, l.terpenuhi, l.selisih,
  spm_snap(100 * min(l.ratio, 1.0)) AS persen,
  CASE l.status
    WHEN 'missing' THEN 'belum diisi'
    WHEN 'not_filed' THEN 'belum dilaporkan'
    WHEN 'not_needed' THEN 'tidak ada kebutuhan'
    WHEN 'contradiction' THEN 'kebutuhan nol, bernilai nol'
    WHEN 'invalid' THEN 'negatif, bernilai nol'
    WHEN 'capped' THEN 'melebihi kebutuhan'
  END AS keterangan,
  row_number() OVER (ORDER BY u.field, s.position, s.service, l.bagian, l.is_mean, l.kind, l.indicator) AS urut
FROM line AS l
JOIN service AS s ON s.service = l.service
JOIN field AS u ON u.field = s.field
ORDER BY u.field, s.position, s.service, l.bagian, l.is_mean, l.kind, l.indicator;
--@ end
