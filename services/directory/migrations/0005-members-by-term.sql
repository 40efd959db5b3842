-- Members at a hundred thousand rows: the list starts from their terms.

-- members who sit, by the day their term began.
create index term_sitting_by_beginning on term (began_on, member_id) where ended_on is null;
-- members who sit, by sector; it does what term_by_sector did.
create index term_sitting_by_sector on term (sector_id, member_id) where ended_on is null;
drop index term_by_sector;
-- member: all posts that one ever held.
create index post_of_member on post (member_id);
-- members by sector: the sectors in the order of their names, so that only the first of them have to be looked at.
create index sector_by_name on sector (name, id);
