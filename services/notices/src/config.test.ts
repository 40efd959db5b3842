import { expect, test } from 'vitest'
import { Config, settingsOf } from './config.ts'

const base = {
  COMMITTEE: 'wujiang-cppcc',
  DATABASE_URL: 'postgres://127.0.0.1/a',
  NATS_URL: 'nats://127.0.0.1',
  PORT: '0',
  ISSUER: 'https://issuer.example',
  JWKS_URL: 'https://issuer.example/jwks',
  FILES_DIR: '/tmp/files',
  PUBLIC_URL: 'https://lianxie.example.org',
}
const settings = (more: Record<string, string> = {}) => settingsOf(Config.parse({ ...base, ...more }))

test('without a mail server nothing goes by mail, and robots are those of the two vendors', () => {
  const { mail, robotHosts, robotsByHttp } = settings()

  expect(mail).toBeUndefined()
  expect(robotHosts).toEqual(['qyapi.weixin.qq.com', 'oapi.dingtalk.com'])
  expect(robotsByHttp).toBe(false)
})

test.each([
  [{}, 'starttls', 587],
  [{ SMTP_SECURITY: 'tls' }, 'tls', 465],
  [{ SMTP_SECURITY: 'tls', SMTP_PORT: '994' }, 'tls', 994],
])('mail is encrypted, on the usual port unless another is named: %j', (more, security, port) => {
  const { mail } = settings({ SMTP_HOST: 'smtp.example.org', MAIL_FROM: '联协 <a@example.org>', ...more })

  expect(mail).toMatchObject({ host: 'smtp.example.org', security, port })
})

test('a relay on this machine takes mail as it is, without an account', () => {
  const { mail } = settings({ SMTP_HOST: '127.0.0.1', MAIL_FROM: 'a@example.org', SMTP_SECURITY: 'none' })

  expect(mail).toEqual({ host: '127.0.0.1', port: 25, security: 'none', from: 'a@example.org' })
})

test.each([
  [{ SMTP_HOST: 'smtp.example.org' }, 'MAIL_FROM is missing'],
  [{ SMTP_HOST: 'smtp.example.org', MAIL_FROM: 'a@example.org', SMTP_USER: 'a' }, 'go together'],
  [{ SMTP_HOST: 'smtp.example.org', MAIL_FROM: 'a@example.org', SMTP_SECURITY: 'none' }, 'on this machine alone'],
  [
    {
      SMTP_HOST: '127.0.0.1',
      MAIL_FROM: 'a@example.org',
      SMTP_SECURITY: 'none',
      SMTP_USER: 'a',
      SMTP_PASSWORD: 'b',
    },
    'no password goes unencrypted',
  ],
])('a wrong setting stops the start and says so: %j', (more, words) => {
  expect(() => settings(more)).toThrow(words)
})
