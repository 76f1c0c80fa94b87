--@ report 1
--@ in nasional 87
--@ sheet "Mutu Data" tab=#a50021 orientation=landscape fit=width
--@ title "Mutu Data: Hal yang Perlu Diperiksa"
--@ note "Tidak ada angka yang diubah. Diperiksa = sesuai + temuan + tidak berlaku + tidak dapat dinilai, pada " +
--@+     "setiap baris; tidak dapat dinilai berarti angkanya belum ada. Daftar per daerah pada lembar Daftar Mutu Data."
--@ col no "No" no width=6
--@ col pemeriksaan "Pemeriksaan" text wrap width=28
--@ col penjelasan "Penjelasan" text wrap width=58
--@ col bobot "Bobot" text align=center width=12
--@ col diperiksa "Diperiksa", sesuai "Sesuai", temuan "Temuan", tidak_berlaku "Tidak berlaku",
--@+     tidak_dapat_dinilai "Tidak dapat dinilai" int width=12
--@ col daerah "Daerah dengan temuan" int width=13
--@ rule temuan > 0 style=tebal
--@ source "Sumber: e-SPM, diolah (spm_quality, spm_opd_status). Temuan belum tentu salah: untuk ditanyakan kepada " +
--@+     "daerah. Ambang dan bobot: tabel rule."
--@ expect unique=no notnull=pemeriksaan,diperiksa,temuan sum=sesuai+temuan+tidak_berlaku+tidak_dapat_dinilai:diperiksa
--
-- What each rule found in the country, and what came late, in counts that add up to what was examined.
WITH checked AS (
  SELECT iif(q.severity = 'warning', 1, 3) AS urut,
    r.name AS pemeriksaan, r.pesan AS penjelasan,
    iif(q.severity = 'warning', 'peringatan', 'catatan') AS bobot,
    sum(q.examined) AS diperiksa,
    sum(q.pass) AS sesuai,
    sum(q.fail) AS temuan,
    sum(q.not_applicable) AS tidak_berlaku,
    sum(q.not_evaluable) AS tidak_dapat_dinilai,
    sum(q.fail > 0) AS daerah
  FROM spm_quality(:period, :per) AS q
  JOIN rule AS r ON r.rule = q.rule
  GROUP BY q.rule
  UNION ALL
  SELECT 2,
    'Input terlambat',
    'Urusan dikirim sesudah batas input; dihitung, dicatat terlambat',
    'peringatan',
    count(*),
    coalesce(sum(o.on_time = 1), 0),
    coalesce(sum(o.on_time = 0), 0),
    0,
    coalesce(sum(o.on_time IS NULL), 0),
    count(DISTINCT iif(o.on_time = 0, o.region, NULL))
  FROM spm_opd_status(:period, :per) AS o
)
SELECT row_number() OVER (ORDER BY urut, pemeriksaan) AS no,
  pemeriksaan, penjelasan, bobot, diperiksa, sesuai, temuan, tidak_berlaku, tidak_dapat_dinilai, daerah
FROM checked
ORDER BY urut, pemeriksaan;
