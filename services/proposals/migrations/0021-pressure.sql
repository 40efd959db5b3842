-- 核查“被满意”情况反映.
alter table pressure_report add column settled_at timestamptz, add column outcome text;
create index pressure_reports_to_settle on pressure_report (reported_at desc, id desc) where settled_at is null;
create index pressure_reports_of_proposer on pressure_report (proposer_id, reported_at desc, id desc);
create index pressure_reports_of_case on pressure_report (proposal_id, reported_at desc, id desc);
