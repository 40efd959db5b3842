-- 交办、承办、答复: from the assignment of a filed case to the reply that goes to its proposers.

-- 交办会
create table handover (
  id              uuid primary key,
  held_on         date not null,
  document_number text not null,
  held_at         timestamptz not null,
  cases           integer not null
);
create index handovers_newest on handover (held_on desc, id desc);

alter table proposal
  add column assignment_mode   text check (assignment_mode in ('SOLE', 'LEAD_CO', 'SEPARATE')),
  -- The first assignment, from which the reply is owed whatever is returned and assigned anew.
  add column assigned_at       timestamptz,
  add column assigned_on       date,
  -- The earliest day on which a unit that has not replied owes its reply; after the last reply, the day it was owed by.
  add column reply_due_at      timestamptz,
  add column replied_at        timestamptz,
  add column replied_late      boolean,
  add column result_class      text check (result_class in ('A', 'B', 'C', 'D', 'SOLVED', 'PLANNED', 'REFERENCE')),
  -- 第几轮答复: 1, and one more with every rehandling.
  add column reply_round       integer not null default 1,
  add column feedback_deadline jsonb,
  add column feedback_due_at   timestamptz;
create index docket_by_reply_due on proposal (reply_due_at, id) where reply_due_at is not null and replied_at is null;
create index docket_by_assignment on proposal (assigned_at desc, id desc) where assigned_at is not null;
create index unassigned_session_cases on proposal (intake_id, id) where state = 'FILED' and period = 'SESSION';

-- 承办单位. Who is responsible comes from no event (`handlingWordColumns`). Deadlines are unknown of imported cases alone.
create table proposal_assignment (
  proposal_id            uuid not null references proposal (id),
  unit_id                uuid not null,
  position               integer not null,
  role                   text not null check (role in ('SOLE', 'LEAD', 'CO', 'SEPARATE')),
  state                  text not null check (state in ('ASSIGNED', 'ACCEPTED', 'DECLINED', 'RELEASED')),
  work                   text not null check (work in
    ('HANDLING', 'EXTENSION_REQUESTED', 'REPLY_DRAFTED', 'REWORK', 'REPLIED')),
  round                  integer not null default 1,
  assigned_at            timestamptz not null,
  handover_id            uuid references handover (id),
  replaced_unit          uuid,

  -- 签收、退办
  window_deadline        jsonb,
  window_due             timestamptz,
  accepted_at            timestamptz,
  accepted_by            text check (accepted_by in ('UNIT', 'SILENCE', 'OFFICE')),
  declined_at            timestamptz,
  declined_version       integer,
  proposed_unit          uuid,
  return_answer_deadline jsonb,
  return_answer_due      timestamptz,
  return_answer          text check (return_answer in ('UPHELD', 'REJECTED')),
  return_answered_at     timestamptz,
  return_answer_version  integer,

  -- 承办
  leader_post            text,
  handlers               text[],
  handler_named_at       timestamptz,
  plan_version           integer,
  plan_at                timestamptz,
  plan_finish_on         date,
  contact_deadline       jsonb,
  contact_due            timestamptz,
  contacted_at           timestamptz,
  opinion_deadline       jsonb,
  opinion_due            timestamptz,
  opinion_at             timestamptz,
  opinion_late           boolean,
  opinion_version        integer,
  opinion_files          jsonb not null default '[]',

  -- 答复
  reply_deadline         jsonb,
  reply_due              timestamptz,
  reply_by_rule          boolean not null default true,
  extensions             integer not null default 0,
  replied_at             timestamptz,
  replied_late           boolean,
  primary key (proposal_id, unit_id),
  check (role = 'CO' or opinion_due is null),
  check ((state = 'ACCEPTED') <= (accepted_at is not null)),
  check ((state = 'DECLINED') <= (declined_at is not null))
);
create index inbox_of_unit on proposal_assignment (unit_id, state, assigned_at desc, proposal_id);
create index owed_replies_of_unit on proposal_assignment (unit_id, reply_due)
  where role <> 'CO' and state <> 'RELEASED' and work <> 'REPLIED';
create index owed_opinions_of_unit on proposal_assignment (unit_id, opinion_due)
  where role = 'CO' and state <> 'RELEASED' and opinion_at is null;
create index open_declines on proposal_assignment (return_answer_due) where state = 'DECLINED';
create index assignments_of_handover on proposal_assignment (handover_id) where handover_id is not null;
create index files_of_opinion on proposal_assignment using gin (opinion_files jsonb_path_ops);

-- 面商
create table proposal_meeting (
  id          uuid primary key,
  proposal_id uuid not null references proposal (id),
  unit_id     uuid not null,
  round       integer not null,
  way         text not null check (way in ('VISIT', 'MEETING', 'PHONE', 'OTHER')),
  stage       text not null check (stage in ('BEFORE', 'DURING', 'AFTER')),
  held_on     date not null,
  recorded_at timestamptz not null,
  -- The event whose words are the summary.
  version     integer not null
);
create index meetings_of_case on proposal_meeting (proposal_id, recorded_at);
create table proposal_meeting_party (
  meeting_id     uuid not null references proposal_meeting (id),
  proposer_id    uuid not null,
  proposer_kind  text not null check (proposer_kind in ('MEMBER', 'BODY')),
  answer         text check (answer in ('CONFIRMED', 'DENIED')),
  answered_at    timestamptz,
  answer_version integer,
  primary key (meeting_id, proposer_id)
);
create index meetings_to_confirm on proposal_meeting_party (proposer_id) where answer is null;
create index denied_meetings on proposal_meeting_party (answered_at desc) where answer = 'DENIED';

-- 提办沟通
create table proposal_message (
  id          uuid primary key,
  proposal_id uuid not null references proposal (id),
  version     integer not null,
  unit_id     uuid,
  proposer_id uuid,
  author      text not null,
  sent_at     timestamptz not null,
  check (unit_id is not null or proposer_id is not null)
);
create index messages_of_case on proposal_message (proposal_id, version);

-- 办理分歧
create table proposal_disagreement (
  id                  uuid primary key,
  proposal_id         uuid not null references proposal (id),
  unit_id             uuid not null,
  state               text not null check (state in ('REPORTED', 'ESCALATED', 'SETTLED')),
  reported_at         timestamptz not null,
  version             integer not null,
  coordinated_at      timestamptz,
  coordinated_by      uuid,
  coordinated_version integer,
  settled_at          timestamptz,
  settled_version     integer,
  decided_on          date,
  document_number     text
);
create index disagreements_of_case on proposal_disagreement (proposal_id, reported_at);
create index escalated_disagreements on proposal_disagreement (coordinated_at) where state = 'ESCALATED';

-- 延期
create table proposal_extension (
  id             uuid primary key,
  proposal_id    uuid not null references proposal (id),
  unit_id        uuid not null,
  until          date not null,
  state          text not null check (state in ('REQUESTED', 'GRANTED', 'REFUSED')),
  requested_at   timestamptz not null,
  version        integer not null,
  supervision_at timestamptz,
  committee_at   timestamptz,
  decided_at     timestamptz,
  decided_version integer,
  reply_deadline jsonb
);
create index extensions_of_case on proposal_extension (proposal_id, requested_at);
create index extensions_to_decide on proposal_extension (requested_at) where state = 'REQUESTED';

-- 答复: every version. The letter and whom to ask come from no event (`handlingWordColumns`).
create table proposal_reply (
  proposal_id     uuid not null references proposal (id),
  unit_id         uuid not null,
  round           integer not null,
  draft           integer not null,
  -- Absent of imported replies alone.
  sha256          text,
  result_class    text not null,
  drafted_class   text not null,
  document_number text,
  files           jsonb not null default '[]',
  drafted_at      timestamptz not null,
  drafted_by      text not null,
  signed_as       text check (signed_as in ('HEAD', 'DEPUTY_HEAD')),
  signed_at       timestamptz,
  signed_by       text,
  approved_at     timestamptz,
  returned_at     timestamptz,
  return_reason   text check (return_reason in ('OFF_SUBJECT', 'PROPOSER_NOT_CONTACTED', 'WRONG_CLASS', 'OTHER')),
  review_version  integer,
  sent_at         timestamptz,
  sent_on         date,
  late            boolean,
  letter          text,
  evidence        text,
  signer_post     text,
  contact_person  text,
  contact_phone   text,
  primary key (proposal_id, unit_id, round, draft)
);
create unique index one_reply_a_round on proposal_reply (proposal_id, unit_id, round) where sent_at is not null;
create index replies_to_review on proposal_reply (signed_at) where approved_at is null and returned_at is null;
create index sent_replies_newest on proposal_reply (sent_at desc, proposal_id) where sent_at is not null;
create index files_of_reply on proposal_reply using gin (files jsonb_path_ops);

-- 答复承诺, as a version of a reply makes them; those of a reply that was sent are kept account of elsewhere.
create table proposal_reply_promise (
  id          uuid primary key,
  proposal_id uuid not null,
  unit_id     uuid not null,
  round       integer not null,
  draft       integer not null,
  position    integer not null,
  due_on      date not null,
  text        text,
  foreign key (proposal_id, unit_id, round, draft) references proposal_reply (proposal_id, unit_id, round, draft)
);
create index promises_of_reply on proposal_reply_promise (proposal_id, unit_id, round, draft);

-- 会签
create table proposal_countersignature (
  proposal_id uuid not null,
  unit_id     uuid not null,
  round       integer not null,
  draft       integer not null,
  co_unit_id  uuid not null,
  signed      boolean not null,
  answered_at timestamptz not null,
  version     integer not null,
  primary key (proposal_id, unit_id, round, draft, co_unit_id),
  foreign key (proposal_id, unit_id, round, draft) references proposal_reply (proposal_id, unit_id, round, draft)
);

-- 送达: whom a reply went to, for each of the proposals of the case.
create table proposal_delivery (
  proposal_id   uuid not null references proposal (id),
  unit_id       uuid not null,
  round         integer not null,
  original_id   uuid not null references proposal (id),
  proposer_id   uuid not null,
  proposer_kind text not null check (proposer_kind in ('MEMBER', 'BODY')),
  sent_at       timestamptz not null,
  delivered_on  date,
  primary key (proposal_id, unit_id, round, original_id, proposer_id)
);
create index replies_to_proposer on proposal_delivery (proposer_id, sent_at desc);

-- 提醒、催办: reminders that the service sends, and the documents by which an office urges a unit.
create table proposal_notice (
  proposal_id     uuid not null references proposal (id),
  version         integer not null,
  unit_id         uuid,
  about           text not null check (about in ('REPLY', 'FIRST_CONTACT', 'CO_OPINION', 'ASSIGNMENT', 'RETURN_ANSWER')),
  due_at          timestamptz not null,
  days_left       integer not null,
  document_number text,
  noticed_at      timestamptz not null,
  primary key (proposal_id, version)
);
create index notices_of_unit on proposal_notice (unit_id, noticed_at desc);
create index overdue_notices on proposal_notice (noticed_at desc) where days_left < 0;
