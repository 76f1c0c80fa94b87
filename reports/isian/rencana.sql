--@ report 1
--@ as isian/rencana
--@ as koreksi/rencana
--@ in isian 60 --@ only isian
--@ in koreksi 60 --@ only koreksi
--@ sheet "Rencana Aksi" tab=#c55a11 orientation=landscape fit=width plain protect filter freeze=1
--@ col region "Kode daerah", period "Triwulan" text hide
--@ col revision "Revisi" int hide
--@ col field "Urusan" text hide
--@ col nama_urusan "Nama urusan" wrap width=36
--@ col document "Rencana aksi" wrap input width=60 --@ only isian
--@ col document "Rencana aksi" wrap input note=tentang_dokumen width=60 --@ only koreksi
--@ col document_no "Nomor dokumen" text input width=24
--@ col document_on "Tanggal dokumen" date input validate=date width=18 --@ only isian
--@ col document_on "Tanggal dokumen" date input validate=date note=tentang_tanggal width=18 --@ only koreksi
--@ col tentang_dokumen "Temuan", tentang_tanggal "Temuan" text hide --@ only koreksi
--@ expect unique=field notnull=region,period,field,revision
--
-- The action plan of each field that a region owes, as it stands; a correction sheet has what waits instead.
WITH owed AS (
  SELECT DISTINCT o.field
  FROM spm_indicator_score(:period) AS o
  WHERE o.region = :kode
    AND (:urusan IS NULL OR o.field = :urusan)
),
effective AS (
  SELECT f.period, f.field, f.filing, max(f.revision) AS revision
  FROM filing AS f
  WHERE f.region = :kode
    AND f.period = :period
    AND f.status = 'filed'
    AND f.rejected_at IS NULL
  GROUP BY f.period, f.field
)
, waits AS ( --@ only koreksi
  SELECT w.value ->> 'field' AS field, --@ only koreksi
    max(b.inbox) AS inbox, b.document, b.document_no, b.document_on --@ only koreksi
  FROM json_each(:tertahan) AS w --@ only koreksi
  JOIN inbox AS b ON b.inbox = w.value ->> 'inbox' --@ only koreksi
  WHERE w.value ->> 'lembar' = 'rencana' --@ only koreksi
  GROUP BY 1 --@ only koreksi
) --@ only koreksi
SELECT :kode AS region, :period AS period, coalesce(now.revision, 0) AS revision,
  o.field, u.name AS nama_urusan,
  c.document, c.number AS document_no, c.dated AS document_on --@ only isian
  iif(w.inbox IS NULL, c.document, w.document) AS document, --@ only koreksi
  iif(w.inbox IS NULL, c.number, w.document_no) AS document_no, --@ only koreksi
  iif(w.inbox IS NULL, c.dated, w.document_on) AS document_on, --@ only koreksi
  (SELECT group_concat(t.value ->> 'pesan', char(10)) FROM json_each(:tertahan) AS t --@ only koreksi
    WHERE t.value ->> 'inbox' = w.inbox AND t.value ->> 'lembar' = 'rencana' --@ only koreksi
      AND t.value ->> 'means' IS NOT 'document_on') AS tentang_dokumen, --@ only koreksi
  (SELECT group_concat(t.value ->> 'pesan', char(10)) FROM json_each(:tertahan) AS t --@ only koreksi
    WHERE t.value ->> 'inbox' = w.inbox AND t.value ->> 'lembar' = 'rencana' --@ only koreksi
      AND t.value ->> 'means' = 'document_on') AS tentang_tanggal --@ only koreksi
FROM owed AS o
JOIN field AS u ON u.field = o.field
LEFT JOIN effective AS now ON now.field = o.field
LEFT JOIN action_plan AS c ON c.filing = now.filing
LEFT JOIN waits AS w ON w.field = o.field --@ only koreksi
ORDER BY o.field;
