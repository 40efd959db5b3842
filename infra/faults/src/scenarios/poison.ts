import { randomUUID } from 'node:crypto'
import { directory, eventConsumer } from '@lianxie/contracts'
import { checkCommittee } from '../checks/check-committee.ts'
import { isTakenIn, markOf } from '../checks/converged.ts'
import { waysOf } from '../checks/ways.ts'
import { openCommandLine } from '../command-line.ts'
import { startLoad } from '../load/start-load.ts'
import { changedData, publishCrafted, publishGarbage, unitData } from '../poison-events.ts'
import type { Scenario } from '../scenario.ts'
import { sendCommand } from '../load/send-command.ts'
import { startCommittee } from '../start-committee.ts'
import { withDatabase } from '../with-database.ts'

const budget = {
  writers: 6,
  perSecond: 40,
  /** Commands done before the poison comes, to compare with. */
  before: 400,
  /** Commands done while it is there, at least. */
  during: 600,
  /** 1: waits until the failing effect is dead and brings it back by hand; 0: repairs the cause and lets it go on by itself. */
  untilDead: 1,
  /** The longest way of other events meanwhile, in milliseconds, p99. What is held back waits for its cause to be repaired. */
  wayMs: 1_000,
}

/** The cursors of the crafted units end at versions 2, 1 and 3. */
const AHEAD = 6

const consumer = eventConsumer('consultations', 'directory')

/** Events that cannot be taken in: each holds back its own aggregate, everybody sees it, and operators settle it. */
export const poison: Scenario<typeof budget> = {
  name: 'poison',
  number: 5,
  title: 'Events that cannot be taken in',
  doc:
    'An event whose effect always fails, an unknown type of event, bytes that are no event, an event without what its effect needs, and a version that never comes. ' +
    'All others go on as before, the unknown type is passed over, operators see what is stuck within seconds, and settle it with the command line.',
  budget,
  short: { writers: 6, perSecond: 40, before: 120, during: 160, untilDead: 0, wayMs: 15_000 },
  async run(context) {
    const { before, during, untilDead, wayMs, writers, perSecond } = context.budget
    const { rig, directories, listeners, token } = await context.step('Start one committee', () =>
      startCommittee(context, { doubled: false }),
    )
    const [{ url }] = directories
    const lianxie = await openCommandLine(rig, { directory: url, consultations: listeners[0].url })
    const load = await startLoad(context, { urls: [url], token, writers, perSecond })
    await context.step('Commands come as every day', () => load.flows(before, 120_000))

    const target = rig.databaseUrlOf('consultations')
    const toxic = `有毒单位${context.seed}`
    const send = async (command: typeof directory.RegisterUnit | typeof directory.ChangeUnit, body: object) => {
      const wish = { command, body: body as Record<string, unknown>, meant: 'done' as const }
      const answer = await sendCommand(url, wish, { key: randomUUID(), token, timeoutMs: 10_000 })
      if (!('status' in answer) || answer.status !== 200) throw new Error(`expected ${command.type} to be done`)
      return answer.events
    }
    await context.step('The projection refuses one unit, as a fault in a service would', () =>
      withDatabase(target, (client) => client.query(refuseUnits(toxic))),
    )
    const began = Date.now()
    const [registered] = await context.step('An event whose effect always fails, and one behind it', async () => {
      const { registeredOn: _, ...unit } = unitData('', toxic)
      const { unitId: __, ...facts } = unit
      const events = await send(directory.RegisterUnit, { ...facts, registeredOn: '2022-01-01' })
      const unitId = String(events[0]!.data['unitId'])
      return [...events, ...(await send(directory.ChangeUnit, changedData(unitId, `${toxic}之二`)))]
    })
    const answered = Date.now()
    const [strange, gap, lacking] = [randomUUID(), randomUUID(), randomUUID()]
    const names = { strange: `陌生单位${context.seed}`, gap: `断号单位${context.seed}` }
    const crafted = await context.step('Unknown type, unreadable bytes, missing data, missing version', async () => [
      ...(await publishCrafted(rig, [
        {
          unitId: strange,
          version: 1,
          definition: directory.UnitRegistered,
          type: 'cn.lianxie.directory.unit-praised.v1',
          data: { unitId: strange, praise: '优秀' },
        },
        { unitId: strange, version: 2, definition: directory.UnitRegistered, data: unitData(strange, names.strange) },
        { unitId: lacking, version: 1, definition: directory.UnitRegistered, data: { unitId: lacking } },
        { unitId: gap, version: 1, definition: directory.UnitRegistered, data: unitData(gap, names.gap) },
        { unitId: gap, version: 3, definition: directory.UnitChanged, data: changedData(gap, `${names.gap}之三`) },
      ])),
      await publishGarbage(rig, Buffer.from('不是事件 not an event \u0000')),
    ])
    const [stuck, stray] = [`unit/${String(registered!.data['unitId'])}`, `unit/${gap}`]

    const waits = (aggregate: string, test: (one: { attempts: number; cursor: number }) => boolean) => async () =>
      (await lianxie.waiting()).some((one) => one.aggregate === aggregate && test(one))
    const looks = {
      'the failing effect': waits(stuck, ({ attempts }) => attempts > 0),
      // It is nobody's business here: it is passed over, and what comes behind it goes on.
      'the unknown type that was passed over': async () => (await cursorOf(target, `unit/${strange}`)) === 2,
      'the version that is missing': waits(stray, ({ cursor }) => cursor === 1),
      'the unreadable message': async () => (await lianxie.dead()).some(({ type }) => type === 'unreadable'),
      'what lacks its data': async () =>
        [...(await lianxie.waiting()), ...(await lianxie.dead())].some(
          ({ aggregate }) => aggregate === `unit/${lacking}`,
        ),
    }
    const later = Date.now() - answered
    const seen = await context.step('Operators look', () =>
      Promise.all(Object.entries(looks).map(async ([what, look]) => (await context.within(30_000, what, look)).took)),
    )
    await context.step('Commands go on', () => load.flows(during, 120_000))
    const ended = Date.now()
    const { lastId, versions } = await markOf(rig)
    const others = { lastId, versions: new Map([...versions].filter(([aggregate]) => aggregate !== stuck)) }
    // Nothing is repaired yet: what the poison held back would not come.
    await context.step('All others arrive beside it', () =>
      context.within(60_000, 'all other events to arrive', () => isTakenIn(rig, others)),
    )
    const held = [...(await lianxie.waiting()), ...(await lianxie.dead())]

    // Counted from the answer to the first of them, which is before the others were there.
    const visible = later + Math.max(...seen)
    const refused = held.some(({ aggregate }) => aggregate === `unit/${strange}`)
      ? ['an event of an unknown type holds back its aggregate']
      : []
    const settle = (...argv: string[]) => lianxie.run(...argv)
    await context.step('Operators settle the gap and the unreadable message', async () => {
      await settle('waiting', 'skip-gap', 'consultations', consumer, stray, '3', '--reason', '来源确认无此版本')
      const unreadable = (await lianxie.dead()).find(({ type }) => type === 'unreadable')!
      const key = ['consultations', consumer, unreadable.aggregate, String(unreadable.version)]
      const retried = await settle('dead', 'retry', ...key).then(
        () => true,
        () => false,
      )
      if (retried) refused.push('bytes that are no event were taken in by a retry')
      await settle('dead', 'discard', ...key, '--reason', '不是事件')
    })
    // Should the missing version come after all, a rebuild takes it in, and it changes nothing that is there.
    crafted.push(
      ...(await publishCrafted(rig, [
        { unitId: gap, version: 2, definition: directory.UnitChanged, data: changedData(gap, `${names.gap}之二`) },
      ])),
    )
    await context.step('What lacks its data dies and is discarded', async () => {
      const dead = async () => (await lianxie.dead()).find(({ aggregate }) => aggregate === `unit/${lacking}`)
      if (untilDead === 1) await context.within(60_000, 'its last try', async () => (await dead()) !== undefined)
      // The short variant does not wait for the last of five tries.
      else await withDatabase(target, (client) => client.query(LAST_TRY, [consumer, `unit/${lacking}`]))
      const { value } = await context.within(30_000, 'its last try', dead)
      await settle('dead', 'discard', 'consultations', consumer, value.aggregate, '1', '--reason', '缺少名称')
    })
    await context.step('The fault is repaired, and what it held back follows', async () => {
      const isDead = async () => (await lianxie.dead()).some(({ aggregate }) => aggregate === stuck)
      if (untilDead === 1) await context.within(60_000, 'the failing effect to be dead', isDead)
      await withDatabase(target, (client) => client.query('drop function refuse_unit cascade'))
      if (await isDead()) await settle('dead', 'retry', 'consultations', consumer, stuck, '1')
      await context.within(60_000, 'what was held back', async () => (await lianxie.waiting()).length === 0)
    })

    const lines = await context.step('Let the writers end', () => load.stop())
    const ways = await waysOf(rig)
    const quiet = ways.filter(({ at }) => at < began)
    const busy = ways.filter(({ at, aggregate }) => at >= began && at <= ended && ![stuck, stray].includes(aggregate))
    const outside = [
      { thing: stuck.slice(5), name: toxic, active: true },
      { thing: stuck.slice(5), name: `${toxic}之二`, active: true },
      { thing: strange, name: names.strange, active: true },
      { thing: gap, name: names.gap, active: true },
      { thing: gap, name: `${names.gap}之三`, active: true },
    ]
    const checked = await context.step('Hold everything against the answers', () =>
      checkCommittee(rig, lines, {
        drainedSeconds: 30,
        outside: { effects: outside, crafted, own: [stuck], ahead: AHEAD },
      }),
    )
    return {
      figures: [
        {
          name: 'all that is stuck is seen, and the unknown passed, after',
          value: visible / 1_000,
          unit: 's',
          most: 5,
        },
        { name: 'events before', value: quiet.length, unit: '', least: before / 2 },
        { name: 'way of an event before, p99', value: p99(quiet), unit: 'ms' },
        { name: 'other events meanwhile', value: busy.length, unit: '', least: during / 2 },
        { name: 'way of other events meanwhile, p99', value: p99(busy), unit: 'ms', most: wayMs },
        ...checked.figures,
      ],
      findings: [...refused, ...checked.findings],
      notes: [
        'The way of an event is the time from its recording to its effect in the projection of another service.',
        'An event of a type that a service does not know is passed over: the cursor goes on, and a rebuild by a release that knows it takes it in.',
        'A failing effect is seen among the waiting from its first failure on, and among the dead after its fifth try, about 21 s later.',
      ],
    }
  },
}

/**
 * Makes PostgreSQL refuse every unit whose name begins so, so that the effect of a real event fails for ever. By both names
 * that it ever has: rows that several events of a batch change are written once, as the last one left them.
 */
const refuseUnits = (name: string) => `
  create function refuse_unit() returns trigger language plpgsql as $$
    begin
      if starts_with(new.name, '${name}') then raise exception 'this unit cannot be kept'; end if;
      return new;
    end
  $$;
  create trigger refuse_unit before insert or update on known_unit for each row execute function refuse_unit()`

const LAST_TRY = `update waiting_event set attempts = 4, retry_at = now() where consumer = $1 and aggregate = $2`

/** The version up to which an aggregate was taken in; undefined before the first. */
async function cursorOf(databaseUrl: string, aggregate: string): Promise<number | undefined> {
  const { rows } = await withDatabase(databaseUrl, (client) =>
    client.query<{ version: number }>('select version from consumer_cursor where consumer = $1 and aggregate = $2', [
      consumer,
      aggregate,
    ]),
  )
  return rows[0]?.version
}

/** Of no ways at all it is no number, which is within no bound. */
function p99(ways: readonly { ms: number }[]): number {
  const sorted = ways.map(({ ms }) => ms).toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN
}
