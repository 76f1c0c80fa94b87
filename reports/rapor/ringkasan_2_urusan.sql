--@ report 1
--@ in rapor 11
--@ sheet "Ringkasan"
--@ col urusan "Urusan" text width=19
--@ col opd "Perangkat daerah" text wrap null="–" width=32
--@ col penerima "Penerima (80%)", mutu "Mutu (20%)" poin2 null="–" width=10
--@ col indeks "Indeks" poin2 null="–" width=10
--@ col kategori "Kategori" text align=center null="–" width=17
--@ col pagu "Pagu (juta rupiah)", realisasi "Realisasi (juta rupiah)" rupiah_juta width=14
--@ col serapan "Serapan" percent1 bar=0..100 null="–" width=10
--@ col lalu "Indeks TW lalu" poin2 width=10
--@ col kode text hide
--@ total "Jumlah" sum=pagu,realisasi ratio=serapan:realisasi/pagu
--@ rule kategori style=kategori, = "belum dikirim" style=redup, = "tidak ada sasaran" style=redup
--@ chart bar "Indeks per urusan, triwulan ini dan triwulan lalu" x=urusan y=lalu,indeks at=below size=560x290 min=0
--@+   max=100
--@+     fmt=dec1 colors=#b4c7e7,#2f5597
--@+     alt="Diagram batang: indeks per urusan, triwulan ini dan triwulan lalu"
--@ chart column "Pagu dan realisasi (juta rupiah)" x=urusan y=pagu,realisasi at=below size=560x290 fmt=rupiah_juta
--@+   colors=#d6dce5,#c55a11
--@+     alt="Diagram kolom: pagu dan realisasi per urusan, juta rupiah"
--@ source "Sumber: e-SPM, diolah. Urusan yang belum dikirim dihitung nol dalam indeks daerah yang sudah lapor. " +
--@+     "Pagu dan realisasi kumulatif sejak Januari. Angka kumulatif mulai lagi tiap Januari: pada TW I triwulan " +
--@+     "lalu adalah TW IV tahun lalu."
--@ expect unique=kode between=penerima:0..100 between=mutu:0..100 between=indeks:0..100 between=lalu:0..100
--
-- The fields of the region: office, score, money, and the score a quarter ago. What was not sent is not called 0,
-- although it counts so in the region's index.
WITH office AS MATERIALIZED (
  SELECT * FROM spm_opd_status(:period, :per) WHERE region = :daerah
),
sent AS MATERIALIZED (
  SELECT * FROM spm_field_score(:period, :per) WHERE region = :daerah AND filed_state = 2
),
before AS MATERIALIZED (
  SELECT * FROM spm_field_score(spm_period_add(:period, -1), :per) WHERE region = :daerah
)
SELECT CASE u.field WHEN '1.05' THEN 'Trantibumlinmas' ELSE u.name END AS urusan,
  o.opd, f.served AS penerima, f.quality AS mutu, f.score AS indeks,
  CASE
    WHEN NOT o.filed THEN 'belum dikirim'
    WHEN f.score IS NULL THEN 'tidak ada sasaran'
    ELSE f.band
  END AS kategori,
  o.allocated AS pagu, o.realised AS realisasi,
  100.0 * o.realised / nullif(o.allocated, 0) AS serapan,
  iif(b.filed_state = 2, b.score, NULL) AS lalu, u.field AS kode
FROM field AS u
JOIN office AS o ON o.field = u.field
LEFT JOIN sent AS f ON f.field = u.field
LEFT JOIN before AS b ON b.field = u.field
ORDER BY u.field;
