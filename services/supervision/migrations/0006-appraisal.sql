-- 民主评议. Its written plan and the names of meetings and documents come from no event (`words`).
create table appraisal (
  id             uuid primary key,
  state          text not null check (state in ('PROPOSED', 'PLANNED', 'MOBILISED', 'QUESTIONNAIRE', 'HEARING', 'VOTED',
    'SCORED', 'OPINION_LETTER', 'RECTIFYING', 'RECHECKED', 'CLOSED', 'CANCELLED')),
  state_since    timestamptz not null,
  created_at     timestamptz not null,
  title          text not null,
  year           integer not null,
  unit_ids       uuid[] not null,
  plan_item_id   uuid,
  items          jsonb not null,
  options        jsonb not null,
  quorum         double precision not null check (quorum > 0 and quorum < 1),
  minimum_count  integer not null check (minimum_count > 0),
  is_ranked      boolean not null,
  decided_on     date,
  consented_on   date,
  mobilised_on   date,
  hearing_on     date,
  search         tsvector not null
);
create index appraisals_newest on appraisal (created_at desc, id desc);
create index appraisals_by_state on appraisal (state, created_at desc, id desc);
create index appraisals_of_year on appraisal (year, created_at desc, id desc);
create index appraisals_of_unit on appraisal using gin (unit_ids);
create index appraisals_of_plan_item on appraisal (plan_item_id) where plan_item_id is not null;
create index appraisals_by_text on appraisal using gin (search);

-- 评议对象: what a unit reported, its score and letter, and what it mended. The words come from no event.
create table appraised_unit (
  appraisal_id        uuid not null references appraisal (id),
  unit_id             uuid not null,
  position            integer not null,
  heard_at            timestamptz,
  report              text,
  questions           text,
  report_files        jsonb not null default '[]',
  -- In hundredths, with the scores of its items; none where nobody rated an item.
  score               integer check (score between 0 and 10000),
  item_scores         jsonb,
  drafted_by          text,
  document_number     text,
  letter              text,
  letter_files        jsonb not null default '[]',
  signed_on           date,
  deadline            jsonb,
  due_at              timestamptz,
  rectified_at        timestamptz,
  rectification       text,
  rectification_files jsonb not null default '[]',
  recheck             text check (recheck in ('PASSED', 'AGAIN')),
  rechecked_on        date,
  recheck_finding     text,
  primary key (appraisal_id, unit_id),
  check (due_at is null or signed_on is not null)
);
create index appraised_units_by_due on appraised_unit (due_at, appraisal_id) where rectified_at is null;
create index files_of_appraised_unit on appraised_unit
  using gin ((report_files || letter_files || rectification_files) jsonb_path_ops);

-- 历次投票: the counts of one that does not stand are not kept.
create table appraisal_vote (
  appraisal_id uuid not null references appraisal (id),
  round        integer not null,
  ballot_id    uuid,
  held_on      date not null,
  entitled     integer not null,
  attended     integer not null,
  issued       integer not null,
  returned     integer not null,
  valid        integer not null,
  verdict      text not null check (verdict in ('VALID', 'NO_QUORUM', 'OVER_RETURNED', 'TOO_FEW')),
  counts       jsonb,
  primary key (appraisal_id, round),
  check ((verdict = 'VALID') = (counts is not null))
);

-- 评议问卷. The words in which it asks come from no event.
create table questionnaire (
  id            uuid primary key,
  appraisal_id  uuid not null references appraisal (id),
  code          text not null unique,
  title         text not null,
  opens_at      timestamptz not null,
  closes_at     timestamptz not null,
  ended_at      timestamptz,
  questions     jsonb not null,
  texts         jsonb,
  sha256        text not null,
  minimum_count integer not null,
  check (closes_at > opens_at)
);
create index questionnaires_of_appraisal on questionnaire (appraisal_id, opens_at, id);
create table withheld_text (
  id               uuid primary key,
  questionnaire_id uuid not null references questionnaire (id)
);

-- 答卷: written by the public route, by no event, and kept through a rebuild. Three tables that do not know of each other:
-- which devices answered (a hash of a token that stays on the device), what was chosen, and free words. No time but the day.
create table questionnaire_device (
  questionnaire_id uuid not null,
  token_hash       text not null,
  sheet_hash       text not null,
  primary key (questionnaire_id, token_hash)
);
create table questionnaire_answer (
  id               uuid primary key default gen_random_uuid(),
  questionnaire_id uuid not null,
  answered_on      date not null,
  choices          jsonb not null
);
create index answers_of_questionnaire on questionnaire_answer (questionnaire_id);
create table questionnaire_text (
  id               uuid primary key default gen_random_uuid(),
  questionnaire_id uuid not null,
  question         text not null,
  answered_on      date not null,
  text             text not null
);
create index texts_of_questionnaire on questionnaire_text (questionnaire_id, id);
