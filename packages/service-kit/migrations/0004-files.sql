-- 断点续传: uploads that are continued after the connection broke. `received` is what lies on the disk for certain; the bytes
-- are in `uploads/<part>` of the service's files. One that is finished is remembered until it expires, so that it can be
-- sent again.
create table file_upload (
  owner       text not null,
  id          uuid not null,
  part        uuid not null unique,
  size        bigint not null check (size > 0),
  received    bigint not null default 0,
  -- What the sender says the hash is.
  announced   text,
  -- The request that writes now; a later one of the owner takes its place.
  writer      uuid,
  begun_at    timestamptz not null,
  expires_at  timestamptz not null,
  sha256      text,
  media_type  text,
  primary key (owner, id),
  check (received between 0 and size),
  check (sha256 is null or received = size)
);
create index uploads_expired on file_upload (expires_at);
create index uploads_unfinished on file_upload (owner) include (size) where sha256 is null;

-- 病毒扫描: what the scanner said of a file. One without a row was not scanned.
create table file_scan (
  sha256     text primary key,
  state      text not null check (state in ('CLEAN', 'INFECTED')),
  signature  text,
  scanned_at timestamptz not null,
  check ((state = 'INFECTED') = (signature is not null))
);

-- 照片: what is read from a picture itself. Where it was taken never leaves the committee; others are given the clean copy.
create table file_picture (
  sha256       text primary key,
  width        integer not null,
  height       integer not null,
  latitude     double precision,
  longitude    double precision,
  clean_sha256 text,
  check ((latitude is null) = (longitude is null))
);
