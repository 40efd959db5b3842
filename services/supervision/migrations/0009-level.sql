-- 上级模板: which project follows the template of an upper committee; one at a time.
alter table project add column template_id text;
create unique index project_of_template on project (template_id) where template_id is not null and state <> 'CANCELLED';

-- 层级监督报告 of an own project: what was prepared last. Its public text comes from no event (`words`).
create table level_report (
  project_id        uuid primary key references project (id),
  template_id       text not null,
  state             text not null check (state in ('PREPARED', 'APPROVED')),
  content           jsonb not null,
  content_hash      text not null,
  text_sha256       text,
  prepared_at       timestamptz not null,
  approved_revision integer,
  approved_on       date,
  check (state = 'PREPARED' or (approved_revision is not null and approved_on is not null))
);
create index level_reports_of_template on level_report (template_id);

-- What joint told: templates of vertical compacts, and the last report of each level.
create table known_template (
  id           text primary key,
  compact_id   text not null,
  compact_name text not null,
  side         text not null,
  topic        text not null,
  form         text not null,
  year         integer not null,
  starts_on    date not null,
  ends_on      date not null,
  indicators   jsonb not null,
  published_at timestamptz not null,
  search       tsvector not null
);
create index templates_newest on known_template (published_at desc, id desc);
create index templates_of_year on known_template (year, published_at desc, id desc);
create index templates_of_compact on known_template (compact_id, published_at desc, id desc);
create index templates_by_text on known_template using gin (search);
create table known_level_report (
  template_id text not null,
  side        text not null,
  entry_id    text not null,
  content     jsonb not null,
  approved_on date not null,
  has_text    boolean not null,
  heard_at    timestamptz not null,
  primary key (template_id, side)
);
