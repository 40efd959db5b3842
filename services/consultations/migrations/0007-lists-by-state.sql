-- Lists of one state, also of one that few are in.

-- research-groups: the newest first of one state, also of one that few are in.
create index research_groups_of_state on research (state, formed_at desc, id desc);
-- sessions: by date, in one state.
create index sessions_of_state on session (state, starts_at, id) include (form, announced);
