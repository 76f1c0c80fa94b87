-- trigger.sql: what the tables refuse. spm_init runs it after the catalogue is in, because the shipped reference rows
-- carry the stamp "always known" that nobody may give later.
--
-- Hosts leave foreign keys off and INSERT OR REPLACE slips past UPDATE and DELETE triggers, so each BEFORE INSERT
-- trigger checks its references itself and refuses a key that exists.
--
-- What several triggers share stands first, by names that ext/embed replaces by what they mean. A database keeps each
-- trigger as it then reads, and spm_check compares that text: it does not change, not even by a blank.

-- @refuse(trigger, event, table, why): a trigger that refuses whatever comes
CREATE TRIGGER $trigger BEFORE $event ON $table BEGIN
  SELECT RAISE(ABORT, '$table: $why');
END;

-- @recorded(table, sign): recorded_at is given by nobody; earlier (<) than now, or other (<>) where the last row counts
SELECT RAISE(ABORT, '$table: recorded_at is the time of recording; leave it out')
WHERE NEW.recorded_at $sign @{now}

-- @unknown(table, other, o): the row of table other that is named is not there
SELECT RAISE(ABORT, '$table: unknown $other')
WHERE NOT EXISTS (SELECT 1 FROM $other AS $o WHERE $o.$other = NEW.$other);

-- @names_stay(table): an office changes what a name of its own means, and no name
SELECT RAISE(ABORT, '$table: a name that comes with spm never changes')
WHERE OLD.recorded_at = @{SPM_ALWAYS};
SELECT RAISE(ABORT, '$table: name and recorded_at never change; delete the row and insert another')
WHERE NEW.name IS NOT OLD.name OR NEW.recorded_at IS NOT OLD.recorded_at;

-- @names_kept(trigger, table): and takes out none that ships
CREATE TRIGGER $trigger BEFORE DELETE ON $table
WHEN OLD.recorded_at = @{SPM_ALWAYS} BEGIN
  SELECT RAISE(ABORT, '$table: a name that comes with spm is never deleted');
END;

-- @no_region(): the region is not there
NOT EXISTS (SELECT 1 FROM region AS r WHERE r.region = NEW.region)

-- @no_quarter(column): a column that may be empty names no quarter
NEW.$column IS NOT NULL AND NOT EXISTS (SELECT 1 FROM period AS p WHERE p.period = NEW.$column)

-- @quarters(table): valid_from and valid_to are such columns
SELECT RAISE(ABORT, '$table: valid_from and valid_to are quarters of table period; write them like 2024-TW1')
WHERE (@{no_quarter valid_from})
  OR (@{no_quarter valid_to});

-- @of_service(s): a new row names an indicator of service s, or none
(NEW.indicator = '' OR EXISTS (SELECT 1 FROM indicator AS i WHERE i.indicator = NEW.indicator AND i.service = $s.service))

-- @ended_before(): a reference row has been ended already, or would be ended in the past
OLD.closed_at IS NOT NULL
OR NEW.closed_at < @{now}

-- @no_setting(): table rule does not say the same
NOT EXISTS (SELECT 1 FROM rule AS r WHERE r.rule = NEW.rule AND r.severity IS NEW.severity
  AND r.threshold IS NEW.threshold AND r.enabled = NEW.enabled)

-- @next_recording(): the next number of table recording
(SELECT coalesce(max(c.recording), 0) + 1 FROM recording AS c)

-- @not_open(): the filing of a new row is not open
NOT EXISTS (SELECT 1 FROM filing AS f WHERE f.filing = NEW.filing AND f.status = 'open')

-- @is_filed(): the filing of a row is filed
EXISTS (SELECT 1 FROM filing AS f WHERE f.filing = OLD.filing AND f.status = 'filed')

-- @open_only(table): rows of a part come while their filing is open,
SELECT RAISE(ABORT, '$table: its filing does not exist or is already filed; a correction is a new revision')
WHERE @{not_open};

-- @never_updated(trigger, table): are never changed,
CREATE TRIGGER $trigger BEFORE UPDATE ON $table BEGIN
  SELECT RAISE(ABORT, '$table: rows are inserted or deleted while their filing is open, never updated');
END;

-- @kept(trigger, table): and do not go when it is filed
CREATE TRIGGER $trigger BEFORE DELETE ON $table
WHEN @{is_filed} BEGIN
  SELECT RAISE(ABORT, '$table: its filing is filed and never changes; a correction is a new revision');
END;

-- @part(insert, update, delete, table): the three triggers of a part that belongs to the field
CREATE TRIGGER $insert BEFORE INSERT ON $table BEGIN
  @{open_only $table}
END;
@{never_updated $update, $table}
@{kept $delete, $table}

-- @part_of_service(insert, update, delete, table): and of one that belongs to a service
CREATE TRIGGER $insert BEFORE INSERT ON $table BEGIN
  @{open_only $table}
  SELECT RAISE(ABORT, '$table: the service is not of this filing''s field and level')
  WHERE NOT EXISTS (SELECT 1 FROM filing AS f
    JOIN region AS r ON r.region = f.region
    JOIN service AS s ON s.service = NEW.service AND s.field = f.field AND s.level_group = r.level_group
    WHERE f.filing = NEW.filing);
END;
@{never_updated $update, $table}
@{kept $delete, $table}

-- A filing: written open, filled with cells, then filed; after that only a rejection may come, once.
CREATE TRIGGER filing_insert BEFORE INSERT ON filing BEGIN
  SELECT RAISE(ABORT, 'filing: a new filing is open; set status to filed when its cells are in')
  WHERE NEW.status <> 'open';
  SELECT RAISE(ABORT, 'filing: this filing or this revision of (period, region, field) exists; a correction is a new revision')
  WHERE EXISTS (SELECT 1 FROM filing AS f WHERE f.filing = NEW.filing)
    OR EXISTS (SELECT 1 FROM filing AS f WHERE f.period = NEW.period AND f.region = NEW.region AND f.field = NEW.field
      AND f.revision = NEW.revision);
  SELECT RAISE(ABORT, 'filing: revisions number the order of submitted_at: use the next number and a later stamp')
  WHERE EXISTS (SELECT 1 FROM filing AS f WHERE f.period = NEW.period AND f.region = NEW.region AND f.field = NEW.field
    AND (f.revision > NEW.revision OR f.submitted_at > NEW.submitted_at
      OR (f.submitted_at = NEW.submitted_at AND NOT (f.day_only AND NEW.day_only))));
  @{unknown filing, region, r}
  @{unknown filing, period, p}
  @{unknown filing, field, u}
END;

CREATE TRIGGER filing_update BEFORE UPDATE ON filing BEGIN
  SELECT RAISE(ABORT, 'filing: a filing never changes; only open to filed, and rejected_at once, are allowed')
  WHERE NEW.filing IS NOT OLD.filing
    OR NEW.region IS NOT OLD.region
    OR NEW.period IS NOT OLD.period
    OR NEW.field IS NOT OLD.field
    OR NEW.revision IS NOT OLD.revision
    OR NEW.submitted_at IS NOT OLD.submitted_at
    OR NEW.opd IS NOT OLD.opd
    OR NEW.source IS NOT OLD.source
    OR NEW.day_only IS NOT OLD.day_only
    OR (NEW.seal IS NOT OLD.seal AND NOT (OLD.status = 'open' AND NEW.status = 'filed'))
    OR (OLD.status = 'filed' AND NEW.status <> 'filed')
    OR (OLD.rejected_at IS NOT NULL AND NEW.rejected_at IS NOT OLD.rejected_at);
END;

CREATE TRIGGER filing_delete BEFORE DELETE ON filing WHEN OLD.status = 'filed' BEGIN
  SELECT RAISE(ABORT, 'filing: a filing is never deleted; set rejected_at to take it out of force');
END;

CREATE TRIGGER filing_delete_open BEFORE DELETE ON filing BEGIN
  SELECT RAISE(ABORT, 'filing: it still has cells or other parts; delete those first')
  WHERE EXISTS (SELECT 1 FROM achievement AS a WHERE a.filing = OLD.filing)
    OR EXISTS (SELECT 1 FROM tally AS t WHERE t.filing = OLD.filing)
    OR EXISTS (SELECT 1 FROM budget AS b WHERE b.filing = OLD.filing)
    OR EXISTS (SELECT 1 FROM problem AS p WHERE p.filing = OLD.filing)
    OR EXISTS (SELECT 1 FROM stage AS g WHERE g.filing = OLD.filing)
    OR EXISTS (SELECT 1 FROM action_plan AS n WHERE n.filing = OLD.filing)
    OR EXISTS (SELECT 1 FROM team AS t WHERE t.filing = OLD.filing)
    OR EXISTS (SELECT 1 FROM explanation AS x WHERE x.filing = OLD.filing);
END;

-- What comes gets the next number: the order of the database, whatever the stamps say.
CREATE TRIGGER filing_recorded AFTER UPDATE ON filing
WHEN OLD.status = 'open' AND NEW.status = 'filed' BEGIN
  INSERT INTO recording(recording, filing, what) VALUES (@{next_recording}, NEW.filing, 'filed');
END;

CREATE TRIGGER filing_rejected AFTER UPDATE ON filing
WHEN OLD.rejected_at IS NULL AND NEW.rejected_at IS NOT NULL BEGIN
  INSERT INTO recording(recording, filing, what) VALUES (@{next_recording}, NEW.filing, 'rejected');
END;

CREATE TRIGGER recording_insert BEFORE INSERT ON recording BEGIN
  @{recorded recording, <>};
  SELECT RAISE(ABORT, 'recording: this is written when a filing is filed or rejected, and by nothing else')
  WHERE NEW.recording IS NOT @{next_recording}
    OR EXISTS (SELECT 1 FROM recording AS c WHERE c.filing = NEW.filing AND c.what = NEW.what)
    OR NOT EXISTS (SELECT 1 FROM filing AS f WHERE f.filing = NEW.filing AND f.status = 'filed'
      AND (NEW.what = 'filed' OR f.rejected_at IS NOT NULL));
END;

@{refuse recording_update, UPDATE, recording, a row never changes}
@{refuse recording_delete, DELETE, recording, rows are never deleted}

CREATE TRIGGER achievement_insert BEFORE INSERT ON achievement BEGIN
  @{open_only achievement}
  SELECT RAISE(ABORT, 'achievement: the indicator is not of this service, or the service not of this filing''s field and level')
  WHERE NOT EXISTS (SELECT 1 FROM filing AS f
    JOIN region AS r ON r.region = f.region
    JOIN service AS s ON s.service = NEW.service AND s.field = f.field AND s.level_group = r.level_group
    JOIN indicator AS i ON i.indicator = NEW.indicator AND i.service = s.service
    WHERE f.filing = NEW.filing);
END;

@{never_updated achievement_update, achievement}
@{kept achievement_delete, achievement}

CREATE TRIGGER tally_insert BEFORE INSERT ON tally BEGIN
  SELECT RAISE(ABORT, 'tally: its filing does not exist or is already filed')
  WHERE @{not_open};
END;

@{never_updated tally_update, tally}

CREATE TRIGGER tally_delete BEFORE DELETE ON tally
WHEN @{is_filed} BEGIN
  SELECT RAISE(ABORT, 'tally: its filing is filed and never changes');
END;

@{part_of_service budget_insert, budget_update, budget_delete, budget}
@{part_of_service problem_insert, problem_update, problem_delete, problem}
@{part_of_service stage_insert, stage_update, stage_delete, stage}
@{part action_plan_insert, action_plan_update, action_plan_delete, action_plan}
@{part team_insert, team_update, team_delete, team}

CREATE TRIGGER explanation_insert BEFORE INSERT ON explanation BEGIN
  @{open_only explanation}
  SELECT RAISE(ABORT, 'explanation: the service is not of this filing''s field and level, or the indicator not of the service')
  WHERE NOT EXISTS (SELECT 1 FROM filing AS f
    JOIN region AS r ON r.region = f.region
    JOIN service AS s ON s.service = NEW.service AND s.field = f.field AND s.level_group = r.level_group
    WHERE f.filing = NEW.filing AND @{of_service s});
END;

@{never_updated explanation_update, explanation}
@{kept explanation_delete, explanation}

-- Reference rows: added with the time at which they became known, closed once, otherwise never changed: an answer
-- as of a day in the past must not move (semantics.md 5).
CREATE TRIGGER roster_insert BEFORE INSERT ON roster BEGIN
  @{recorded roster, <} OR NEW.closed_at < NEW.recorded_at;
  SELECT RAISE(ABORT, 'roster: this row exists; to end it set to_period and closed_at')
  WHERE EXISTS (SELECT 1 FROM roster AS o WHERE o.region = NEW.region AND o.from_period = NEW.from_period);
  SELECT RAISE(ABORT, 'roster: unknown region or period')
  WHERE @{no_region}
    OR NOT EXISTS (SELECT 1 FROM period AS p WHERE p.period = NEW.from_period)
    OR (@{no_quarter to_period});
END;

CREATE TRIGGER roster_update BEFORE UPDATE ON roster BEGIN
  SELECT RAISE(ABORT, 'roster: a row never changes; it is ended once by setting to_period and closed_at (now)')
  WHERE NEW.region IS NOT OLD.region
    OR NEW.from_period IS NOT OLD.from_period
    OR NEW.recorded_at IS NOT OLD.recorded_at
    OR NEW.source IS NOT OLD.source
    OR @{ended_before};
END;

@{refuse roster_delete, DELETE, roster, rows are never deleted; end the row by setting to_period and closed_at}

CREATE TRIGGER service_insert BEFORE INSERT ON service BEGIN
  @{recorded service, <} OR NEW.closed_at < NEW.recorded_at;
  SELECT RAISE(ABORT, 'service: this code exists; a changed service is a new code')
  WHERE EXISTS (SELECT 1 FROM service AS s WHERE s.service = NEW.service);
  @{unknown service, field, u}
  @{quarters service}
END;

CREATE TRIGGER service_update BEFORE UPDATE ON service BEGIN
  SELECT RAISE(ABORT, 'service: a row never changes; it is ended once by setting valid_to and closed_at (now)')
  WHERE NEW.service IS NOT OLD.service
    OR NEW.level_group IS NOT OLD.level_group
    OR NEW.field IS NOT OLD.field
    OR NEW.valid_from IS NOT OLD.valid_from
    OR NEW.recorded_at IS NOT OLD.recorded_at
    OR @{ended_before}
    OR (@{no_quarter valid_to});
END;

@{refuse service_delete, DELETE, service, rows are never deleted; end the row by setting valid_to and closed_at}

CREATE TRIGGER indicator_insert BEFORE INSERT ON indicator BEGIN
  @{recorded indicator, <} OR NEW.closed_at < NEW.recorded_at;
  SELECT RAISE(ABORT, 'indicator: this code exists; a changed indicator is a new code')
  WHERE EXISTS (SELECT 1 FROM indicator AS i WHERE i.indicator = NEW.indicator);
  @{unknown indicator, service, s}
  @{quarters indicator}
END;

CREATE TRIGGER indicator_update BEFORE UPDATE ON indicator BEGIN
  SELECT RAISE(ABORT, 'indicator: a row never changes; it is ended once by setting valid_to and closed_at (now)')
  WHERE NEW.indicator IS NOT OLD.indicator
    OR NEW.service IS NOT OLD.service
    OR NEW.component IS NOT OLD.component
    OR NEW.number IS NOT OLD.number
    OR NEW.scored IS NOT OLD.scored
    OR NEW.valid_from IS NOT OLD.valid_from
    OR NEW.recorded_at IS NOT OLD.recorded_at
    OR @{ended_before}
    OR (@{no_quarter valid_to});
END;

@{refuse indicator_delete, DELETE, indicator, rows are never deleted; end the row by setting valid_to and closed_at}

CREATE TRIGGER region_update BEFORE UPDATE ON region BEGIN
  SELECT RAISE(ABORT, 'region: the level and province of a code never change; a recoded region is a new code and a recode row')
  WHERE NEW.region IS NOT OLD.region OR NEW.level IS NOT OLD.level OR NEW.province IS NOT OLD.province;
END;

CREATE TRIGGER region_insert BEFORE INSERT ON region BEGIN
  SELECT RAISE(ABORT, 'region: this code exists')
  WHERE EXISTS (SELECT 1 FROM region AS r WHERE r.region = NEW.region);
  SELECT RAISE(ABORT, 'region: a province names itself, a regency or city its province')
  WHERE NEW.province IS NOT substr(NEW.region, 1, 2)
    OR (NEW.level = 'provinsi') <> (NEW.province = NEW.region)
    OR (NEW.level <> 'provinsi' AND NOT EXISTS (SELECT 1 FROM region AS r WHERE r.region = NEW.province AND r.level = 'provinsi'));
END;

@{refuse region_delete, DELETE, region, rows are never deleted; who owes a report is said by roster}

CREATE TRIGGER deadline_insert BEFORE INSERT ON deadline BEGIN
  @{recorded deadline, <};
  SELECT RAISE(ABORT, 'deadline: this row exists')
  WHERE EXISTS (SELECT 1 FROM deadline AS d WHERE d.period = NEW.period AND d.due_on = NEW.due_on
    AND d.zone = NEW.zone AND d.reported_on = NEW.reported_on);
  @{unknown deadline, period, p}
  SELECT RAISE(ABORT, 'deadline: kind is deadline, extension or reopening')
  WHERE NEW.kind NOT IN ('deadline', 'extension', 'reopening');
  SELECT RAISE(ABORT, 'deadline: zone is an offset such as +07:00 (WIB), +08:00 (WITA) or +09:00 (WIT)')
  WHERE NEW.zone NOT GLOB '[+-][0-9][0-9]:[0-9][0-9]';
  SELECT RAISE(ABORT, 'deadline: an extension or a reopening does not end earlier, and is reported later, than what it follows')
  WHERE NEW.kind <> 'deadline'
    AND EXISTS (SELECT 1 FROM deadline AS d WHERE d.period = NEW.period AND d.kind <> 'reopening'
      AND (d.due_on > NEW.due_on OR d.reported_on >= NEW.reported_on)
      AND NOT EXISTS (SELECT 1 FROM withdrawal AS w WHERE w.what = 'deadline' AND w.key = @{deadline_key d}));
END;

@{refuse deadline_update, UPDATE, deadline, a row never changes; add a row with the newer reported_on}
@{refuse deadline_delete, DELETE, deadline, rows are never deleted; add a row with the newer reported_on}

CREATE TRIGGER always_needed_insert BEFORE INSERT ON always_needed BEGIN
  @{recorded always_needed, <};
  @{unknown always_needed, service, s}
  SELECT RAISE(ABORT, 'always_needed: this service has its row')
  WHERE EXISTS (SELECT 1 FROM always_needed AS n WHERE n.service = NEW.service);
END;

@{refuse always_needed_update, UPDATE, always_needed, a row never changes}
@{refuse always_needed_delete, DELETE, always_needed, rows are never deleted}

CREATE TRIGGER method_insert BEFORE INSERT ON method BEGIN
  @{recorded method, <};
  SELECT RAISE(ABORT, 'method: insert it without valid_from, then its bands, then set valid_from')
  WHERE NEW.valid_from IS NOT NULL;
  SELECT RAISE(ABORT, 'method: this name exists; a changed method is a new name')
  WHERE EXISTS (SELECT 1 FROM method AS m WHERE m.method = NEW.method);
  SELECT RAISE(ABORT, 'method: an edition of this name exists; method takes both, so names must differ')
  WHERE EXISTS (SELECT 1 FROM edition AS e WHERE e.name = NEW.method);
END;

-- From which quarter a method is in force is said once, when it has its bands, and known from then on.
CREATE TRIGGER method_update BEFORE UPDATE ON method BEGIN
  SELECT RAISE(ABORT, 'method: a row never changes, but to set valid_from once; a changed method is a new name')
  WHERE OLD.valid_from IS NOT NULL
    OR NEW.valid_from IS NULL
    OR (NEW.method, NEW.served_weight, NEW.quality_weight, NEW.combine, NEW.zero_need, NEW.missing, NEW.cap, NEW.tree,
      NEW.note) IS NOT (OLD.method, OLD.served_weight, OLD.quality_weight, OLD.combine, OLD.zero_need, OLD.missing,
      OLD.cap, OLD.tree, OLD.note);
  SELECT RAISE(ABORT, 'method: valid_from is not a quarter of table period; write it like 2024-TW1')
  WHERE @{no_quarter valid_from};
  SELECT RAISE(ABORT, 'method: valid_from is known from now on; set recorded_at to the time of now with it')
  WHERE NEW.recorded_at <> @{now};
  SELECT RAISE(ABORT, 'method: it has no band with the floor 0; insert one first, that every score has its word')
  WHERE NOT EXISTS (SELECT 1 FROM band AS b WHERE b.method = NEW.method AND b.floor = 0
    AND b.recorded_at <= NEW.recorded_at);
  SELECT RAISE(ABORT, 'method: an edition names it, and what was published never changes; add another method')
  WHERE EXISTS (SELECT 1 FROM edition AS e WHERE e.method = NEW.method);
END;

CREATE TRIGGER band_insert BEFORE INSERT ON band BEGIN
  @{recorded band, <};
  @{unknown band, method, m}
  SELECT RAISE(ABORT, 'band: the method has a band with this floor')
  WHERE EXISTS (SELECT 1 FROM band AS b WHERE b.method = NEW.method AND b.floor = NEW.floor);
END;

@{refuse band_update, UPDATE, band, a row never changes; other bands belong to another method}
@{refuse band_delete, DELETE, band, rows are never deleted; other bands belong to another method}

CREATE TRIGGER edition_insert BEFORE INSERT ON edition BEGIN
  SELECT RAISE(ABORT, 'edition: this name exists; what was published never changes')
  WHERE EXISTS (SELECT 1 FROM edition AS e WHERE e.name = NEW.name);
  SELECT RAISE(ABORT, 'edition: a method of this name exists; method takes both, so names must differ')
  WHERE EXISTS (SELECT 1 FROM method AS m WHERE m.method = NEW.name);
  SELECT RAISE(ABORT, 'edition: unknown method')
  WHERE NEW.method IS NOT NULL AND NOT EXISTS (SELECT 1 FROM method AS m WHERE m.method = NEW.method);
  SELECT RAISE(ABORT, 'edition: made_at and recording say what was known when it was made; leave them out')
  WHERE NEW.made_at <> @{now} OR NEW.recording IS NOT NULL;
  SELECT RAISE(ABORT, 'edition: as_of is not over yet; SELECT spm_edition_set(name) waits for the end of this second')
  WHERE NEW.as_of BETWEEN @{now} AND @{SPM_FOREVER};
END;

CREATE TRIGGER edition_recorded AFTER INSERT ON edition BEGIN
  UPDATE edition
  SET recording = @{next_recording} - 1
  WHERE name = NEW.name;
END;

CREATE TRIGGER edition_update BEFORE UPDATE ON edition
WHEN OLD.recording IS NOT NULL BEGIN
  SELECT RAISE(ABORT, 'edition: what was published never changes; add another edition');
END;
@{refuse edition_delete, DELETE, edition, what was published is never deleted}
@{refuse method_delete, DELETE, method, rows are never deleted}

CREATE TRIGGER office_insert BEFORE INSERT ON office BEGIN
  @{recorded office, <>};
  SELECT RAISE(ABORT, 'office: this duty was recorded this very second; record the correction in the next')
  WHERE EXISTS (SELECT 1 FROM office AS o WHERE o.region = NEW.region AND o.duty = NEW.duty
    AND o.from_period = NEW.from_period AND o.recorded_at = NEW.recorded_at);
  SELECT RAISE(ABORT, 'office: unknown region or period')
  WHERE @{no_region}
    OR NOT EXISTS (SELECT 1 FROM period AS p WHERE p.period = NEW.from_period);
  SELECT RAISE(ABORT, 'office: duty is the code of a field, or data')
  WHERE NEW.duty <> 'data' AND NOT EXISTS (SELECT 1 FROM field AS u WHERE u.field = NEW.duty);
END;

@{refuse office_update, UPDATE, office, a row never changes; add a row, the last one recorded counts}
@{refuse office_delete, DELETE, office, rows are never deleted; add a row, the last one recorded counts}

CREATE TRIGGER explained_insert BEFORE INSERT ON explained BEGIN
  @{recorded explained, <>};
  SELECT RAISE(ABORT, 'explained: this row exists; add a row, the last one counts')
  WHERE EXISTS (SELECT 1 FROM explained AS x WHERE x.explained = NEW.explained);
  SELECT RAISE(ABORT, 'explained: the filing is not of this region and period, or the service and the indicator not of its field')
  WHERE NOT EXISTS (SELECT 1 FROM filing AS f
    JOIN region AS r ON r.region = f.region
    JOIN service AS s ON s.service = NEW.service AND s.field = f.field AND s.level_group = r.level_group
    WHERE f.filing = NEW.filing AND f.status = 'filed' AND f.region = NEW.region AND f.period = NEW.period
      AND @{of_service s});
END;

@{refuse explained_update, UPDATE, explained, a row never changes; add a row, the last one counts}
@{refuse explained_delete, DELETE, explained, rows are never deleted; a row without a text takes back what was said}

CREATE TRIGGER target_insert BEFORE INSERT ON target BEGIN
  @{recorded target, <>};
  SELECT RAISE(ABORT, 'target: this target was recorded this very second; record the correction in the next')
  WHERE EXISTS (SELECT 1 FROM target AS t WHERE t.region = NEW.region AND t.service = NEW.service AND t.year = NEW.year
    AND t.document = NEW.document AND t.recorded_at = NEW.recorded_at);
  SELECT RAISE(ABORT, 'target: unknown region, or the service is not of its level')
  WHERE NOT EXISTS (SELECT 1 FROM region AS r
    JOIN service AS s ON s.level_group = r.level_group
    WHERE r.region = NEW.region AND s.service = NEW.service);
END;

@{refuse target_update, UPDATE, target, a row never changes; add a row, the last one recorded counts}
@{refuse target_delete, DELETE, target, rows are never deleted; add a row, the last one recorded counts}

CREATE TRIGGER region_group_insert BEFORE INSERT ON region_group BEGIN
  @{recorded region_group, <>};
  SELECT RAISE(ABORT, 'region_group: this region was recorded this very second; record the correction in the next')
  WHERE EXISTS (SELECT 1 FROM region_group AS g WHERE g.grouping = NEW.grouping AND g.region = NEW.region
    AND g.recorded_at = NEW.recorded_at);
  @{unknown region_group, region, r}
END;

@{refuse region_group_update, UPDATE, region_group, a row never changes; add a row, the last one recorded counts}
@{refuse region_group_delete, DELETE, region_group, rows are never deleted; add a row, the last one recorded counts}

-- What an office added is taken back once, and stays so.
CREATE TRIGGER withdrawal_insert BEFORE INSERT ON withdrawal BEGIN
  @{recorded withdrawal, <>};
  SELECT RAISE(ABORT, 'withdrawal: this row is taken back already')
  WHERE EXISTS (SELECT 1 FROM withdrawal AS w WHERE w.what = NEW.what AND w.key = NEW.key);
  SELECT RAISE(ABORT, 'withdrawal: no row that an office added has this key; SELECT spm_take_back(what, ...) finds it')
  WHERE NOT (
    (NEW.what = 'deadline' AND EXISTS (SELECT 1 FROM deadline AS d
      WHERE d.recorded_at > @{SPM_ALWAYS} AND NEW.key = @{deadline_key d}))
    OR (NEW.what = 'office' AND EXISTS (SELECT 1 FROM office AS o
      WHERE o.recorded_at > @{SPM_ALWAYS} AND NEW.key = @{office_key o}))
    OR (NEW.what = 'target' AND EXISTS (SELECT 1 FROM target AS t
      WHERE t.recorded_at > @{SPM_ALWAYS} AND NEW.key = @{target_key t}))
    OR (NEW.what = 'method' AND EXISTS (SELECT 1 FROM method AS m
      WHERE m.recorded_at > @{SPM_ALWAYS} AND NEW.key = m.method))
    OR (NEW.what = 'edition' AND EXISTS (SELECT 1 FROM edition AS e WHERE NEW.key = e.name))
  );
  SELECT RAISE(ABORT, 'withdrawal: an edition names this method; take the edition back first')
  WHERE NEW.what = 'method' AND EXISTS (SELECT 1 FROM edition AS e WHERE e.method = NEW.key
    AND NOT EXISTS (SELECT 1 FROM withdrawal AS w WHERE w.what = 'edition' AND w.key = e.name));
END;

@{refuse withdrawal_update, UPDATE, withdrawal, a row never changes}
@{refuse withdrawal_delete, DELETE, withdrawal, rows are never deleted; record what was taken back anew}

-- What others printed: any source, any word; only what must be one of ours is held.
CREATE TRIGGER published_insert BEFORE INSERT ON published BEGIN
  SELECT RAISE(ABORT, 'published: quarter is a quarter of table period such as 2023-TW2, or NULL; what was printed stands in period')
  WHERE @{no_quarter quarter};
  SELECT RAISE(ABORT, 'published: unknown region')
  WHERE NEW.region IS NOT NULL AND @{no_region};
END;

-- Names of columns: an office adds its own and does with them what it wants; those that ship stay as they are.
CREATE TRIGGER column_name_insert BEFORE INSERT ON column_name BEGIN
  @{recorded column_name, <};
  SELECT RAISE(ABORT, 'column_name: this name exists; SELECT means FROM column_name says what it means')
  WHERE EXISTS (SELECT 1 FROM column_name AS c WHERE c.name = NEW.name);
END;

CREATE TRIGGER column_name_update BEFORE UPDATE ON column_name BEGIN
  @{names_stay column_name}
END;

@{names_kept column_name_delete, column_name}

-- Other names of regions: the same.
CREATE TRIGGER region_name_insert BEFORE INSERT ON region_name BEGIN
  @{recorded region_name, <};
  SELECT RAISE(ABORT, 'region_name: this name exists; SELECT region FROM region_name says whose it is')
  WHERE EXISTS (SELECT 1 FROM region_name AS n WHERE n.name = NEW.name);
  @{unknown region_name, region, r}
END;

CREATE TRIGGER region_name_update BEFORE UPDATE ON region_name BEGIN
  @{names_stay region_name}
  @{unknown region_name, region, r}
END;

@{names_kept region_name_delete, region_name}

-- Rules come with the product; an office sets severity, threshold, enabled and the words. Each setting is written down.
@{refuse rule_insert, INSERT, rule, the rules come with spm; UPDATE severity, threshold, enabled, name or pesan of one that is there}
@{refuse rule_delete, DELETE, rule, rules are never deleted; UPDATE rule SET enabled = 0 switches one off}

CREATE TRIGGER rule_update BEFORE UPDATE ON rule BEGIN
  SELECT RAISE(ABORT, 'rule: rule and kind never change')
  WHERE NEW.rule IS NOT OLD.rule OR NEW.kind IS NOT OLD.kind;
  SELECT RAISE(ABORT, 'rule: this rule has no threshold')
  WHERE OLD.threshold IS NULL AND NEW.threshold IS NOT NULL;
  SELECT RAISE(ABORT, 'rule: this rule needs a threshold of 0 or more')
  WHERE OLD.threshold IS NOT NULL AND (NEW.threshold IS NULL OR NEW.threshold < 0);
END;

CREATE TRIGGER rule_updated AFTER UPDATE ON rule
WHEN NEW.severity IS NOT OLD.severity OR NEW.threshold IS NOT OLD.threshold OR NEW.enabled <> OLD.enabled BEGIN
  INSERT INTO rule_change(rule, recorded_at, severity, threshold, enabled)
  VALUES (NEW.rule, @{now}, NEW.severity, NEW.threshold, NEW.enabled)
  ON CONFLICT (rule, recorded_at) DO UPDATE SET severity = excluded.severity,
    threshold = excluded.threshold,
    enabled = excluded.enabled;
END;

CREATE TRIGGER rule_change_insert BEFORE INSERT ON rule_change BEGIN
  SELECT RAISE(ABORT, 'rule_change: this is written by UPDATE rule alone')
  WHERE NEW.recorded_at <> @{now}
    OR @{no_setting};
END;

CREATE TRIGGER rule_change_update BEFORE UPDATE ON rule_change BEGIN
  SELECT RAISE(ABORT, 'rule_change: a row never changes')
  WHERE NEW.rule IS NOT OLD.rule
    OR NEW.recorded_at IS NOT OLD.recorded_at
    OR OLD.recorded_at <> @{now}
    OR @{no_setting};
END;

@{refuse rule_change_delete, DELETE, rule_change, rows are never deleted}
