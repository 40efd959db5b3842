-- 通知: what somebody is told of, by the id of the thing alone.

create table raising (
  id        uuid primary key,
  kind      text not null,
  thing_of  text not null,
  thing_id  text not null,
  due_at    timestamptz,
  raised_at timestamptz not null
);

create table notice (
  id         uuid primary key,
  raising_id uuid not null references raising on delete cascade,
  account_id text not null,
  role       text not null,
  raised_at  timestamptz not null,
  read_at    timestamptz
);
-- notices: one's own, unread ones first, then the newest.
create index notice_of_account on notice (account_id, role, ((read_at is not null)::int), raised_at desc, id desc);
-- mailbox: how many are unread.
create index notice_unread on notice (account_id, role) where read_at is null;
-- clear-old-notices.
create index notice_by_reading on notice (read_at) where read_at is not null;
create index notice_by_raising on notice (raising_id);

-- 接收人: what somebody chose. The last four columns are personal: no event carries them and no replay restores them.
create table recipient (
  account_id   text primary key,
  muted        jsonb not null default '[]',
  digest_at    smallint check (digest_at between 0 and 23),
  quiet_from   smallint check (quiet_from between 0 and 23),
  quiet_until  smallint check (quiet_until between 0 and 23),
  -- When codes were asked for, the latest five.
  codes_asked  timestamptz[] not null default '{}',
  mail         text,
  pending_mail text,
  code         text,
  code_until   timestamptz,
  check ((quiet_from is null) = (quiet_until is null))
);

-- 群机器人: of a person, or of the committee where there is no account. Address and secret are the key of a chat: no event
-- carries them.
create table robot (
  id         uuid primary key,
  account_id text,
  vendor     text not null check (vendor in ('WECOM', 'DINGTALK')),
  label      text,
  kinds      text[] not null,
  added_at   timestamptz not null,
  url        text,
  secret     text,
  check ((account_id is null) = (label is not null))
);
create unique index robot_of_account on robot (account_id);

-- 发送: what goes out beside the page. No replay makes one, so that nothing is sent twice for it.
create table delivery (
  id         uuid primary key,
  way        text not null check (way in ('MAIL', 'ROBOT')),
  -- A notice, a code for a mail address, the greeting of a robot.
  purpose    text not null check (purpose in ('NOTICE', 'CODE', 'HELLO')),
  raising_id uuid,
  notice_id  uuid,
  account_id text,
  robot_id   uuid,
  -- 汇总: what bears one id goes in one mail; it is the Message-ID too.
  letter_id  uuid not null,
  state      text not null default 'WAITING' check (state in ('WAITING', 'SENT', 'REFUSED', 'GIVEN_UP')),
  tries      smallint not null default 0,
  made_at    timestamptz not null,
  next_at    timestamptz not null,
  ended_at   timestamptz,
  error      text,
  check ((way = 'ROBOT') = (robot_id is not null)),
  check (way = 'ROBOT' or account_id is not null),
  check ((purpose = 'NOTICE') = (raising_id is not null)),
  check ((state = 'WAITING') = (ended_at is null))
);
-- What is due.
create index delivery_due on delivery (way, next_at) where state = 'WAITING';
-- The parts of one letter.
create index delivery_letter on delivery (letter_id) where state = 'WAITING';
-- deliveries: the newest first.
create index delivery_newest on delivery (made_at desc, id desc);
-- office-robots: when each last told something.
create index delivery_by_robot on delivery (robot_id, ended_at) where robot_id is not null;
-- choices: what did not reach one.
create index delivery_failed on delivery (account_id, made_at desc) where state in ('REFUSED', 'GIVEN_UP');
-- Whatever is old goes.
create index delivery_ended on delivery (ended_at) where ended_at is not null;
