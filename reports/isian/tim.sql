--@ report 1
--@ as isian/tim
--@ as koreksi/tim
--@ in isian 70 --@ only isian
--@ in koreksi 70 --@ only koreksi
--@ sheet "Tim" tab=#c55a11 orientation=landscape fit=width plain protect filter freeze=1
--@ col region "Kode daerah", period "Triwulan" text hide
--@ col revision "Revisi" int hide
--@ col field "Urusan" text hide
--@ col nama_urusan "Nama urusan" wrap width=34
--@ col office "Anggota tim" wrap input width=44 --@ only isian
--@ col office "Anggota tim" wrap input note=tentang_anggota width=44 --@ only koreksi
--@ col role "Kedudukan" wrap input width=24
--@ col document_no "Nomor dokumen" text input width=24
--@ col document_on "Tanggal dokumen" date input validate=date width=18 --@ only isian
--@ col document_on "Tanggal dokumen" date input validate=date note=tentang_tanggal width=18 --@ only koreksi
--@ col tentang_anggota "Temuan", tentang_tanggal "Temuan" text hide --@ only koreksi
--@ expect notnull=region,period,field,revision
--
-- The team of each field that a region owes, and five free lines for each; a correction sheet has a member that waits
-- instead of the one who stands.
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
),
line(number) AS (
  VALUES (1), (2), (3), (4), (5)
),
waits AS ( --@ only koreksi
  SELECT w.value ->> 'field' AS field, coalesce(b.office, '') AS office, --@ only koreksi
    max(b.inbox) AS inbox, b.role, b.document_no, b.document_on --@ only koreksi
  FROM json_each(:tertahan) AS w --@ only koreksi
  JOIN inbox AS b ON b.inbox = w.value ->> 'inbox' --@ only koreksi
  WHERE w.value ->> 'lembar' = 'tim' --@ only koreksi
  GROUP BY 1, 2 --@ only koreksi
), --@ only koreksi
member AS (
  SELECT o.field, 0 AS number, t.office, t.role, t.number AS document_no, t.dated AS document_on, NULL AS inbox
  FROM owed AS o
  JOIN effective AS now ON now.field = o.field
  JOIN team AS t ON t.filing = now.filing
  WHERE (o.field, t.office) NOT IN (SELECT w.field, w.office FROM waits AS w) --@ only koreksi
  UNION ALL --@ only koreksi
  SELECT w.field, 0, w.office, w.role, w.document_no, w.document_on, w.inbox --@ only koreksi
  FROM waits AS w --@ only koreksi
  UNION ALL
  SELECT o.field, n.number, NULL, NULL, NULL, NULL, NULL
  FROM owed AS o
  CROSS JOIN line AS n
)
SELECT :kode AS region, :period AS period, coalesce(now.revision, 0) AS revision,
  m.field, u.name AS nama_urusan, m.office, m.role, m.document_no,
  m.document_on --@ only isian
  m.document_on, --@ only koreksi
  (SELECT group_concat(t.value ->> 'pesan', char(10)) FROM json_each(:tertahan) AS t --@ only koreksi
    WHERE t.value ->> 'inbox' = m.inbox AND t.value ->> 'lembar' = 'tim' --@ only koreksi
      AND t.value ->> 'means' IS NOT 'document_on') AS tentang_anggota, --@ only koreksi
  (SELECT group_concat(t.value ->> 'pesan', char(10)) FROM json_each(:tertahan) AS t --@ only koreksi
    WHERE t.value ->> 'inbox' = m.inbox AND t.value ->> 'lembar' = 'tim' --@ only koreksi
      AND t.value ->> 'means' = 'document_on') AS tentang_tanggal --@ only koreksi
FROM member AS m
JOIN field AS u ON u.field = m.field
LEFT JOIN effective AS now ON now.field = m.field
ORDER BY m.field, m.number, m.office;
