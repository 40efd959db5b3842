-- Sessions (协商会议), research (调研), outcomes (建言成果) and promises (承诺) of adopted plan items.
-- Columns that hold personal words are named in src/store/session-tables.ts; no event carries them.

create table session (
  id                uuid primary key,
  item_id           uuid not null references plan_item (id),
  form              text not null,
  title             text not null,
  state             text not null check (state in ('SCHEDULED', 'NOTIFIED', 'ADJOURNED', 'HELD', 'POSTPONED', 'CANCELLED')),
  mode              text not null check (mode in ('ON_SITE', 'REMOTE', 'HYBRID')),
  starts_at         timestamptz not null,
  ends_at           timestamptz not null check (ends_at > starts_at),
  place             text not null,
  chair_member_id   uuid not null,
  agenda            text[] not null,
  notice_deadline   jsonb not null,
  material_deadline jsonb not null,
  minutes_deadline  jsonb,
  late_reason       text,
  end_reason        text,
  notified_at       timestamptz,
  -- True from the first notice on: those invited know of it, whatever becomes of it.
  announced         boolean not null default false,
  check_in_opened_at timestamptz,
  -- Shown at the venue; made anew each time the check-in is opened.
  check_in_code     text,
  started_at        timestamptz,
  ended_at          timestamptz,
  counts            jsonb,
  minutes_state     text not null default 'NONE' check (minutes_state in ('NONE', 'DRAFTED', 'CIRCULATED', 'APPROVED')),
  minutes_version   integer not null default 0,
  search            tsvector not null,
  check ((state = 'HELD') = (counts is not null)),
  check (state <> 'HELD' or minutes_deadline is not null)
);
create index sessions_by_date on session (starts_at, id);
create index sessions_by_item on session (item_id, starts_at);
create index sessions_by_text on session using gin (search);

create table session_participant (
  session_id     uuid not null references session (id),
  participant_id uuid not null,
  kind           text not null check (kind in ('MEMBER', 'UNIT')),
  capacity       text not null check (capacity in ('ATTENDEE', 'OBSERVER')),
  invited_at     timestamptz not null,
  supplementary  boolean not null,
  leave_state    text check (leave_state in ('REQUESTED', 'GRANTED', 'REFUSED')),
  leave_reason   text,
  leave_answer   text,
  attendance     text check (attendance in ('PRESENT', 'LATE', 'LEFT_EARLY', 'ABSENT')),
  recorded_by    text check (recorded_by in ('STAFF', 'CODE', 'CLOSING')),
  primary key (session_id, participant_id)
);
create index my_invitations on session_participant (participant_id, session_id);

create table session_material (
  id         uuid primary key,
  session_id uuid not null references session (id),
  title      text not null,
  file       jsonb not null,
  audience   text not null check (audience in ('PARTICIPANTS', 'PARTICIPANTS_AND_UNITS', 'ALL_MEMBERS')),
  state      text not null check (state in ('ADDED', 'RELEASED', 'WITHDRAWN')),
  unit_id    uuid,
  late       boolean not null,
  added_at   timestamptz not null
);
create index materials_of_session on session_material (session_id, added_at);

create table session_question (
  id          uuid primary key,
  session_id  uuid not null references session (id),
  unit_id     uuid not null,
  member_id   uuid,
  question    text not null,
  raised_at   timestamptz not null,
  answer      text,
  answered_at timestamptz,
  check ((answer is null) = (answered_at is null))
);
create index questions_of_session on session_question (session_id, raised_at);
create index questions_my_tasks on session_question (unit_id) where answer is null;

create table session_speech (
  id          uuid primary key,
  session_id  uuid not null references session (id),
  speaker_id  uuid not null,
  mode        text not null check (mode in ('STAGE', 'WRITTEN', 'FLOOR')),
  speaks_for  text not null check (speaks_for in ('SELF', 'PARTY', 'SECTOR', 'ORGANIZATION', 'COMMITTEE')),
  body_id     uuid,
  title       text not null,
  text        text,
  text_sha256 text,
  file        jsonb,
  recorded_at timestamptz not null
);
create index speeches_of_session on session_speech (session_id, recorded_at);

-- 纪要及更正: versions are added and never changed; the text proves itself by its hash, which the events carry.
create table session_minutes (
  session_id    uuid not null references session (id),
  version       integer not null,
  text          text,
  text_sha256   text not null,
  file          jsonb,
  drafted_at    timestamptz not null,
  corrects      integer,
  reason        text,
  circulated_at timestamptz,
  answer_by     date,
  approved_at   timestamptz,
  primary key (session_id, version),
  check ((corrects is null) = (reason is null))
);

create table session_minutes_answer (
  session_id     uuid not null,
  version        integer not null,
  participant_id uuid not null,
  answer         text not null check (answer in ('AGREED', 'OBJECTED')),
  remark         text,
  answered_at    timestamptz not null,
  primary key (session_id, version, participant_id),
  foreign key (session_id, version) references session_minutes (session_id, version)
);

create table commitment (
  id          uuid primary key,
  session_id  uuid not null references session (id),
  item_id     uuid not null references plan_item (id),
  unit_id     uuid not null,
  question_id uuid references session_question (id),
  promise     text not null,
  state       text not null check (state in ('OPEN', 'IN_PROGRESS', 'REPORTED_DONE', 'CLOSED', 'WITHDRAWN')),
  made_at     timestamptz not null,
  due_on      date not null,
  result      text,
  reason      text,
  closed_at   timestamptz,
  search      tsvector not null,
  check ((state = 'CLOSED') = (closed_at is not null))
);
create index commitments_by_due on commitment (due_on, id);
create index commitments_of_unit on commitment (unit_id, due_on, id);
create index commitments_open_of_item on commitment (item_id) where state not in ('CLOSED', 'WITHDRAWN');
create index commitments_of_session on commitment (session_id);
create index commitments_by_text on commitment using gin (search);

create table commitment_report (
  commitment_id uuid not null references commitment (id),
  version       integer not null,
  at            timestamptz not null,
  progress      text not null,
  done          boolean not null,
  files         jsonb not null,
  primary key (commitment_id, version)
);

create table research (
  id             uuid primary key,
  item_id        uuid not null references plan_item (id),
  title          text not null,
  state          text not null check (state in ('FORMED', 'REPORTED', 'COMPLETED', 'DISSOLVED')),
  leader_id      uuid not null,
  secretary_id   uuid not null,
  formed_at      timestamptz not null,
  report_version integer not null default 0,
  search         tsvector not null
);
create index research_groups_newest on research (formed_at desc, id desc);
create index research_groups_of_item on research (item_id);
create index research_groups_by_text on research using gin (search);

create table research_member (
  research_id          uuid not null references research (id),
  member_id            uuid not null,
  duty                 text not null check (duty in ('LEADER', 'SECRETARY', 'MEMBER')),
  conflict_declared_at timestamptz,
  conflict_note        text,
  primary key (research_id, member_id)
);
create index research_groups_of_member on research_member (member_id);

create table research_visit (
  id          uuid primary key,
  research_id uuid not null references research (id),
  place       text not null,
  purpose     text not null,
  starts_at   timestamptz not null,
  unit_ids    uuid[] not null,
  state       text not null check (state in ('PLANNED', 'HELD', 'CANCELLED')),
  held_at     timestamptz,
  member_ids  uuid[] not null default '{}',
  notes       text,
  files       jsonb not null default '[]',
  reason      text
);
create index visits_of_research on research_visit (research_id, starts_at);

create table research_report (
  research_id  uuid not null references research (id),
  version      integer not null,
  title        text not null,
  summary      text not null,
  file         jsonb not null,
  submitted_at timestamptz not null,
  primary key (research_id, version)
);

create table outcome (
  id              uuid primary key,
  item_id         uuid not null references plan_item (id),
  session_id      uuid references session (id),
  research_id     uuid references research (id),
  kind            text not null check (kind in ('RECOMMENDATION', 'SPECIAL_REPORT', 'RESEARCH_REPORT', 'MINUTES')),
  title           text not null,
  file            jsonb,
  state           text not null check (state in ('DRAFTED', 'APPROVED', 'SUBMITTED', 'INSTRUCTED', 'ANSWERED', 'IMPLEMENTED', 'TRACKED', 'CLOSED', 'WITHDRAWN')),
  drafted_at      timestamptz not null,
  reason          text,
  meeting         text,
  meeting_name    text,
  meeting_on      date,
  approved_at     timestamptz,
  recipients      text[],
  document_number text,
  submitted_on    date,
  instructed_on   date,
  adoption        text check (adoption in ('ADOPTED', 'PARTLY_ADOPTED', 'NOT_ADOPTED')),
  summary         text,
  reported_to     text[],
  reported_on     date,
  search          tsvector not null,
  check (state not in ('ANSWERED', 'IMPLEMENTED', 'TRACKED', 'CLOSED') or adoption is not null)
);
create index outcomes_newest on outcome (drafted_at desc, id desc);
create index outcomes_of_item on outcome (item_id);
create index outcomes_by_text on outcome using gin (search);

create table outcome_suggestion (
  id             uuid primary key,
  outcome_id     uuid not null references outcome (id),
  number         integer not null,
  text           text not null,
  unit_id        uuid,
  deadline       jsonb,
  due_at         timestamptz,
  adoption       text check (adoption in ('ADOPTED', 'PARTLY_ADOPTED', 'NOT_ADOPTED')),
  answer         text,
  reasons        text,
  files          jsonb not null default '[]',
  answered_at    timestamptz,
  late           boolean,
  implemented_at timestamptz,
  unique (outcome_id, number),
  -- 部分采纳、不采纳须说明理由.
  check (adoption is null or adoption = 'ADOPTED' or reasons is not null),
  check ((adoption is null) = (answered_at is null))
);
create index suggestions_of_unit on outcome_suggestion (unit_id, outcome_id);
create index suggestions_overdue on outcome_suggestion (due_at) where answered_at is null and due_at is not null;

create table suggestion_report (
  outcome_id    uuid not null,
  version       integer not null,
  suggestion_id uuid not null references outcome_suggestion (id),
  at            timestamptz not null,
  progress      text not null,
  done          boolean not null,
  files         jsonb not null,
  primary key (outcome_id, version)
);
create index reports_of_suggestion on suggestion_report (suggestion_id, version);

-- 批示: the fact and its day come from events, the words are only here.
create table outcome_instruction (
  id            uuid primary key,
  outcome_id    uuid not null references outcome (id),
  instructed_on date not null,
  leader_post   text,
  text          text,
  recorded_at   timestamptz not null,
  corrected_at  timestamptz
);
create index instructions_of_outcome on outcome_instruction (outcome_id, instructed_on);
