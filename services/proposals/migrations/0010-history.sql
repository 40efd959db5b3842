-- 历史导入. A file that was uploaded waits in `history_file` and `history_line`, which no event writes; what was imported
-- is in `history_import` and behind, as the events tell it.
create table history_file (
  import_id       uuid primary key,
  region          text not null,
  term_number     integer,
  session_number  integer,
  format          text not null check (format in ('FACTS', 'TABLE')),
  uploaded_at     timestamptz not null,
  uploaded_by     text not null,
  expires_at      timestamptz not null,
  -- What the preview found; absent until the whole file has been read.
  sha256          text,
  lines           integer,
  by_status       jsonb,
  by_fact         jsonb,
  ignored_columns jsonb not null default '[]',
  creates         integer,
  completes       integer,
  check ((sha256 is null) = (lines is null)),
  check ((term_number is null) = (session_number is null))
);
create index history_files_newest on history_file (uploaded_at desc, import_id desc);
create index history_files_expired on history_file (expires_at);

-- `fact` holds what was read; it may be personal, and goes as soon as it was imported or the import ended.
create table history_line (
  import_id   uuid not null references history_file on delete cascade,
  seq         integer not null,
  line        integer not null,
  -- Where it stands among those to import, from 1: case by case. Absent where nothing can be imported.
  place       integer,
  at          timestamptz,
  rank        smallint,
  name        text,
  ref         text,
  fact        jsonb,
  fact_name   text,
  digest      text,
  status      text not null check (status in ('READY', 'KNOWN', 'WRONG', 'OTHER')),
  errors      jsonb not null default '[]',
  primary key (import_id, seq)
);
create index history_lines_in_order on history_line (import_id, place) where place is not null;
create index history_lines_by_status on history_line (import_id, status, seq);
create index history_people on history_line (import_id, ref) where name = 'member-joined';

create table history_import (
  id         uuid primary key,
  state      text not null check (state in ('RUNNING', 'FINISHED', 'CANCELLED')),
  region     text not null,
  format     text not null,
  sha256     text not null,
  lines      integer not null,
  ready      integer not null,
  -- The place of the last line that was taken in; the next part begins behind it.
  through    integer not null default 0,
  imported   integer not null default 0,
  known      integer not null default 0,
  wrong      integer not null default 0,
  started_at timestamptz not null,
  started_by text not null,
  ended_at   timestamptz
);
-- One file at a time: two that say the same would both be new.
create unique index one_history_import on history_import (state) where state = 'RUNNING';

-- 已导入事实: what a fact is called, so that none is imported twice.
create table history_fact (
  name        text primary key,
  digest      text not null,
  proposal_id uuid not null,
  sha256      text not null,
  line        integer not null
);
create index facts_of_proposal on history_fact (proposal_id);

-- Who is named in a file and not known to the directory. What a member is called comes from no event.
create table history_actor (
  id     uuid primary key,
  region text not null,
  kind   text not null check (kind in ('MEMBER', 'BODY', 'UNIT')),
  name   text,
  -- Of a member: what the file calls them, and their name where the file gives it.
  ref    text,
  person text
);
create index history_actors_by_name on history_actor (region, kind, name) where name is not null;
create index history_actors_by_ref on history_actor (region, ref) where ref is not null;

-- 历史提案: what an imported proposal is beside its row in `proposal`.
create table history_case (
  proposal_id      uuid primary key references proposal (id),
  region           text not null,
  ref              text not null,
  received_on      date not null,
  term_number      integer,
  session_number   integer,
  year             integer not null,
  printed_number   integer,
  printed_category text,
  co_bodies        uuid[] not null,
  decided_on       date,
  decided_as       text,
  key_on           date,
  printed_leader   text,
  -- The assignment that stands, and the day of the first.
  assigned_round   integer,
  assigned_on      date,
  first_assigned_on date,
  lead_unit_id     uuid,
  co_unit_ids      uuid[],
  due_on           date,
  is_returned      boolean not null default false,
  returns          integer not null default 0,
  is_met           boolean not null default false,
  -- Of the first reply, and of the last.
  first_replied_on date,
  replied_on       date,
  replied_round    integer,
  result_class     text check (result_class in ('A', 'B', 'C', 'D')),
  -- False where assignment or first reply have no day: then nothing is counted from it.
  is_dated         boolean not null default true,
  unique (region, ref),
  check ((decided_as = 'FILED') = (printed_number is not null))
);
-- 提案号 is once in its session, or in its year where the session is not told.
create unique index printed_number_once on history_case (
  coalesce(term_number, 0), coalesce(session_number, 0), (case when term_number is null then year else 0 end), printed_number
) where printed_number is not null;

-- 办理经过: every step after filing, for the case file and for counts by form; the event is named by its version.
create table history_step (
  proposal_id uuid not null references proposal (id),
  version     integer not null,
  step        text not null check (step in (
    'KEY', 'ASSIGNED', 'RETURNED', 'CONSULTED', 'REPLIED', 'SUPERVISED', 'RATED')),
  happened_on date not null,
  is_dated    boolean not null,
  round       integer,
  unit_id     uuid,
  co_unit_ids uuid[],
  due_on      date,
  form        text,
  by_telephone boolean,
  class       text,
  rating      text,
  primary key (proposal_id, version)
);

-- Rows that come in thousands are written in groups, in which an original may stand before the case it went into.
alter table proposal alter constraint proposal_merged_into_fkey deferrable initially deferred;

-- 统计口径: one row a proposal that was submitted, with everything that figures count. A merged original has what was told
-- of itself, or else what became of its case, `handled_id`.
create view proposal_figure as
select
  p.id as proposal_id, p.origin, p.state, p.kind, p.collective_kind, p.period, p.term_number, p.session_number, p.year,
  (p.submitted_at at time zone 'Asia/Shanghai')::date as received_on,
  p.destination, p.merged_into, p.originals,
  coalesce(p.category, own.printed_category) as category,
  (p.filed_at is not null or target.filed_at is not null) as is_filed,
  p.key_since is not null as is_key, k.leadership, own.printed_leader,
  h.id as handled_id,
  h.assigned_at is not null as is_assigned,
  coalesce(told.returns, part.returns)::int as returns,
  -- 24:00 of a day is the first instant of the next.
  ((h.reply_due_at - interval '1 millisecond') at time zone 'Asia/Shanghai')::date as due_on,
  (h.replied_at is not null or h.reply_round > 1) as is_replied,
  -- Of the first reply: absent where its day or its term is not known.
  case
    when told.proposal_id is null then reply.is_late
    when told.is_dated then told.first_replied_on > told.due_on
  end as is_late,
  case when coalesce(told.is_dated, true) then coalesce(told.first_replied_on, reply.sent_on) - h.assigned_on end as days,
  -- The latest class; 已解决、列入计划、供参考 are A, B and D in other words.
  case coalesce(h.upgraded_class, h.result_class)
    when 'SOLVED' then 'A' when 'PLANNED' then 'B' when 'REFERENCE' then 'D' else coalesce(h.upgraded_class, h.result_class) end
    as result_class,
  h.reply_round > 1 as is_rehandled,
  h.upgraded_class is not null as is_upgraded,
  coalesce(step.is_contacted, meeting.is_contacted, false) as is_contacted,
  coalesce(step.is_met, meeting.is_met, false) as is_met,
  coalesce(step.is_supervised, exists (select from proposal_supervision v where v.proposal_id = p.id)) as is_supervised,
  coalesce(step.forms, form.forms, 0)::int as forms,
  coalesce(step.satisfied, form.satisfied, 0)::int as satisfied,
  coalesce(step.basically, form.basically, 0)::int as basically,
  coalesce(step.dissatisfied, form.dissatisfied, 0)::int as dissatisfied,
  coalesce(step.first_content, form.first_content, 0)::int as first_content,
  coalesce(form.attitudes, 0)::int as attitudes,
  coalesce(form.attitude_content, 0)::int as attitude_content,
  coalesce(step.first_rating, form.first_rating) as first_rating
from proposal p
left join proposal target on target.id = p.merged_into
join proposal h on h.id = case when p.assigned_at is null and p.merged_into is not null then p.merged_into else p.id end
left join history_case own on own.proposal_id = p.id
left join proposal_key k on k.proposal_id = p.id and k.state = 'DESIGNATED'
left join history_case told on told.proposal_id = h.id
left join lateral (
  select count(a.declined_at) as returns from proposal_assignment a where a.proposal_id = h.id
) part on true
left join lateral (
  select max(r.sent_on) as sent_on, bool_or(r.late) as is_late
  from proposal_reply r
  where r.proposal_id = h.id and r.round = 1 and r.sent_at is not null and (h.replied_at is not null or h.reply_round > 1)
) reply on told.proposal_id is null
left join lateral (
  select bool_or(m.held_on <= reply.sent_on) as is_contacted, bool_or(m.way <> 'PHONE' and m.held_on <= reply.sent_on) as is_met
  from proposal_meeting m where m.proposal_id = h.id
) meeting on told.proposal_id is null
left join lateral (
  select
    bool_or(s.proposal_id = h.id and s.step = 'CONSULTED' and s.happened_on <= told.first_replied_on) as is_contacted,
    bool_or(s.proposal_id = h.id and s.step = 'CONSULTED' and not s.by_telephone and s.happened_on <= told.first_replied_on) as is_met,
    bool_or(s.proposal_id = h.id and s.step = 'SUPERVISED') as is_supervised,
    -- Of imported ones there is one form for the whole proposal, and none of an original that only its case has; the one of
    -- the last round stands.
    least(count(*) filter (where s.proposal_id = p.id and s.step = 'RATED'), 1)::int as forms,
    ((array_agg(s.rating order by s.round desc) filter (where s.proposal_id = p.id and s.step = 'RATED'))[1] = 'SATISFIED')::int as satisfied,
    ((array_agg(s.rating order by s.round desc) filter (where s.proposal_id = p.id and s.step = 'RATED'))[1] = 'BASICALLY_SATISFIED')::int as basically,
    ((array_agg(s.rating order by s.round desc) filter (where s.proposal_id = p.id and s.step = 'RATED'))[1] = 'DISSATISFIED')::int as dissatisfied,
    ((array_agg(s.rating order by s.round) filter (where s.proposal_id = p.id and s.step = 'RATED'))[1] <> 'DISSATISFIED')::int as first_content,
    (array_agg(s.rating order by s.round) filter (where s.proposal_id = p.id and s.step = 'RATED'))[1] as first_rating
  from history_step s where s.proposal_id in (h.id, p.id)
) step on told.proposal_id is not null
-- Of live ones there is a form for each proposer and each unit that replied: the first of each, and the last.
left join lateral (
  select count(*) as forms,
    count(*) filter (where latest.result in ('SATISFIED', 'AGREE')) as satisfied,
    count(*) filter (where latest.result in ('BASICALLY_SATISFIED', 'UNDERSTANDS', 'UNDERSTAND')) as basically,
    count(*) filter (where latest.result in ('DISSATISFIED', 'DISAGREE')) as dissatisfied,
    count(*) filter (where latest.first_result not in ('DISSATISFIED', 'DISAGREE', 'RESERVE')) as first_content,
    count(latest.attitude) as attitudes,
    count(*) filter (where latest.attitude in ('SATISFIED', 'UNDERSTANDS')) as attitude_content,
    (array_agg(latest.first_result order by latest.rated_at))[1] as first_rating
  from (
    select distinct on (g.unit_id, g.proposer_kind, g.proposer_id) g.result, g.attitude, g.rated_at,
      first_value(g.result) over (partition by g.unit_id, g.proposer_kind, g.proposer_id order by g.round) as first_result
    from proposal_rating g
    where g.proposal_id = h.id and g.original_id = p.id and g.state = 'RATED'
    order by g.unit_id, g.proposer_kind, g.proposer_id, g.round desc
  ) latest
) form on told.proposal_id is null
where p.submitted_at is not null and p.state <> 'DISCARDED';
