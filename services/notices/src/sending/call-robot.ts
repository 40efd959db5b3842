import { createHmac } from 'node:crypto'
import type { notices as n } from '@lianxie/contracts'
import { requireRobotPlace, type RobotHosts } from '../domain/robot-place.ts'
import type { Outcome } from '../domain/outcome.ts'

export interface RobotPlace {
  vendor: n.RobotVendor
  url: string
  secret: string | null
}

const MOST_READ = 16_384

/** 群机器人: posts a message as its vendor has it. Redirects are not followed, and no more is read than says how it went. */
export async function callRobot(
  place: RobotPlace,
  message: { title: string; markdown: string },
  { hosts, now, signal }: { hosts: RobotHosts; now: Date; signal: AbortSignal },
): Promise<Outcome> {
  try {
    // What was allowed when it was named may not be any more.
    requireRobotPlace({ vendor: place.vendor, url: place.url }, hosts)
  } catch {
    return { kind: 'REFUSED', error: 'host' }
  }
  let response: Response
  try {
    response = await fetch(addressOf(place, now), {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(bodyOf(place.vendor, message)),
      signal,
    })
  } catch (error) {
    const { cause, name } = error as Error & { cause?: { code?: string } }
    if (signal.aborted) return unanswered(signal)
    const code = cause?.code ?? name
    return { kind: isUnreached(code) ? 'LATER' : 'UNSURE', error: code }
  }
  const text = await readSome(response)
  if (signal.aborted) return unanswered(signal)
  if (response.status >= 500 || response.status === 429) return { kind: 'LATER', error: `http ${response.status}` }
  if (response.status !== 200) return { kind: 'REFUSED', error: `http ${response.status}` }
  return said(text)
}

const NOT_CONNECTED = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'EPROTO',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
])

/** Whether no connection came about, TLS included, so that nothing was said; one that broke off may have told its chat. */
const isUnreached = (code: string) => NOT_CONNECTED.has(code) || /^ERR_(TLS|SSL)_/.test(code)

/** It was reached, as a connection that cannot be made ends sooner, and may have told its chat. */
const unanswered = ({ reason }: AbortSignal): Outcome => ({ kind: 'UNSURE', error: (reason as Error).name })

/** 加签: timestamp and secret, HMAC-SHA256, in the address. */
function addressOf({ vendor, url, secret }: RobotPlace, now: Date): string {
  if (vendor !== 'DINGTALK' || secret === null) return url
  const timestamp = String(now.getTime())
  const sign = createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64')
  const signed = new URL(url)
  signed.searchParams.set('timestamp', timestamp)
  signed.searchParams.set('sign', sign)
  return signed.href
}

function bodyOf(vendor: n.RobotVendor, { title, markdown }: { title: string; markdown: string }) {
  return vendor === 'WECOM'
    ? { msgtype: 'markdown', markdown: { content: markdown } }
    : { msgtype: 'markdown', markdown: { title, text: markdown } }
}

/** Too many messages within a minute, and systems that are busy: they ask to come again. */
const COME_AGAIN = new Set([-1, 45009, 45033, 130101, 410100])

function said(text: string): Outcome {
  let code: unknown
  try {
    code = (JSON.parse(text) as { errcode?: unknown }).errcode
  } catch {
    return { kind: 'REFUSED', error: 'no answer of a robot' }
  }
  if (code === 0) return { kind: 'SENT' }
  if (typeof code !== 'number') return { kind: 'REFUSED', error: 'no answer of a robot' }
  return COME_AGAIN.has(code)
    ? { kind: 'LATER', error: `errcode ${code}` }
    : { kind: 'REFUSED', error: `errcode ${code}` }
}

/** The beginning of a body; the rest is not waited for. */
async function readSome(response: Response): Promise<string> {
  const parts: Uint8Array[] = []
  let size = 0
  try {
    for await (const part of response.body ?? []) {
      parts.push(part)
      size += part.length
      if (size >= MOST_READ) break
    }
  } catch {
    // A body that breaks off says as little as none.
    return ''
  }
  return Buffer.concat(parts).subarray(0, MOST_READ).toString('utf8')
}
