import { join } from 'node:path'
import { joint } from '@lianxie/contracts'
import { countersign } from '@lianxie/joint-protocol'
import { signedTwice } from '../joint/chains.ts'
import { approval, countersignAt, issueRecord, shownDecision } from '../joint/decide.ts'
import { startEntryLoad } from '../joint/entry-load.ts'
import { stealCopy } from '../joint/impostor.ts'
import type { JointSide } from '../joint/joint-side.ts'
import { altered, fillHub, messagesOf, relabelled } from '../joint/other-history.ts'
import { startThreeCommittees } from '../joint/three-committees.ts'
import { judgeWhole } from '../joint/whole.ts'
import type { Scenario } from '../scenario.ts'

/** Two hubs tell two histories: one withholds, alters, relabels, and carries what was signed with a stolen key. */
export const jointTwoHubs: Scenario<{ entries: number; writers: number }> = {
  name: 'joint-two-hubs',
  number: 3,
  title: "Two hubs' histories differ",
  doc: "One member is led to a hub of bad will, which withholds an entry, alters one, passes one off as carried by another, and carries an answer that somebody signed with a stolen key while the key's owner answered otherwise. Each is detected where people see it; when the histories meet, every member names the author with both entries, all show the same, and nothing is effective that is not shown as disputed.",
  budget: { entries: 120, writers: 2 },
  async run({ budget, dir, program, log, step, within, defer }) {
    const { entries, writers } = budget
    const three = await step('start three committees, found their compact, connect the hub', () =>
      startThreeCommittees({ dir, program, log }),
    )
    defer(() => three[Symbol.asyncDispose]())
    const { sides, hub, compactId, topicId, foundingFile } = three
    const [convenor, robbed, misled] = sides
    const findings: string[] = []
    const expect = (holds: boolean, sentence: string) => void (holds || findings.push(sentence))
    const comment = (side: JointSide, text: string) =>
      side.release(joint.DraftComment, { compactId, about: topicId, text }, `comment/${text}`)
    const wrongly = async () => {
      const shown = await Promise.all(sides.map((side) => shownDecision(side, compactId, recordId)))
      return shown.filter((decision) => decision?.effective != null && !decision.disputed).length
    }

    const load = startEntryLoad({ name: 'before', sides, compactId, about: topicId, entries, writers })
    await step('sign at all committees', () => load.finished)
    const recordId = await step('issue a record', () => issueRecord(sides, convenor, compactId, '两个历史之争'))
    const stolen = await step(`copy keys and journal of ${robbed.committee}`, () =>
      stealCopy(robbed, { compactId, foundingFile, folder: join(dir, 'stolen') }),
    )

    const other = await step(`lead ${misled.committee} to a hub of bad will`, async () => {
      await misled.connectHub(compactId, null)
      const [withheld, changed, passedOff] = await threeMessages()
      const bad = await three.anotherHub('bad-hub')
      await fillHub(bad, await messagesOf(hub, compactId), (message) => {
        if (withheld!.has(message.number)) return []
        if (changed!.has(message.number)) return [altered(message)]
        if (passedOff!.has(message.number)) return [message, relabelled(message, compactId, robbed.committee)]
        return [message]
      })
      await misled.connectHub(compactId, bad.url)
      return bad
    })
    // The load goes on at all three, on either side of the divide.
    const during = startEntryLoad({ name: 'divided', sides, compactId, about: topicId, entries: 1_000_000, writers: 1 })
    defer(() => during.stop())

    const lacking = await step('wait until the misled member says that entries are missing', () =>
      within(
        60_000,
        'entries that wait for what was withheld',
        async () => (await misled.compact(compactId)).waiting > 0,
      ),
    )
    const relabelling = await step('wait until it says that a carrier was made up', () =>
      within(60_000, 'an alarm about the carrier', async () => {
        const alarms = await misled.alarms(compactId)
        return alarms.some(({ code }) => code === 'envelope.wrong_carrier')
      }),
    )

    const forged = await step('sign the opposite with the stolen key, through the other hub', async () => {
      const impostor = await stolen.openAt(other.url)
      try {
        const { id } = await impostor.member.act(countersign(recordId, { approval }))
        await within(60_000, 'the misled member to see the forged answer', async () => {
          const shown = await shownDecision(misled, compactId, recordId)
          return shown?.missing.includes(robbed.committee) === false
        })
        return id
      } finally {
        await impostor.stop()
      }
    })
    await step('the misled member countersigns, the robbed one refuses', async () => {
      await countersignAt(misled, compactId, recordId)
      const body = { compactId, versionId: recordId, reason: '文本有误，不同意。' }
      await robbed.release(joint.DraftRefusal, body, 'the-refusal', 'CHAIR')
      await within(60_000, 'the convenor to see the refusal', async () => {
        const shown = await shownDecision(convenor, compactId, recordId)
        return shown?.state === 'OBJECTED'
      })
    })
    const effectiveApart = await wrongly()

    const byHand = await step("carry the misled member's data package to the convenor by hand", async () => {
      const sealed = await misled.as('OPS').fetch('joint', `/joint/compacts/${compactId}/bundle`)
      await convenor.as('OPS').fetch('joint', `/joint/compacts/${compactId}/bundle?carrier=${misled.committee}`, {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream' },
        body: new Uint8Array(await sealed.arrayBuffer()),
      })
      return within(60_000, 'the convenor to name the author', () => named(convenor, compactId, robbed))
    })
    const together = await step('lead the misled member back', async () => {
      await misled.connectHub(compactId, hub.url)
      return within(90_000, 'all members to name the author and to agree', async () => {
        const alarms = await Promise.all(sides.map((side) => named(side, compactId, robbed)))
        return alarms.every((alarm) => alarm !== undefined)
      })
    })
    during.stop()
    await during.finished
    const signed = [...load.signed, ...during.signed]
    await step('wait until all hold the same', () =>
      within(120_000, 'all members to hold the same and nothing to wait', async () => {
        const now = await Promise.all(sides.map((side) => side.compact(compactId)))
        const same = new Set(now.map(({ digest, entries: kept }) => `${digest} ${kept}`)).size === 1
        return same && now.every(({ waiting }) => waiting === 0)
      }),
    )
    const attempt = await step('the convenor tries to close', () =>
      countersignAt(convenor, compactId, recordId).then(
        () => 'was signed',
        (error: Error) => `was turned down: ${error.message}`,
      ),
    )
    const { holdings, findings: whole } = await step('compare the members', () =>
      judgeWhole(three, signed, { withHub: false, alarms: false }),
    )
    const shown = await Promise.all(sides.map((side) => shownDecision(side, compactId, recordId)))
    const twice = signedTwice(holdings)
    // The one place that was signed twice on purpose is the proof; everything else must be as ever.
    findings.push(...whole.filter((finding) => !twice.includes(finding)))
    const proof = await Promise.all(sides.map((side) => named(side, compactId, robbed)))
    for (const [i, alarm] of proof.entries()) {
      const { committee } = sides[i]!
      expect(alarm?.as === 'author', `${committee} does not blame the author`)
      const evidence = holdings[i]!.entries.filter(({ committee: author }) => author === robbed.committee)
      expect(
        evidence.some(({ id }) => id === forged),
        `${committee} does not hold the forged entry as evidence`,
      )
    }
    expect(twice.length === 1, `expected the one forged place as a proof, found ${twice.length}`)
    expect(
      shown.every((decision) => decision?.disputed === true),
      'a member does not show the record as disputed',
    )
    expect(new Set(shown.map((decision) => JSON.stringify(decision?.state))).size === 1, 'the record has two states')
    return {
      findings,
      figures: [
        { name: 'withheld and altered: shown as missing after', value: lacking.took / 1_000, unit: 's', most: 30 },
        { name: 'made-up carrier: alarm after', value: relabelling.took / 1_000, unit: 's', most: 30 },
        {
          name: 'fork: author named by one member after a data package',
          value: byHand.took / 1_000,
          unit: 's',
          most: 30,
        },
        {
          name: 'fork: author named by all members after they meet',
          value: together.took / 1_000,
          unit: 's',
          most: 60,
        },
        { name: 'shown as effective without dispute, while divided', value: effectiveApart, unit: '', most: 0 },
        { name: 'shown as effective without dispute, in the end', value: await wrongly(), unit: '', most: 0 },
        { name: 'entries signed on both sides of the divide', value: during.signed.size, unit: 'entries', least: 1 },
      ],
      notes: [
        `The key of ${robbed.committee} was used twice at one place; ${twice[0] ?? 'no proof was found'}.`,
        `The convenor's closing afterwards ${attempt}.`,
      ],
    }

    /** Three entries of the convenor; for each the numbers of what it carried to the hub with that entry alone. */
    async function threeMessages(): Promise<ReadonlySet<number>[]> {
      const own = `joint.${compactId}.${convenor.committee}.${convenor.committee}`
      const found: ReadonlySet<number>[] = []
      for (const text of ['将被扣留', '将被改动', '将被冒名']) {
        const before = (await messagesOf(hub, compactId)).at(-1)?.number ?? 0
        const entryId = await comment(convenor, text)
        await within(30_000, 'the entry to be carried', async () => (await convenor.queued(compactId)) === 0)
        const carried = (await messagesOf(hub, compactId)).filter(
          ({ number, subject }) => number > before && subject === own,
        )
        if (carried.length === 0) throw new Error(`expected the hub to carry the entry ${entryId}`)
        found.push(new Set(carried.map(({ number }) => number)))
      }
      return found
    }
  },
}

/** The alarm with which a side names the author of two entries at one place. */
async function named(side: JointSide, compactId: string, author: JointSide) {
  const alarms = await side.alarms(compactId)
  return alarms.find(({ what, blamed }) => what === 'fork' && blamed === author.committee)
}
