-- The originals of a unit's cases are found in the index alone.
drop index originals_of_case;
create index originals_of_case on proposal (merged_into, id) where merged_into is not null;
