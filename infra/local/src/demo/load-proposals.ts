import { type Client, dataOf, RefusedError } from '@lianxie/client'
import { type CommandDefinition, proposals } from '@lianxie/contracts'
import { SAMPLE_SESSION, sampleId, type SampleProposal, sampleProposals } from '@lianxie/sample-data'
import type { z } from 'zod'
import { whomOf } from './demo-accounts.ts'
import { dayOf, timeOf } from './id-time.ts'
import type { Loaded } from './load-sample.ts'
import { type Side, until, type Whom } from './side.ts'

/** What the proposals of one committee are made with. */
interface Desk {
  side: Side
  whom: Partial<Record<string, Whom>>
  units: ReadonlyMap<string, string>
}

interface Written {
  proposalId: string
  sha256: string
}

/** 提案样例: takes each proposal of the sample as far as it goes, one after the other, so that they are numbered in its order. */
export async function loadProposals(side: Side, { units }: Pick<Loaded, 'units'>): Promise<void> {
  const desk: Desk = { side, whom: await whomOf(side), units }
  await side.as('proposal').send(proposals.OpenIntake, SAMPLE_SESSION, { key: 'sample/intake' })
  const ids = new Map<string, string>()
  for (const sample of sampleProposals) {
    const written = await writeProposal(desk, sample)
    ids.set(sample.id, written.proposalId)
    if (sample.until === 'DRAFT') continue
    await submitProposal(desk, sample, written)
    if (sample.until !== 'SUBMITTED')
      await reviewProposal(desk, sample, { ...written, intoId: ids.get(sample.into ?? '') })
  }
}

async function writeProposal({ side, whom }: Desk, sample: SampleProposal): Promise<Written> {
  const { kind, collectiveKind, subject, problem, analysis, suggestions } = sample
  const by = side.as(sample.by)
  const bodyId = whom[sample.by]?.units?.[0]
  const drafted = await onceHeard(`the body of ${sample.id}`, () =>
    by.send(
      proposals.DraftProposal,
      {
        kind,
        subject,
        suggestions,
        ...(problem !== undefined && { problem }),
        ...(analysis !== undefined && { analysis }),
        ...(collectiveKind !== undefined && bodyId !== undefined && { collectiveKind, bodyId }),
        ...(sample.joint && { jointKey: sampleId(sample.id) }),
      },
      { key: keyOf(sample, 'draft') },
    ),
  )
  const { proposalId, sha256 } = dataOf(drafted, proposals.ProposalDrafted)[0]!
  return { proposalId, sha256 }
}

/** With the signatures of those who were invited, or the body's seal. */
async function submitProposal({ side, whom, units }: Desk, sample: SampleProposal, written: Written): Promise<void> {
  const by = side.as(sample.by)
  if (sample.cosigners.length > 0) {
    const memberIds = sample.cosigners.map((account) => whom[account]!.member!)
    await onceHeard(`the cosigners of ${sample.id}`, () =>
      by.send(
        proposals.InviteCosigners,
        { proposalId: written.proposalId, memberIds },
        { key: keyOf(sample, 'invite') },
      ),
    )
  }
  for (const account of sample.cosigners)
    await side.as(account).send(proposals.CosignProposal, written, { key: keyOf(sample, `cosign/${account}`) })
  if (sample.kind === 'COLLECTIVE') {
    const sealedPage = { ...(await by.putFile('proposals', SEALED.name, SEALED.bytes)), name: SEALED.name }
    await by.send(proposals.ConfirmCollective, { ...written, sealedPage }, { key: keyOf(sample, 'confirm') })
  }
  await onceHeard(`the units of ${sample.id}`, () =>
    by.send(
      proposals.SubmitProposal,
      { ...written, contactPhone: '000-00000000', publishConsent: true, ...unitsInMind(sample, units, side) },
      { key: keyOf(sample, 'submit') },
    ),
  )
}

/** 审查: two looks by two people, then what the office decides. */
async function reviewProposal(
  desk: Desk,
  sample: SampleProposal,
  { proposalId, intoId }: Written & { intoId: string | undefined },
): Promise<void> {
  const { side, units } = desk
  const { category, until: last, kind, opinion = '案由清楚，建议具体。' } = sample
  const clerk = side.as('proposal')
  const send = sender(clerk, sample)
  await send('claim', proposals.ClaimReview, { proposalId })
  if (last === 'RETURNED_FOR_REVISION') {
    await send('return', proposals.ReturnForRevision, { proposalId, opinion })
    return
  }
  const verdict = {
    proposalId,
    verdict: VERDICTS[last] ?? ('FILE' as const),
    opinion,
    category,
    ...unitsInMind(sample, units, side),
    ...(intoId !== undefined && { similarIds: [intoId] }),
  }
  await send('pre-review', proposals.PreReviewProposal, { ...verdict, sealChecked: kind === 'COLLECTIVE' })
  if (last === 'UNDER_REVIEW') return
  await sender(side.as('reviewer'), sample)('second-review', proposals.SecondReviewProposal, verdict)
  const forum = kind === 'COLLECTIVE' ? ('COMMITTEE_MEETING' as const) : ('DIRECTOR' as const)
  const decided = { proposalId, forum, decidedOn: dayOf(timeOf(proposalId)) }
  if (last === 'FILED' || last === 'ASSIGNED' || last === 'HANDLING')
    await send('file', proposals.FileProposal, { ...decided, category, ...unitsInMind(sample, units, side) })
  if (last === 'ASSIGNED' || last === 'HANDLING') await assignProposal(desk, sample, proposalId)
  if (last === 'NOT_FILED')
    await send('decline', proposals.DeclineFiling, {
      ...decided,
      reasonCode: 'NOT_WITHIN_REGION',
      explanation: opinion,
      destination: 'OPINION_INFO',
    })
  if (last === 'MERGED_INTO' && intoId !== undefined)
    await send('merge', proposals.MergeProposals, { intoId, fromIds: [proposalId], reason: '反映同一问题' })
}

/** 交办: one unit alone has it, and takes it on where the sample says so. */
async function assignProposal({ side, units }: Desk, sample: SampleProposal, proposalId: string): Promise<void> {
  const { leadUnitId: unitId } = unitsInMind(sample, units, side)
  const assigned = { proposalId, assignment: { mode: 'SOLE' as const, unitId } }
  await sender(side.as('supervision'), sample)('assign', proposals.AssignProposal, assigned)
  if (sample.until === 'HANDLING')
    await sender(side.as('unit'), sample)('accept', proposals.AcceptAssignment, { proposalId, unitId })
}

const VERDICTS: Partial<Record<SampleProposal['until'], proposals.ReviewVerdict>> = {
  NOT_FILED: 'NOT_FILE',
  MERGED_INTO: 'MERGE',
}

const keyOf = ({ id }: SampleProposal, step: string) => `sample/${id}/${step}`

/** Sends a step of a sample's way, once however often it is loaded. */
const sender =
  (client: Client, sample: SampleProposal) =>
  <C extends CommandDefinition>(step: string, command: C, body: z.input<C['schema']>) =>
    client.send(command, body, { key: keyOf(sample, step) })

const unitsInMind = ({ leadUnit, coUnits }: SampleProposal, units: Desk['units'], { committee }: Side) => {
  const [leadUnitId, ...coUnitIds] = [leadUnit, ...coUnits].map((slug) => units.get(`${committee}.unit.${slug}`)!)
  return { leadUnitId: leadUnitId!, coUnitIds }
}

const UNHEARD = ['proposal.unknown_body', 'proposal.unknown_member', 'proposal.unknown_unit']

/** Sends again until the service has heard of those whom the command names. */
function onceHeard<T>(what: string, send: () => Promise<T>): Promise<T> {
  return until(`proposals to know ${what}`, () =>
    send().catch((error: unknown) => {
      if (error instanceof RefusedError && UNHEARD.includes(error.code)) return undefined
      throw error
    }),
  )
}

/** 盖章页 of the sample: a page without words. */
const SEALED = {
  name: '盖章页（示例）.pdf',
  bytes: Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n'),
}
