create table alarm (
  alarm_id  uuid primary key,
  finding   text not null,
  closed_at timestamptz not null,
  note      text
);
