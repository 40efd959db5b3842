-- The tables of better-auth 1.7, as its own `getMigrations` writes them for the options in src/auth/better-auth.ts (ids are
-- UUIDs), then laid out and committed. What it adds in a later release becomes a migration of its own here.
-- Secrets in them are hashed (passwords) or encrypted with AUTH_SECRET (second factors, private keys).

create table auth_user (
  id                 uuid primary key default gen_random_uuid(),
  -- Names and addresses of people are the directory's; these two hold none.
  name               text not null,
  email              text not null unique,
  "emailVerified"    boolean not null,
  image              text,
  "createdAt"        timestamptz not null default current_timestamp,
  "updatedAt"        timestamptz not null default current_timestamp,
  "twoFactorEnabled" boolean,
  -- 用户名: our own column; sign-in looks here.
  username           text unique,
  -- Until when a one-time password works; null once its owner has chosen one.
  "oneTimeUntil"     timestamptz
);

create table auth_session (
  id          uuid primary key default gen_random_uuid(),
  "expiresAt" timestamptz not null,
  token       text not null unique,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null,
  "ipAddress" text,
  "userAgent" text,
  "userId"    uuid not null references auth_user (id) on delete cascade,
  acr         text,
  method      text,
  "authTime"  timestamptz,
  "grantId"   text
);
create index auth_session_user on auth_session ("userId");
create index auth_session_expired on auth_session ("expiresAt");

create table auth_account (
  id                      uuid primary key default gen_random_uuid(),
  "accountId"             text not null,
  "providerId"            text not null,
  "userId"                uuid not null references auth_user (id) on delete cascade,
  "accessToken"           text,
  "refreshToken"          text,
  "idToken"               text,
  "accessTokenExpiresAt"  timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  scope                   text,
  password                text,
  "createdAt"             timestamptz not null default current_timestamp,
  "updatedAt"             timestamptz not null,
  -- One person of the provider is one account, and an account has one password and one link.
  unique ("providerId", "accountId"),
  unique ("userId", "providerId")
);

create table auth_verification (
  id          uuid primary key default gen_random_uuid(),
  identifier  text not null,
  value       text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null default current_timestamp
);
create index auth_verification_identifier on auth_verification (identifier);
create index auth_verification_expired on auth_verification ("expiresAt");

create table auth_two_factor (
  id                        uuid primary key default gen_random_uuid(),
  secret                    text not null,
  "backupCodes"             text not null,
  "userId"                  uuid not null unique references auth_user (id) on delete cascade,
  verified                  boolean,
  "failedVerificationCount" integer,
  "lockedUntil"             timestamptz,
  -- The last half minute whose code was used: a code works once.
  "lastCounter"             bigint
);

create table auth_jwks (
  id           uuid primary key default gen_random_uuid(),
  "publicKey"  text not null,
  "privateKey" text not null,
  "createdAt"  timestamptz not null,
  "expiresAt"  timestamptz,
  alg          text,
  crv          text
);
