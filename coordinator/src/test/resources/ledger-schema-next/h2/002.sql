-- What a next version might bring.
ALTER TABLE heddle_record ADD COLUMN IF NOT EXISTS note VARCHAR(64) DEFAULT 'old' NOT NULL;
