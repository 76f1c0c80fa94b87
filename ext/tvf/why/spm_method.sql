-- spm_method(period): the method that counts in a quarter, with its choices and one row for each of its bands.
-- ringkasan: Metode yang berlaku pada satu triwulan, pilihannya, dan kategori ketuntasannya, satu baris per kategori.
--
-- Semantics 4, 5. The hidden column method names it: the one given, else of those in force in the quarter and recorded
-- by as_of the newest, else the default; so it is the method by which spm_score answers. Bands recorded later than
-- as_of are not there yet. A method without bands has one row, with band NULL; band_rank = 1 is one row of every
-- method.
--
-- Arguments:
--   period PERIOD: the quarter
-- Columns:
--   band_rank INTEGER KEY: place of the band: 1 is the highest
--   floor REAL: the least score of the band
--   band TEXT: name of the band; NULL when the method has no bands
--   served_weight REAL: weight of the recipients, 0..1
--   quality_weight REAL: weight of the quality, 0..1
--   combine TEXT: how indicators make a service: mean of ratios, or pooled
--   zero_need TEXT: what a need of zero does: exclude or full
--   missing TEXT: what a blank cell counts: zero or available
--   cap INTEGER: 1 when a ratio counts as 1 at most
--   tree TEXT: how services make the index: by field, or flat
--   valid_from TEXT: quarter from which it is in force; NULL: only when named
--   source TEXT: what the method rests on, the note of table method
-- Order: band_rank
-- Cost: whole
--
-- Example:
-- > SELECT method, band_rank, floor, band, served_weight FROM spm_method('2023-TW2') LIMIT 2;
-- = permendagri-59-2021|1|100.0|Tuntas Paripurna|0.8
-- = permendagri-59-2021|2|90.0|Tuntas Utama|0.8
SELECT row_number() OVER (ORDER BY b.floor DESC) AS band_rank,
  b.floor,
  b.name AS band,
  m.served_weight,
  m.quality_weight,
  m.combine,
  m.zero_need,
  m.missing,
  m.cap,
  m.tree,
  m.valid_from,
  m.note AS source
FROM main.method AS m
LEFT JOIN main.band AS b ON b.method = m.method AND b.recorded_at <= :as_of
WHERE m.method = :method
ORDER BY band_rank
