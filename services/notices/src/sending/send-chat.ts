import type { Database } from '@lianxie/service-kit'
import type { RobotHosts } from '../domain/robot-place.ts'
import type { Tables } from '../store/tables.ts'
import { callRobot } from './call-robot.ts'
import { chatOf, helloOf, type Told } from './letters.ts'
import type { Outcome } from '../domain/outcome.ts'
import type { Held, Part } from './waiting-letters.ts'

/** 发送群消息: one message a robot with all that is due, as vendors take twenty a minute. */
export async function sendChat(
  { db, hosts, publicUrl }: { db: Database<Tables>; hosts: RobotHosts; publicUrl: string },
  { parts }: Held,
  signal: AbortSignal,
): Promise<Outcome> {
  const place = await db
    .selectFrom('robot')
    .select(['vendor', 'url', 'secret'])
    .where('id', '=', parts[0].robotId!)
    .executeTakeFirst()
  if (!place || place.url === null) return { kind: 'REFUSED', error: 'gone' }
  const told = parts.filter((one): one is Part & Told => one.kind !== null)
  const message = told.length === 0 ? helloOf(publicUrl) : chatOf(told, publicUrl, place.vendor)
  return await callRobot({ ...place, url: place.url }, message, { hosts, now: new Date(), signal })
}
