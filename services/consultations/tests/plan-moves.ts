import { consultations as c } from '@lianxie/contracts'
import { day, decision } from './plan-given.ts'
import type { Dice, Move, World } from './world.ts'

const TOPICS = ['水体联保共治', '优化营商环境', '老旧小区停车管理', '非物质文化遗产保护', '养老服务体系建设']

/** Everything that can be tried on a plan, in no order; refusals are part of a history. */
export const planMoves: Record<string, Move> = {
  callTopics: ({ service, given: { cast: as, body, unit }, planId, send }, dice) =>
    send(
      c.CallTopics,
      {
        planId,
        asked: dice.pick([
          [{ kind: 'BODY', id: body.league }],
          [{ kind: 'UNIT', id: unit.water }, { kind: 'MEMBERS' }],
        ]),
        deadline: day(service, dice.number(9)),
        notice: '请提出议题。',
      },
      as.consultation,
    ),
  closeTopicCall: ({ given: { cast: as }, planId, send }) => send(c.CloseTopicCall, { planId }, as.consultation),
  proposeTopic: async (world, dice) => {
    const { cast: as, unit } = world.given
    const body = {
      planId: world.planId,
      topic: dice.pick(TOPICS),
      counterpartUnitIds: dice.number(2) ? [unit.water] : [],
    }
    remember(world, await world.send(c.ProposeTopic, body, dice.pick([as.member, as.clerk, as.water, as.office])!))
  },
  shortlistTopic: ({ given, items, send }, dice) =>
    send(c.ShortlistTopic, { itemId: dice.pick(items), ...someDetails(given, dice) }, given.cast.consultation),
  declineTopic: ({ given: { cast: as }, items, send }, dice) =>
    send(c.DeclineTopic, { itemId: dice.pick(items), reason: '已另有安排。' }, as.office),
  mergeTopics: ({ given: { cast: as }, items, send }, dice) =>
    send(c.MergeTopics, { intoId: dice.pick(items), fromIds: [dice.pick(items)] }, as.consultation),
  addItem: async (world, dice) =>
    remember(
      world,
      await world.send(
        c.AddItem,
        { planId: world.planId, ...someDetails(world.given, dice) },
        world.given.cast.consultation,
      ),
    ),
  reviseItem: ({ given, items, send }, dice) =>
    send(c.ReviseItem, { itemId: dice.pick(items), ...someDetails(given, dice) }, given.cast.consultation),
  withdrawItem: ({ given: { cast: as }, items, send }, dice) =>
    send(c.WithdrawItem, { itemId: dice.pick(items), reason: '撤回。' }, dice.pick([as.member, as.consultation])!),
  requestOpinions: ({ service, given: { cast: as, unit }, planId, send }) =>
    send(c.RequestPlanOpinions, { planId, unitIds: [unit.water, unit.office], due: day(service) }, as.consultation),
  giveOpinion: ({ given: { cast: as, unit }, planId, send }, dice) =>
    send(
      c.GivePlanOpinion,
      { planId, unitId: dice.pick([unit.water, unit.office]), opinion: 'COMMENTED', text: '建议提前。' },
      as.office,
    ),
  submit: ({ given: { cast: as }, planId, send }) => send(c.SubmitPlan, { planId }, as.consultation),
  /** Clears the way to the submission, which random moves alone would seldom find. */
  settle: async ({ given: { cast: as, unit }, planId, items, send }) => {
    for (const itemId of items) await send(c.DeclineTopic, { itemId, reason: '本年度不列入。' }, as.consultation)
    for (const unitId of [unit.water, unit.office])
      await send(c.GivePlanOpinion, { planId, unitId, opinion: 'AGREED' }, as.office)
    await send(c.SubmitPlan, { planId }, as.consultation)
  },
  deliberate: ({ service, given: { cast: as }, planId, send }, dice) =>
    send(
      c.DeliberatePlan,
      {
        planId,
        body: dice.pick(['CHAIRPERSONS_MEETING', 'PARTY_GROUP']),
        meeting: '第三次会议',
        heldOn: day(service),
        ...(dice.number(4) > 0 ? { result: 'PASSED' } : { result: 'SENT_BACK', reason: '请补充。' }),
      },
      as.chair,
    ),
  return: ({ given: { cast: as }, planId, send }, dice) =>
    dice.number(3) === 0 ? send(c.ReturnPlan, { planId, reason: '请调整。' }, as.office) : Promise.resolve([]),
  adopt: ({ service, given: { cast: as }, planId, send }) =>
    send(c.AdoptPlan, { planId, ...decision(day(service)) }, as.office),
  forward: ({ service, given: { cast: as, body, unit }, planId, send }, dice) =>
    send(
      c.ForwardPlan,
      {
        planId,
        documentNumber: `吴委办发${dice.number(99)}号`,
        forwardedOn: day(service),
        recipients: [
          dice.pick([recipient('UNIT', unit.water), recipient('UNIT', unit.office), recipient('BODY', body.league)]),
        ],
        ...(dice.number(2) && { readBy: day(service, 5) }),
      },
      as.office,
    ),
  confirmRead: ({ given: { cast: as, unit }, planId, send }) =>
    send(c.ConfirmPlanRead, { planId, recipient: recipient('UNIT', unit.water) }, as.water),
  remind: ({ given: { cast: as }, planId, send }) => send(c.RemindPlanReaders, { planId }, as.office),
  amend: async (world, dice) => {
    const { service, given, items, planId } = world
    const changes = [
      dice.pick([
        { change: 'ADD', ...someDetails(given, dice) },
        { change: 'CHANGE', itemId: dice.pick(items), ...someDetails(given, dice) },
        { change: 'CANCEL', itemId: dice.pick(items), reason: '取消。' },
      ]),
    ]
    remember(
      world,
      await world.send(
        c.AmendPlan,
        { planId, ...decision(day(service), `吴委发${dice.number(99)}号`), reason: '情况有变化。', changes },
        given.cast.office,
      ),
    )
  },
  publish: ({ given: { cast: as }, planId, items, send }, dice) =>
    send(c.PublishPlan, { planId, withheld: [{ itemId: dice.pick(items), reason: '内部工作。' }] }, as.office),
}

const recipient = (kind: 'UNIT' | 'BODY', id: string) => ({ kind, id })

function someDetails({ body, unit, cast }: World['given'], dice: Dice) {
  return {
    form: dice.pick(['THEMATIC', 'CHAIRPERSONS', 'RESEARCH', 'JOINT']),
    topic: dice.pick(TOPICS),
    months: dice.pick([[], [3], [9, 2]]),
    ...(dice.number(2) && { recurrence: 'QUARTERLY', leadBodyId: body.environment, summary: '围绕重点难点。' }),
    ...(dice.number(2) && { counterpartUnitIds: [unit.water], counterpartRank: 'BUREAU_HEAD' }),
    ...(dice.number(2) && { leaderMemberId: cast.member.memberId, participantBodyIds: [body.league] }),
    ...(dice.number(3) === 0 && { partnerCommittees: ['qingpu-cppcc'], formLabel: '联合协商', section: '二.4' }),
  }
}

/** New items become known to the moves that follow. */
function remember({ items }: World, events: readonly { aggregate: string }[]): void {
  for (const { aggregate } of events) {
    const [kind, id] = aggregate.split('/') as [string, string]
    if (kind === 'item' && !items.includes(id)) items.push(id)
  }
}
