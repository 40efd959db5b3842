import { joint } from '@lianxie/contracts'
import { within } from '../within.ts'
import type { JointSide } from './joint-side.ts'

export const approval = { organ: '主席会议', number: '第9次', date: '2022-03-10' }

/** What a side shows of a decision; undefined while it does not know it. */
export async function shownDecision(side: JointSide, compactId: string, decisionId: string) {
  const { items } = await side.as('STAFF_OFFICE').ask(joint.Decisions, { compactId, kind: 'record', limit: 200 })
  return items.find((decision) => decision.decisionId === decisionId)
}

/** 会签: the chair of a side countersigns a version that it knows. */
export async function countersignAt(side: JointSide, compactId: string, versionId: string): Promise<string> {
  const body = { compactId, versionId, approval }
  return side.release(joint.DraftCountersignature, body, `countersign/${versionId}`, 'CHAIR')
}

/** One side issues a record; all have it when this resolves. */
export async function issueRecord(
  sides: readonly JointSide[],
  issuer: JointSide,
  compactId: string,
  title: string,
): Promise<string> {
  const text = `${title}：各方一致同意。`
  const recordId = await issuer.release(joint.DraftRecord, { compactId, title, text }, `record/${title}`)
  await within(60_000, `all sides to know the record "${title}"`, async () => {
    const known = await Promise.all(sides.map((side) => shownDecision(side, compactId, recordId)))
    return known.every((decision) => decision !== undefined)
  })
  return recordId
}

/**
 * A whole decision: issued by the last side, countersigned by the others in their own services, closed by the convenor.
 * Answers the milliseconds from the first signature until every side shows it as effective.
 */
export async function decideTogether(
  sides: readonly JointSide[],
  compactId: string,
  title: string,
): Promise<{ recordId: string; took: number }> {
  const began = performance.now()
  const recordId = await issueRecord(sides, sides.at(-1)!, compactId, title)
  const [convenor, ...others] = sides
  for (const side of others) await countersignAt(side, compactId, recordId)
  await within(60_000, 'the convenor to have all countersignatures', async () => {
    const shown = await shownDecision(convenor!, compactId, recordId)
    return shown?.missing.every((committee) => committee === convenor!.committee)
  })
  await countersignAt(convenor!, compactId, recordId)
  await within(60_000, `the record "${title}" to be effective at all sides`, async () => {
    const shown = await Promise.all(sides.map((side) => shownDecision(side, compactId, recordId)))
    return shown.every((decision) => decision?.effective === recordId)
  })
  return { recordId, took: performance.now() - began }
}
