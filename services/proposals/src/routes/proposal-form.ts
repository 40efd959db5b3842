import { type proposals as c, Refusal, type ResultOf } from '@lianxie/contracts'
import { type OfficialDocument, proposalDocument } from '@lianxie/office-documents'
import { shanghaiDate } from '@lianxie/policy'
import type { AnswerContext } from '@lianxie/service-kit'
import { caseFile } from '../queries/case-file.ts'
import { loadRules } from '../store/known.ts'
import type { Tables } from '../store/tables.ts'
import type { Database } from '@lianxie/service-kit'
import { type Names, nameOf } from './names.ts'
import { ordinal } from './ordinal.ts'

/** 提案表: the printed form of a proposal, with what the reader may see of it. */
export async function proposalForm(
  db: Database<Tables>,
  proposalId: string,
  names: Names,
  context: AnswerContext,
): Promise<OfficialDocument> {
  const file = await caseFile.read(db, { proposalId }, context)
  if (!file.text) throw new Refusal('common.not_found', { field: 'proposalId' })
  const { committee } = context.runtime
  const [{ values }, known] = await Promise.all([
    loadRules(db, committee, context.now),
    db.selectFrom('known_committee').select('full_name').where('id', '=', committee).executeTakeFirst(),
  ])
  const category = values['proposal.categories'].find(({ code }) => code === file.category)?.zh
  const review = file.reviews.findLast(({ step }) => step === 'SECOND')
  return proposalDocument({
    committee: ofTerm(known?.full_name ?? '', file.termNumber),
    ...(file.sessionNumber !== undefined && { session: `第${ordinal(file.sessionNumber)}次会议` }),
    ...(file.serial !== undefined && { number: `第${file.serial}号` }),
    ...(file.receiptNumber !== undefined && { receipt: String(file.receiptNumber) }),
    subject: file.text.subject,
    by: proposersOf(file, names),
    ...(category !== undefined && { category }),
    ...(file.submittedAt !== undefined && { submittedOn: shanghaiDate(file.submittedAt) }),
    problem: file.text.problem ?? '',
    ...(file.text.analysis !== undefined && { analysis: file.text.analysis }),
    suggestions: file.text.suggestions,
    ...(review?.opinion !== undefined && {
      review: { opinion: review.opinion, on: shanghaiDate(review.reviewedAt) },
    }),
    units: unitsOf(file),
  })
}

/** 政协苏州市吴江区第十六届委员会. */
const ofTerm = (committee: string, term: number | undefined) =>
  term === undefined ? committee : committee.replace(/委员会$/u, `第${ordinal(term)}届委员会`)

type File = ResultOf<typeof c.CaseFile>

function proposersOf(file: File, names: Names): Parameters<typeof proposalDocument>[0]['by'] {
  if (file.lead.kind === 'BODY') return { kind: 'collective', name: file.leadName ?? '' }
  const joint = file.cosignerList
    .filter(({ state }) => state === 'SIGNED')
    .map(({ memberId }) => nameOf(names, memberId))
  return { kind: 'members', lead: nameOf(names, file.lead.id), ...(joint.length > 0 && { joint }) }
}

function unitsOf({ suggested }: File) {
  return [
    ...(suggested.lead?.name === undefined ? [] : [{ role: '建议主办', name: suggested.lead.name }]),
    ...suggested.co.flatMap(({ name }) => (name === undefined ? [] : [{ role: '建议会办', name }])),
  ]
}
