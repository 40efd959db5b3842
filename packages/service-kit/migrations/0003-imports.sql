-- 导入预览: tables that were uploaded and wait for confirmation; kept 7 days, then deleted with everything in them.
create table import_preview (
  id              uuid primary key,
  kind            text not null,
  actor           text not null,
  ignored_columns jsonb not null,
  created_at      timestamptz not null,
  expires_at      timestamptz not null,
  confirmed_at    timestamptz,
  check (expires_at > created_at)
);
create index import_preview_expired on import_preview (expires_at);

-- `cells` is what the file held: it may be personal, and goes as soon as the row was imported.
create table import_row (
  import_id uuid not null references import_preview on delete cascade,
  row       integer not null check (row > 0),
  cells     jsonb not null,
  errors    jsonb not null default '[]',
  primary key (import_id, row)
);
create index import_row_wrong on import_row (import_id, row) where errors <> '[]';
