import { proposals as c } from '@lianxie/contracts'
import { replayEquality, startTestService, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { proposals } from '../src/app.ts'
import {
  type Committee,
  content,
  day,
  file,
  givenCommittee,
  givenFiled,
  givenIntake,
  givenSubmitted,
  idIn,
  page,
  review,
  stateOf,
  submit,
  textHash,
  upload,
  refusalOf,
} from './given.ts'

let service: TestService
let given: Committee

beforeAll(async () => {
  service = await startTestService(proposals)
  given = await givenCommittee(service)
  await givenIntake(service, given)
})
afterAll(() => service?.[Symbol.asyncDispose]())

describe('联名提案', () => {
  test('each cosigner signs for themselves the text as it stands, and unsigned names drop out', async () => {
    const { as, member } = given
    const drafted = await service.send(c.DraftProposal, { kind: 'JOINT', ...content() }, { as: as.first })
    const proposalId = idIn(drafted)
    const sha256 = await textHash(service, proposalId)
    await service.send(c.InviteCosigners, { proposalId, memberIds: [member.second, member.third] }, { as: as.first })

    expect(await stateOf(service, proposalId)).toBe('COSIGNING')
    expect(await refusalOf(service.try(c.CosignProposal, { proposalId, sha256 }, { as: as.convenor }))).toBe(
      'common.not_found',
    )
    await service.send(c.CosignProposal, { proposalId, sha256 }, { as: as.second })
    expect(await refusalOf(service.try(c.CosignProposal, { proposalId, sha256 }, { as: as.second }))).toBe(
      'proposal.cosignature_given',
    )

    // The text changes, and with it falls what was signed.
    await service.send(c.ReviseProposal, { proposalId, kind: 'JOINT', ...content('关于停车的建议') }, { as: as.first })
    expect(await refusalOf(service.try(c.CosignProposal, { proposalId, sha256 }, { as: as.second }))).toBe(
      'proposal.text_changed',
    )
    const now = await textHash(service, proposalId)
    await service.send(c.CosignProposal, { proposalId, sha256: now }, { as: as.second })
    await submit(service, proposalId, as.first)

    const [submitted] = (await service.events(c.ProposalSubmitted)).filter((one) => one.proposalId === proposalId)
    expect(submitted).toMatchObject({ kind: 'JOINT', cosigners: [member.second], dropped: [member.third] })
    expect(JSON.stringify(submitted)).not.toContain('停车')
  })

  test('when the day is over, those who have not signed are dropped by the service itself', async () => {
    const { as, member } = given
    const before = service.clock.now()
    const drafted = await service.send(c.DraftProposal, { kind: 'JOINT', ...content() }, { as: as.first })
    const proposalId = idIn(drafted)
    await service.send(
      c.InviteCosigners,
      { proposalId, memberIds: [member.second], until: day(service) },
      { as: as.first },
    )

    service.clock.set(new Date(before.getTime() + 86_400_000))
    const expired = await service.until(async () =>
      (await service.events(c.CosigningExpired)).find((one) => one.proposalId === proposalId),
    )
    service.clock.set(before)

    expect(expired.memberIds).toEqual([member.second])
    expect(
      await refusalOf(
        service.try(
          c.SubmitProposal,
          {
            proposalId,
            sha256: await textHash(service, proposalId),
            contactPhone: '13800000000',
            publishConsent: true,
          },
          { as: as.first },
        ),
      ),
    ).toBe('proposal.no_cosigner')
  })
})

describe('集体提案', () => {
  test('a party hands in the page with its seal, and the reviewer looks at it', async () => {
    const { as, body } = given
    expect((await upload(service, as.clerk)).status).toBe(200)
    const drafted = await service.send(
      c.DraftProposal,
      { kind: 'COLLECTIVE', collectiveKind: 'PARTY', bodyId: body.league, ...content() },
      { as: as.clerk },
    )
    const proposalId = idIn(drafted)
    const sha256 = await textHash(service, proposalId)
    const submission = { proposalId, sha256, contactPhone: '0512-63000000', publishConsent: true }

    expect(await refusalOf(service.try(c.SubmitProposal, submission, { as: as.clerk }))).toBe('proposal.not_confirmed')
    expect(await refusalOf(service.try(c.ConfirmCollective, { proposalId, sha256 }, { as: as.clerk }))).toBe(
      'proposal.seal_missing',
    )
    await service.send(c.ConfirmCollective, { proposalId, sha256, sealedPage: page() }, { as: as.clerk })
    await service.send(c.SubmitProposal, submission, { as: as.clerk })
    await service.send(c.ClaimReview, { proposalId }, { as: as.office })
    const opinion = { proposalId, verdict: 'FILE' as const, opinion: '建议立案', category: 'SOCIETY' }
    expect(await refusalOf(service.try(c.PreReviewProposal, opinion, { as: as.office }))).toBe('review.seal_unchecked')
    await review(service, given, proposalId)
    expect(
      await refusalOf(
        service.try(
          c.FileProposal,
          { proposalId, forum: 'SESSION_GROUP', decidedOn: day(service), category: 'SOCIETY' },
          { as: as.office },
        ),
      ),
    ).toBe('proposal.wrong_forum')
    await file(service, given, proposalId)
    expect(await stateOf(service, proposalId)).toBe('FILED')
  })

  test('a member group needs the signature of its convenor', async () => {
    const { as, body } = given
    const drafted = await service.send(
      c.DraftProposal,
      { kind: 'COLLECTIVE', collectiveKind: 'MEMBER_GROUP', bodyId: body.group, ...content() },
      { as: as.clerk },
    )
    const proposalId = idIn(drafted)
    const sha256 = await textHash(service, proposalId)

    expect(await refusalOf(service.try(c.ConfirmCollective, { proposalId, sha256 }, { as: as.clerk }))).toBe(
      'proposal.not_convenor',
    )
    expect(await refusalOf(service.try(c.ConfirmCollective, { proposalId, sha256 }, { as: as.second }))).toBe(
      'common.not_found',
    )
    await service.send(c.ConfirmCollective, { proposalId, sha256 }, { as: as.convenor })
    await submit(service, proposalId, as.clerk)
    expect(await stateOf(service, proposalId)).toBe('SUBMITTED')
  })

  test('a kind of the session cannot be submitted between sessions, and the convenor of a sector is named by the office', async () => {
    const { as, member, sector } = given
    const before = service.clock.now()
    await service.send(c.NameConvenor, { sectorId: sector.education, memberId: member.third }, { as: as.office })
    const drafted = await service.send(
      c.DraftProposal,
      { kind: 'COLLECTIVE', collectiveKind: 'SECTOR', bodyId: sector.education, ...content() },
      { as: as.clerk },
    )
    const proposalId = idIn(drafted)
    const sha256 = await textHash(service, proposalId)
    await service.send(c.ConfirmCollective, { proposalId, sha256 }, { as: as.third })
    service.clock.set(new Date(before.getTime() + 30 * 86_400_000))
    const late = await refusalOf(
      service.try(
        c.SubmitProposal,
        { proposalId, sha256, contactPhone: '13800000000', publishConsent: true },
        { as: as.clerk },
      ),
    )
    service.clock.set(before)

    expect(late).toBe('proposal.only_in_session')
  })
})

describe('审查与立案', () => {
  test('numbers are given at filing, once and without gaps, to many at once', async () => {
    const ids = await Promise.all(
      Array.from({ length: 12 }, async (_, n) => {
        const id = await givenSubmitted(service, given, { subject: `关于第${n}件事的建议` })
        await review(service, given, id)
        return id
      }),
    )
    await Promise.all(ids.map((id) => file(service, given, id)))

    const rows = await service.running.runtime.db
      .selectFrom('proposal')
      .select(['serial', 'receipt_number'])
      .where('submitted_at', 'is not', null)
      .execute()
    const serials = rows.flatMap(({ serial }) => serial ?? []).sort((a, b) => a - b)
    const receipts = rows.flatMap(({ receipt_number }) => receipt_number ?? []).sort((a, b) => a - b)
    expect(serials).toEqual(serials.map((_, index) => index + 1))
    expect(receipts).toEqual(receipts.map((_, index) => index + 1))
    expect(serials.length).toBeGreaterThanOrEqual(12)
  })

  test('the second review is for somebody else, and a decision needs both', async () => {
    const { as } = given
    const proposalId = await givenSubmitted(service, given)
    const opinion = { proposalId, verdict: 'FILE' as const, opinion: '建议立案', category: 'SOCIETY' }
    const filing = { proposalId, forum: 'SESSION_GROUP' as const, decidedOn: day(service), category: 'SOCIETY' }

    expect(await refusalOf(service.try(c.PreReviewProposal, opinion, { as: as.office }))).toBe('proposal.wrong_state')
    await service.send(c.ClaimReview, { proposalId }, { as: as.office })
    expect(await refusalOf(service.try(c.SecondReviewProposal, opinion, { as: as.colleague }))).toBe(
      'review.not_second',
    )
    await service.send(c.PreReviewProposal, opinion, { as: as.office })
    expect(await refusalOf(service.try(c.SecondReviewProposal, opinion, { as: as.office }))).toBe(
      'review.same_reviewer',
    )
    expect(await refusalOf(service.try(c.FileProposal, filing, { as: as.office }))).toBe('review.not_reviewed')
    await service.send(c.SecondReviewProposal, opinion, { as: as.colleague })
    expect(await refusalOf(service.try(c.FileProposal, { ...filing, category: 'NOPE' }, { as: as.office }))).toBe(
      'proposal.category_unknown',
    )
    expect(await refusalOf(service.try(c.FileProposal, filing, { as: as.office }))).toBe('done')
  })

  test('one that was sent back is written anew, and keeps its receipt number', async () => {
    const { as } = given
    const proposalId = await givenSubmitted(service, given)
    await service.send(c.ClaimReview, { proposalId }, { as: as.office })
    await service.send(c.ReturnForRevision, { proposalId, opinion: '请补充具体建议。' }, { as: as.office })
    await service.send(
      c.ReviseProposal,
      { proposalId, kind: 'INDIVIDUAL', ...content('关于停车设施的具体建议') },
      { as: as.first },
    )
    await submit(service, proposalId, as.first)

    const submitted = (await service.events(c.ProposalSubmitted)).filter((one) => one.proposalId === proposalId)
    expect(submitted.map(({ again }) => again)).toEqual([false, true])
    expect(submitted[1]!.receiptNumber).toBe(submitted[0]!.receiptNumber)
    const texts = await service.running.runtime.db
      .selectFrom('proposal_text')
      .select(['version', 'subject'])
      .where('proposal_id', '=', proposalId)
      .orderBy('version')
      .execute()
    expect(texts.map(({ subject }) => subject)).toEqual([content().subject, '关于停车设施的具体建议'])
  })

  test('one that is not filed goes where the office says, for a coded reason', async () => {
    const { as } = given
    const proposalId = await givenSubmitted(service, given)
    await review(service, given, proposalId)
    await service.send(
      c.DeclineFiling,
      {
        proposalId,
        forum: 'SESSION_GROUP',
        decidedOn: day(service),
        reasonCode: 'PERSONAL_MATTER',
        explanation: '属于个人事项，建议通过其他渠道反映。',
        destination: 'OPINION_INFO',
      },
      { as: as.office },
    )
    await service.send(c.ConvertProposal, { proposalId, reference: '社情民意2022第15期' }, { as: as.office })

    expect(await stateOf(service, proposalId)).toBe('CONVERTED')
    const [told] = await service.events(c.ProposalNotFiled)
    expect(told).toEqual({
      proposalId,
      reasonCode: 'PERSONAL_MATTER',
      destination: 'OPINION_INFO',
      forum: 'SESSION_GROUP',
      decidedOn: day(service),
    })
  })

  test.each(['【机密】', '密级：秘密', '秘密★10年', '  绝 密  ', '（秘密）', '機密★'])(
    'text marked %s is refused at the form, and nothing is kept',
    async (mark) => {
      const { as } = given
      const count = async () =>
        Number(
          (
            await service.running.runtime.db
              .selectFrom('proposal')
              .select(({ fn }) => fn.countAll<string>().as('n'))
              .executeTakeFirstOrThrow()
          ).n,
        )
      const before = await count()
      const { status, body } = await service.try(
        c.DraftProposal,
        { kind: 'INDIVIDUAL', ...content(), problem: `情况如下\n${mark}\n某处` },
        { as: as.first },
      )

      expect({ status, code: body.code, field: body.field }).toEqual({
        status: 422,
        code: 'proposal.classified_text',
        field: 'problem',
      })
      expect(await count()).toBe(before)
    },
  )

  test.each(['保护商业秘密', '严守秘密，做好保密工作', '机密仪器产业'])('%s is ordinary text', async (words) => {
    const { as } = given
    const body = { kind: 'INDIVIDUAL' as const, ...content(), analysis: words }
    expect(await refusalOf(service.try(c.DraftProposal, body, { as: as.first }))).toBe('done')
  })
})

describe('并案', () => {
  test(
    'two clerks who merge the same pair at once make one merger, two hundred times',
    { timeout: 240_000 },
    async () => {
      const { as } = given
      const outcomes: (string | undefined)[][] = []
      const [one, other] = await Promise.all([givenReviewed(), givenReviewed()])
      const merge = (intoId: string, fromId: string, clerk: typeof as.office) =>
        refusalOf(service.try(c.MergeProposals, { intoId, fromIds: [fromId], reason: '同一事项' }, { as: clerk }))
      for (let round = 0; round < 200; round += 1) {
        const pair = await Promise.all([merge(one, other, as.office), merge(other, one, as.colleague)])
        outcomes.push(pair)
        const proposalId = pair[0] === 'done' ? other : one
        await service.send(c.UndoMerger, { proposalId, reason: '再试一次' }, { as: as.office })
      }

      expect(outcomes.filter((pair) => pair.filter((outcome) => outcome === 'done').length !== 1)).toEqual([])
      expect(new Set(outcomes.flat())).toEqual(new Set(['done', 'proposal.wrong_state']))
    },
  )

  test('originals stay what they are, and a split before the assignment puts one back', async () => {
    const { as } = given
    const ids = [
      await givenFiled(service, given, { subject: '关于停车难的建议' }),
      await givenFiled(service, given, { subject: '关于停车设施的建议', by: as.second }),
      await givenFiled(service, given, { subject: '关于停车管理的建议', by: as.third }),
    ]
    const [intoId, ...fromIds] = ids as [string, string, string]
    const before = await texts(ids)
    await service.send(c.MergeProposals, { intoId, fromIds, reason: '同一事项' }, { as: as.office })
    await service.send(
      c.AnswerMerger,
      { proposalId: fromIds[0]!, answer: 'OBJECTED', remark: '侧重不同' },
      { as: as.second },
    )
    await service.send(c.UndoMerger, { proposalId: fromIds[0]!, reason: '提案人不同意' }, { as: as.office })

    expect(await texts(ids)).toEqual(before)
    expect(await Promise.all(ids.map((id) => stateOf(service, id)))).toEqual(['FILED', 'FILED', 'MERGED_INTO'])
  })

  const givenReviewed = async () => {
    const proposalId = await givenSubmitted(service, given)
    await service.send(c.ClaimReview, { proposalId }, { as: given.as.office })
    return proposalId
  }
  const texts = (ids: readonly string[]) =>
    service.running.runtime.db
      .selectFrom('proposal')
      .innerJoin('proposal_text', 'proposal_text.proposal_id', 'proposal.id')
      .select([
        'proposal.id',
        'proposal.serial',
        'proposal.lead_id',
        'proposal_text.subject',
        'proposal_text.problem',
        'proposal_text.analysis',
        'proposal_text.suggestions',
        'proposal_text.sha256',
      ])
      .where('proposal.id', 'in', ids)
      .orderBy('proposal.id')
      .execute()
})

test('replaying the events into empty tables gives the same tables, words and all', async () => {
  const { differences, replayed } = await replayEquality(service, proposals)

  expect(differences).toEqual([])
  expect(replayed.events).toBeGreaterThan(100)
})
