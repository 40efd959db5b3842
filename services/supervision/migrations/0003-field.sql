-- 走访与问题: what a phone sent first, by which it is known when it comes again after it was changed.
alter table visit add column planned_sha256 text, add column recorded_sha256 text;
alter table finding add column raised_sha256 text;

-- 列表: the time of a visit is when it took place, or when it shall.
create index visits_newest on visit ((coalesce(held_at, starts_at, timestamptz '1970-01-01 00:00:00+00')) desc, id desc);
create index visits_of_project_newest on visit
  (project_id, (coalesce(held_at, starts_at, timestamptz '1970-01-01 00:00:00+00')) desc, id desc);
create index visits_of_unit on visit using gin (unit_ids);
create index findings_of_group on finding (group_id, raised_at desc, id desc);
create index findings_of_subject on finding (subject, raised_at desc, id desc);
create index findings_raised_by on finding (raised_by, raised_at desc, id desc);
create index findings_raised_by_member on finding (raised_by_member, raised_at desc, id desc)
  where raised_by_member is not null;
