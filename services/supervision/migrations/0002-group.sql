-- A member may leave and come back: each time is a row of its own, ended by the last day of it.
alter table group_member drop constraint group_member_pkey;
alter table group_member add primary key (group_id, member_id, from_on);
alter table group_member add check (until_on is null or until_on >= from_on);

alter table supervision_group add column ended_by text check (ended_by in ('DECIDED', 'TERM_OVER'));
alter table supervision_group add check ((ended_on is null) = (ended_by is null));
-- The day of the last change of its members.
alter table supervision_group add column changed_on date;
alter table supervision_group add column search tsvector not null default '';
create index groups_newest on supervision_group (formed_at desc, id desc);
create index groups_by_text on supervision_group using gin (search);

-- 派驻: to which units a resident group is posted, and was; the first of them is in charge.
create table group_posting (
  group_id uuid not null references supervision_group (id),
  unit_id  uuid not null,
  from_on  date not null,
  until_on date,
  primary key (group_id, unit_id, from_on),
  check (until_on is null or until_on >= from_on)
);
create index postings_of_unit on group_posting (unit_id, from_on);

create index visits_of_group on visit (group_id) where state = 'HELD';

-- 监督员证. Its code comes from no event, only the code's hash.
create table certificate (
  id          uuid primary key,
  group_id    uuid not null references supervision_group (id),
  member_id   uuid not null,
  unit_ids    uuid[] not null,
  year        integer not null,
  number      integer not null,
  issued_on   date not null,
  from_on     date not null,
  until_on    date not null check (until_on >= from_on),
  code_sha256 text not null unique,
  -- The last day before the membership or the posting ended that it was made for.
  lapsed_on   date,
  revoked_at  timestamptz,
  code        text
);
create unique index certificates_by_number on certificate (year desc, number desc);
create index certificates_of_group on certificate (group_id, member_id);
create index certificates_of_member on certificate (member_id);
