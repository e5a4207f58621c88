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
INSERT INTO heddle_epoch (id, epoch) VALUES (1, 0) ON CONFLICT DO NOTHING;
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
CREATE TABLE IF NOT EXISTS heddle_record (
    kind VARCHAR(32) NOT NULL,
    id VARCHAR(256) NOT NULL,
    version BIGINT NOT NULL,
    epoch BIGINT NOT NULL,
    checksum BIGINT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (kind, id)
);
