-- 租约: whoever is sending a letter holds its rows until then, by the clock of the database and not by that of the platform.
-- No transaction is open meanwhile: a slow server on the other side holds up nothing here.
alter table delivery
  add column lease uuid,
  add column leased_until timestamptz,
  -- How often it was handed over without an answer: it may have arrived, so it does not go again for days.
  add column unsure smallint not null default 0,
  add check ((lease is null) = (leased_until is null));
create index delivery_leased on delivery (way) where lease is not null;
