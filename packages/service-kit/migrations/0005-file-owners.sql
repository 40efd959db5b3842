-- 上传人: who uploaded the bytes of a file, each account once; two that sent the same bytes both did. What was uploaded before
-- this table was there has its uploader in `stored_file` alone.
create table file_owner (
  sha256 text not null,
  owner  text not null,
  primary key (sha256, owner)
);
