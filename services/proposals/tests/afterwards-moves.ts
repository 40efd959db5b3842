import { randomUUID } from 'node:crypto'
import { proposals as c } from '@lianxie/contracts'
import { day } from './given.ts'
import type { Dice, Move, World } from './world.ts'

const NOBODY = '00000000-0000-4000-8000-000000000000'
const TEXT = '有关情况说明。'

const any = ({ proposals }: World, dice: Dice) => (proposals.length === 0 ? NOBODY : dice.pick(proposals))
const proposers = ({ given: { as } }: World) => [as.first, as.second, as.third, as.clerk]
const unitsOf = ({ given: { unit } }: World) => [unit.housing, unit.traffic, unit.water]
const units = ({ given: { as } }: World) => [as.housing, as.traffic, as.water]

/** One of the promises that were made in this history, where there is one. */
async function anyPromise({ service, proposals }: World, dice: Dice) {
  if (proposals.length === 0) return { proposalId: NOBODY, promiseId: NOBODY }
  const rows = await service.running.runtime.db
    .selectFrom('proposal_promise')
    .select(['id', 'proposal_id'])
    .where('proposal_id', 'in', proposals)
    .orderBy('id')
    .execute()
  if (rows.length === 0) return { proposalId: dice.pick(proposals), promiseId: NOBODY }
  const { id, proposal_id } = dice.pick(rows)
  return { proposalId: proposal_id, promiseId: id }
}

/** Everything that can be tried after a reply, in no order; refusals are part of a history. */
export const afterwardsMoves: Record<string, Move> = {
  rate: async (world, dice) => {
    const proposalId = any(world, dice)
    const [unitId, by] = [dice.pick(unitsOf(world)), dice.pick(proposers(world))]
    const form = {
      visit: dice.pick(['VISITED', 'NOT_NEEDED', 'NOT_VISITED']),
      attitude: dice.pick(['SATISFIED', 'UNDERSTANDS', 'DISSATISFIED']),
      soughtBy: dice.pick(['VISIT', 'PHONE', 'NONE']),
      onPoint: dice.pick(['YES', 'MOSTLY', 'NO']),
      result: dice.pick(['SATISFIED', 'BASICALLY_SATISFIED', 'DISSATISFIED']),
      ...(by.role === 'GROUP_CLERK' && { leaderReplied: true }),
    }
    const originalId = dice.number(3) === 0 ? any(world, dice) : proposalId
    await world.send(c.RateReply, { proposalId, originalId, unitId, ...form, text: TEXT }, by)
  },
  report: (world, dice) =>
    world.send(c.ReportPressure, { proposalId: any(world, dice), text: TEXT }, dice.pick(proposers(world))),
  settle: async (world, dice) => {
    const reports = await world.service.running.runtime.db.selectFrom('pressure_report').select('id').execute()
    if (reports.length === 0) return
    const body = { reportId: dice.pick(reports).id, outcome: dice.pick(['CONFIRMED', 'NOT_CONFIRMED']), opinion: TEXT }
    await world.send(c.SettlePressureReport, body, world.given.as.office)
  },
  remind: (world, dice) => world.send(c.RemindOfFeedback, { proposalId: any(world, dice) }, world.given.as.office),
  /** Lets the time for feedback on one case pass by the service's own command, as no other case's clock may move. */
  endFeedback: async (world, dice) => {
    const proposalId = any(world, dice)
    const { db } = world.service.running.runtime
    const row = await db
      .selectFrom('proposal')
      .select('feedback_due_at')
      .where('id', '=', proposalId)
      .executeTakeFirst()
    if (!row?.feedback_due_at) return
    const ends = row.feedback_due_at
    if (world.service.clock.now() < ends) world.service.clock.set(ends)
    await world.service.until(async () => {
      const open = await db
        .selectFrom('proposal_feedback')
        .select('unit_id')
        .where('proposal_id', '=', proposalId)
        .where('due_at', '<=', ends)
        .where('closed_at', 'is', null)
        .execute()
      return open.length === 0
    })
  },
  rehandle: (world, dice) =>
    world.send(c.OrderRehandling, { proposalId: any(world, dice), missing: TEXT }, world.given.as.office),
  decideFinally: (world, dice) =>
    world.send(
      c.DecideFinally,
      {
        proposalId: any(world, dice),
        outcome: dice.pick(['CLOSE', 'FOLLOW_UP']),
        meeting: '第五次主席会议',
        decidedOn: day(world.service),
        reason: TEXT,
      },
      world.given.as.generalOffice,
    ),
  followUp: (world, dice) =>
    world.send(c.BeginFollowUp, { proposalId: any(world, dice), reason: TEXT }, world.given.as.office),
  close: (world, dice) =>
    world.send(c.CloseProposal, { proposalId: any(world, dice), reason: TEXT }, world.given.as.office),

  promise: (world, dice) =>
    world.send(
      c.MakePromise,
      { proposalId: any(world, dice), unitId: dice.pick(unitsOf(world)), text: TEXT, dueOn: day(world.service, 400) },
      dice.pick(units(world)),
    ),
  reportPromise: async (world, dice) =>
    world.send(
      c.ReportPromise,
      { ...(await anyPromise(world, dice)), progress: TEXT, done: dice.number(2) === 0 },
      dice.pick(units(world)),
    ),
  verifyPromise: async (world, dice) => {
    const verdict = dice.pick(['KEPT', 'SENT_BACK', 'RELEASED'])
    const dueOn = verdict === 'SENT_BACK' ? { dueOn: day(world.service, 400) } : {}
    await world.send(
      c.VerifyPromise,
      { ...(await anyPromise(world, dice)), verdict, ...dueOn, remark: TEXT },
      world.given.as.office,
    )
  },
  answerUpgrade: (world, dice) =>
    world.send(
      c.AnswerUpgrade,
      {
        proposalId: any(world, dice),
        unitId: dice.pick(unitsOf(world)),
        granted: dice.number(2) === 0,
        remark: TEXT,
      },
      world.given.as.office,
    ),

  nominate: (world, dice) =>
    world.send(c.NominateKey, { proposalId: any(world, dice), reason: TEXT }, world.given.as.office),
  withdrawNomination: (world, dice) =>
    world.send(c.WithdrawNomination, { proposalId: any(world, dice), reason: TEXT }, world.given.as.office),
  decideKey: (world, dice) =>
    world.send(
      c.DecideKey,
      {
        proposalId: any(world, dice),
        designated: dice.number(3) > 0,
        meeting: '第三次主席会议',
        decidedOn: day(world.service),
        leadership: dice.pick(['PARTY_GOVERNMENT_MAIN', 'DEPUTY_HEAD', 'CHAIRS']),
        reason: TEXT,
      },
      world.given.as.generalOffice,
    ),
  supervise: (world, dice) =>
    world.send(
      c.RecordSupervision,
      {
        proposalId: any(world, dice),
        form: dice.pick(['CPPCC_LEADERS', 'MEMBER_INSPECTION', 'RESEARCH']),
        heldOn: day(world.service),
        record: TEXT,
      },
      world.given.as.office,
    ),

  archive: (world, dice) =>
    world.send(
      c.ArchiveProposal,
      { proposalId: any(world, dice), fileNumber: `TA-${randomUUID()}` },
      world.given.as.office,
    ),
  publish: async (world, dice) => {
    const proposalId = any(world, dice)
    const part = { mode: 'SUMMARY', text: '建议建设立体停车库。' }
    const parts = { subject: part, body: part, reply: { mode: 'NOT', reason: TEXT } }
    const [prepared] = await world.send(c.DecidePublication, { proposalId, ...parts }, world.given.as.office)
    if (!prepared) return
    await world.send(c.ConfirmPublication, { proposalId, sha256: prepared.data.sha256 }, world.given.as.colleague)
  },
  withdrawPublication: (world, dice) =>
    world.send(c.WithdrawPublication, { proposalId: any(world, dice), reason: TEXT }, world.given.as.generalOffice),
  correct: async (world, dice) => {
    const proposalId = any(world, dice)
    const words = await world.service.running.runtime.db
      .selectFrom('words')
      .select(['version', 'field'])
      .where('aggregate', '=', `proposal/${proposalId}`)
      .orderBy('version')
      .orderBy('field')
      .execute()
    if (words.length === 0) return
    const { version, field } = dice.pick(words)
    await world.send(
      c.CorrectEntry,
      { proposalId, version, field, text: `更正为${dice.number(9)}。`, reason: TEXT },
      world.given.as.office,
    )
  },
}
