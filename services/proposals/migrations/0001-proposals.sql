-- 征集届次: the sessions under which proposals are taken and numbered.
create table intake (
  id             uuid primary key,
  term_number    integer not null,
  session_number integer not null,
  opens_on       date not null,
  closes_on      date not null,
  deadline_on    date not null,
  window_from    date not null,
  -- The last numbers given; whoever gives one holds this row, so that none is given twice or left out.
  last_receipt   integer not null default 0,
  last_serial    integer not null default 0,
  unique (term_number, session_number)
);

-- 提案. The subject of one that was not filed, the search column and the phone come from no event (`wordColumns`).
create table proposal (
  id                  uuid primary key,
  state               text not null check (state in (
    'DRAFT', 'DISCARDED', 'COSIGNING', 'SUBMITTED', 'UNDER_REVIEW', 'RETURNED_FOR_REVISION', 'MERGED_INTO', 'NOT_FILED',
    'CONVERTED', 'WITHDRAWN', 'FILED', 'ASSIGNED', 'RETURNED_BY_UNIT', 'HANDLING', 'EXTENSION_REQUESTED',
    'REPLY_DRAFTED', 'REWORK', 'REPLIED', 'FEEDBACK_PENDING', 'REHANDLING', 'FOLLOW_UP', 'CLOSED', 'ARCHIVED', 'PUBLISHED')),
  state_since         timestamptz not null,
  created_at          timestamptz not null,
  origin              text not null default 'LIVE' check (origin in ('LIVE', 'IMPORTED')),
  kind                text not null check (kind in ('INDIVIDUAL', 'JOINT', 'COLLECTIVE')),
  collective_kind     text,
  lead_kind           text not null check (lead_kind in ('MEMBER', 'BODY')),
  lead_id             uuid not null,
  text_version        integer not null,
  text_sha256         text not null,
  subject             text,
  search              tsvector,
  files               jsonb not null default '[]',
  joint_key           uuid,

  -- 附议, 盖章或召集人签名
  cosign_until        date,
  cosign_due          timestamptz,
  confirmed_by        text check (confirmed_by in ('SEAL', 'CONVENOR')),
  confirmed_sha256    text,
  sealed_page         jsonb,
  convenor_member_id  uuid,

  -- 提交
  intake_id           uuid references intake (id),
  term_number         integer,
  session_number      integer,
  year                integer,
  period              text check (period in ('SESSION', 'INTERSESSION')),
  receipt_number      integer,
  submitted_at        timestamptz,
  contact_phone       text,
  publish_consent     boolean,
  time_mark           text check (time_mark in ('BEFORE', 'DURING', 'AFTER')),
  advised_lead_unit   uuid,
  advised_co_units    uuid[] not null default '{}',
  pre_filing          jsonb,

  -- 审查
  reviewer            text,
  pre_reviewed_by     text,
  second_reviewed_by  text,
  suggested_lead_unit uuid,
  suggested_co_units  uuid[] not null default '{}',
  category            text,

  -- 立案或不予立案
  serial              integer,
  filed_at            timestamptz,
  forum               text check (forum in ('SESSION_GROUP', 'DIRECTOR', 'COMMITTEE_MEETING')),
  decided_on          date,
  planned_finish_on   date,
  is_important        boolean not null default false,
  not_filed_reason    text,
  destination         text check (destination in ('OPINION_INFO', 'REFERENCE_LETTER', 'OTHER')),
  converted_to        text,

  -- 并案
  merged_into         uuid references proposal (id),
  state_before_merger text,
  merge_answer        text check (merge_answer in ('AGREED', 'OBJECTED')),
  originals           integer not null default 0,

  check ((kind = 'COLLECTIVE') = (collective_kind is not null)),
  check ((kind = 'COLLECTIVE') = (lead_kind = 'BODY')),
  check ((state = 'MERGED_INTO') = (merged_into is not null)),
  check (merged_into is null or originals = 0),
  check ((submitted_at is null) = (receipt_number is null) or origin = 'IMPORTED'),
  unique (intake_id, receipt_number),
  unique (intake_id, serial)
);
create index docket_newest on proposal (submitted_at desc, id desc) where submitted_at is not null;
create index docket_by_state on proposal (state, submitted_at desc, id desc) where submitted_at is not null;
create index docket_by_number on proposal (term_number, session_number, serial) where serial is not null;
create index docket_by_text on proposal using gin (search);
create index proposals_of_lead on proposal (lead_id, created_at desc);
create index originals_of_case on proposal (merged_into) where merged_into is not null;
create index files_of_proposal on proposal using gin (files jsonb_path_ops);
create index sealed_page_of_proposal on proposal using gin (sealed_page jsonb_path_ops);
create index proposals_by_joint_key on proposal (joint_key) where joint_key is not null;

-- 提案文本: every version that somebody beside its author has seen; the words are here alone, the hash is told.
create table proposal_text (
  proposal_id uuid not null references proposal (id),
  version     integer not null,
  sha256      text not null,
  written_at  timestamptz not null,
  submitted   boolean not null default false,
  subject     text,
  problem     text,
  analysis    text,
  suggestions text[],
  primary key (proposal_id, version)
);

create table proposal_cosigner (
  proposal_id uuid not null references proposal (id),
  member_id   uuid not null,
  position    integer not null,
  state       text not null check (state in ('INVITED', 'SIGNED', 'DECLINED', 'EXPIRED', 'REMOVED')),
  invited_at  timestamptz not null,
  answered_at timestamptz,
  sha256      text,
  primary key (proposal_id, member_id)
);
create index proposals_of_cosigner on proposal_cosigner (member_id, proposal_id);

create table proposal_review (
  proposal_id  uuid not null references proposal (id),
  version      integer not null,
  step         text not null check (step in ('PRE', 'SECOND')),
  verdict      text not null check (verdict in ('FILE', 'NOT_FILE', 'RETURN', 'MERGE')),
  category     text,
  lead_unit    uuid,
  co_units     uuid[] not null,
  similar_ids  uuid[] not null,
  seal_checked boolean,
  reviewer     text not null,
  reviewed_at  timestamptz not null,
  primary key (proposal_id, version)
);

-- Words that came with an event and are told to nobody: opinions, reasons, letters. Written with the event, never by
-- `apply`; the event is named by its aggregate and version.
create table words (
  aggregate text not null,
  version   integer not null,
  field     text not null,
  text      text not null,
  primary key (aggregate, version, field)
);

-- Files that were uploaded, by their hash; written by the upload itself, not by events.
create table stored_file (
  sha256      text primary key,
  size        bigint not null,
  media_type  text not null,
  uploaded_at timestamptz not null,
  uploaded_by text not null
);

-- What the directory told.
create table known_body (
  id         uuid primary key,
  name       text not null,
  short_name text,
  body_kind  text,
  is_sector  boolean not null,
  active     boolean not null
);
create table known_unit (
  id         uuid primary key,
  name       text not null,
  short_name text,
  unit_kind  text not null,
  side       text not null,
  active     boolean not null
);
create table known_member (
  id        uuid primary key,
  sector_id uuid
);
create table known_post (
  id        uuid primary key,
  member_id uuid not null,
  body_id   uuid not null,
  post      text not null
);
create index convenor_of_body on known_post (body_id, member_id);
create table known_committee (
  id        text primary key,
  name      text not null,
  full_name text not null
);
create table known_policy (
  version integer primary key,
  pack    jsonb not null
);

-- 界别召集人, as the office named them: a sector is no body in which one could hold a post.
create table sector_convenor (
  sector_id uuid primary key,
  member_id uuid not null
);
