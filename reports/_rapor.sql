--@ workbook rapor 1
--@ title "Rapor SPM {nama} – {period|tw}"
--@ subtitle "{nama} · {period|tw}"
--@ file "SPM_rapor_{kode}_{period}.xlsx"
--@ key daerah
--@ up provinsi:provinsi
--@ author "spm-report"
--@ toc "Daftar lembar"
--@ param period text "Triwulan, misalnya 2023-TW2; kosong: yang terakhir ada laporannya"
--@ param per asof "Keadaan per tanggal (WIB), atau nama terbitan; kosong: semua laporan yang ada"
--@ param daerah region "Kode atau nama daerah, misalnya 32.12; kosong: semua daerah"
--@ param provinsi province "Kode atau nama provinsi: daerah-daerahnya dan pemerintah provinsinya; kosong: semua"
--@ param nama text given "Nama daerah"
--@ param sampai date given "Laporan diterima sampai"
--@ param batas date given "Batas input"
--@ param diperpanjang text given "Batas input yang semula, bila diperpanjang"
--@ param peringkat int given "Peringkat nasional"
--@ param kisaran text given "Peringkat nasional yang masih mungkin; kosong: tetap"
--@ param diperingkat int given "Dari berapa daerah setingkat"
--@ param peringkat_prov int given "Peringkat di provinsi"
--@ param diperingkat_prov int given "Dari berapa daerah setingkat di provinsi"
--@ param median text given "Median nasional per layanan (JSON), urut kode layanan"
--@ param median_prov text given "Median provinsi per layanan (JSON), urut kode layanan"
--
-- The report card of each government on the roster: one file a region. What needs more than one region is worked out
-- here, once for all files: the ranks, and the median of each service over the regions that have a score for it, in
-- the country and in the province, as JSON lists in the order of the service codes of the level.
WITH p AS (
  SELECT q.period, q.due_on AS batas,
    date(iif(:per IS NULL, q.received_until, q.as_of), '+7 hours') AS sampai,
    (
      SELECT ', diperpanjang dari ' || CAST(substr(d.first_due_on, 9) AS INTEGER) || ' '
          || rtrim(substr('Januari  Februari Maret    April    Mei      Juni     Juli     Agustus  SeptemberOktober  '
            || 'November Desember ', 9 * substr(d.first_due_on, 6, 2) - 8, 9))
          || ' ' || substr(d.first_due_on, 1, 4)
      FROM spm_deadline(q.period, :per) AS d
      WHERE d.kind = 'extension'
        AND d.first_due_on < d.due_on
    ) AS diperpanjang
  FROM spm_quarter(coalesce(:period, (SELECT max(period) FROM filing WHERE status = 'filed')), :per) AS q
),
-- each score twice, in its province and (province '') in the country; a province is the only one of its level in it
scored AS MATERIALIZED (
  SELECT v.service, v.score, r.province, r.level
  FROM p
  JOIN spm_service_score(p.period, :per) AS v
  JOIN region AS r ON r.region = v.region
  WHERE v.score IS NOT NULL
),
placed AS (
  SELECT province, service, score,
    row_number() OVER (PARTITION BY province, service ORDER BY score) AS n,
    count(*) OVER (PARTITION BY province, service) AS of
  FROM (
    SELECT '' AS province, service, score FROM scored
    UNION ALL
    SELECT province, service, score FROM scored WHERE level <> 'provinsi'
  )
),
middle AS MATERIALIZED (
  SELECT province, service,
    spm_snap(avg(score)) AS median
  FROM placed
  WHERE n IN ((of + 1) / 2, (of + 2) / 2)
  GROUP BY province, service
),
median AS MATERIALIZED (
  SELECT DISTINCT a.province,
    s.level_group,
    replace(json_group_array(m.median) OVER (
      PARTITION BY a.province, s.level_group
      ORDER BY s.service
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ), ',', ', ') AS list
  FROM (SELECT '' AS province UNION SELECT province FROM region) AS a
  CROSS JOIN service AS s
  LEFT JOIN middle AS m ON m.province = a.province AND m.service = s.service
)
SELECT p.period, r.region AS daerah,
  replace(r.region, '.', '') AS kode,
  CASE r.level WHEN 'provinsi' THEN 'Provinsi ' || r.name ELSE r.name END AS nama,
  r.province AS provinsi, p.batas, coalesce(p.diperpanjang, '') AS diperpanjang, p.sampai,
  r.rank AS peringkat, r.ranked AS diperingkat,
  iif(r.best < r.worst AND r.rank IS NOT NULL, r.best || '–' || r.worst, NULL) AS kisaran,
  r.rank_in_province AS peringkat_prov, r.ranked_in_province AS diperingkat_prov, m.list AS median,
  n.list AS median_prov
FROM p
JOIN spm_rank(p.period, :per) AS r
JOIN median AS m ON m.province = '' AND m.level_group = CASE r.level WHEN 'provinsi' THEN 'provinsi' ELSE 'kabkota' END
LEFT JOIN median AS n ON n.province = r.province AND n.level_group = m.level_group AND r.level <> 'provinsi'
WHERE (:daerah IS NULL OR r.region = :daerah)
  AND (:provinsi IS NULL OR r.province = :provinsi)
ORDER BY r.region;
