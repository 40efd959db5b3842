-- Lists at a hundred thousand proposals (docs/decisions/0018-proposals-at-size.md). A row is wide, so that whatever a filter
-- or a count of the docket looks at lies in the index of each of its orders: only what is shown is read from the table.
drop index docket_newest;
drop index docket_by_number;
create index docket_newest on proposal (submitted_at, id)
  include (state, term_number, session_number, year, period, kind, collective_kind, category, lead_id, serial, receipt_number,
    filed_at, merged_into, originals, result_class, replied_at, reply_due_at, assignment_mode, is_important, origin)
  where submitted_at is not null;
create index docket_by_number on proposal
  ((coalesce(term_number, 0)), (coalesce(session_number, 0)), (coalesce(serial, 0)), id)
  include (state, term_number, session_number, year, period, kind, collective_kind, category, lead_id, serial, receipt_number,
    filed_at, merged_into, originals, result_class, replied_at, reply_due_at, assignment_mode, is_important, origin, submitted_at)
  where submitted_at is not null;
create index docket_by_subject on proposal ((coalesce(subject, '') collate "zh-x-icu"), id)
  include (state, term_number, session_number, year, period, kind, collective_kind, category, lead_id, serial, receipt_number,
    filed_at, merged_into, originals, result_class, replied_at, reply_due_at, assignment_mode, is_important, origin, submitted_at,
    subject)
  where submitted_at is not null;
create index docket_by_change on proposal (state_since, id)
  include (state, term_number, session_number, year, period, kind, collective_kind, category, lead_id, serial, receipt_number,
    filed_at, merged_into, originals, result_class, replied_at, reply_due_at, assignment_mode, is_important, origin, submitted_at)
  where submitted_at is not null;

create index to_do_by_state on proposal (state, id)
  where state in ('SUBMITTED', 'UNDER_REVIEW', 'RETURNED_FOR_REVISION', 'FILED', 'RETURNED_BY_UNIT', 'FEEDBACK_PENDING');

-- The words of a text are kept apart from its row and have to be fetched from there, which PostgreSQL takes to cost nothing.
-- This one it asks last, and of as few rows as it can.
create function stands_in(search tsvector, wanted tsquery) returns boolean
  language plpgsql immutable strict parallel safe cost 100
  as $$ begin return search @@ wanted; end $$;

-- What waits for a unit: few of all that it ever replied to.
create index replies_to_sign on proposal_reply (unit_id) where signed_at is null and returned_at is null;
create index replies_to_countersign on proposal_reply (proposal_id) where sent_at is null and returned_at is null;
