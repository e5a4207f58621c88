-- What belongs to the whole ledger: its cluster id.
CREATE TABLE IF NOT EXISTS heddle_meta (
    name VARCHAR(64) PRIMARY KEY,
    content VARCHAR(256) NOT NULL
);
-- One row. Only ever raised; survives the lease.
CREATE TABLE IF NOT EXISTS heddle_epoch (
    id INTEGER PRIMARY KEY,
    epoch BIGINT NOT NULL
);
MERGE INTO heddle_epoch t USING (SELECT 1 AS id) s ON t.id = s.id
    WHEN NOT MATCHED THEN INSERT (id, epoch) VALUES (1, 0);
-- At most one row.
CREATE TABLE IF NOT EXISTS heddle_lease (
    id INTEGER PRIMARY KEY,
    owner VARCHAR(256) NOT NULL,
    session_name VARCHAR(64) NOT NULL,
    rest_address VARCHAR(512) NOT NULL,
    counter BIGINT NOT NULL,
    lease_millis BIGINT NOT NULL,
    released BOOLEAN NOT NULL
);
-- A body is stored in parts, because H2 limits a binary value to 1 MiB.
CREATE TABLE IF NOT EXISTS heddle_record (
    kind VARCHAR(32) NOT NULL,
    id VARCHAR(256) NOT NULL,
    version BIGINT NOT NULL,
    epoch BIGINT NOT NULL,
    checksum BIGINT NOT NULL,
    body BINARY VARYING(1048576) ARRAY[8] NOT NULL,
    PRIMARY KEY (kind, id)
);
-- Which database session belongs to which replica.
CREATE TABLE IF NOT EXISTS heddle_session (
    session_id INTEGER PRIMARY KEY,
    name VARCHAR(64) NOT NULL
);
