import { setTimeout as pause } from 'node:timers/promises'
import { startEntryLoad } from '../joint/entry-load.ts'
import { startThreeCommittees } from '../joint/three-committees.ts'
import { judgeWhole, untilStored } from '../joint/whole.ts'
import type { Scenario } from '../scenario.ts'

/** 交换节点 killed twice while three committees sign: once for a moment, and once until the last entry was signed. */
export const jointHubLost: Scenario<{ entries: number; writers: number }> = {
  name: 'joint-hub-lost',
  number: 3,
  title: 'The hub is killed while three committees sign',
  doc: 'kill -9 of the hub during signed entries at all three committees, once for seconds and once until the last entry was signed. Signing goes on without it; all members hold all entries at most 15 s after it is back.',
  budget: { entries: 10_000, writers: 8 },
  short: { entries: 600, writers: 4 },
  async run({ budget, random, dir, program, log, step, defer }) {
    const { entries, writers } = budget
    const three = await step('start three committees, found their compact, connect the hub', () =>
      startThreeCommittees({ dir, program, log }),
    )
    defer(() => three[Symbol.asyncDispose]())
    const { sides, hub, compactId } = three
    const before = await sides[0].stored(compactId)
    const load = startEntryLoad({ name: 'load', sides, compactId, about: three.topicId, entries, writers })
    defer(() => load.stop())

    await load.reached(Math.floor((entries * random.int(20, 40)) / 100))
    const outage = random.int(1_500, 3_000)
    const signedAlone = await step(`kill the hub for ${outage} ms`, async () => {
      await hub.kill()
      const at = load.signed.size
      await pause(outage)
      await hub.start()
      return load.signed.size - at
    })
    await load.reached(Math.floor((entries * random.int(60, 70)) / 100))
    await step('kill the hub until the last entry is signed', () => hub.kill())
    const backlogFrom = load.signed.size
    const rate = await step('sign the rest without a hub', () => load.finished)
    const { took, backlog } = await step(
      'start the hub again and wait until all members hold all entries',
      async () => {
        await hub.start()
        const took = await untilStored(sides, compactId, () => before + entries, 120_000)
        return { took, backlog: entries - backlogFrom }
      },
    )

    const { findings, figures } = await step('compare members and hub', () => judgeWhole(three, load.signed))
    return {
      findings,
      figures: [
        { name: 'all members complete after the return of the hub', value: took / 1_000, unit: 's', most: 15 },
        { name: 'entries that waited for the hub', value: backlog, unit: 'entries', least: 1 },
        { name: 'entries signed in the first outage', value: signedAlone, unit: 'entries', least: 1 },
        { name: 'entries signed each second, all committees', value: rate.perSecond, unit: '/s' },
        ...figures,
      ],
      notes: ['The hub runs with an fsync for each message; each committee has a PostgreSQL and a NATS of its own.'],
    }
  },
}
