-- owed.sql: every field of every region on the roster, and the filing that stands of it: CTE owed_field.
--
-- The build puts it where the body of spm_service_score, spm_field_score, spm_score and spm_budget says
-- "--@ owed.sql". Rows come in the order region, field; filing is NULL where none stands. What the field owes, and what
-- its filing holds of that, is read by ext/table/owed.c, which knows level_group, field and filing; arrived_at is that
-- of the first filing with an owed cell, and means nothing where that which stands has none (ext/table/fold.c).
owed_field AS NOT MATERIALIZED (
  SELECT r.region,
    r.name AS region_name,
    r.level,
    r.province,
    r.level_group,
    u.field,
    u.name AS field_name,
    f.filing,
    CASE
      WHEN f.revision = 1 THEN f.submitted_at
      WHEN f.revision > 1 THEN @{first_arrival r.region, u.field}
    END AS arrived_at
  FROM main.region AS r
  CROSS JOIN main.field AS u
  LEFT JOIN main.filing AS f ON f.filing = @{standing_filing :period, r.region, u.field, :as_of, :known_at}
  WHERE @{is_listed r}
)
