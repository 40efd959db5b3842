-- What supervision told: its projects, and the item of the plan that each answers. One may be given an item later.
create table known_project (
  id      uuid primary key,
  item_id uuid,
  state   text not null check (state in ('PROPOSED', 'PLANNED', 'CLOSED', 'CANCELLED'))
);
-- plan-item with its projects.
create index known_project_by_item on known_project (item_id, id) where item_id is not null;
