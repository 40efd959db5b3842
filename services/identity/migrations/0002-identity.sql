-- 账号: whose it is (ids of the directory), and whether it may be used. How one signs in with it is in `auth_user`.
create table account (
  id         uuid primary key,
  person_id  uuid unique,
  member_id  uuid unique,
  state      text not null check (state in ('ACTIVE', 'STOPPED')),
  created_at timestamptz not null,
  stopped_at timestamptz,
  check ((state = 'STOPPED') = (stopped_at is not null))
);
create index accounts_by_state on account (state);

-- 授权: proposed by one person, approved by another, to a last day. Its reason comes from no event (`words`).
create table role_grant (
  id          uuid primary key,
  account_id  uuid not null references account,
  role        text not null,
  member_id   uuid,
  unit_ids    uuid[] not null default '{}',
  from_on     date not null,
  until_on    date not null,
  state       text not null check (state in ('PROPOSED', 'ACTIVE', 'ENDED')),
  ending      text check (ending in ('WITHDRAWN', 'DECIDED', 'EXPIRED', 'LEFT')),
  proposed_by text not null,
  proposed_at timestamptz not null,
  approved_by text,
  approved_at timestamptz,
  ended_by    text,
  ended_at    timestamptz,
  check (until_on >= from_on),
  check (approved_by <> proposed_by),
  check (approved_by <> account_id::text),
  check ((state = 'ENDED') = (ended_at is not null)),
  check (state <> 'ACTIVE' or approved_at is not null)
);
create index role_grants_newest on role_grant (proposed_at desc, id desc);
create index role_grants_by_state on role_grant (state, proposed_at desc, id desc);
create index role_grants_of_account on role_grant (account_id, state);
create index role_grants_by_role on role_grant (role, state);
create index role_grants_ending on role_grant (until_on) where state = 'ACTIVE';

-- 服务账号: of a program. The hash of its secret comes from no event.
create table service_account (
  id            uuid primary key,
  label         text not null,
  role          text not null,
  scopes        text[] not null,
  until_on      date not null,
  state         text not null check (state in ('REGISTERED', 'ACTIVE', 'STOPPED')),
  registered_by text not null,
  registered_at timestamptz not null,
  approved_by   text,
  secret_sha256 text,
  check (approved_by <> registered_by)
);
create index service_accounts_newest on service_account (registered_at desc, id desc);
create index service_accounts_by_state on service_account (state, registered_at desc, id desc);

-- What the directory has told: who there is, and for which unit or body somebody may act.
create table known_person (
  id   uuid primary key,
  kind text not null check (kind in ('MEMBER', 'STAFF'))
);
create table known_party (
  id   uuid primary key,
  kind text not null check (kind in ('UNIT', 'BODY'))
);

-- Words that came with an event and are told to nobody but those who read grants. Written with the event, never by `apply`.
create table words (
  aggregate text not null,
  version   integer not null,
  field     text not null,
  text      text not null,
  primary key (aggregate, version, field)
);

-- 一次性下载: one-time passwords and secrets that are made when they are taken away, and then once. Nothing secret lies here.
create table handout (
  id          uuid primary key,
  owner       text not null,
  account_ids uuid[] not null default '{}',
  service_account_id uuid,
  expires_at  timestamptz not null
);
create index handouts_expired on handout (expires_at);

-- 连续失败: counted here, so that all processes agree. Keys are hashes of user names, accounts and addresses. No event.
create table sign_in_failure (
  key           text primary key,
  failures      integer not null,
  last_at       timestamptz not null,
  blocked_until timestamptz
);
create index sign_in_failures_old on sign_in_failure (last_at);

-- 登录审计: every attempt. A name that nobody has is kept as a hash under the service's secret.
create table sign_in_audit (
  id                 bigint generated always as identity primary key,
  at                 timestamptz not null default clock_timestamp(),
  method             text not null,
  outcome            text not null,
  account_id         uuid,
  service_account_id uuid,
  name_hash          text,
  address            text not null,
  agent              text not null
);
create index sign_ins_newest on sign_in_audit (at desc, id desc);
create index sign_ins_of_account on sign_in_audit (account_id, at desc, id desc);
create index sign_ins_by_outcome on sign_in_audit (outcome, at desc, id desc);
create index sign_ins_from_address on sign_in_audit (address, at desc, id desc);
