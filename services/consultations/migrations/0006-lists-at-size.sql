-- Lists at a hundred thousand rows: an index holds what filters and counts look at, so that neither has to read the rows,
-- which are large because they carry what they are searched by.

-- plan-items: the counts by state under any filter but words; plan-items of one plan, adoption.
drop index plan_item_by_state;
create index plan_item_by_state on plan_item (plan_id, state) include (year, form, lead_body_id, months);
-- plan-items, plan-year: by month, the order of the printed calendar.
drop index plan_item_by_month;
create index plan_item_by_month on plan_item (year desc, month_order, id) include (state, form, lead_body_id, months);
-- plan-items in the order of their entry.
create index plan_item_by_entry on plan_item (year desc, id);
-- plan-items by topic.
create index plan_item_by_topic on plan_item (topic collate "zh-x-icu", id);
-- plan-items by how far they have come; the states in the order of an item's life, as in the contract.
create index plan_item_by_stage on plan_item (array_position(
  '{PROPOSED,SHORTLISTED,PLAN_ADOPTED,SCHEDULED,RESEARCHING,SESSION_HELD,OUTCOME_DRAFTED,OUTCOME_APPROVED,SUBMITTED,INSTRUCTED,ADOPTED,PARTLY_ADOPTED,NOT_ADOPTED,IMPLEMENTED,TRACKED,CLOSED,DECLINED,MERGED,WITHDRAWN,CANCELLED}'::text[],
  state), year desc, month_order, id);

-- sessions: by date, with any filter but words.
drop index sessions_by_date;
create index sessions_by_date on session (starts_at, id) include (state, form, announced);
-- commitments: the nearest due day first, with any filter but words.
drop index commitments_by_due;
create index commitments_by_due on commitment (due_on, id) include (state, unit_id);
-- research-groups: the newest first, by state.
drop index research_groups_newest;
create index research_groups_newest on research (formed_at desc, id desc) include (state);
