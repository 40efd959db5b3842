import { cpuSecondsOfTree } from '../machine-load.ts'
import { cpuPer10k } from '../measure.ts'
import type { Context, Subject, Watched } from '../subject.ts'
import { type JointCommittees, type JointSide, startJointCommittees } from './joint-committees.ts'

/** Clients of each committee that prepare and let go. */
const CLIENTS = 8
const BACKLOG = 10_000

/** 联动协商: how fast signed entries pass between committees, and how fast one that was away is back. */
export const joint: Subject = {
  name: 'joint',
  title: 'Signed entries between three committees',
  doc: `Three committees, each with PostgreSQL, nats-server and a joint service of its own, and a hub as its operator's
tool sets it up: its permissions, and every message on the disk before it is acknowledged. Entries are comments 意见 and,
one in twenty, topics 议题. Every entry is a draft that is prepared over HTTP and let go by the hash of what was shown;
signed, written to the journal (fsync) and stored; sealed for its readers, carried by the hub; opened, verified, judged and
stored by both others.

*Exchange alone* is what has to reach 300 a second: entries that are signed already, sealed, carried, opened, verified and
stored by both others. They were signed while no hub was connected; counted from the first connection until the last
stands in the tables of all three. *From draft to all three* counts from the first request instead, while all sign at once,
and 300 a second is an aim: before an entry can be exchanged its author prepares and releases it, two commands with some
twenty round trips to the database and two syncs of the disk, one entry after the other on each chain, and with three
committees on one machine these commands take the larger part of its processors. *CPU of everything* tells for both what
10,000 entries cost all processes together; the difference is what the commands cost. *Backlog*: one committee was cut off
from the hub while the others signed 10,000 entries; counted from its connection until its table has all. With
\`--quick\` the amounts are small, and the figure of the backlog names its own.

At the end every committee must show every entry, none waiting, no alarm, and equal answers (digest over all that follows
from the entries).`,
  rounds: { full: 3, quick: 1 },

  async run(context) {
    await using committees = await startJointCommittees(context)
    const { sides } = committees
    const signed = new Signed(committees)
    await signed.by(sides, 100)
    await committees.untilStored(sides, signed.count, 60)

    const together = await exchangeTogether(context, committees, signed, context.quick ? 900 : 3_000)
    const alone = await exchangeAlone(context, committees, signed, context.quick ? 1_500 : 6_000)
    const missed = context.quick ? 2_000 : BACKLOG
    const backlog = await catchUp(context, committees, signed, missed)
    return {
      figures: [
        { name: 'from draft to all three', value: together.perSecond, unit: '/s', aim: { atLeast: 300 } },
        { name: 'CPU of everything, from draft to all three', value: together.cpu, unit: 'CPU-s/10k' },
        { name: 'exchange alone', value: alone.perSecond, unit: '/s', gate: { atLeast: 300 } },
        { name: 'CPU of everything, exchange alone', value: alone.cpu, unit: 'CPU-s/10k' },
        {
          name: `backlog of ${missed.toLocaleString('en')}`,
          value: missed / backlog.perSecond,
          unit: 's',
          // A short backlog is no proof for the whole one.
          ...(missed === BACKLOG && { gate: { atMost: 10 } }),
        },
        { name: 'CPU of everything, backlog', value: backlog.cpu, unit: 'CPU-s/10k' },
      ],
      latencies: { 'signed at one, stored by both others (all sign at once)': together.latencies },
      problems: await committees.problems(signed.count),
    }
  },
}

/** Everything that was signed so far; the topics of the beginning count. */
class Signed {
  count: number
  private readonly committees: JointCommittees

  constructor(committees: JointCommittees) {
    this.committees = committees
    this.count = committees.sides.length
  }

  /** The given sides sign so many entries between them. */
  async by(sides: readonly JointSide[], entries: number): Promise<void> {
    const { generator, compactId } = this.committees
    const signing = await Promise.all(
      sides.map(async ({ rig, topicId }, i) => ({
        url: rig.service('joint').url,
        token: await rig.token({ id: 'bench-office', role: 'STAFF_OFFICE' }),
        entries: Math.floor((entries + i) / sides.length),
        topicId,
      })),
    )
    const { refusals } = await generator.call.sign({ compactId, clients: CLIENTS, sides: signing })
    this.count += entries
    if (refusals.length > 0) throw new Error(`${refusals.length} requests were refused, the first: ${refusals[0]}`)
  }
}

async function exchangeTogether(context: Context, committees: JointCommittees, signed: Signed, entries: number) {
  const { sides } = committees
  const since = new Date()
  const done = await timed(context, committees, 'from draft to all three', entries, async () => {
    await signed.by(sides, entries)
    await committees.untilStored(sides, signed.count, 120)
  })
  return { ...done, latencies: await latenciesSince(sides, since) }
}

async function exchangeAlone(context: Context, committees: JointCommittees, signed: Signed, entries: number) {
  const { sides, hubUrl } = committees
  for (const side of sides) await side.connect(null)
  await signed.by(sides, entries)
  return timed(context, committees, 'exchange alone', entries, async () => {
    await Promise.all(sides.map((side) => side.connect(hubUrl)))
    await committees.untilStored(sides, signed.count, 120)
  })
}

async function catchUp(context: Context, committees: JointCommittees, signed: Signed, entries: number) {
  const [away, ...others] = committees.sides
  await away!.connect(null)
  await signed.by(others, entries)
  await committees.untilStored(others, signed.count, 120)
  return timed(context, committees, 'backlog', entries, async () => {
    await away!.connect(committees.hubUrl)
    await committees.untilStored([away!], signed.count, 120)
  })
}

async function timed(
  { measure, log }: Context,
  { processes }: JointCommittees,
  name: string,
  entries: number,
  work: () => Promise<void>,
): Promise<{ perSecond: number; cpu: number }> {
  const { seconds, cpu } = await measure({ name, processes, operations: () => entries }, async () => {
    const cpuBefore = cpuOf(processes)
    const began = performance.now()
    await work()
    return { seconds: (performance.now() - began) / 1000, cpu: cpuOf(processes) - cpuBefore }
  })
  log(`${name}: ${(entries / seconds).toFixed(0)}/s, ${entries} entries in ${seconds.toFixed(1)} s`)
  return { perSecond: entries / seconds, cpu: cpuPer10k(cpu, entries) ?? 0 }
}

const cpuOf = (processes: readonly Watched[]): number =>
  processes.reduce((sum, { pid }) => sum + cpuSecondsOfTree(pid), 0)

/** Milliseconds from an entry's transaction at its author until that of the later of the two others. */
async function latenciesSince(sides: readonly JointSide[], since: Date): Promise<number[]> {
  const stored = await Promise.all(sides.map((side) => side.storedAt(since)))
  return [...stored[0]!.keys()].map((id) => {
    const at = stored.map((one) => one.get(id)).filter((one) => one !== undefined)
    return (Math.max(...at) - Math.min(...at)) * 1000
  })
}
