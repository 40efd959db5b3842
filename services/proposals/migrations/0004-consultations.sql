-- 提案办理协商: sessions of the consultations service that are about a proposal.
create table proposal_session (
  proposal_id uuid not null references proposal (id),
  session_id  uuid not null,
  linked_at   timestamptz not null,
  held_on     date,
  primary key (proposal_id, session_id)
);
create index proposals_of_session on proposal_session (session_id);

-- What consultations told of its sessions.
create table known_session (
  id        uuid primary key,
  title     text not null,
  form      text not null,
  starts_at timestamptz not null,
  state     text not null check (state in ('SCHEDULED', 'POSTPONED', 'CANCELLED', 'HELD')),
  held_on   date
);
