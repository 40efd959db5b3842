-- 机制: what this committee knows of each compact, from invitation to the end.
create table compact (
  compact_id text primary key check (compact_id ~ '^[0-9a-f]{64}$'),
  name       text not null,
  members    text[] not null,
  -- The invitation or founding file with every signature that is here.
  file       text not null,
  signed_by  text[] not null,
  stage      text not null check (stage in ('SIGNING', 'IN_FORCE')),
  hub_url    text,
  created_at timestamptz not null
);

-- 草稿: what was prepared to leave, exactly as it would be signed.
create table draft (
  draft_id     uuid primary key,
  compact_id   text not null references compact,
  kind         text not null,
  content      text not null,
  content_hash text not null,
  state        text not null check (state in ('PREPARED', 'RELEASED', 'DISCARDED')),
  prepared_by  text not null,
  prepared_at  timestamptz not null,
  entry_id     text,
  closed_at    timestamptz
);
create index draft_by_state on draft (state, prepared_at desc, draft_id desc);
create index draft_by_compact on draft (compact_id, prepared_at desc, draft_id desc);
-- After a crash between signing and commit: which draft an entry that was put back belongs to.
create index draft_prepared_by_content on draft (compact_id, content_hash) where state = 'PREPARED';

-- 异常
create table alarm (
  alarm_id   uuid primary key,
  compact_id text not null,
  what       text not null,
  code       text not null,
  blamed     text,
  blamed_as  text,
  entry_id   text,
  raised_at  timestamptz not null,
  closed_at  timestamptz,
  finding    text
);
create index alarm_newest on alarm (raised_at desc, alarm_id desc);
create index alarm_open on alarm (compact_id, raised_at desc) where closed_at is null;

-- What followed from signed entries and was told to the other services, each once.
create table told (
  key     text primary key,
  told_at timestamptz not null
);

-- 密钥恢复 that waits for a second person.
create table recovery_order (
  order_id     uuid primary key,
  compact_id   text not null,
  reason       text not null,
  ordered_by   text not null,
  ordered_at   timestamptz not null,
  confirmed_by text,
  entry_id     text
);

-- The chains: signed entries in the order in which they were stored here. The truth of all joint matters.
create table entry (
  position   bigint generated always as identity primary key,
  compact_id text not null,
  entry_id   text not null,
  committee  text not null,
  generation integer not null,
  seq        integer not null,
  carrier    text not null,
  raw        bytea not null,
  key        text not null,
  signature  bytea not null,
  opened     bytea,
  stored_at  timestamptz not null default now(),
  -- A carrier may have brought an entry under a bad signature before.
  unique (compact_id, entry_id, signature)
);
create index entry_by_compact on entry (compact_id, position);
-- The own entries above a head, after a crash; and the entries of one side.
create index entry_by_committee on entry (compact_id, committee, generation, seq);

-- Writers of one compact queue up here, so that positions grow in commit order.
create table compact_lock (compact_id text primary key);

-- What this side still has to publish under its own name.
create table outbox (
  compact_id text not null,
  entry_id   text not null,
  -- The order in which entries were queued is the order in which they go out.
  position   bigint generated always as identity,
  primary key (compact_id, entry_id)
);

-- What was turned down, and who is to blame.
create table rejection (
  id         bigint generated always as identity primary key,
  compact_id text not null,
  entry_id   text,
  reason     text not null,
  party      text not null,
  party_as   text not null,
  at         timestamptz not null default now()
);
create index rejection_by_compact on rejection (compact_id, id);

-- When each side was last heard of.
create table heard (
  compact_id text not null,
  committee  text not null,
  at         timestamptz not null,
  primary key (compact_id, committee)
);

-- 参会名单: stays here; the chain holds counts and a salted commitment.
create table attendance_list (
  draft_id uuid primary key,
  salt     text not null,
  people   jsonb not null,
  kept_until timestamptz not null
);

-- Projections of what others published.
create table plan_item (
  item_id uuid primary key,
  plan_id uuid not null,
  year    integer not null,
  title   text not null,
  adopted boolean not null
);
create table unit (
  unit_id uuid primary key,
  name    text not null,
  active  boolean not null
);
