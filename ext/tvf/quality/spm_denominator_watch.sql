-- spm_denominator_watch(period_from, period_to): recipients whose ratio rose while the need fell: to be asked about,
--   not judged.
-- ringkasan: Pelayanan yang persentasenya naik sementara kebutuhannya turun: untuk ditanyakan, bukan dituduhkan.
--
-- Semantics 9. A smaller need can be right (people moved, data were cleaned) or not; the row says how much of the rise
-- is due to it. The three parts add up to the change of the capped ratio, in percentage points.
--
-- Arguments:
--   period_from PERIOD: the earlier quarter
--   period_to PERIOD: the later quarter
-- Columns:
--   region TEXT KEY: Kemendagri code
--   name TEXT: name of the region
--   level TEXT: provinsi, kabupaten or kota
--   service TEXT: code of the service
--   service_name TEXT: name of the service
--   indicator TEXT KEY: code of the indicator
--   required_from REAL: need in period_from
--   required_to REAL: need in period_to, smaller
--   fulfilled_from REAL: recipients served in period_from
--   fulfilled_to REAL: recipients served in period_to
--   served_from REAL: share served in period_from, at most 100
--   served_to REAL: share served in period_to, at most 100
--   served_change REAL: rise of the share: served_to - served_from
--   from_service REAL: part of the rise that comes from what was served
--   from_denominator REAL: part of the rise that comes from the smaller need
--   from_cap REAL: part of the rise that comes from the cap
--   note TEXT: the rise in words, English
--   catatan TEXT: the rise in words, Indonesian
-- Order: region
--
-- Example:
-- > SELECT count(*), sum(from_denominator <= 0) FROM spm_denominator_watch('2023-TW1', '2023-TW2') WHERE region =
-- > '11.01';
-- = 0|
WITH pair AS (
  SELECT m.region,
    m.service,
    m.indicator,
    CAST(m.required_from AS REAL) AS required_from,
    CAST(m.required_to AS REAL) AS required_to,
    CAST(m.fulfilled_from AS REAL) AS fulfilled_from,
    CAST(m.fulfilled_to AS REAL) AS fulfilled_to,
    100 * spm_ratio(m.required_from, m.fulfilled_from) AS served_from,
    100 * spm_ratio(m.required_to, m.fulfilled_to) AS served_to,
    100 * (CAST(m.fulfilled_to AS REAL) / m.required_to - CAST(m.fulfilled_from AS REAL) / m.required_from)
      AS raw_change,
    100 * spm_shift(m.fulfilled_from, m.required_from, m.fulfilled_to, m.required_to, 'service') AS from_service,
    100 * spm_shift(m.fulfilled_from, m.required_from, m.fulfilled_to, m.required_to, 'denominator')
      AS from_denominator
  FROM main.spm_moved(
    :period_from,
    :period_to,
    :as_of,
    :known_at,
    :method,
    :method,
    @region,
    'pair',
    :ours
  ) AS m
)
SELECT p.region,
  r.name,
  r.level,
  p.service,
  s.name AS service_name,
  p.indicator,
  p.required_from,
  p.required_to,
  p.fulfilled_from,
  p.fulfilled_to,
  p.served_from,
  p.served_to,
  p.served_to - p.served_from AS served_change,
  p.from_service,
  p.from_denominator,
  p.served_to - p.served_from - p.raw_change AS from_cap,
  printf('the need went from %.15g to %.15g; %.2f of the %.2f points come from the smaller need: ask for its source',
    p.required_from, p.required_to, p.from_denominator, p.served_to - p.served_from) AS note,
  replace(printf(
    'kebutuhan dari %.15g menjadi %.15g; %.2f dari %.2f poin berasal dari kebutuhan yang lebih kecil:'
      || ' mohon sumber datanya',
    p.required_from, p.required_to, p.from_denominator, p.served_to - p.served_from), '.', ',') AS catatan
FROM pair AS p
CROSS JOIN main.region AS r ON r.region = p.region
CROSS JOIN main.service AS s ON s.service = p.service
WHERE p.served_to > p.served_from
ORDER BY p.region, p.indicator
