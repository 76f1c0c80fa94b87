--@ report 1
--@ in data 40
--@ sheet "Indikator" tab=#548235 orientation=landscape fit=width freeze=1 filter
--@ title "Daftar Indikator"
--@ subtitle "{period|tw}"
--@ param per asof "Keadaan per tanggal, atau nama terbitan"
--@ col indicator "indicator", field_name "field_name" text width=24
--@ col service "service" text width=20
--@ col service_name "service_name" text wrap width=44
--@ col level_group "level_group", component "component" text width=11
--@ col kind "kind" text width=8
--@ col indicator_name "indicator_name" text wrap width=56
--@ col unit "unit" text width=14
--@ col number "number" text width=9
--@ col scored "scored" int width=8
--@ col source "source" text wrap width=44
--@ expect unique=indicator notnull=indicator,service,component,unit
--
-- The catalogue in force in the quarter.
WITH p(period, known) AS (
  SELECT :period,
    +q.as_of
  FROM spm_quarter(:period, :per) AS q
)
SELECT i.indicator, u.name AS field_name, i.service, s.name AS service_name, s.level_group, i.component, i.kind,
  i.name AS indicator_name, i.unit, i.number, i.scored, i.source
FROM p
JOIN indicator AS i
JOIN service AS s ON s.service = i.service
JOIN field AS u ON u.field = s.field
WHERE i.recorded_at <= p.known
  AND (i.valid_from IS NULL OR i.valid_from <= p.period)
  AND (i.valid_to IS NULL OR i.closed_at > p.known OR i.valid_to >= p.period)
ORDER BY s.level_group DESC, u.field, s.position, i.service, i.indicator;
