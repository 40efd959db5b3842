-- What supervision told of its appraisals, and the item of the plan that each answers. One may be given an item later.
create table known_appraisal (
  id      uuid primary key,
  item_id uuid,
  state   text not null check (state in ('PROPOSED', 'PLANNED', 'CLOSED', 'CANCELLED'))
);
-- plan-item with its appraisals.
create index known_appraisal_by_item on known_appraisal (item_id, id) where item_id is not null;
