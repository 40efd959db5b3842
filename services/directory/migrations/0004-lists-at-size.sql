-- Lists at a hundred thousand rows.

-- members by name.
create index person_by_pinyin on person (pinyin, id);
-- members of a sector, also of one that they have left.
create index term_of_sector on term (sector_id, member_id);
-- members of a numbered term.
create index term_by_number on term (term_number, member_id);
-- members by the day their term began: the latest one.
create index term_by_beginning on term (began_on, member_id);

-- units by name and by registration, with any filter but words.
create index unit_by_name on unit (name, id) include (state, unit_kind, side);
create index unit_by_registration on unit (registered_on, id) include (state, unit_kind, side);
