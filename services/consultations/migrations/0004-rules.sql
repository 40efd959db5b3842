-- What the directory told: the local rules of this committee, and which members there are.

create table known_policy (
  version integer primary key,
  pack    jsonb not null
);

create table known_member (
  id     uuid primary key
);
