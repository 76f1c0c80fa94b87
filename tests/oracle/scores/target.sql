-- target.sql: what the planning documents promised for the year, beside what was achieved: one row per region on the
-- roster and service in force. Of one document the row recorded last counts. A target of NULL percent stands in the
-- document when it names a need; with neither it is taken out.

DROP TABLE IF EXISTS temp.o_target;
CREATE TEMP TABLE o_target AS
WITH
  recorded AS MATERIALIZED (
    SELECT t.*
    FROM main.target AS t
    WHERE t.year = CAST(substr(:period, 1, 4) AS INTEGER) AND t.recorded_at <= :as_of
      AND NOT EXISTS (SELECT 1 FROM main.withdrawal AS w WHERE w.what = 'target' AND w.recorded_at <= :as_of
        AND w.key = printf('%s %s %d %s %s', t.region, t.service, t.year, t.document, t.recorded_at))
  ),
  known AS MATERIALIZED (
    SELECT t.region, t.service, t.document, t.percent, t.need
    FROM recorded AS t
    WHERE (t.percent IS NOT NULL OR t.need IS NOT NULL)
      AND NOT EXISTS (SELECT 1 FROM recorded AS n
        WHERE n.region = t.region AND n.service = t.service AND n.document = t.document
          AND n.recorded_at > t.recorded_at)
  ),
  placed AS (
    SELECT r.region, r.name, r.level, r.province, a.field, a.service, s.name AS service_name, a.served AS achieved,
      a.required, a.status,
      (SELECT percent FROM known AS k WHERE k.region = r.region AND k.service = a.service
        AND document = 'RPJMD') AS rpjmd,
      (SELECT need FROM known AS k WHERE k.region = r.region AND k.service = a.service
        AND document = 'RPJMD') AS rpjmd_need,
      (SELECT percent FROM known AS k WHERE k.region = r.region AND k.service = a.service
        AND document = 'Renstra') AS renstra,
      (SELECT need FROM known AS k WHERE k.region = r.region AND k.service = a.service
        AND document = 'Renstra') AS renstra_need,
      (SELECT percent FROM known AS k WHERE k.region = r.region AND k.service = a.service
        AND document = 'RKPD') AS rkpd,
      (SELECT need FROM known AS k WHERE k.region = r.region AND k.service = a.service
        AND document = 'RKPD') AS rkpd_need,
      (SELECT percent FROM known AS k WHERE k.region = r.region AND k.service = a.service
        AND document = 'Renja') AS renja,
      (SELECT need FROM known AS k WHERE k.region = r.region AND k.service = a.service
        AND document = 'Renja') AS renja_need,
      (SELECT count(*) FROM known AS k WHERE k.region = r.region AND k.service = a.service) AS documents
    FROM o_roster AS r
    JOIN o_service_score AS a ON a.region = r.region
    JOIN o_service AS s ON s.service = a.service
  )
SELECT *, achieved - rpjmd AS rpjmd_gap, achieved - renstra AS renstra_gap, achieved - rkpd AS rkpd_gap,
  achieved - renja AS renja_gap, CASE WHEN documents = 0 THEN 'in no document' END AS why
FROM placed;
