--@ report 1
--@ in rapor 51
--@ in tahunan 61
--@ sheet "Masalah dan Rencana Aksi"
--@ title "Empat tahapan penerapan SPM, rencana aksi, dan tim penerapan per urusan"
--@ col no "No" no width=6
--@ col urusan "Urusan" text wrap width=20
--@ col aksi "Rencana aksi" text wrap null="–" width=30
--@ col data "Pengumpulan data" text wrap null="–" width=34
--@ col kebutuhan "Penghitungan kebutuhan", rencana "Penyusunan rencana" text wrap null="–" width=36
--@ col pelaksanaan "Pelaksanaan" text wrap null="–" width=18
--@ col nomor "Nomor rencana" text wrap null="–" width=13
--@ col tim "Tim" text align=center null="–" width=12
--@ expect unique=no
--
-- How many services of each field have finished each stage, its action plan, and whether a team stands.
WITH office AS MATERIALIZED (
  SELECT o.field, o.filing, o.owed_anggaran
  FROM spm_opd_status(:period, :per) AS o
  WHERE o.region = :daerah
),
done AS (
  SELECT o.field, g.stage,
    sum(g.status IS 'selesai') || ' dari ' || o.owed_anggaran || ' selesai'
      || CASE WHEN sum(g.status IS 'proses') > 0 THEN ', ' || sum(g.status IS 'proses') || ' proses' ELSE '' END AS text
  FROM office AS o
  JOIN stage AS g ON g.filing = o.filing
  GROUP BY o.field, g.stage, o.owed_anggaran
),
member AS (
  SELECT o.field,
    count(*) AS offices
  FROM office AS o
  JOIN team AS t ON t.filing = o.filing
  GROUP BY o.field
)
SELECT row_number() OVER (ORDER BY u.field) AS no,
  CASE u.field WHEN '1.05' THEN 'Trantibumlinmas' ELSE u.name END AS urusan,
  a.document AS aksi,
  max(d.text) FILTER (WHERE d.stage = 'pengumpulan data') AS data,
  max(d.text) FILTER (WHERE d.stage = 'penghitungan kebutuhan') AS kebutuhan,
  max(d.text) FILTER (WHERE d.stage = 'penyusunan rencana') AS rencana,
  max(d.text) FILTER (WHERE d.stage = 'pelaksanaan') AS pelaksanaan,
  a.number AS nomor,
  m.offices || ' OPD' AS tim
FROM office AS o
JOIN field AS u ON u.field = o.field
LEFT JOIN done AS d ON d.field = o.field
LEFT JOIN action_plan AS a ON a.filing = o.filing
LEFT JOIN member AS m ON m.field = o.field
GROUP BY u.field, u.name, a.document, a.number, m.offices
ORDER BY u.field;
