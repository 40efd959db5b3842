import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type AnyEventDefinition,
  type CommandDefinition,
  consultations,
  directory,
  type Fact,
  joint,
  proposals,
  type ResultOf,
} from '@lianxie/contracts'
import { sampleOf } from '@lianxie/contracts/sample'
import { account, startTestService, type TestService } from '@lianxie/service-kit/testing'
import type { ServiceDefinition } from '@lianxie/service-kit'
import { z } from 'zod'
import { createJoint } from '../src/app.ts'

/** The people of each committee; their ids are opaque, and every committee has its own. */
export const office = account('STAFF_OFFICE')
export const consulting = account('STAFF_CONSULTATION')
export const chair = account('CHAIR')
export const operator = account('OPS')

export const approval = { organ: '主席会议', number: '第9次', date: '2022-03-10' }

/** 一方: one committee's running service, with its folders of keys and of the journal. */
export interface Side extends AsyncDisposable {
  service: TestService
  committee: string
  definition: ServiceDefinition
  keysDir: string
  journalDir: string
  /** An item of the own adopted plan, and an own unit. */
  planItemId: string
  unitId: string
  /** Prepares a draft, looks at it as it would leave, lets it go; answers the id of the signed entry. */
  release<C extends CommandDefinition>(command: C, body: z.input<C['schema']>): Promise<string>
  prepare<C extends CommandDefinition>(
    command: C,
    body: z.input<C['schema']>,
  ): Promise<ResultOf<typeof joint.DraftDetail>>
  let(draft: ResultOf<typeof joint.DraftDetail>): Promise<string>
  /** Ends what the service holds in memory and begins anew from database, journal and keys. */
  restart(meanwhile?: () => Promise<unknown>): Promise<void>
}

/** Starts a side; `change` may put something else in the place of a part of the service. */
export async function startSide(
  name: string,
  change: (definition: ServiceDefinition) => ServiceDefinition = (same) => same,
): Promise<Side> {
  const folder = await mkdtemp(join(tmpdir(), 'lianxie-joint-'))
  const [keysDir, journalDir] = [join(folder, 'keys'), join(folder, 'journal')]
  const original = createJoint({ committeeName: `政协${name}委员会`, keysDir, journalDir })
  let living: AsyncDisposable
  const definition = change({
    ...original,
    start: async (runtime) => {
      living = await original.start!(runtime)
      return { [Symbol.asyncDispose]: () => living[Symbol.asyncDispose]() as Promise<void> }
    },
  })
  const service = await startTestService(definition)
  const [planItemId, planId, unitId] = [randomUUID(), randomUUID(), randomUUID()]
  const side: Side = {
    service,
    committee: service.committee,
    definition,
    keysDir,
    journalDir,
    planItemId,
    unitId,
    async prepare(command, body) {
      const { events } = await service.send(command, body, { as: office })
      const { draftId } = events[0]!.data as { draftId: string }
      return service.ask(joint.DraftDetail, { draftId }, { as: office })
    },
    async let({ draftId, contentHash, needsChair }) {
      const { events } = await service.send(
        joint.ReleaseDraft,
        { draftId, contentHash },
        { as: needsChair ? chair : office },
      )
      return (events[0]!.data as { entryId: string }).entryId
    },
    release: async (command, body) => side.let(await side.prepare(command, body)),
    async restart(meanwhile) {
      await living[Symbol.asyncDispose]()
      await meanwhile?.()
      living = await original.start!(service.running.runtime)
    },
    async [Symbol.asyncDispose]() {
      await service[Symbol.asyncDispose]()
      await rm(folder, { recursive: true, force: true })
    },
  }
  await service.emit(sampleFact(consultations.ItemAdopted, { itemId: planItemId, planId, topic: '水体联保共治' }))
  await service.emit(sampleFact(directory.UnitRegistered, { unitId, name: `${name}水务局` }))
  await service.until(async () => {
    const { db } = service.running.runtime
    const [item, unit] = await Promise.all([
      db.selectFrom('plan_item').selectAll().executeTakeFirst(),
      db.selectFrom('unit').selectAll().executeTakeFirst(),
    ])
    return item && unit
  })
  return side
}

/** A fact of another context, of which only some fields matter here. */
export const sampleFact = (event: AnyEventDefinition, fields: Record<string, unknown>): Fact =>
  event({ ...(sampleOf(z.toJSONSchema(event.schema) as never) as object), ...fields })

/** The text of a compact of these sides; the first is the host of every year. */
export async function textOf(sides: readonly Side[], more: Partial<z.input<typeof joint.CompactText>> = {}) {
  const cards = await Promise.all(sides.map(({ service }) => service.ask(joint.OwnKeyCard, {}, { as: office })))
  const members = cards.map(({ card }) => card)
  return {
    name: '青吴嘉政协联动协商机制',
    kind: 'equals' as const,
    upper: null,
    members,
    start: '2022-03-01',
    end: null,
    linkages: ['联合调研', '联席会议'],
    rotation: { firstYear: 2022, order: [sides[0]!.committee], swaps: [] },
    crossing: ['PUBLIC' as const, 'JOINT' as const, 'PARTNER_SUMMARY' as const],
    archiveRule: '各方各自存档',
    exitRule: '书面通知后退出',
    articles: '各方平等协商，一致同意后生效。',
    ...more,
  }
}

/** Founds a compact: one file that passes from hand to hand, signed by each chair, and goes back to all. */
export async function found(sides: readonly Side[], text?: Awaited<ReturnType<typeof textOf>>): Promise<string> {
  const [first] = sides
  const { events } = await first!.service.send(
    joint.DraftInvitation,
    { text: text ?? (await textOf(sides)) },
    { as: office },
  )
  const { compactId } = events[0]!.data as { compactId: string }
  for (const [i, { service }] of sides.entries()) {
    if (i > 0)
      await service.send(joint.ReceiveInvitation, { file: await fileOf(sides[i - 1]!, compactId) }, { as: office })
    await service.send(joint.SignInvitation, { compactId, approval, fingerprintsCompared: true }, { as: chair })
  }
  const file = await fileOf(sides.at(-1)!, compactId)
  for (const { service } of sides.slice(0, -1)) await service.send(joint.ReceiveInvitation, { file }, { as: office })
  return compactId
}

export const fileOf = async ({ service }: Side, compactId: string): Promise<string> =>
  (await service.ask(joint.Invitation, { compactId }, { as: office })).file

/** 数据包: everything that one side holds, as a sealed file, taken in by the others. */
export async function carry(compactId: string, from: Side, ...to: readonly Side[]): Promise<void> {
  const exported = await from.service.fetch(`/joint/compacts/${compactId}/bundle`, { as: office })
  if (exported.status !== 200) throw new Error(`no bundle: ${await exported.text()}`)
  const bytes = await exported.arrayBuffer()
  for (const { service } of to) {
    const taken = await service.fetch(`/joint/compacts/${compactId}/bundle?carrier=${from.committee}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: bytes,
      as: office,
    })
    if (taken.status !== 200) throw new Error(`bundle was refused: ${await taken.text()}`)
  }
}

/** Carries between all sides until each holds what the others hold. */
export async function meet(compactId: string, sides: readonly Side[]): Promise<void> {
  for (const from of sides) await carry(compactId, from, ...sides.filter((side) => side !== from))
  for (const from of sides) await carry(compactId, from, ...sides.filter((side) => side !== from))
}

/** Countersigns by each side, the convenor last, carrying in between. */
export async function signAll(compactId: string, versionId: string, sides: readonly Side[]): Promise<void> {
  await meet(compactId, sides)
  const [convenor, ...others] = sides
  for (const side of [...others, convenor!]) {
    await side.release(joint.DraftCountersignature, { compactId, versionId, approval, planItemId: side.planItemId })
    await carry(compactId, side, ...sides.filter((other) => other !== side))
  }
}

/** 答复: proposals tells of the last reply to an own case with a key. */
export async function reply(
  { service }: Side,
  {
    jointKey,
    proposalId = jointKey,
    ...fields
  }: { jointKey: string; proposalId?: string; caseClass: string; sentOn: string; round?: number },
): Promise<void> {
  await service.emit(sampleFact(proposals.ReplySent, { round: 1, jointKey, proposalId, ...fields }))
  const { db } = service.running.runtime
  await service.until(() =>
    db
      .selectFrom('own_result')
      .innerJoin('keyed_proposal', 'keyed_proposal.proposal_id', 'own_result.proposal_id')
      .select('round')
      .where('joint_key', '=', jointKey)
      .executeTakeFirst(),
  )
}

export const decisionOf = ({ service }: Side, compactId: string, decisionId: string) =>
  service.ask(joint.DecisionDetail, { compactId, decisionId }, { as: office })
