-- 委员与工作人员: who they are is in `person` alone; every other table knows ids.

create table member (
  id            uuid primary key,
  registered_at timestamptz not null
);

-- 任期
create table term (
  member_id   uuid not null references member,
  term_number smallint not null,
  sector_id   uuid not null references sector,
  began_on    date not null,
  ended_on    date,
  ending      text,
  primary key (member_id, term_number),
  check (ended_on >= began_on),
  check ((ended_on is null) = (ending is null))
);
create unique index term_sitting on term (member_id) where ended_on is null;
create index term_by_sector on term (sector_id) where ended_on is null;

-- 任职
create table post (
  id        uuid primary key,
  member_id uuid not null references member,
  body_id   uuid not null references body,
  post      text not null,
  began_on  date not null,
  ended_on  date,
  check (ended_on >= began_on)
);
create unique index post_held on post (member_id, body_id, post) where ended_on is null;
create index post_by_body on post (body_id) where ended_on is null;

create table staff (
  id         uuid primary key,
  account_id text,
  body_id    uuid references body,
  unit_id    uuid references unit,
  began_on   date not null,
  ended_on   date,
  check (ended_on >= began_on),
  check ((body_id is null) <> (unit_id is null))
);
create unique index staff_account on staff (account_id) where ended_on is null;
create index staff_by_body on staff (body_id) where ended_on is null;
create index staff_by_unit on staff (unit_id) where ended_on is null;

-- Personal, whole: written beside the events, never replayed. No foreign keys, so that a replay can empty the other tables.
create table person (
  id        uuid primary key,
  kind      text not null check (kind in ('MEMBER', 'STAFF')),
  name      text not null,
  pinyin    text not null,
  sex       text,
  born_on   date,
  ethnicity text,
  party     text,
  employer  text,
  job_title text,
  phone     text,
  email     text,
  address   text,
  id_number text,
  search    tsvector not null
);
create unique index person_id_number on person (kind, id_number) where id_number is not null;
create index person_phone on person (phone);
create index person_search on person using gin (search);

-- 更正记录: personal as well, for auditors.
create table person_correction (
  id        bigint generated always as identity primary key,
  person_id uuid not null,
  at        timestamptz not null,
  actor     text not null,
  role      text not null,
  field     text not null,
  old_value text,
  new_value text,
  reason    text not null
);
create index person_correction_of on person_correction (person_id, id);
