import { X509Certificate } from 'node:crypto'
import { readFile, stat, statfs } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Client } from '@lianxie/client'
import { eventStream, type ServiceName } from '@lianxie/contracts'
import { jetstreamManager } from '@nats-io/jetstream'
import type { NatsConnection } from '@nats-io/transport-node'
import type { Output, Words } from '../output.ts'
import type { Profile } from '../profile.ts'
import { readMetrics } from './read-metrics.ts'

/** One line of the examination. `warning` needs a look soon, `bad` now. */
export interface Finding extends Words {
  check: string
  state: 'ok' | 'warning' | 'bad'
}

export interface DoctorOptions {
  profile: Pick<Profile, 'services' | 'nats' | 'dataDir' | 'secretFiles' | 'certificates' | 'tokens' | 'tokenFile'>
  client: Client
  nats: () => Promise<NatsConnection>
  now?: () => Date
}

/** The oldest server that the backbone was tested with. */
const OLDEST_NATS = [2, 10, 27]
const CLOCK = { warning: 2_000, bad: 30_000 }
const DISK = { warning: 10, bad: 3 }
const CERTIFICATE_DAYS = { warning: 30, bad: 3 }
const OLDEST_UNPUBLISHED_SECONDS = { warning: 30, bad: 300 }
/** A mail server may be away for a while; an hour is no while any more. */
const OLDEST_LETTER_SECONDS = { warning: 600, bad: 3_600 }
const LAG = { warning: 1_000, bad: 100_000 }

/** 体检: looks at everything that the profile names, each by itself, so that one fault hides no other. */
export async function examine({ profile, client, nats, now = () => new Date() }: DoctorOptions): Promise<Finding[]> {
  const services = Object.keys(profile.services) as ServiceName[]
  const secrets = [
    ...profile.secretFiles,
    ...Object.values(profile.tokens),
    ...(profile.tokenFile === undefined ? [] : [profile.tokenFile]),
    ...(profile.nats?.passwordFile === undefined ? [] : [profile.nats.passwordFile]),
    ...(profile.nats?.nkeySeedFile === undefined ? [] : [profile.nats.nkeySeedFile]),
  ]
  const parts = await Promise.all([
    ...services.map((service) => examineService(client, service, now)),
    ...(profile.nats ? [examineNats(nats, services)] : []),
    ...(profile.dataDir === undefined ? [] : [examineDisk(profile.dataDir)]),
    ...[...new Set(secrets)].map(examineSecret),
    ...profile.certificates.map((file) => examineCertificate(file, now())),
  ])
  return [nodeVersion(), ...parts.flat()]
}

/** Prints one line for each check; true when none is bad. */
export async function doctorCommand(output: Output, options: DoctorOptions): Promise<boolean> {
  const findings = await examine(options)
  const mark = { ok: '✓', warning: '!', bad: '✗' }
  for (const { check, state, zh, en } of findings)
    output.say({ zh: `${mark[state]} ${check}：${zh}`, en: `${mark[state]} ${check}: ${en}` })
  const count = (state: Finding['state']) => findings.filter((finding) => finding.state === state).length
  output.say({
    zh: `正常 ${count('ok')}，注意 ${count('warning')}，异常 ${count('bad')}`,
    en: `${count('ok')} well, ${count('warning')} to look at, ${count('bad')} bad`,
  })
  output.give({ ok: count('bad') === 0, findings })
  return count('bad') === 0
}

async function examineService(client: Client, service: ServiceName, now: () => Date): Promise<Finding[]> {
  try {
    const health = await client.health(service)
    const failing = health.checks.filter(({ ok }) => !ok)
    const why = failing.map(({ name, error }) => `${name}: ${error ?? ''}`).join('; ')
    const amiss = health.checks.flatMap(({ name, degraded }) => (degraded === undefined ? [] : `${name}: ${degraded}`))
    const took = Math.max(0, ...health.checks.map(({ tookMs }) => tookMs))
    return [
      failing.length === 0
        ? {
            check: service,
            state: 'ok',
            zh: `正常，${health.checks.length} 项检查，最慢 ${took} 毫秒`,
            en: `well, ${health.checks.length} checks, the slowest took ${took} ms`,
          }
        : { check: service, state: 'bad', zh: `异常：${why}`, en: `failing: ${why}` },
      ...amiss.map((part): Finding => ({
        check: service,
        state: 'warning',
        zh: `部分功能异常：${part}`,
        en: `works for a part only: ${part}`,
      })),
      ...(health.clock ? [clockFinding(service, health.clock, now())] : []),
      ...(await examineMetrics(client, service)),
    ]
  } catch (error) {
    const why = wordsOf(error)
    return [{ check: service, state: 'bad', zh: `无法连接：${why}`, en: `no answer: ${why}` }]
  }
}

function clockFinding(service: string, clock: Date, now: Date): Finding {
  // The header is cut to the second.
  const apart = Math.abs(now.getTime() - clock.getTime() - 500)
  const seconds = Math.round(apart / 1000)
  return {
    check: `${service} clock`,
    state: rate(apart, CLOCK),
    zh: `时钟相差 ${seconds} 秒`,
    en: `${seconds} s apart`,
  }
}

async function examineMetrics(client: Client, service: ServiceName): Promise<Finding[]> {
  const metrics = readMetrics(await client.metrics(service))
  const sum = (name: string) =>
    metrics.filter((metric) => metric.name === name).reduce((all, { value }) => all + value, 0)
  const unpublished = sum('lianxie_relay_unpublished_events')
  const age = sum('lianxie_relay_oldest_unpublished_seconds')
  const [lag, waiting, dead] = ['lag', 'waiting', 'dead'].map((what) => sum(`lianxie_consumer_${what}_events`)) as [
    number,
    number,
    number,
  ]
  const unread = sum('lianxie_unread_gauges')
  const letters = sum('lianxie_letters_due')
  const letterAge = Math.max(
    0,
    ...metrics.filter(({ name }) => name === 'lianxie_letters_oldest_due_seconds').map(({ value }) => value),
  )
  return [
    {
      check: `${service} relay`,
      state: rate(unpublished > 0 ? age : 0, OLDEST_UNPUBLISHED_SECONDS),
      zh: `待发布事件 ${unpublished} 条，最久 ${Math.round(age)} 秒`,
      en: `${unpublished} events wait, the oldest for ${Math.round(age)} s`,
    },
    {
      check: `${service} consumers`,
      state: dead > 0 ? 'bad' : waiting > 0 && rate(lag, LAG) === 'ok' ? 'warning' : rate(lag, LAG),
      zh: `未处理 ${lag} 条，等待 ${waiting} 条，异常 ${dead} 条`,
      en: `${lag} behind, ${waiting} waiting, ${dead} dead`,
    },
    ...(service === 'notices'
      ? [
          {
            check: `${service} letters`,
            state: rate(letterAge, OLDEST_LETTER_SECONDS),
            zh: `到时未发出的邮件和群消息 ${letters} 件，最久 ${Math.round(letterAge / 60)} 分钟`,
            en: `${letters} letters and messages are due and have not left, the oldest for ${Math.round(letterAge / 60)} min`,
          },
        ]
      : []),
    ...(unread > 0
      ? [
          {
            check: `${service} metrics`,
            state: 'warning' as const,
            zh: `${unread} 项指标无法读取`,
            en: `${unread} gauges cannot be read`,
          },
        ]
      : []),
  ]
}

async function examineNats(open: () => Promise<NatsConnection>, services: ServiceName[]): Promise<Finding[]> {
  try {
    const nats = await open()
    try {
      const version = nats.info?.version ?? '0'
      const old = isOlder(
        version.split('.').map((part) => Number.parseInt(part, 10)),
        OLDEST_NATS,
      )
      const manager = await jetstreamManager(nats, { checkAPI: false })
      const streams = await Promise.all(services.map((service) => examineStream(manager, service)))
      const oldest = OLDEST_NATS.join('.')
      return [
        {
          check: 'NATS',
          state: old ? 'bad' : 'ok',
          zh: `版本 ${version}${old ? `，低于 ${oldest}` : ''}`,
          en: `version ${version}${old ? `, older than ${oldest}` : ''}`,
        },
        ...streams,
      ]
    } finally {
      await nats.close()
    }
  } catch (error) {
    return [{ check: 'NATS', state: 'bad', zh: (error as { zh?: string }).zh ?? wordsOf(error), en: wordsOf(error) }]
  }
}

async function examineStream(
  manager: Awaited<ReturnType<typeof jetstreamManager>>,
  service: ServiceName,
): Promise<Finding> {
  const check = eventStream(service)
  try {
    const { state } = await manager.streams.info(check)
    const size = Math.ceil(state.bytes / 1024)
    return {
      check,
      state: 'ok',
      zh: `${state.messages} 条，${size} KiB`,
      en: `${state.messages} messages, ${size} KiB`,
    }
  } catch (error) {
    return { check, state: 'bad', zh: `无法读取：${wordsOf(error)}`, en: `cannot be read: ${wordsOf(error)}` }
  }
}

async function examineDisk(dir: string): Promise<Finding[]> {
  try {
    const { bavail, blocks, bsize } = await statfs(dir)
    const share = (bavail / blocks) * 100
    const free = (bavail * bsize) / 1024 ** 3
    const state = share <= DISK.bad ? 'bad' : share <= DISK.warning ? 'warning' : 'ok'
    return [
      {
        check: 'disk',
        state,
        zh: `剩余 ${free.toFixed(1)} GiB（${share.toFixed(0)}%）`,
        en: `${free.toFixed(1)} GiB free (${share.toFixed(0)}%)`,
      },
    ]
  } catch (error) {
    return [
      {
        check: 'disk',
        state: 'bad',
        zh: `${dir} 无法读取：${wordsOf(error)}`,
        en: `${dir} cannot be read: ${wordsOf(error)}`,
      },
    ]
  }
}

async function examineSecret(file: string): Promise<Finding[]> {
  const check = basename(file)
  try {
    const mode = (await stat(file)).mode & 0o777
    const open = (mode & 0o077) !== 0
    const octal = mode.toString(8)
    return [
      {
        check,
        state: open ? 'bad' : 'ok',
        zh: open ? `他人可读取（${octal}），应为 600` : `权限 ${octal}`,
        en: open ? `others can read it (${octal}), it should be 600` : `mode ${octal}`,
      },
    ]
  } catch (error) {
    return [{ check, state: 'bad', zh: `无法读取：${wordsOf(error)}`, en: `cannot be read: ${wordsOf(error)}` }]
  }
}

async function examineCertificate(file: string, now: Date): Promise<Finding[]> {
  const check = basename(file)
  try {
    const { validTo } = new X509Certificate(await readFile(file))
    const days = Math.floor((Date.parse(validTo) - now.getTime()) / 86_400_000)
    const state = days < CERTIFICATE_DAYS.bad ? 'bad' : days < CERTIFICATE_DAYS.warning ? 'warning' : 'ok'
    return [{ check, state, zh: `证书还有 ${days} 天到期`, en: `the certificate ends in ${days} days` }]
  } catch (error) {
    return [
      {
        check,
        state: 'bad',
        zh: `证书无法读取：${wordsOf(error)}`,
        en: `the certificate cannot be read: ${wordsOf(error)}`,
      },
    ]
  }
}

function nodeVersion(): Finding {
  const { node } = process.versions
  const old = isOlder(node.split('.').map(Number), [24])
  return {
    check: 'Node.js',
    state: old ? 'bad' : 'ok',
    zh: `版本 ${node}${old ? '，低于 24' : ''}`,
    en: `version ${node}${old ? ', older than 24' : ''}`,
  }
}

function isOlder(version: number[], oldest: number[]): boolean {
  const difference = oldest.map((part, i) => (version[i] ?? 0) - part).find((apart) => apart !== 0)
  return (difference ?? 0) < 0
}

const rate = (value: number, limits: { warning: number; bad: number }): Finding['state'] =>
  value >= limits.bad ? 'bad' : value >= limits.warning ? 'warning' : 'ok'

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
