import type { Tx } from '@lianxie/service-kit'
import type { RobotHosts } from '../domain/robot-place.ts'
import type { Tables } from '../store/tables.ts'
import { callRobot, type RobotPlace } from './call-robot.ts'
import { chatOf, helloOf, type Told } from './letters.ts'
import type { Outcome } from './outcome.ts'
import { dueLetters, noteOutcomes, type Waiting } from './waiting-letters.ts'

/** Robots of one transaction. */
const MOST = 8

/** 发送群消息: one message a robot with all that is due, as vendors take twenty a minute. */
export async function sendChats(
  tx: Tx<Tables>,
  { hosts, publicUrl, now }: { hosts: RobotHosts; publicUrl: string; now: Date },
): Promise<void> {
  const chats = await dueLetters(tx, 'ROBOT', MOST, now)
  const places = await placesOf(tx, chats)
  const ended = await Promise.all(
    chats.map(async (letter) => {
      const place = places.get(letter[0]!.robotId!)
      const outcome: Outcome = place
        ? await callRobot(place, messageOf(letter, publicUrl), { hosts, now: new Date() })
        : { kind: 'REFUSED', error: 'gone' }
      return { letter, outcome }
    }),
  )
  await noteOutcomes(tx, ended, now)
}

function messageOf(letter: readonly Waiting[], publicUrl: string) {
  const told = letter.filter((one): one is Waiting & Told => one.kind !== null)
  return told.length === 0 ? helloOf(publicUrl) : chatOf(told, publicUrl)
}

async function placesOf(tx: Tx<Tables>, chats: readonly Waiting[][]): Promise<Map<string, RobotPlace>> {
  const ids = chats.map(([first]) => first!.robotId!)
  if (ids.length === 0) return new Map()
  const rows = await tx.selectFrom('robot').select(['id', 'vendor', 'url', 'secret']).where('id', 'in', ids).execute()
  return new Map(
    rows.flatMap(({ id, vendor, url, secret }) => (url === null ? [] : [[id, { vendor, url, secret }] as const])),
  )
}
