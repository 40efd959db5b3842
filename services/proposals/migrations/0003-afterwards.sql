alter table proposal
  add column closed_at      timestamptz,
  -- 主席会议的决定, after the last round of handling.
  add column final_outcome  text check (final_outcome in ('CLOSE', 'FOLLOW_UP')),
  -- 升级后的办理结果; the class of the reply stays where it is.
  add column upgraded_class text,
  add column key_since      date,
  add column archived_at    timestamptz,
  add column file_number    text unique,
  add column keep_until     date,
  -- 拟定的公开决定, until somebody else has checked it.
  add column publication    jsonb,
  add column published_at   timestamptz,
  add column published      jsonb,
  add check ((file_number is null) = (keep_until is null));
create index key_proposals on proposal (key_since desc, id) where key_since is not null;
create index published_proposals on proposal (published_at desc, id desc) where published_at is not null;

-- 待反馈的答复: every reply that proposers rate, with the class that it gave its result. They are asked, by a day, when
-- the last unit of the round has replied.
create table proposal_feedback (
  proposal_id  uuid not null references proposal (id),
  round        integer not null,
  unit_id      uuid not null,
  result_class text not null,
  sent_on      date not null,
  due_at       timestamptz,
  closed_at    timestamptz,
  primary key (proposal_id, round, unit_id)
);

-- 反馈意见表: one for each proposer of each original of a case, and each reply. The form that counts is here; every
-- earlier one is an event, and its words are under the version of that event.
create table proposal_rating (
  proposal_id    uuid not null references proposal (id),
  round          integer not null,
  unit_id        uuid not null,
  original_id    uuid not null references proposal (id),
  proposer_kind  text not null check (proposer_kind in ('MEMBER', 'BODY')),
  proposer_id    uuid not null,
  state          text not null default 'OPEN' check (state in ('OPEN', 'RATED', 'NO_FEEDBACK')),
  origin         text not null default 'LIVE' check (origin in ('LIVE', 'IMPORTED')),
  version        integer,
  rated_at       timestamptz,
  visit          text check (visit in ('VISITED', 'NOT_NEEDED', 'NOT_VISITED')),
  attitude       text check (attitude in ('SATISFIED', 'UNDERSTANDS', 'DISSATISFIED')),
  sought_by      text check (sought_by in ('VISIT', 'PHONE', 'OTHER', 'NONE')),
  on_point       text check (on_point in ('YES', 'MOSTLY', 'NO')),
  leader_replied boolean,
  result         text,
  primary key (proposal_id, round, unit_id, original_id, proposer_kind, proposer_id),
  foreign key (proposal_id, round, unit_id) references proposal_feedback,
  -- No answer is never an answer.
  check ((state = 'RATED') = (result is not null))
);
create index forms_of_proposer on proposal_rating (proposer_id, proposal_id) where state = 'OPEN';

-- 再办理.
create table proposal_rehandling (
  proposal_id uuid not null references proposal (id),
  round       integer not null,
  version     integer not null,
  ordered_at  timestamptz not null,
  deadline    jsonb not null,
  due_at      timestamptz not null,
  primary key (proposal_id, round)
);

-- 反映“被满意”: for the office and the auditors.
create table pressure_report (
  id            uuid primary key,
  proposal_id   uuid not null references proposal (id),
  original_id   uuid not null references proposal (id),
  proposer_kind text not null,
  proposer_id   uuid not null,
  reported_at   timestamptz not null
);
create index pressure_reports_newest on pressure_report (reported_at desc, id desc);

-- 承诺台账.
create table proposal_promise (
  id          uuid primary key,
  proposal_id uuid not null references proposal (id),
  round       integer not null,
  unit_id     uuid not null,
  due_on      date not null,
  state       text not null default 'OPEN' check (state in ('OPEN', 'DONE', 'KEPT', 'RELEASED')),
  -- The version of the event that made it; the words of one that came with a reply are with the reply.
  version     integer not null,
  made_at     timestamptz not null,
  settled_at  timestamptz
);
create index promises_of_proposal on proposal_promise (proposal_id, id);
create index promise_register on proposal_promise (due_on, id) where state in ('OPEN', 'DONE');
create index promises_of_unit on proposal_promise (unit_id, due_on, id);
create table promise_report (
  promise_id  uuid not null references proposal_promise (id),
  version     integer not null,
  reported_at timestamptz not null,
  done        boolean not null,
  files       jsonb not null,
  primary key (promise_id, version)
);
create index files_of_promise_report on promise_report using gin (files jsonb_path_ops);

-- 结果升级.
create table proposal_upgrade (
  proposal_id uuid not null references proposal (id),
  version     integer not null,
  unit_id     uuid not null,
  from_class  text not null,
  to_class    text not null,
  files       jsonb not null,
  state       text not null default 'ASKED' check (state in ('ASKED', 'GRANTED', 'REFUSED')),
  asked_at    timestamptz not null,
  answered_at timestamptz,
  primary key (proposal_id, version)
);
create unique index upgrade_asked_by_unit on proposal_upgrade (proposal_id, unit_id) where state = 'ASKED';
create index files_of_upgrade on proposal_upgrade using gin (files jsonb_path_ops);

-- 年度回头看.
create table look_back (
  id        uuid primary key,
  year      integer not null unique,
  opened_at timestamptz not null
);
create table look_back_item (
  look_back_id uuid not null references look_back (id),
  proposal_id  uuid not null references proposal (id),
  finding      text check (finding in ('FULFILLED', 'IN_PROGRESS', 'NOT_FULFILLED')),
  held_on      date,
  version      integer,
  files        jsonb not null default '[]',
  primary key (look_back_id, proposal_id)
);
create index files_of_look_back on look_back_item using gin (files jsonb_path_ops);

-- 重点提案.
create table proposal_key (
  proposal_id           uuid primary key references proposal (id),
  state                 text not null check (state in ('NOMINATED', 'DESIGNATED', 'NOT_DESIGNATED', 'WITHDRAWN')),
  nominated_at          timestamptz not null,
  nominated_version     integer not null,
  consulted_body_ids    uuid[] not null,
  decided_on            date,
  decided_version       integer,
  leadership            text check (leadership in ('PARTY_GOVERNMENT_MAIN', 'DEPUTY_HEAD', 'CHAIRS')),
  is_handling_led       boolean,
  supervising_member_id uuid,
  responsible_body_id   uuid,
  appointed_version     integer
);
create table key_vote (
  id           uuid primary key,
  proposal_ids uuid[] not null,
  body_ids     uuid[] not null,
  seats        integer not null,
  closes_on    date not null,
  opened_at    timestamptz not null,
  closed_at    timestamptz,
  ballots      integer,
  counts       jsonb,
  on_paper     boolean
);
create index key_votes_newest on key_vote (opened_at desc, id desc);
create table key_vote_given (
  vote_id      uuid not null references key_vote (id),
  voter_kind   text not null check (voter_kind in ('BODY', 'CHAIR')),
  voter_id     uuid not null,
  proposal_ids uuid[] not null,
  primary key (vote_id, voter_kind, voter_id)
);

-- 督办记录: a correction is a row of the same id with a later version, and the wrong one stays.
create table proposal_supervision (
  id          uuid not null,
  version     integer not null,
  proposal_id uuid not null references proposal (id),
  form        text not null,
  held_on     date not null,
  member_ids  uuid[] not null,
  body_ids    uuid[] not null,
  files       jsonb not null,
  recorded_at timestamptz not null,
  primary key (id, version)
);
create index supervisions_of_proposal on proposal_supervision (proposal_id, held_on, id, version desc);
create index files_of_supervision on proposal_supervision using gin (files jsonb_path_ops);

-- 领导批示: its words are in `words` alone.
create table proposal_instruction (
  id            uuid primary key,
  proposal_id   uuid not null references proposal (id),
  version       integer not null,
  instructed_on date not null,
  recorded_at   timestamptz not null
);
create index instructions_of_proposal on proposal_instruction (proposal_id, instructed_on, id);

-- 办理评议.
create table appraisal (
  id         uuid primary key,
  unit_id    uuid not null,
  year       integer not null,
  state      text not null check (state in (
    'OPEN', 'SELF_ASSESSED', 'SCORING', 'SCORED', 'RECTIFYING', 'RECTIFIED', 'CONCLUDED')),
  items      jsonb not null,
  opened_at  timestamptz not null,
  held_on    date,
  entitled   integer,
  ballots    integer,
  means      jsonb,
  total      numeric(5, 2),
  result     text check (result in ('EXCELLENT', 'GOOD', 'ACCEPTABLE', 'NOT_ACCEPTABLE')),
  unique (unit_id, year)
);
create index appraisals_of_year on appraisal (year desc, id);
-- 评议人, and who of them has scored. What they scored is not here.
create table appraisal_appraiser (
  appraisal_id uuid not null references appraisal (id),
  member_id    uuid not null,
  scored       boolean not null default false,
  primary key (appraisal_id, member_id)
);
create index appraisals_of_member on appraisal_appraiser (member_id, appraisal_id);
-- 自评、整改要求、整改报告、回头看, by the version of their event, under which their words are.
create table appraisal_entry (
  appraisal_id uuid not null references appraisal (id),
  version      integer not null,
  kind         text not null check (kind in ('SELF_ASSESSMENT', 'RECTIFICATION', 'REPORT', 'LOOK_BACK', 'CONCLUSION')),
  entered_at   timestamptz not null,
  scores       jsonb,
  due_on       date,
  held_on      date,
  is_mended    boolean,
  files        jsonb not null default '[]',
  primary key (appraisal_id, version)
);
create index files_of_appraisal on appraisal_entry using gin (files jsonb_path_ops);
-- 现场打分的计票: how often each number of points was given for each item. No event tells a score: this is written with the
-- command that gives it, by nobody's name and no time, and a rebuild leaves it alone. It hides a score from every reader
-- and from whoever holds the tables at one moment; not from an operator who watches the database while scores come in.
create table appraisal_tally (
  appraisal_id uuid not null,
  item         text not null,
  score        integer not null check (score between 0 and 100),
  given        integer not null,
  primary key (appraisal_id, item, score)
);

-- 更正: which words of an earlier event were wrong; the right ones are under this one's version.
create table correction (
  proposal_id  uuid not null references proposal (id),
  version      integer not null,
  corrects     integer not null,
  field        text not null,
  corrected_at timestamptz not null,
  corrected_by text not null,
  primary key (proposal_id, version)
);
create index corrections_of_entry on correction (proposal_id, corrects, field, version desc);

-- Words as they stand after their corrections.
create view current_words as
select w.aggregate, w.version, w.field, coalesce(c.text, w.text) as text
from words w
left join lateral (
  select n.text
  from correction c
  join words n on n.aggregate = w.aggregate and n.version = c.version and n.field = w.field
  where w.aggregate = 'proposal/' || c.proposal_id and c.corrects = w.version and c.field = w.field
  order by c.version desc
  limit 1
) c on true;
