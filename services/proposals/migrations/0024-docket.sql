-- 提案列表 as a narrow table (docs/decisions/0018-proposals-at-size.md): what filters, counts and orders of the docket look at, of
-- what was submitted, kept by a trigger as an index is. A tenth of the pages of the proposals, read whole for each count; only
-- what is shown is read from the proposals. Columns of a fixed width first, as those are found without looking at others.
create table docket (
  id              uuid primary key,
  submitted_at    timestamptz not null,
  state_since     timestamptz not null,
  lead_id         uuid not null,
  originals       integer not null,
  reply_round     integer not null,
  is_important    boolean not null,
  state           text not null,
  kind            text not null,
  period          text,
  category        text,
  term_number     integer,
  session_number  integer,
  year            integer,
  serial          integer,
  receipt_number  integer,
  filed_at        timestamptz,
  merged_into     uuid,
  replied_at      timestamptz,
  reply_due_at    timestamptz,
  result_class    text,
  assignment_mode text,
  collective_kind text,
  origin          text not null,
  key_since       date,
  upgraded_class  text,
  publish_consent boolean,
  subject         text
);

create function keep_docket() returns trigger language plpgsql as $$
begin
  insert into docket (id, submitted_at, state_since, lead_id, originals, reply_round, is_important, state, kind, period, category,
    term_number, session_number, year, serial, receipt_number, filed_at, merged_into, replied_at, reply_due_at, result_class,
    assignment_mode, collective_kind, origin, key_since, upgraded_class, publish_consent, subject)
  values (new.id, new.submitted_at, new.state_since, new.lead_id, new.originals, new.reply_round, new.is_important, new.state,
    new.kind, new.period, new.category, new.term_number, new.session_number, new.year, new.serial, new.receipt_number, new.filed_at,
    new.merged_into, new.replied_at, new.reply_due_at, new.result_class, new.assignment_mode, new.collective_kind, new.origin,
    new.key_since, new.upgraded_class, new.publish_consent, new.subject)
  on conflict (id) do update set (submitted_at, state_since, lead_id, originals, reply_round, is_important, state, kind, period,
    category, term_number, session_number, year, serial, receipt_number, filed_at, merged_into, replied_at, reply_due_at,
    result_class, assignment_mode, collective_kind, origin, key_since, upgraded_class, publish_consent, subject)
  = row (excluded.submitted_at, excluded.state_since, excluded.lead_id, excluded.originals, excluded.reply_round,
    excluded.is_important, excluded.state, excluded.kind, excluded.period, excluded.category, excluded.term_number,
    excluded.session_number, excluded.year, excluded.serial, excluded.receipt_number, excluded.filed_at, excluded.merged_into,
    excluded.replied_at, excluded.reply_due_at, excluded.result_class, excluded.assignment_mode, excluded.collective_kind,
    excluded.origin, excluded.key_since, excluded.upgraded_class, excluded.publish_consent, excluded.subject);
  return null;
end $$;
-- Nothing that was submitted is ever unsubmitted; a rebuild empties the proposals first.
create trigger keep_docket after insert or update on proposal for each row
  when (new.submitted_at is not null) execute function keep_docket();

create function empty_docket() returns trigger language plpgsql as $$ begin delete from docket; return null; end $$;
create trigger empty_docket after truncate on proposal for each statement execute function empty_docket();

insert into docket (id, submitted_at, state_since, lead_id, originals, reply_round, is_important, state, kind, period, category,
  term_number, session_number, year, serial, receipt_number, filed_at, merged_into, replied_at, reply_due_at, result_class,
  assignment_mode, collective_kind, origin, key_since, upgraded_class, publish_consent, subject)
select id, submitted_at, state_since, lead_id, originals, reply_round, is_important, state, kind, period, category, term_number,
  session_number, year, serial, receipt_number, filed_at, merged_into, replied_at, reply_due_at, result_class, assignment_mode,
  collective_kind, origin, key_since, upgraded_class, publish_consent, subject
from proposal where submitted_at is not null;

drop index docket_newest;
drop index docket_by_number;
drop index docket_by_subject;
drop index docket_by_change;
drop index docket_by_state;
create index docket_newest on docket (submitted_at, id);
create index docket_by_number on docket
  ((coalesce(term_number, 0)), (coalesce(session_number, 0)), (coalesce(serial, 0)), id);
create index docket_by_subject on docket ((coalesce(subject, '') collate "zh-x-icu"), id);
create index docket_by_change on docket (state_since, id);
-- Those of a year lie together.
create index docket_by_year on docket (year);
