-- 无记名投票
create table ballot (
  id          uuid primary key,
  state       text not null check (state in ('ISSUING', 'CASTING', 'CLOSED', 'CANCELLED')),
  title       text not null,
  subject_id  uuid,
  questions   jsonb not null,
  entitled    integer not null,
  public_key  text not null,
  fingerprint text not null,
  quorum      double precision not null,
  minimum     integer not null,
  opened_at   timestamptz not null,
  casting_at  timestamptz,
  ended_at    timestamptz,
  returned    integer,
  valid       integer,
  quorum_met  boolean,
  withheld    text check (withheld in ('TOO_FEW', 'VOID')),
  results     jsonb
);
create index ballots_newest on ballot (opened_at desc, id desc);
create index ballots_of_subject on ballot (subject_id, opened_at desc, id desc) where subject_id is not null;

-- 应到委员 and who of them took a token. The blind signature comes from no event; it is kept to be given again.
create table ballot_voter (
  ballot_id       uuid not null references ballot (id),
  member_id       uuid not null,
  token_id        uuid unique,
  issued_at       timestamptz,
  blinded_sha256  text,
  blind_signature text,
  primary key (ballot_id, member_id),
  check ((token_id is null) = (issued_at is null))
);

-- While votes are cast they lie in a table of each ballot, `ballot_box_<id>`, which is dropped when they are counted. What
-- stays is written then, in an order that has nothing to do with the one in which they came: tokens by their hashes,
-- choices by random ids, question by question. No event tells either, and a rebuild leaves both alone.
create table ballot_spent_token (
  ballot_id  uuid not null,
  token_hash text not null,
  primary key (ballot_id, token_hash)
);
create table ballot_choice (
  ballot_id uuid not null,
  question  integer not null,
  id        uuid not null,
  choice    text not null,
  primary key (ballot_id, question, id)
);
