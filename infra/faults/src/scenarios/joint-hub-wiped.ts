import { joint } from '@lianxie/contracts'
import { startEntryLoad } from '../joint/entry-load.ts'
import { startThreeCommittees } from '../joint/three-committees.ts'
import { judgeWhole, untilCarried, untilStored } from '../joint/whole.ts'
import type { Scenario } from '../scenario.ts'

/** 交换节点 lost with everything on its disk, and set up anew from the founding file. */
export const jointHubWiped: Scenario<{ entries: number; writers: number; missed: number }> = {
  name: 'joint-hub-wiped',
  number: 3,
  title: 'The hub loses everything and is set up anew',
  doc: "Everything on the hub's disk is deleted while committees sign, and one of them has missed what was carried before. The operator registers the founding file anew, the members carry again what they hold: at most 60 s after the new hub serves all members hold all entries and the hub has been carried everything, and the hub and all members hold the same chains.",
  budget: { entries: 3_000, writers: 8, missed: 300 },
  async run({ budget, random, dir, program, log, step, defer }) {
    const { entries, writers, missed } = budget
    const three = await step('start three committees, found their compact, connect the hub', () =>
      startThreeCommittees({ dir, program, log }),
    )
    defer(() => three[Symbol.asyncDispose]())
    const { sides, hub, compactId, topicId } = three
    const before = await sides[0].stored(compactId)
    const load = startEntryLoad({ name: 'load', sides, compactId, about: topicId, entries, writers })
    defer(() => load.stop())
    await load.reached(Math.floor((entries * random.int(15, 30)) / 100))

    const away = random.pick(sides)
    const others = sides.filter((side) => side !== away)
    const missedHere = await step(`cut ${away.committee} off while the others sign ${missed} entries`, async () => {
      await away.connectHub(compactId, null)
      await load.reached(load.signed.size + missed)
      return before + load.signed.size - (await away.stored(compactId))
    })
    const lostAt = await step('kill the hub and delete all it has', async () => {
      await hub.kill()
      await hub.wipe()
      return load.signed.size
    })
    const rate = await step('sign the rest without a hub', () => load.finished)
    const { began, took } = await step('set the hub up anew, connect all, carry everything again', async () => {
      await hub.start()
      await hub.register(three.foundingFile)
      const began = performance.now()
      await away.connectHub(compactId, hub.url)
      for (const side of sides) await side.as('OPS').send(joint.RecarryEntries, { compactId })
      await untilStored(sides, compactId, () => before + entries, 180_000)
      return { began, took: performance.now() - began }
    })
    // What the members hold is at the hub when their queues are empty.
    const carriedIn = await step('wait until all of it is carried', async () => {
      await untilCarried(sides, compactId)
      return performance.now() - began
    })

    const { findings, figures } = await step('compare members and hub', () => judgeWhole(three, load.signed))
    return {
      findings,
      figures: [
        { name: 'members complete after the new hub serves', value: took / 1_000, unit: 's', most: 60 },
        { name: 'everything carried after the new hub serves', value: carriedIn / 1_000, unit: 's', most: 60 },
        { name: 'entries signed before the loss', value: lostAt, unit: 'entries', least: 1 },
        { name: 'entries signed after the loss', value: entries - lostAt, unit: 'entries', least: entries / 2 },
        { name: 'entries signed by then that one member had missed', value: missedHere, unit: 'entries', least: 1 },
        { name: 'entries signed each second, all committees', value: rate.perSecond, unit: '/s' },
        ...figures,
      ],
      notes: [
        `${away.committee} was cut off before the loss and got what it missed from ${others.map(({ committee }) => committee).join(' and ')} through the new hub.`,
      ],
    }
  },
}
