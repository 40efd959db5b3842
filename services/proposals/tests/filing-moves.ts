import { proposals as c } from '@lianxie/contracts'
import { content, day, textHash } from './given.ts'
import type { Dice, Move, World } from './world.ts'

const NOBODY = '00000000-0000-4000-8000-000000000000'
const SUBJECTS = ['关于停车的建议', '关于河道保洁的建议', '关于课后服务的建议']

/** One of the history's proposals, or an id of none while there is none. */
const any = ({ proposals }: World, dice: Dice) => (proposals.length === 0 ? NOBODY : dice.pick(proposals))

const hashOf = async ({ service }: World, proposalId: string) =>
  proposalId === NOBODY ? '0'.repeat(64) : textHash(service, proposalId)

const proposers = ({ given: { as } }: World) => [as.first, as.second, as.third, as.clerk]

/** Who leads a proposal, mostly; sometimes somebody else tries. */
async function leadOf(world: World, proposalId: string, dice: Dice) {
  const row = await world.service.running.runtime.db
    .selectFrom('proposal')
    .select('lead_id')
    .where('id', '=', proposalId)
    .executeTakeFirst()
  const { as, member } = world.given
  const lead = { [member.first]: as.first, [member.second]: as.second, [member.third]: as.third }[row?.lead_id ?? '']
  return dice.number(8) === 0 ? dice.pick(proposers(world)) : (lead ?? as.clerk)
}

/** Everything that can be tried up to filing, in no order; refusals are part of a history. */
export const filingMoves: Record<string, Move> = {
  draft: async (world, dice) => {
    const { as, body } = world.given
    const kind = dice.pick(['INDIVIDUAL', 'JOINT', 'COLLECTIVE'] as const)
    const collective = kind === 'COLLECTIVE' ? { collectiveKind: 'PARTY', bodyId: body.league } : {}
    const by = kind === 'COLLECTIVE' ? as.clerk : dice.pick([as.first, as.second, as.third])
    const [event] = await world.send(c.DraftProposal, { kind, ...collective, ...content(dice.pick(SUBJECTS)) }, by)
    if (event) world.proposals.push(event.aggregate.split('/')[1]!)
  },
  revise: async (world, dice) => {
    const proposalId = any(world, dice)
    const kind = dice.pick(['INDIVIDUAL', 'JOINT'] as const)
    await world.send(
      c.ReviseProposal,
      { proposalId, kind, ...content(dice.pick(SUBJECTS)) },
      await leadOf(world, proposalId, dice),
    )
  },
  discard: async (world, dice) => {
    if (dice.number(4) > 0) return
    const proposalId = any(world, dice)
    await world.send(c.DiscardDraft, { proposalId }, await leadOf(world, proposalId, dice))
  },
  invite: async (world, dice) => {
    const proposalId = any(world, dice)
    const { first, second, third } = world.given.member
    const memberIds = [dice.pick([first, second, third])]
    await world.send(c.InviteCosigners, { proposalId, memberIds }, await leadOf(world, proposalId, dice))
  },
  removeCosigner: async (world, dice) => {
    const proposalId = any(world, dice)
    const memberId = dice.pick([world.given.member.second, world.given.member.third])
    await world.send(c.RemoveCosigner, { proposalId, memberId }, await leadOf(world, proposalId, dice))
  },
  cosign: async (world, dice) => {
    const proposalId = any(world, dice)
    const { as } = world.given
    const sha256 = await hashOf(world, proposalId)
    await world.send(c.CosignProposal, { proposalId, sha256 }, dice.pick([as.first, as.second, as.third]))
  },
  declineCosignature: async (world, dice) => {
    const { as } = world.given
    await world.send(c.DeclineCosignature, { proposalId: any(world, dice) }, dice.pick([as.second, as.third]))
  },
  submit: async (world, dice) => {
    const proposalId = any(world, dice)
    const sha256 = await hashOf(world, proposalId)
    await world.send(
      c.SubmitProposal,
      {
        proposalId,
        sha256,
        contactPhone: '13800000000',
        publishConsent: dice.number(4) > 0,
        noConsentReason: '另有考虑',
      },
      await leadOf(world, proposalId, dice),
    )
  },
  withdraw: async (world, dice) => {
    if (dice.number(3) > 0) return
    const proposalId = any(world, dice)
    await world.send(c.WithdrawProposal, { proposalId, reason: '撤回' }, await leadOf(world, proposalId, dice))
  },
  claim: (world, dice) =>
    world.send(
      c.ClaimReview,
      { proposalId: any(world, dice) },
      dice.pick([world.given.as.office, world.given.as.colleague]),
    ),
  preReview: (world, dice) => world.send(c.PreReviewProposal, verdict(world, dice), world.given.as.office),
  secondReview: (world, dice) => world.send(c.SecondReviewProposal, verdict(world, dice), world.given.as.colleague),
  file: async (world, dice) => {
    const proposalId = any(world, dice)
    const row = await world.service.running.runtime.db
      .selectFrom('proposal')
      .select('period')
      .where('id', '=', proposalId)
      .executeTakeFirst()
    const forum = row?.period === 'INTERSESSION' ? 'DIRECTOR' : 'SESSION_GROUP'
    await world.send(
      c.FileProposal,
      { proposalId, forum, decidedOn: day(world.service), category: 'SOCIETY' },
      world.given.as.office,
    )
  },
  declineFiling: async (world, dice) => {
    if (dice.number(3) > 0) return
    await world.send(
      c.DeclineFiling,
      {
        proposalId: any(world, dice),
        forum: 'SESSION_GROUP',
        decidedOn: day(world.service),
        reasonCode: 'EMPTY_OR_NO_SUGGESTION',
        explanation: '没有具体建议。',
        destination: 'REFERENCE_LETTER',
      },
      world.given.as.office,
    )
  },
  returnForRevision: (world, dice) =>
    dice.number(3) > 0
      ? Promise.resolve()
      : world.send(c.ReturnForRevision, { proposalId: any(world, dice), opinion: '请补充' }, world.given.as.office),
  convert: (world, dice) =>
    world.send(c.ConvertProposal, { proposalId: any(world, dice), reference: '来信第3号' }, world.given.as.office),
  changeCategory: (world, dice) =>
    world.send(
      c.ChangeCategory,
      { proposalId: any(world, dice), category: dice.pick(['ECONOMY', 'SOCIETY']), reason: '归类' },
      world.given.as.office,
    ),
  merge: (world, dice) =>
    world.send(
      c.MergeProposals,
      { intoId: any(world, dice), fromIds: [any(world, dice)], reason: '同一事项' },
      world.given.as.office,
    ),
  undoMerger: (world, dice) =>
    world.send(c.UndoMerger, { proposalId: any(world, dice), reason: '不是同一事项' }, world.given.as.office),
  answerMerger: async (world, dice) => {
    const proposalId = any(world, dice)
    const answer = dice.pick(['AGREED', 'OBJECTED'] as const)
    await world.send(c.AnswerMerger, { proposalId, answer }, await leadOf(world, proposalId, dice))
  },
}

const verdict = (world: World, dice: Dice) => ({
  proposalId: any(world, dice),
  verdict: 'FILE',
  opinion: '建议立案',
  category: 'SOCIETY',
  leadUnitId: world.given.unit.housing,
  coUnitIds: [],
  similarIds: [],
})
