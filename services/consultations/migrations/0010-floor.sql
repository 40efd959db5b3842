-- The floor of a session (会场): the item of the agenda it is at, who is to speak, and since when somebody does.
alter table session add column agenda_item integer check (agenda_item >= 1);
alter table session_speech add column seconds integer check (seconds >= 0);

-- 发言名单: who waits and who speaks; a speech that ended is a row of session_speech.
create table session_turn (
  id            uuid primary key,
  session_id    uuid not null references session (id),
  speaker_id    uuid not null,
  mode          text not null check (mode in ('STAGE', 'FLOOR')),
  speaks_for    text not null check (speaks_for in ('SELF', 'PARTY', 'SECTOR', 'ORGANIZATION', 'COMMITTEE')),
  body_id       uuid,
  title         text not null,
  limit_seconds integer not null check (limit_seconds between 30 and 3600),
  lined_up_at   timestamptz not null,
  started_at    timestamptz,
  unique (session_id, speaker_id)
);
-- session-floor: who waits, in order. One clock runs at a time.
create index turns_of_session on session_turn (session_id, lined_up_at, id);
create unique index one_speaker_at_a_time on session_turn (session_id) where started_at is not null;
