import { type CommandDefinition, proposals as c } from '@lianxie/contracts'
import { day } from './given.ts'
import { leadAndThree, letter, separate, sole, unitAccounts } from './handling-given.ts'
import type { Dice, Move, World } from './world.ts'

const NOBODY = '00000000-0000-4000-8000-000000000000'

/** One of the history's proposals that are cases of their own, or an id of none while there is none. */
async function aCase({ service, proposals }: World, dice: Dice): Promise<string> {
  if (proposals.length === 0) return NOBODY
  const rows = await service.running.runtime.db
    .selectFrom('proposal')
    .select('id')
    .where('id', 'in', proposals)
    .where('filed_at', 'is not', null)
    .where('merged_into', 'is', null)
    .orderBy('receipt_number')
    .execute()
  return rows.length === 0 ? dice.pick(proposals) : dice.pick(rows).id
}

/** One of the units of a case, mostly; sometimes one that the case is not with. */
async function aUnit({ service, given }: World, proposalId: string, dice: Dice): Promise<string> {
  const rows = await service.running.runtime.db
    .selectFrom('proposal_assignment')
    .select('unit_id')
    .where('proposal_id', '=', proposalId)
    .where('state', '<>', 'RELEASED')
    .orderBy('position')
    .execute()
  if (rows.length === 0 || dice.number(8) === 0) return dice.pick(Object.values(given.unit))
  return dice.pick(rows).unit_id
}

/** The last version of any reply of a case. */
async function aReply({ service, given }: World, proposalId: string): Promise<{ unitId: string; sha256: string }> {
  const row = await service.running.runtime.db
    .selectFrom('proposal_reply')
    .select(['unit_id', 'sha256'])
    .where('proposal_id', '=', proposalId)
    .orderBy('drafted_at', 'desc')
    .orderBy('draft', 'desc')
    .limit(1)
    .executeTakeFirst()
  return { unitId: row?.unit_id ?? given.unit.housing, sha256: row?.sha256 ?? '0'.repeat(64) }
}

/** One row of what hangs on a case, where there is one. */
async function lastOf(world: World, table: 'proposal_extension' | 'proposal_disagreement', proposalId: string) {
  const row = await world.service.running.runtime.db
    .selectFrom(table)
    .select('id')
    .where('proposal_id', '=', proposalId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.id ?? NOBODY
}

/** A move of a unit of the case, by who works for it or by its leader. */
const byUnit =
  (
    command: CommandDefinition,
    body: (world: World, dice: Dice) => object,
    who: 'handler' | 'leader' = 'handler',
  ): Move =>
  async (world, dice) => {
    const proposalId = await aCase(world, dice)
    const unitId = await aUnit(world, proposalId, dice)
    await world.send(command, { proposalId, unitId, ...body(world, dice) }, unitAccounts(world.given, unitId)[who])
  }

const assignments = ({ given }: World, dice: Dice) => dice.pick([sole, sole, leadAndThree, separate])(given)

/** Everything that can be tried between filing and feedback, in no order; refusals are part of a history. */
export const handlingMoves: Record<string, Move> = {
  assign: async (world, dice) => {
    const proposalId = await aCase(world, dice)
    await world.send(c.AssignProposal, { proposalId, assignment: assignments(world, dice) }, world.given.as.supervision)
  },
  handOver: async (world, dice) => {
    const ids = [...new Set([await aCase(world, dice), await aCase(world, dice)])]
    const cases = ids.map((proposalId) => ({
      proposalId,
      ...(dice.number(2) === 0 && { assignment: assignments(world, dice) }),
    }))
    await world.send(
      c.HoldHandover,
      { heldOn: day(world.service), place: '一楼会议室', documentNumber: `吴政办〔2022〕${dice.number(99)}号`, cases },
      world.given.as.office,
    )
  },
  accept: byUnit(c.AcceptAssignment, () => ({})),
  /** Clears the way for those who work, which random moves alone would seldom find. */
  acceptAll: async (world, dice) => {
    const proposalId = await aCase(world, dice)
    for (const unitId of Object.values(world.given.unit)) {
      await world.send(c.AcceptAssignment, { proposalId, unitId }, unitAccounts(world.given, unitId).handler)
    }
  },
  decline: byUnit(
    c.DeclineAssignment,
    ({ given }, dice) => ({ reason: '不属于本单位职责。', proposedUnitId: dice.pick(Object.values(given.unit)) }),
    'leader',
  ),
  answerDecline: async (world, dice) => {
    const proposalId = await aCase(world, dice)
    const unitId = await aUnit(world, proposalId, dice)
    const verdict = dice.pick(['UPHELD', 'REJECTED'] as const)
    const replacementUnitId = dice.pick(Object.values(world.given.unit))
    const replacing = verdict === 'UPHELD' && dice.number(2) === 0
    await world.send(
      c.AnswerDecline,
      { proposalId, unitId, answer: verdict, reason: '经研究。', ...(replacing && { replacementUnitId }) },
      world.given.as.supervision,
    )
  },
  urge: async (world, dice) => {
    const proposalId = await aCase(world, dice)
    const unitId = await aUnit(world, proposalId, dice)
    const about = dice.pick(['REPLY', 'FIRST_CONTACT', 'CO_OPINION'] as const)
    const body = { proposalId, unitId, about, documentNumber: '吴督〔2022〕12号' }
    await world.send(c.UrgeUnit, body, world.given.as.supervision)
  },
  nameHandler: byUnit(c.NameHandler, () => ({ leaderPost: '副局长', handlers: ['unit-handler-9'] })),
  plan: byUnit(c.SubmitHandlingPlan, ({ service }) => ({ plan: '分三步办理。', finishOn: day(service, 30) })),
  opinion: byUnit(c.GiveCoUnitOpinion, () => ({ opinion: '建议统筹。' })),
  meet: byUnit(c.RecordMeeting, ({ service, given: { member, body } }, dice) => ({
    way: dice.pick(['VISIT', 'PHONE']),
    stage: dice.pick(['BEFORE', 'DURING', 'AFTER']),
    heldOn: day(service),
    proposerIds: [dice.pick([member.first, member.second, member.third, body.league])],
    summary: '当面听取意见。',
  })),
  confirmMeeting: async (world, dice) => {
    const { db } = world.service.running.runtime
    const proposalId = await aCase(world, dice)
    const rows = await db
      .selectFrom('proposal_meeting')
      .select('id')
      .where('proposal_id', '=', proposalId)
      .orderBy('version')
      .execute()
    if (rows.length === 0) return
    const { as } = world.given
    const body = { proposalId, meetingId: dice.pick(rows).id, answer: dice.pick(['CONFIRMED', 'CONFIRMED', 'DENIED']) }
    await world.send(c.ConfirmMeeting, body, dice.pick([as.first, as.second, as.third, as.clerk]))
  },
  message: byUnit(c.SendMessage, () => ({ message: '正在会商。' })),
  askUnits: async (world, dice) => {
    const { as } = world.given
    const body = { proposalId: await aCase(world, dice), message: '请问进展？' }
    await world.send(c.SendMessage, body, dice.pick([as.first, as.second, as.clerk]))
  },
  disagree: (world, dice) =>
    dice.number(3) > 0
      ? Promise.resolve()
      : byUnit(c.ReportDisagreement, () => ({ matter: '由谁牵头。' }))(world, dice),
  coordinate: async (world, dice) => {
    const proposalId = await aCase(world, dice)
    const unitId = await aUnit(world, proposalId, dice)
    const disagreementId = await lastOf(world, 'proposal_disagreement', proposalId)
    await world.send(
      c.CoordinateDisagreement,
      { proposalId, unitId, disagreementId, agreed: dice.number(2) === 0, result: '会商情况。' },
      unitAccounts(world.given, unitId).leader,
    )
  },
  settle: async (world, dice) => {
    const proposalId = await aCase(world, dice)
    const disagreementId = await lastOf(world, 'proposal_disagreement', proposalId)
    const body = { proposalId, disagreementId, decision: '由牵头单位负责。', decidedOn: day(world.service) }
    await world.send(c.SettleDisagreement, body, world.given.as.supervision)
  },
  requestExtension: byUnit(c.RequestExtension, ({ service }, dice) => ({
    until: day(service, 80 + dice.number(50)),
    reason: '需跨部门会商。',
  })),
  grant: async (world, dice) => {
    const proposalId = await aCase(world, dice)
    const extensionId = await lastOf(world, 'proposal_extension', proposalId)
    const { as } = world.given
    await world.send(c.GrantExtension, { proposalId, extensionId }, dice.pick([as.office, as.supervision]))
  },
  refuseExtension: async (world, dice) => {
    const proposalId = await aCase(world, dice)
    const extensionId = await lastOf(world, 'proposal_extension', proposalId)
    await world.send(c.RefuseExtension, { proposalId, extensionId, reason: '不充分。' }, world.given.as.office)
  },
  draftReply: byUnit(c.DraftReply, ({ service }, dice) => letter(service, dice.pick(['A', 'B', 'C', 'D']))),
  countersign: async (world, dice) => {
    const proposalId = await aCase(world, dice)
    const { sha256 } = await aReply(world, proposalId)
    for (const unitId of Object.values(world.given.unit)) {
      if (dice.number(8) === 0) continue
      await world.send(c.CountersignReply, { proposalId, unitId, sha256 }, unitAccounts(world.given, unitId).leader)
    }
  },
  refuseCountersignature: async (world, dice) => {
    const proposalId = await aCase(world, dice)
    const unitId = await aUnit(world, proposalId, dice)
    const { sha256 } = await aReply(world, proposalId)
    const { leader } = unitAccounts(world.given, unitId)
    await world.send(c.RefuseCountersignature, { proposalId, unitId, sha256, reason: '表述不当。' }, leader)
  },
  sign: async (world, dice) => {
    const proposalId = await aCase(world, dice)
    const reply = await aReply(world, proposalId)
    const as = dice.pick(['HEAD', 'DEPUTY_HEAD'])
    await world.send(c.SignReply, { proposalId, ...reply, as }, unitAccounts(world.given, reply.unitId).leader)
  },
  review: async (world, dice) => {
    const proposalId = await aCase(world, dice)
    const reply = await aReply(world, proposalId)
    const verdict = dice.pick([
      { verdict: 'APPROVED' },
      { verdict: 'APPROVED' },
      { verdict: 'CLASS_CHANGED', resultClass: 'C', reason: '条件未成熟。' },
      { verdict: 'REWORK', reasonCode: 'OFF_SUBJECT', reason: '答非所问。' },
    ])
    await world.send(c.ReviewReply, { proposalId, ...reply, ...verdict }, world.given.as.supervision)
  },
  send: async (world, dice) => {
    const proposalId = await aCase(world, dice)
    const reply = await aReply(world, proposalId)
    await world.send(c.SendReply, { proposalId, ...reply }, unitAccounts(world.given, reply.unitId).handler)
  },
  /** Goes the whole way of one reply, which random moves alone would seldom find. */
  reply: async (world, dice) => {
    const { service, given } = world
    const proposalId = await aCase(world, dice)
    const unitId = await aUnit(world, proposalId, dice)
    const { handler, leader } = unitAccounts(given, unitId)
    const of = { proposalId, unitId }
    const leads = await service.running.runtime.db
      .selectFrom('proposal')
      .select('lead_id')
      .where((eb) => eb.or([eb('id', '=', proposalId), eb('merged_into', '=', proposalId)]))
      .execute()
    const proposerIds = [...new Set(leads.map(({ lead_id }) => lead_id as string))]
    if (proposerIds.length === 0) return
    const meeting = { way: 'VISIT', stage: 'BEFORE', heldOn: day(service), summary: '上门听取意见。' }
    await world.send(c.RecordMeeting, { ...of, ...meeting, proposerIds }, handler)
    await world.send(c.NameHandler, { ...of, leaderPost: '副局长', handlers: [handler.id] }, handler)
    const [drafted] = await world.send(c.DraftReply, { ...of, ...letter(service, dice.pick(['B', 'C', 'D'])) }, handler)
    if (!drafted) return
    const { sha256 } = drafted.data as { sha256: string }
    for (const co of Object.values(given.unit)) {
      await world.send(c.CountersignReply, { proposalId, unitId: co, sha256 }, unitAccounts(given, co).leader)
    }
    await world.send(c.SignReply, { ...of, sha256, as: 'HEAD' }, leader)
    await world.send(c.ReviewReply, { ...of, sha256, verdict: 'APPROVED' }, given.as.supervision)
    await world.send(c.SendReply, { ...of, sha256 }, handler)
  },
  recordDelivery: async (world, dice) => {
    const proposalId = await aCase(world, dice)
    const { member } = world.given
    const body = {
      proposalId,
      unitId: await aUnit(world, proposalId, dice),
      proposerId: dice.pick([member.first, member.second, member.third]),
      deliveredOn: day(world.service),
    }
    await world.send(c.RecordDelivery, body, world.given.as.office)
  },
}
