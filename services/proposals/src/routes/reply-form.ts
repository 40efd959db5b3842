import { type proposals as c, Refusal, type ResultOf } from '@lianxie/contracts'
import { type OfficialDocument, replyLetter } from '@lianxie/office-documents'
import { shanghaiDate } from '@lianxie/policy'
import type { AnswerContext, Database } from '@lianxie/service-kit'
import { caseFile } from '../queries/case-file.ts'
import { caseHandling } from '../queries/case-handling.ts'
import type { Tables } from '../store/tables.ts'
import { type Names, nameOf } from './names.ts'
import { ordinal } from './ordinal.ts'

/** What a class is called at the head of a letter. */
const CLASSES: Record<c.ResultClass, string> = {
  A: 'A类',
  B: 'B类',
  C: 'C类',
  D: 'D类',
  SOLVED: '解决采纳',
  PLANNED: '列入计划',
  REFERENCE: '留作参考',
}

/** 答复函: the letter of a unit in a round, to the proposers of this proposal, as far as the reader may see it. */
export async function replyForm(
  db: Database<Tables>,
  { proposalId, unitId, round }: { proposalId: string; unitId: string; round: number },
  names: Names,
  context: AnswerContext,
): Promise<OfficialDocument> {
  const [file, handling, known] = await Promise.all([
    caseFile.read(db, { proposalId }, context),
    caseHandling.read(db, { proposalId }, context),
    db.selectFrom('known_committee').select('name').where('id', '=', context.runtime.committee).executeTakeFirst(),
  ])
  const reply = handling.replies.find((one) => one.unitId === unitId && one.round === round)
  if (!reply) throw new Refusal('common.not_found', { field: 'unitId' })
  const unit = handling.units.find((one) => one.unitId === unitId)?.name ?? ''
  return replyLetter({
    unit,
    ...(reply.documentNumber !== undefined && { number: reply.documentNumber }),
    resultClass: CLASSES[reply.resultClass],
    session: sessionOf(file, known?.name ?? ''),
    proposalNumber: file.serial === undefined ? '' : `第${file.serial}号`,
    addressees: addresseesOf(file, names),
    body: reply.letter ?? '',
    attachments: reply.files.map(({ name }) => name),
    signedOn: reply.sentOn ?? shanghaiDate(context.now),
    ...(reply.contactPerson !== undefined &&
      reply.contactPhone !== undefined && {
        contact: { person: reply.contactPerson, phone: reply.contactPhone },
      }),
  })
}

type File = ResultOf<typeof c.CaseFile>

/** 区政协十六届一次会议. */
const sessionOf = ({ termNumber, sessionNumber }: File, committee: string) =>
  termNumber === undefined || sessionNumber === undefined
    ? committee
    : `${committee}${ordinal(termNumber)}届${ordinal(sessionNumber)}次会议`

function addresseesOf(file: File, names: Names): string[] {
  if (file.lead.kind === 'BODY') return file.leadName === undefined ? [] : [file.leadName]
  const signed = file.cosignerList.filter(({ state }) => state === 'SIGNED').map(({ memberId }) => memberId)
  return [file.lead.id, ...signed].flatMap((id) => {
    const { name } = nameOf(names, id)
    return name === '' ? [] : [`${name}委员`]
  })
}
