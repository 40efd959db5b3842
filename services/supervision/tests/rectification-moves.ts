import { type CommandDefinition, supervision as c } from '@lianxie/contracts'
import { account } from '@lianxie/service-kit/testing'
import { day } from './given.ts'
import { check, list, measures } from './rectification-given.ts'
import { adoption, delivery, instruction, report } from './report-given.ts'
import { type Dice, type Move, TERMS, type World } from './rectification-world.ts'

/** Whoever may, and now and then somebody who may not. */
const unitAccount = ({ given: { as } }: World, dice: Dice) =>
  dice.pick([as.water, as.water, as.waterLeader, as.traffic, as.housing, as.first])
const groupAccount = ({ given: { as, member, unit } }: World, dice: Dice) =>
  dice.pick([
    as.first,
    as.second,
    as.third,
    as.fourth,
    as.water,
    account('MEMBER', { memberId: member.first, units: [unit.water] }),
  ])

type Body = (world: World, dice: Dice) => object

const byUnit =
  (command: CommandDefinition, body: Body): Move =>
  (world, dice) =>
    world.send(command, { findingId: dice.pick(world.findingIds), ...body(world, dice) }, unitAccount(world, dice))
const byGroup =
  (command: CommandDefinition, body: Body): Move =>
  (world, dice) =>
    world.send(command, { findingId: dice.pick(world.findingIds), ...body(world, dice) }, groupAccount(world, dice))
const byOffice =
  (command: CommandDefinition, body: Body): Move =>
  (world, dice) =>
    world.send(
      command,
      { projectId: world.projectId, ...body(world, dice) },
      dice.pick([world.given.as.office, world.given.as.generalOffice]),
    )

const term = (dice: Dice) => {
  const other = dice.pick(TERMS)
  return other && { term: other }
}

/** One request for more time of the history, or an id of none while there is none. */
async function aRequest({ service, findingIds }: World, dice: Dice) {
  const rows = await service.running.runtime.db
    .selectFrom('issue_more_time')
    .select(['id', 'finding_id'])
    .where('finding_id', 'in', findingIds)
    .orderBy('requested_at')
    .orderBy('id')
    .execute()
  const row = rows.length === 0 ? undefined : dice.pick(rows)
  return { findingId: row?.finding_id ?? findingIds[0]!, requestId: row?.id ?? findingIds[0]! }
}

const decide =
  (command: CommandDefinition): Move =>
  async (world, dice) =>
    world.send(command, { ...(await aRequest(world, dice)), reason: '经研究' }, world.given.as.office)

/** Everything that can be tried between the list and the close, in no order; refusals are part of a history. */
export const rectificationMoves: Record<string, Move> = {
  list: (world, dice) =>
    world.send(
      c.ApproveIssueList,
      list(world.service, world.projectId, [dice.pick(world.findingIds)], dice.pick(TERMS)),
      dice.pick([world.given.as.chair, world.given.as.office]),
    ),
  /** Clears the way for those who work, which random moves alone would seldom find. */
  acceptAll: async ({ send, findingIds, given: { as } }) => {
    for (const findingId of findingIds) await send(c.AcceptIssue, { findingId }, as.water)
  },
  accept: byUnit(c.AcceptIssue, () => ({})),
  dispute: byUnit(c.DisputeIssue, () => ({ reason: '不属实。' })),
  recheck: byGroup(c.RecheckIssue, ({ service }, dice) => ({
    outcome: dice.pick(['UPHELD', 'UPHELD', 'DROPPED']),
    checkedOn: day(service),
    way: 'ON_SITE',
    reason: '现场复核。',
  })),
  plan: byUnit(c.PlanMeasures, ({ service, given: { member } }, dice) =>
    measures(service, { memberIds: dice.number(6) === 0 ? [member.third] : [] }),
  ),
  rectify: byUnit(c.ReportRectified, ({ service, file }) => ({
    rectifiedOn: day(service),
    result: '已整改。',
    files: [file],
  })),
  /** Goes the unit's way of one issue. */
  work: async (world, dice) => {
    const { service, given, send, file } = world
    const findingId = dice.pick(world.findingIds)
    await send(c.AcceptIssue, { findingId }, given.as.water)
    await send(c.PlanMeasures, { findingId, ...measures(service) }, given.as.water)
    const rectified = { rectifiedOn: day(service), result: '已整改。', files: [file] }
    await send(c.ReportRectified, { findingId, ...rectified }, given.as.water)
  },
  verify: byGroup(c.VerifyIssue, ({ service }) => check(service)),
  verifyAll: async ({ service, send, findingIds, given: { as } }, dice) => {
    for (const findingId of findingIds) {
      if (dice.number(3) > 0) await send(c.VerifyIssue, { findingId, ...check(service) }, as.first)
    }
  },
  reopen: byGroup(c.ReopenIssue, ({ service }, dice) => ({ ...check(service), ...term(dice) })),
  lookBack: byGroup(c.RecordLookBack, ({ service }, dice) => ({
    ...check(service),
    outcome: dice.pick(['HOLDS', 'RELAPSED']),
  })),
  moreTime: byUnit(c.RequestMoreTime, ({ service }, dice) => ({
    until: day(service, 20 + dice.number(60)),
    reason: '需招标。',
  })),
  grant: decide(c.GrantMoreTime),
  refuse: decide(c.RefuseMoreTime),
  report: async (world) =>
    world.send(
      c.SubmitReport,
      await report(world.service, world.given, world.projectId, { file: world.file }),
      world.given.as.office,
    ),
  deliver: byOffice(c.DeliverReport, ({ service, projectId }, dice) =>
    delivery(service, projectId, { to: dice.pick(['PARTY_COMMITTEE', 'GOVERNMENT']) }),
  ),
  instruct: byOffice(c.RecordInstruction, ({ service, given, projectId }) => instruction(service, given, projectId)),
  adopt: byOffice(c.RecordAdoption, ({ service, projectId }) => adoption(service, projectId)),
  close: (world, dice) =>
    dice.number(4) > 0
      ? Promise.resolve()
      : byOffice(c.CloseProject, () => (dice.number(2) === 0 ? { reason: '余项列入明年' } : {}))(world, dice),
}
