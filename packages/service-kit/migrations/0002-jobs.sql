-- What is to be done at a time of the platform's clock. Due rows are handed to the job library's queue,
-- which lives in the schema `<service>_jobs` and brings its tables itself.
create table scheduled_job (
  id           uuid primary key,
  job          text not null,
  key          text not null,
  payload      jsonb not null,
  due_at       timestamptz not null,
  repeat_every interval,
  unique (job, key)
);
create index scheduled_job_due on scheduled_job (due_at);

-- Written and read by the health check, to prove that the database keeps what it is given.
create table health_probe (
  name      text primary key,
  token     uuid not null,
  probed_at timestamptz not null
);
