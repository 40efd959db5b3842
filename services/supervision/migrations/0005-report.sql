-- 监督报告. Its summary comes from no event.
create table project_report (
  project_id   uuid primary key references project (id),
  title        text not null,
  file         jsonb not null,
  numbers      jsonb not null,
  submitted_at timestamptz not null,
  summary      text
);
create index reports_newest on project_report (submitted_at desc, project_id desc);
create table report_delivery (
  id              uuid primary key,
  project_id      uuid not null references project_report (project_id),
  addressee       text not null check (addressee in ('PARTY_COMMITTEE', 'GOVERNMENT')),
  sent_on         date not null,
  document_number text not null,
  unique (project_id, addressee)
);
-- 批示: who wrote, and what, come from no event and are shown to few.
create table report_instruction (
  id          uuid primary key,
  project_id  uuid not null references project_report (project_id),
  given_on    date not null,
  unit_ids    uuid[] not null,
  recorded_at timestamptz not null,
  leader_post text,
  text        text
);
create index instructions_of_report on report_instruction (project_id, given_on);
create index instructions_of_unit on report_instruction using gin (unit_ids);
create table report_adoption (
  id              uuid primary key,
  project_id      uuid not null references project_report (project_id),
  document_number text not null,
  title           text not null,
  adopted_on      date not null
);
create index adoptions_of_report on report_adoption (project_id, adopted_on);
create index file_of_report on project_report ((file ->> 'sha256'));
