import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type CommandDefinition, notices as n, REFUSALS } from '@lianxie/contracts'
import { account, fingerprint, rebuildOwnTables, replayEquality } from '@lianxie/service-kit/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createNotices } from '../src/app.ts'
import { foreignTables, ownTables } from '../src/store/tables.ts'
import { startMailServer } from './mail-server.ts'
import { startRobotServer } from './robot-server.ts'
import { cosigning, mailboxOf, member, PUBLIC_URL, start, told } from './world.ts'

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url))

test(
  'replaying all events of random histories into empty tables gives the same tables, and sends nothing again',
  { timeout: 240_000 },
  async () => {
    await using mail = await startMailServer()
    await using robots = await startRobotServer()
    const settings = {
      publicUrl: PUBLIC_URL,
      mail: { host: '127.0.0.1', port: mail.port, security: 'none', from: 'lianxie@wujiang.example' } as const,
      robotHosts: [robots.host],
      robotsByHttp: true,
    }
    await using service = await start(settings)
    const people = [await member(service), await member(service), await member(service)]
    const office = account('STAFF_OFFICE')
    const url = robots.url('WECOM')
    const robotIds: string[] = []
    const kinds = (size: number) => n.NoticeKind.options.slice(0, 1 + (size % 5))
    const noticesOf = async (who: number) =>
      (await service.ask(n.Notices, { limit: 3 }, { as: people[who % 3]! })).items.map(({ noticeId }) => noticeId)
    const steps: ((dice: number) => Promise<[CommandDefinition, unknown, isOffice?: boolean]>)[] = [
      async (dice) => [n.MarkRead, { noticeIds: await noticesOf(dice) }],
      async () => [n.MarkAllRead, {}],
      async (dice) => [
        n.SetChoices,
        {
          muted: kinds(dice).map((kind) => ({ way: dice % 2 === 0 ? 'MAIL' : 'ROBOT', kind })),
          ...(dice % 3 === 0 && { digestAt: dice % 24 }),
          ...(dice % 4 === 0 && { quiet: { from: dice % 24, until: 7 } }),
        },
      ],
      async (dice) => [n.GiveMail, { email: `m${dice}@example.org` }],
      async () => [n.RemoveMail, {}],
      async () => [n.SetOwnRobot, { vendor: 'WECOM', url }],
      async () => [n.RemoveOwnRobot, {}],
      async (dice) => [n.AddOfficeRobot, { label: `群${dice}`, kinds: kinds(dice), vendor: 'WECOM', url }, true],
      async (dice) => [
        n.ChangeOfficeRobot,
        { robotId: robotIds[dice % Math.max(1, robotIds.length)] ?? people[0]!.id, label: '群', kinds: kinds(dice) },
        true,
      ],
      async (dice) => [
        n.RemoveOfficeRobot,
        { robotId: robotIds[dice % Math.max(1, robotIds.length)] ?? people[0]!.id },
        true,
      ],
    ]
    const done = new Set<string>()

    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat({ max: steps.length - 1 }), fc.nat({ max: 60 })), { minLength: 50, maxLength: 60 }),
        async (history) => {
          const before = await mailboxOf(service, people[0]!)
          await service.emit(cosigning(people.map(({ memberId }) => memberId)))
          await service.emit(cosigning([people[1]!.memberId, people[2]!.memberId]))
          await told(service, people[0]!, before + 1)
          for (const [which, dice] of history) {
            const [command, body, isOffice] = await steps[which]!(dice)
            const as = isOffice ? office : people[dice % 3]!
            service.clock.advance(20_000)
            const { status, body: answer } = await service.try(command, body, { as })
            if (status !== 200) {
              expect(Object.keys(REFUSALS)).toContain(answer.code)
              continue
            }
            done.add(command.type)
            for (const { type, data } of answer.events)
              if (type === n.RobotAdded.type && isOffice) robotIds.push((data as { robotId: string }).robotId)
          }
          const { replayed, differences } = await replayEquality(service, createNotices(settings))
          expect(differences).toEqual([])
          expect(replayed.events).toBeGreaterThan(20)
        },
      ),
      { seed: 20261123, numRuns: 2, endOnFailure: true },
    )
    expect(done.size).toBe(steps.length)

    const operator = account('OPS')
    await service.until(async () => {
      service.clock.advance(3_600_000)
      return (await service.ask(n.Deliveries, { state: 'WAITING' }, { as: operator })).total === 0
    }, 40_000)
    const tables = [...ownTables, ...foreignTables, 'delivery']
    const live = await fingerprint(service.running.runtime.db, tables)
    const sent = [mail.received.length, robots.called.length]
    expect(sent[1]).toBeGreaterThan(0)

    await rebuildOwnTables(service.running.runtime, createNotices(settings))
    await promisify(execFile)(process.execPath, [MAIN, 'rebuild', 'foreign'], {
      env: { ...process.env, ...service.environment, PORT: '1', PUBLIC_URL },
    })

    expect(await fingerprint(service.running.runtime.db, tables)).toEqual(live)
    expect([mail.received.length, robots.called.length]).toEqual(sent)
  },
)
