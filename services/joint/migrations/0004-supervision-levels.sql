-- 层级监督报告: of each template the last revision that supervision approved of the own project.
create table own_level_report (
  template_id text primary key,
  project_id  uuid not null,
  revision    integer not null check (revision > 0),
  content     jsonb not null,
  text_sha256 text
);
