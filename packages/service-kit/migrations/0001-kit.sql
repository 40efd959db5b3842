-- What the kit keeps in every service's schema, beside the service's own tables.

-- The version of each aggregate. A writer locks (or inserts) this row before it inserts event rows:
-- that makes id order equal version order inside an aggregate.
create table aggregate (
  key     text primary key,
  version integer not null check (version > 0)
);

-- Everything that happened here, in the exact bytes that were published. Rows stay: they are audit and replay.
create table event (
  id                bigint generated always as identity (cache 1) primary key,
  event_id          uuid not null unique,
  partition         smallint not null check (partition between 0 and 15),
  subject           text not null,
  type              text not null,
  version           smallint not null,
  aggregate         text not null,
  aggregate_version integer not null,
  payload           bytea not null,
  recorded_at       timestamptz not null,
  published_at      timestamptz,
  stream_seq        bigint,
  stream_epoch      integer,
  unique (aggregate, aggregate_version)
);
-- The relay: unpublished rows of one partition in id order.
create index event_unpublished on event (partition, id) where published_at is null;
-- The search for the fork point after a rewind, and un-marking what lies above it.
create index event_stream_seq on event (stream_seq) where stream_seq is not null;

-- The rows that relays lock; sixteen, so that several instances share the work.
create table event_partition (partition smallint primary key);
insert into event_partition select generate_series(0, 15);

-- What is known of each stream that this service publishes to. `origin` and `epoch` are in the stream's metadata too:
-- another origin there is the stream of another database, another epoch is a stream that was lost or restored.
create table stream_state (
  stream     text primary key,
  origin     uuid not null default gen_random_uuid(),
  epoch      integer not null default 1,
  last_seq   bigint not null default 0,
  rewinds    integer not null default 0,
  checked_at timestamptz not null default now()
);

-- How far each consumer has come in each aggregate. Locked first, in the transaction of the effects.
create table consumer_cursor (
  consumer  text not null,
  aggregate text not null,
  version   integer not null,
  primary key (consumer, aggregate)
);

-- Events that came before their predecessor, and those that failed and are tried again at `retry_at`.
create table waiting_event (
  consumer    text not null,
  aggregate   text not null,
  version     integer not null,
  event_id    uuid not null,
  payload     bytea not null,
  received_at timestamptz not null,
  attempts    integer not null default 0,
  error       text,
  retry_at    timestamptz,
  primary key (consumer, aggregate, version)
);

-- Events whose effects failed for good. An unresolved one holds back its own aggregate and nothing else.
create table dead_event (
  consumer    text not null,
  aggregate   text not null,
  version     integer not null,
  event_id    uuid not null,
  type        text not null,
  payload     bytea not null,
  error       text not null,
  attempts    integer not null,
  died_at     timestamptz not null,
  resolved_at timestamptz,
  resolved_by text,
  resolution  text check (resolution in ('retried', 'discarded')),
  reason      text,
  primary key (consumer, aggregate, version)
);
create index dead_event_open on dead_event (died_at) where resolved_at is null;

-- What each key of each actor was answered, refusals too; kept 7 days.
create table idempotency (
  actor      text not null,
  key        text not null,
  command    text not null,
  body_hash  bytea not null,
  status     smallint not null,
  response   jsonb not null,
  created_at timestamptz not null,
  primary key (actor, key)
);
create index idempotency_created_at on idempotency (created_at);

-- Who did what that leaves no event: operators' actions, changes of personal columns.
create table audit (
  id      bigint generated always as identity primary key,
  at      timestamptz not null,
  actor   text not null,
  role    text not null,
  action  text not null,
  subject text not null,
  detail  jsonb not null default '{}'
);
create index audit_subject on audit (subject, id);
