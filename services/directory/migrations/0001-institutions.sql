-- 名录: committees, bodies, sectors and units. Names of institutions are public.

create table committee (
  id        text primary key,
  name      text not null,
  full_name text not null,
  level     text not null,
  district  text not null,
  city      text,
  province  text,
  adcode    text,
  search    tsvector not null
);
create index committee_search on committee using gin (search);

create table body (
  id           uuid primary key,
  body_kind    text not null,
  name         text not null,
  short_name   text,
  parent_id    uuid references body,
  term_number  smallint,
  formed_on    date not null,
  dissolved_on date,
  search       tsvector not null,
  check (dissolved_on >= formed_on),
  check (parent_id <> id)
);
create unique index body_active_name on body (name) where dissolved_on is null;
create index body_by_parent on body (parent_id);
create index body_search on body using gin (search);

create table sector (
  id             uuid primary key,
  name           text not null,
  activity_group text,
  defined_on     date not null,
  retired_on     date,
  search         tsvector not null,
  check (retired_on >= defined_on)
);
create unique index sector_active_name on sector (name) where retired_on is null;

create table unit (
  id             uuid primary key,
  name           text not null,
  short_name     text,
  unit_kind      text not null,
  side           text not null,
  superior_id    uuid references unit,
  duties         text[] not null,
  registered_on  date not null,
  state          text not null default 'active' check (state in ('active', 'merged', 'closed')),
  ended_on       date,
  merged_into_id uuid references unit,
  search         tsvector not null,
  check ((state = 'active') = (ended_on is null)),
  check ((state = 'merged') = (merged_into_id is not null)),
  check (ended_on >= registered_on),
  check (superior_id <> id and merged_into_id <> id)
);
create unique index unit_active_name on unit (name) where state = 'active';
create index unit_by_superior on unit (superior_id);
create index unit_by_merged_into on unit (merged_into_id);
create index unit_search on unit using gin (search);

-- 曾用名: what a body, sector or unit was called until a day.
create table former_name (
  thing_id uuid not null,
  name     text not null,
  until    date not null,
  primary key (thing_id, until, name)
);
