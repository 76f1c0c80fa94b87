--@ report 1
--@ in rapor 31
--@ in tahunan 31
--@ sheet "Mutu Minimal"
--@ title "Menurut jenis pelayanan dasar"
--@ col layanan "Jenis pelayanan dasar" text wrap
--@ col butir1 "Butir" int null="–"
--@ col penuh1 "Penuh" int null="–"
--@ col persen1 "%" percent1 bar=0..100 color=#d6dce5 null="–"
--@ col butir2 "Butir" int null="–" width=9
--@ col penuh2 "Penuh" int null="–" width=9
--@ col persen2 "%" percent1 bar=0..100 color=#d6dce5 null="–" width=11
--@ col mutu "Mutu minimal" percent1 bar=0..100 null="–" width=12
--@ col urusan "Urusan" text
--@ col kode text hide
--@ band "B.1 Barang dan jasa" butir1..persen1
--@ band "B.2 Sumber daya manusia" butir2..persen2
--@ group urusan
--@ source "Sumber: e-SPM, diolah. Butir: yang ada kebutuhannya; penuh: yang terpenuhi 100%. Rinciannya pada lembar Rincian Mutu."
--@ expect unique=kode between=persen1:0..100 between=persen2:0..100 between=mutu:0..100
--
-- Quality of each service: goods and services, staff, and both together.
WITH cell AS MATERIALIZED (
  SELECT c.service,
    c.indicator,
    c.indicator_name AS name,
    c.unit,
    c.required,
    c.fulfilled,
    c.status,
    CASE i.kind WHEN 'sdm' THEN 'B.2' ELSE 'B.1' END AS bagian,
    i.kind,
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
part AS (
  SELECT service,
    count(*) FILTER (WHERE bagian = 'B.1' AND ratio IS NOT NULL) AS butir1,
    count(*) FILTER (WHERE bagian = 'B.1' AND ratio >= 1) AS penuh1,
    spm_snap(100 * spm_mean(ratio) FILTER (WHERE bagian = 'B.1')) AS persen1,
    count(*) FILTER (WHERE bagian = 'B.2' AND ratio IS NOT NULL) AS butir2,
    count(*) FILTER (WHERE bagian = 'B.2' AND ratio >= 1) AS penuh2,
    spm_snap(100 * spm_mean(ratio) FILTER (WHERE bagian = 'B.2')) AS persen2
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
  t.persen2,
  v.quality AS mutu,
  s.service AS kode
FROM part AS t
JOIN service AS s ON s.service = t.service
JOIN field AS u ON u.field = s.field
JOIN whole AS v ON v.service = t.service
ORDER BY u.field, s.position, s.service;
