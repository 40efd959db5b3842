import { setImmediate, setTimeout as pause } from 'node:timers/promises'
import type { CommandClient } from './command-client.ts'
import type { Projection } from './projection.ts'
import { change, type LoadUnit, markOf, paths } from './units.ts'

export interface OpenLoopResult {
  accepted: number
  refusals: string[]
  /** Commands whose row was not seen in time. */
  unseen: number
  /** Milliseconds from the scheduled moment of sending until the row was seen. */
  visible: number[]
  /** Milliseconds from the scheduled moment of sending to the answer. */
  answered: number[]
  /** Milliseconds by which sending was late. */
  late: number[]
  /** Milliseconds between two looks at the projection. */
  looks: number[]
}

const UNSEEN_AFTER_MS = 30_000
/** Between two commands. */
const AT_LEISURE_MS = 10

/**
 * Sends at an even rate whatever the answers do, so that a slow moment delays nothing but itself: latency counts from the
 * moment a command was due.
 */
export async function runOpenLoop(options: {
  client: CommandClient
  projection: Projection
  ratePerSecond: number
  seconds: number
  units: readonly LoadUnit[]
  tokens: readonly string[]
  nextNumber: () => number
  keys: string
}): Promise<OpenLoopResult> {
  const { client, projection, ratePerSecond, seconds, units, tokens, nextNumber, keys } = options
  const result: OpenLoopResult = {
    accepted: 0,
    refusals: [],
    unseen: 0,
    visible: [],
    answered: [],
    late: [],
    looks: [],
  }
  // A unit is taken again when its row was seen: nobody changes it twice at once.
  const free = [...units]
  const under = new Set<Promise<void>>()

  async function send(unit: LoadUnit, due: number): Promise<void> {
    const number = nextNumber()
    const mark = markOf(number)
    result.late.push(performance.now() - due)
    const answer = await client.send({
      path: paths.change,
      body: change(unit, mark),
      token: tokens[number % tokens.length]!,
      key: `${keys}-${number}`,
      version: unit.version,
    })
    result.answered.push(performance.now() - due)
    if (!answer.accepted) {
      result.refusals.push(answer.why)
      return
    }
    result.accepted += 1
    Object.assign(unit, { version: answer.version, mark })
    // Looks take from those that are looked at. A row that is there before the answer is seen with the first one.
    const seen = projection.seen(unit.id, mark)
    const at = await Promise.race([seen, pause(UNSEEN_AFTER_MS, undefined, { ref: false })])
    if (at === undefined) {
      projection.forget(unit.id)
      result.unseen += 1
      return
    }
    result.visible.push(at - due)
    free.push(unit)
  }

  const interval = 1000 / ratePerSecond
  const began = performance.now()
  for (let i = 0; i < ratePerSecond * seconds; i += 1) {
    const due = began + i * interval
    // Timers know whole milliseconds. The rest is waited for turn by turn where there is time for it: sending is not late then.
    for (let wait = due - performance.now(); wait > 0; wait = due - performance.now())
      await (wait > 1 || interval < AT_LEISURE_MS ? pause(wait) : setImmediate())
    const unit = free.shift()
    if (!unit) throw new Error(`all ${units.length} units are under way: ${ratePerSecond.toFixed(0)}/s is too much`)
    const sent = send(unit, due)
    under.add(sent)
    void sent.finally(() => under.delete(sent))
  }
  await Promise.all(under)
  result.looks = projection.looks()
  return result
}
