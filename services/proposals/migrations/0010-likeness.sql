-- 查重 (docs/decisions/0012-similarity.md). Made from the submitted texts, as an index is: no event tells of these tables,
-- no key ties them to others, and they can be made anew at any time.

-- In how many proposals of a sample each pair of characters stands; those of one proposal alone are left out.
create table likeness_counting (
  id         uuid primary key,
  counted_at timestamptz not null default clock_timestamp(),
  version    integer not null,
  -- Of the sample, and of all that there were.
  documents  integer not null,
  proposals  integer not null,
  terms      integer[] not null,
  counts     integer[] not null
);

-- The rarest pairs of each submitted proposal, by one counting.
create table likeness (
  proposal_id  uuid primary key,
  text_version integer not null,
  counting_id  uuid not null,
  weight       real not null,
  terms        integer[] not null
);
-- Without a list of pending entries: a search looks the index up dozens of times, and would read that list each time.
create index similar_by_term on likeness using gin (terms) with (fastupdate = off);
