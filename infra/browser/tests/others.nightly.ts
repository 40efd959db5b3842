import { type Client, dataOf, RefusedError } from '@lianxie/client'
import {
  type CommandDefinition,
  commands,
  consultations as c,
  directory,
  joint,
  notices as n,
  proposals as p,
  queries,
  type QueryDefinition,
  supervision as s,
} from '@lianxie/contracts'
import { sampleOf } from '@lianxie/contracts/sample'
import { until, whomOf } from '@lianxie/local/demo'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Committee } from '../src/committee.ts'
import { startJointCommittees } from '../src/joint-committees.ts'
import { givenHeld, givenSession } from '../src/session-given.ts'
import { stranger } from '../src/stranger.ts'

const NOBODY = '00000000-0000-4000-8000-00000000dead'

/** What somebody has that others have no business with: by the name that its id has in commands and queries. */
type Things = Readonly<Record<string, string>>

describe('what belongs to others, asked for by its id', () => {
  const life = new AsyncDisposableStack()
  let committee: Committee
  let otherMember: Client
  let otherUnit: Client
  let ofMember: Things
  let ofUnit: Things

  beforeAll(async () => {
    const { committees, compactId } = life.use(await startJointCommittees({ proposals: true, supervision: true }))
    committee = committees[0]
    const { side } = committee
    const office = side.as('office')
    const known = await whomOf(side)
    const [{ items: members }, { items: units }] = await Promise.all([
      office.ask(directory.Members, { limit: 50 }),
      office.ask(directory.Units, { limit: 50 }),
    ])
    const ours = [known['member']!.member, known['cosigner']!.member]
    const { memberId } = members.findLast((one) => !ours.includes(one.memberId))!
    const running = await givenSession(committee, '水体联保共治专题协商会', 0, memberId)
    const research = await givenResearch(committee, running.itemId, ours)
    const held = await givenHeld(committee, '水体联保共治情况通报会', running.ahead, memberId)
    const taken = [...known['unit']!.units!, ...known['supervision']!.units!]
    const unitId = units.find((one) => !taken.includes(one.unitId))!.unitId
    otherMember = await stranger(committee, 'other-member', 'MEMBER', { memberId })
    otherUnit = await stranger(committee, 'other-unit', 'UNIT_HANDLER', { unitIds: [unitId] })

    const drafted = await side.as('member').send(p.DraftProposal, {
      kind: 'INDIVIDUAL',
      subject: '关于尚未提交的建议',
      suggestions: ['先不公开。'],
    })
    const { proposalId } = dataOf(drafted, p.ProposalDrafted)[0]!
    const { items: visits } = await side.as('member').ask(s.Visits, { limit: 1 })
    const { items: findings } = await office.ask(s.Findings, { limit: 1 })
    const { items: cases } = await side.as('unit').ask(p.UnitInbox, { limit: 1 })
    const { items: meetings } = await side.as('member').ask(s.MyGroups, { limit: 1 })
    const ofCommittee = {
      ...ofHeld(held),
      ...research,
      ...(await givenTopics(committee, compactId)),
    }
    ofMember = {
      ...ofCommittee,
      proposalId,
      visitId: visits[0]!.visitId,
      groupId: meetings[0]!.groupId,
      personId: known['member']!.member!,
      noticeId: await noticeOf(side.as('member')),
    }
    ofUnit = {
      ...ofCommittee,
      noticeId: await noticeOf(side.as('unit')),
      proposalId: cases[0]!.proposal.proposalId,
      findingId: findings[0]!.findingId,
      unitId: known['unit']!.units![0]!,
    }
  }, 180_000)
  afterAll(() => life.disposeAsync())

  /** Everything that can be asked of one of the things by its id, or sent about it. */
  const about = <D extends { schema?: z.ZodType; path?: string }>(
    all: readonly D[],
    things: Things,
    keys: (d: D) => string[],
  ) => all.filter((definition) => keys(definition).some((key) => key in things))

  /** `open`: what everybody in the role reads, as `domain.md` §3.1 says. */
  async function readsOf(client: Client, things: Things, open: readonly string[] = []): Promise<string[]> {
    const told: string[] = []
    const asked = about(queries, things, ({ path }) => path.match(/:\w+/g)?.map((key) => key.slice(1)) ?? [])
    for (const query of asked) {
      const [known, unknown] = await Promise.all([
        answered(client, query, things),
        answered(client, query, unknownOf(things)),
      ])
      // A question that is not even well formed would say nothing about whose it is.
      if ([known, unknown].some((answer) => answer.endsWith(' request.invalid')))
        told.push(`${query.type} was not asked`)
      // What one may not read is as if it were not there.
      if (known !== unknown && !open.includes(query.type))
        told.push(`${query.type} ${known}, and ${unknown} for what nobody has`)
    }
    expect(asked.length).toBeGreaterThan(2)
    return told
  }

  async function changesOf(client: Client, things: Things): Promise<string[]> {
    const told: string[] = []
    const tried = about(commands, things, ({ schema }) => Object.keys(schema.shape))
    for (const command of tried) {
      const answer = await sent(client, command, things)
      // A command that is not even well formed would say nothing about whose it is.
      if (answer === 'done' || answer === 'request.invalid') told.push(`${command.type} ${answer}`)
    }
    expect(tried.length).toBeGreaterThan(10)
    return told
  }

  test('another member reads nothing of a member’s own', async () => {
    // That a session was announced, all members know; what was said in it, those who took part.
    expect(await readsOf(otherMember, ofMember, [c.SessionById.type])).toEqual([])
    const session = await otherMember.ask(c.SessionById, { sessionId: ofMember['sessionId']! })
    expect(session).toMatchObject({ questions: [], speeches: [] })
  })

  test('what is not adopted yet in a compact is for the offices alone', async () => {
    const about = { compactId: ofMember['compactId']! }
    const { items } = await committee.side.as('office').ask(joint.Decisions, about)

    expect(items.map(({ decisionId }) => decisionId)).toEqual([ofMember['decisionId']])
    expect((await otherMember.ask(joint.Decisions, about)).items).toEqual([])
    expect((await otherUnit.ask(joint.Tasks, about)).items).toEqual([])
  })

  test('another member changes nothing of a member’s own', { timeout: 120_000 }, async () => {
    const before = await committee.side.as('member').ask(p.CaseFile, { proposalId: ofMember['proposalId']! })

    expect(await changesOf(otherMember, ofMember)).toEqual([])
    expect(await committee.side.as('member').ask(p.CaseFile, { proposalId: ofMember['proposalId']! })).toEqual(before)
  })

  test('another unit reads nothing of what a unit handles', async () => {
    // Which units there are is no secret.
    const { unitId: _, ...theirs } = ofUnit

    expect(await readsOf(otherUnit, theirs)).toEqual([])
  })

  test('another unit changes nothing of what a unit handles', { timeout: 120_000 }, async () => {
    const before = await committee.side.as('unit').ask(p.CaseFile, { proposalId: ofUnit['proposalId']! })

    expect(await changesOf(otherUnit, ofUnit)).toEqual([])
    expect(await committee.side.as('unit').ask(p.CaseFile, { proposalId: ofUnit['proposalId']! })).toEqual(before)
  })

  test('a role, a committee or another person named in a request is nobody’s', async () => {
    const { side } = committee
    const token = await side.token('member')
    const tricks: [string, Record<string, string>][] = [
      ['?role=STAFF_PROPOSAL&memberId=x&accountId=x', {}],
      ['', { 'x-role': 'STAFF_PROPOSAL', 'x-lianxie-role': 'STAFF_PROPOSAL', 'x-account-id': 'office' }],
      ['', { 'x-http-method-override': 'DELETE', 'x-original-url': '/ops/dead' }],
    ]
    for (const [query, headers] of tricks) {
      const answer = await fetch(`${side.urls.proposals}/proposals/promises${query}`, {
        headers: { authorization: `Bearer ${token}`, ...headers },
      })
      const plain = await fetch(`${side.urls.proposals}/proposals/promises`, {
        headers: { authorization: `Bearer ${token}` },
      })
      expect([400, plain.status]).toContain(answer.status)
    }
    const escalated = await side
      .as('member')
      .send(p.DraftProposal, {
        kind: 'INDIVIDUAL',
        subject: '关于身份的建议',
        suggestions: [],
        ...({ role: 'STAFF_PROPOSAL', memberId: NOBODY, lead: NOBODY } as object),
      })
      .catch((error: unknown) => error)
    expect(escalated).toMatchObject({ code: 'request.invalid' })
  })
})

/** Ids of the same kinds that nothing has; in the same compact, as which ones there are is no secret. */
const unknownOf = (things: Things): Things =>
  Object.fromEntries(Object.entries(things).map(([key, id]) => [key, key === 'compactId' ? id : unknownAs(id)]))
const unknownAs = (id: string): string => (/^[0-9a-f]{64}$/.test(id) ? '0123456789abcdef'.repeat(4) : NOBODY)

/** 会议、纪要、承诺、建言成果 that the strangers took no part in. */
const ofHeld = ({ sessionId, commitmentId, outcomeId }: Awaited<ReturnType<typeof givenHeld>>): Things => ({
  sessionId,
  commitmentId,
  outcomeId,
})

/** 调研组 of others. */
async function givenResearch(
  { side }: Committee,
  itemId: string,
  [leaderId, secretaryId]: readonly (string | undefined)[],
): Promise<Things> {
  const group = { itemId, title: '水体联保共治调研组', leaderId: leaderId!, secretaryId: secretaryId! }
  const formed = await side.as('consultation').send(c.FormResearchGroup, group)
  return { researchId: dataOf(formed, c.ResearchGroupFormed)[0]!.researchId }
}

/** 联动: a topic that is proposed, and a draft that has not left. */
async function givenTopics({ side }: Committee, compactId: string): Promise<Things> {
  const topic = { compactId, title: '水体联保共治', summary: '界河联合巡查。', form: '专题协商会', year: 2022 }
  const decisionId = await side.release(joint.DraftTopic, topic, { key: 'others', what: '议题' })
  const drafted = await side.as('office').send(joint.DraftTopic, { ...topic, title: '界河保洁' })
  const { draftId } = drafted.events[0]!.data as { draftId: string }
  return { compactId, decisionId, entryId: decisionId, draftId }
}

/** The newest notice of somebody, once there is one. */
async function noticeOf(client: Client): Promise<string> {
  let noticeId: string | undefined
  await until('a notice', async () => {
    const { items } = await client.ask(n.Notices, { limit: 1 })
    noticeId = items[0]?.noticeId
    return noticeId !== undefined
  })
  return noticeId!
}

/** The outcome of a well-formed question as a stranger can tell it apart. */
async function answered(client: Client, query: QueryDefinition, things: Things): Promise<string> {
  const sample = sampleOf(z.toJSONSchema(query.params, { io: 'input' }), { fields: 'required' }) as object
  const others = { number: 1, year: 2022, round: 1, code: 'A'.repeat(22), version: 1 }
  const asked = { ...sample, ...others, ...things }
  const needed = new Set([...Object.keys(sample), ...(query.path.match(/:\w+/g) ?? []).map((key) => key.slice(1))])
  const params = Object.fromEntries(Object.entries(asked).filter(([key]) => needed.has(key)))
  return client.ask(query as never, params as never).then(
    (answer) => `answered ${JSON.stringify(answer)}`,
    (error: unknown) => {
      if (error instanceof RefusedError) return `${error.status} ${error.code}`
      throw error
    },
  )
}

/** A well-formed command about the things; whatever else it wants is a sample. */
async function sent(client: Client, command: CommandDefinition, things: Things): Promise<string> {
  const schema = z.toJSONSchema(command.schema, { io: 'input' })
  // Not every choice of fields goes together.
  const sample = (['all', 'required'] as const)
    .map((fields) => sampleOf(schema, { fields }) as Record<string, unknown>)
    .find((one) => command.schema.safeParse(one).success)!
  for (const key of Object.keys(things)) if (key in sample) sample[key] = things[key]
  return client.send(command as never, sample as never).then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof RefusedError) return error.code
      throw error
    },
  )
}
