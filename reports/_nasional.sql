--@ workbook nasional 1
--@ title "Rekapitulasi SPM – {period|tw}"
--@ subtitle "{period|tw}"
--@ file "SPM_nasional_{period}.xlsx"
--@ author "spm-report"
--@ toc "Daftar lembar"
--@ param period text "Triwulan, misalnya 2023-TW2; kosong: yang terakhir ada laporannya"
--@ param per asof "Keadaan per tanggal (WIB), atau nama terbitan; kosong: semua laporan yang ada"
--@ param sampai date given "Laporan diterima sampai"
--@ param batas date given "Batas input"
--@ param provinsi province given "Kosong: semua; satu provinsi hanya bagi lembar yang diminta sendiri"
--
-- The national workbook: one file, once anybody has filed. Its row gives the members their quarter, the deadline and
-- the day up to which reports were received.
SELECT q.period, q.due_on AS batas,
  date(iif(:per IS NULL, q.received_until, q.as_of), '+7 hours') AS sampai,
  NULL AS provinsi
FROM spm_quarter(coalesce(:period, (SELECT max(period) FROM filing WHERE status = 'filed')), :per) AS q
WHERE q.received_until IS NOT NULL
ORDER BY q.period;
