-- 年度协商计划: one plan a year, from the call for topics to its publication.
create table plan (
  id                  uuid primary key,
  year                smallint not null unique,
  title               text not null,
  state               text not null check (state in
    ('DRAFTING', 'COLLECTING', 'CONSULTING', 'DELIBERATING', 'DELIBERATED', 'ADOPTED', 'FORWARDED')),
  opened_at           timestamptz not null,
  call_deadline       date,
  call_notice         text,
  call_asked          jsonb not null default '[]',
  deliberated_by      text,
  deliberated_meeting text,
  deliberated_on      date,
  adopted_by          text,
  document_number     text,
  adopted_on          date,
  forward_document    text,
  forwarded_on        date,
  read_by             date,
  published_at        timestamptz,
  check ((state in ('ADOPTED', 'FORWARDED')) = (adopted_on is not null)),
  check ((state = 'FORWARDED') = (forwarded_on is not null)),
  check (published_at is null or adopted_on is not null)
);

-- 征求意见: the units asked for their opinion on the draft, and what they answered.
create table plan_opinion (
  plan_id  uuid not null references plan,
  unit_id  uuid not null,
  due      date not null,
  opinion  text check (opinion in ('AGREED', 'COMMENTED')),
  text     text,
  given_at timestamptz,
  primary key (plan_id, unit_id),
  check ((opinion is null) = (given_at is null))
);
-- Whether a unit may see a draft: those it was asked about.
create index plan_opinion_by_unit on plan_opinion (unit_id);

-- 批转对象与阅知回执.
create table plan_recipient (
  plan_id         uuid not null references plan,
  kind            text not null check (kind in ('UNIT', 'BODY')),
  recipient_id    uuid not null,
  document_number text not null,
  forwarded_on    date not null,
  read_by         date,
  read_at         timestamptz,
  reminders       smallint not null default 0,
  reminded_at     timestamptz,
  primary key (plan_id, kind, recipient_id)
);
-- plan-readers, and the reminder list of those that have not read it.
create index plan_recipient_unread on plan_recipient (plan_id, recipient_id) where read_at is null;
-- Whether a unit may see a plan: those forwarded to it.
create index plan_recipient_by_recipient on plan_recipient (recipient_id);

-- 计划调整: each rests on a decision of the body that adopted the plan.
create table plan_amendment (
  id              uuid primary key,
  plan_id         uuid not null references plan,
  number          smallint not null check (number > 0),
  adopted_by      text not null,
  document_number text not null,
  decided_on      date not null,
  reason          text not null,
  added_ids       uuid[] not null,
  changed_ids     uuid[] not null,
  cancelled_ids   uuid[] not null,
  unique (plan_id, number)
);

-- 计划事项, from the suggested topic to the end of tracking.
create table plan_item (
  id                   uuid primary key,
  plan_id              uuid not null references plan,
  year                 smallint not null,
  state                text not null check (state in
    ('PROPOSED', 'SHORTLISTED', 'PLAN_ADOPTED', 'SCHEDULED', 'RESEARCHING', 'SESSION_HELD', 'OUTCOME_DRAFTED',
     'OUTCOME_APPROVED', 'SUBMITTED', 'INSTRUCTED', 'ADOPTED', 'PARTLY_ADOPTED', 'NOT_ADOPTED', 'IMPLEMENTED',
     'TRACKED', 'CLOSED', 'DECLINED', 'MERGED', 'WITHDRAWN', 'CANCELLED')),
  state_since          timestamptz not null,
  created_at           timestamptz not null,
  changed_at           timestamptz not null,
  form                 text,
  form_label           text,
  topic                text not null,
  summary              text,
  section              text,
  months               smallint[] not null default '{}',
  -- Items without a month come after December.
  month_order          smallint not null generated always as (coalesce(months[1], 13)) stored,
  recurrence           text,
  time_label           text,
  lead_body_id         uuid,
  co_body_ids          uuid[] not null default '{}',
  leader_member_id     uuid,
  leader_post          text,
  counterpart_unit_ids uuid[] not null default '{}',
  counterpart_rank     text,
  participant_body_ids uuid[] not null default '{}',
  partner_committees   text[] not null default '{}',
  source_kind          text,
  source_id            uuid,
  proposed_by          text,
  proposal_reason      text,
  proposed_late        boolean not null default false,
  merged_into          uuid references plan_item,
  end_reason           text,
  withheld             boolean not null default false,
  search               tsvector not null,
  check (form is not null or state in ('PROPOSED', 'DECLINED', 'MERGED', 'WITHDRAWN'))
);
-- plan-items, plan-year: by month, the order of the printed calendar.
create index plan_item_by_month on plan_item (year desc, month_order, id);
-- plan-items of one plan, the counts by state, adoption.
create index plan_item_by_state on plan_item (plan_id, state);
-- plan-items in the order in which they last changed.
create index plan_item_by_change on plan_item (changed_at desc, id);
create index plan_item_by_lead on plan_item (lead_body_id, year);
create index plan_item_by_form on plan_item (form, year);
-- What a unit may see, and plan-items by counterpart.
create index plan_item_by_counterpart on plan_item using gin (counterpart_unit_ids);
-- plan-items with mine=true.
create index plan_item_by_proposer on plan_item (proposed_by) where proposed_by is not null;
create index plan_item_by_source on plan_item (source_id) where source_id is not null;
-- plan-items by words inside topic, label and summary.
create index plan_item_by_words on plan_item using gin (search);
-- plan-item: the topics that went into it.
create index plan_item_by_target on plan_item (merged_into) where merged_into is not null;

-- What the directory published: names, and whether they may still be addressed. Sectors stand among the bodies.
create table known_body (
  id         uuid primary key,
  name       text not null,
  short_name text,
  active     boolean not null
);
create table known_unit (
  id         uuid primary key,
  name       text not null,
  short_name text,
  active     boolean not null
);

-- What the joint service published: topics of compacts that rest on an item of this plan.
create table item_joint_link (
  compact_id   text not null,
  topic_id     text not null,
  item_id      uuid not null,
  compact_name text not null,
  title        text not null,
  primary key (compact_id, topic_id)
);
-- plan-items and plan-item with their joint topics.
create index item_joint_link_by_item on item_joint_link (item_id);
