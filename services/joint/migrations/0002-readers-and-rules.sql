-- 阅读范围: in a vertical compact a draft may be for the upper side and one level; null is for all.
alter table draft add audience text[];
-- Whether an entry that was put back after a crash belongs to a draft already.
create unique index draft_by_entry on draft (entry_id);

create index draft_newest on draft (prepared_at desc, draft_id desc);
create index alarm_by_compact on alarm (compact_id, raised_at desc, alarm_id desc);
create index compact_newest on compact (created_at desc, compact_id);
create index recovery_order_waiting on recovery_order (compact_id, ordered_at) where confirmed_by is null;
create index attendance_list_by_end on attendance_list (kept_until);

-- 本地规则: the approved versions, as the directory publishes them.
create table known_policy (
  version integer primary key,
  pack    jsonb not null
);
