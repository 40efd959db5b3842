-- 统计口径: what is counted is said by `store/finding-figures.ts` and no longer by a view. What figures need of imported
-- history stands with the finding, and calendar days of the committee are kept, since to work them out takes the most time.
drop view finding_figure;
alter table finding
  add column printed_list integer,
  -- 逾期: as a file of past years says, of the round that counts; of live ones by the rows.
  add column told_late    boolean;
update finding set printed_list = told.printed_list, told_late = told.is_late
from history_finding told
where told.finding_id = finding.id;
alter table history_finding drop column printed_list, drop column is_late;
alter table finding
  add column found_on    date not null generated always as ((raised_at at time zone 'Asia/Shanghai')::date) stored,
  add column listed_on   date generated always as ((listed_at at time zone 'Asia/Shanghai')::date) stored,
  add column verified_on date generated always as ((verified_at at time zone 'Asia/Shanghai')::date) stored,
  -- 不再回头看: its project was closed before anybody looked again.
  add column look_back_waived boolean not null default false;
update finding set look_back_waived = true
from project
where project.id = finding.project_id and project.state = 'CLOSED'
  and finding.state = 'VERIFIED' and finding.look_back is null;

-- Statistics of any range are counted from this index alone.
create index findings_counted on finding (found_on) include
  (id, project_id, visit_id, origin, state, severity, subject, unit_id, list_id, printed_list, listed_on, disputed_at,
   due_at, rectified_at, verified_on, reopened, told_late);
drop index findings_of_year;
create index findings_of_day on finding (found_on desc, id desc);
-- 重复发生: the first finding of a subject at a unit, and whether there is one before.
drop index repeated_findings;
create index first_findings on finding (unit_id, subject, raised_at, id) include (list_id, printed_list)
  where state <> 'DROPPED';
create index relapsed_issues on issue_look_back (finding_id) where outcome = 'RELAPSED';

-- 待开展的回头看, of all, of a project and of a unit.
drop index look_backs_by_due;
create index look_backs_due on finding (look_back_due, id) include (project_id, unit_id, list_id)
  where state = 'VERIFIED' and look_back is null and look_back_due is not null and not look_back_waived;
create index look_backs_due_of_project on finding (project_id, look_back_due, id) include (unit_id, list_id)
  where state = 'VERIFIED' and look_back is null and look_back_due is not null and not look_back_waived;
create index look_backs_due_of_unit on finding (unit_id, look_back_due, id) include (project_id, list_id)
  where state = 'VERIFIED' and look_back is null and look_back_due is not null and not look_back_waived;
