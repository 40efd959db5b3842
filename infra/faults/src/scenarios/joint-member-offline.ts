import { startEntryLoad } from '../joint/entry-load.ts'
import { startThreeCommittees } from '../joint/three-committees.ts'
import { judgeWhole, untilStored } from '../joint/whole.ts'
import type { Scenario } from '../scenario.ts'

/** A committee's service is killed, the others go on, and it comes back to a long backlog. */
export const jointMemberOffline: Scenario<{ entries: number; writers: number }> = {
  name: 'joint-member-offline',
  number: 3,
  title: 'A member is offline while the others sign',
  doc: 'kill -9 of the joint service of one committee; the other two go on signing and never wait. It holds everything at most 10 s after its service is started again, start included, while the others sign on.',
  budget: { entries: 10_000, writers: 8 },
  async run({ budget, random, dir, program, log, step, defer }) {
    const { entries, writers } = budget
    const three = await step('start three committees, found their compact, connect the hub', () =>
      startThreeCommittees({ dir, program, log }),
    )
    defer(() => three[Symbol.asyncDispose]())
    const { sides, compactId, topicId } = three
    const away = random.pick(sides)
    const others = sides.filter((side) => side !== away)
    const before = await away.stored(compactId)

    await step(`kill the joint service of ${away.committee}`, () => away.process.kill())
    const load = startEntryLoad({ name: 'backlog', sides: others, compactId, about: topicId, entries, writers })
    defer(() => load.stop())
    const rate = await step(`sign ${entries} entries at the other two`, () => load.finished)
    const behind = await step('wait until the other two hold all of them', () =>
      untilStored(others, compactId, () => before + entries, 120_000),
    )

    const slow = { name: 'meanwhile', sides: others, compactId, about: topicId, entries: 1_000_000, writers: 1 }
    const meanwhile = startEntryLoad(slow)
    defer(() => meanwhile.stop())
    const { took } = await step(`start ${away.committee} again and wait until it has caught up`, async () => {
      await away.process.start()
      // Everything that was signed until it was healthy; what is signed from now on is no backlog.
      const until = before + entries + meanwhile.signed.size
      const took = await untilStored([away], compactId, () => until, 180_000)
      return { took }
    })
    meanwhile.stop()
    await meanwhile.finished
    const all = [...load.signed, ...meanwhile.signed]
    await untilStored(sides, compactId, () => before + all.length, 60_000)

    const { findings, figures } = await step('compare members and hub', () => judgeWhole(three, all))
    return {
      findings,
      figures: [
        {
          name: 'caught up after its service was started again',
          value: (away.process.startedIn + took) / 1_000,
          unit: 's',
          most: 10,
        },
        { name: 'entries it had missed', value: entries, unit: 'entries' },
        { name: 'of that until it was healthy', value: away.process.startedIn / 1_000, unit: 's' },
        { name: 'entries signed each second without it, two committees', value: rate.perSecond, unit: '/s' },
        { name: 'the other two complete after their last signature', value: behind / 1_000, unit: 's' },
        { name: 'entries signed while it caught up', value: meanwhile.signed.size, unit: 'entries' },
        ...figures,
      ],
    }
  },
}
