-- tally.sql: the tallies of a nation, as an import makes them for a filing (ext/import/accept.sql), for every filing
-- at once; spm_check tells whether it is still the same. build/tallies runs it.
INSERT INTO tally(filing, service, indicators, tally)
SELECT f.filing,
  i.service,
  spm_fingerprint(:ours, i.indicator),
  spm_tally(:ours, i.component, i.scored, a.required, a.fulfilled)
FROM filing AS f
CROSS JOIN region AS r ON r.region = f.region
CROSS JOIN service AS s ON s.level_group = r.level_group AND s.field = f.field
CROSS JOIN indicator AS i ON i.service = s.service
  AND (i.valid_from IS NULL OR i.valid_from <= f.period)
  AND (i.valid_to IS NULL OR i.valid_to >= f.period)
LEFT JOIN achievement AS a ON a.filing = f.filing AND a.service = i.service AND a.indicator = i.indicator
GROUP BY f.filing, i.service
HAVING count(a.filing) > 0;
