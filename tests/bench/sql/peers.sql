-- peers.sql: the tables that plain.sql reads, for DuckDB and PostgreSQL, in the column order of nations.py; then the
-- keys that SQLite has, for PostgreSQL. DuckDB goes without: it prunes by the order of the rows, and a key would only
-- cost it.

-- part tables
CREATE TABLE period(period VARCHAR NOT NULL);
CREATE TABLE region(region VARCHAR NOT NULL, level VARCHAR NOT NULL, level_group VARCHAR NOT NULL);
CREATE TABLE roster(region VARCHAR NOT NULL, from_period VARCHAR NOT NULL, to_period VARCHAR);
CREATE TABLE service(service VARCHAR NOT NULL, level_group VARCHAR NOT NULL, field VARCHAR NOT NULL,
  valid_from VARCHAR, valid_to VARCHAR);
CREATE TABLE indicator(indicator VARCHAR NOT NULL, service VARCHAR NOT NULL, component VARCHAR NOT NULL,
  scored INTEGER NOT NULL, valid_from VARCHAR, valid_to VARCHAR);
CREATE TABLE filing(filing INTEGER NOT NULL, region VARCHAR NOT NULL, period VARCHAR NOT NULL, field VARCHAR NOT NULL,
  revision INTEGER NOT NULL, submitted_at VARCHAR NOT NULL, rejected_at VARCHAR, status VARCHAR NOT NULL);
CREATE TABLE achievement(filing INTEGER NOT NULL, service VARCHAR NOT NULL, indicator VARCHAR NOT NULL,
  required DOUBLE PRECISION, fulfilled DOUBLE PRECISION);

-- part keys
ALTER TABLE period ADD PRIMARY KEY (period);
ALTER TABLE region ADD PRIMARY KEY (region);
ALTER TABLE roster ADD PRIMARY KEY (region, from_period);
ALTER TABLE service ADD PRIMARY KEY (service);
ALTER TABLE service ADD UNIQUE (level_group, field, service);
ALTER TABLE indicator ADD PRIMARY KEY (indicator);
ALTER TABLE indicator ADD UNIQUE (service, indicator);
ALTER TABLE filing ADD PRIMARY KEY (filing);
ALTER TABLE filing ADD UNIQUE (period, region, field, revision);
ALTER TABLE achievement ADD PRIMARY KEY (filing, service, indicator);
