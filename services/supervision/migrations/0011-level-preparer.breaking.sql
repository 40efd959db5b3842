-- Who prepared a report of the own level, and so does not approve it.
alter table level_report add column prepared_by text;
update level_report set prepared_by = (
  select convert_from(event.payload, 'UTF8')::jsonb ->> 'actor' from event
  where event.aggregate = 'project/' || level_report.project_id and event.type = 'supervision.level-report-prepared'
  order by event.aggregate_version desc limit 1);
alter table level_report alter column prepared_by set not null;
