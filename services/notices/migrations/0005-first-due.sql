-- 首次到时: when a letter was first to go out. Each try puts `next_at` on; this one stays, so that one sees for how long it has waited.
alter table delivery add column first_due_at timestamptz;
update delivery set first_due_at = case when error is null then next_at else made_at end where state = 'WAITING';
-- letters_due: what waits.
create index delivery_waiting on delivery (way, first_due_at) where state = 'WAITING';
