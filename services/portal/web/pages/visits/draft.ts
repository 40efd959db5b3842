import type { FileRef } from '@lianxie/contracts'
import type { Body } from '../../data/contracts.ts'

type VisitBody = Body<'supervision.record-visit'>
type FindingBody = Body<'supervision.raise-finding'>
export type VisitKind = VisitBody['kind']
export type Severity = FindingBody['severity']

/** What the rules said when it was sent: both languages, and the fields that it is about. */
export interface Said {
  zh: string
  en: string
  field?: string
  errors?: readonly { field: string; zh: string; en: string }[]
}

/** 现场照片 as it is kept on the device; its bytes lie beside it. */
export interface Photo extends FileRef {
  photoId: string
  uploaded?: true
}

export interface Finding {
  findingId: string
  unitId: string
  severity: Severity
  subject: string
  fact: string
  basis: string
  suggestion: string
  photos: Photo[]
  sent?: true
  refused?: Said
}

/** 走访草稿: a visit on the device of whoever records it, with ids of its own, until the service has all of it. */
export interface Draft {
  visitId: string
  /** The account that wrote it; nobody else who uses this device sees it. */
  owner: string
  projectId: string
  groupId: string
  topic: string
  kind: VisitKind
  place: string
  heldAt: string
  memberIds: string[]
  notes: string
  findings: Finding[]
  savedAt: string
  /** 填写中, 待提交, 已提交: of what was sent nothing but the count stays on the device. */
  state: 'WRITING' | 'WAITING' | 'SENT'
  recorded?: true
  refused?: Said
  sentFindings?: number
}

/** What a draft still owes the service: the visit itself and each finding count as one. */
export const owedOf = ({ state, recorded, findings }: Draft): number =>
  state === 'SENT' ? 0 : (recorded ? 0 : 1) + findings.filter(({ sent }) => !sent).length

export const emptyFinding = (findingId: string, unitId: string): Finding => ({
  findingId,
  unitId,
  severity: 'SERIOUS',
  subject: '',
  fact: '',
  basis: '',
  suggestion: '',
  photos: [],
})

/** Whether anything was put into it; an empty one is not sent. */
export const isBlank = ({ subject, fact, basis, suggestion, photos }: Finding): boolean =>
  [subject, fact, basis, suggestion].every((text) => text.trim() === '') && photos.length === 0

const optional = <K extends string>(key: K, text: string) =>
  (text.trim() === '' ? {} : { [key]: text.trim() }) as { [k in K]?: string }

const files = (photos: readonly Photo[]) => photos.map(({ photoId: _, uploaded: __, ...ref }) => ref)

export const visitBody = (draft: Draft): VisitBody => ({
  visitId: draft.visitId,
  projectId: draft.projectId,
  groupId: draft.groupId,
  kind: draft.kind,
  place: draft.place.trim(),
  unitIds: [...new Set(draft.findings.map(({ unitId }) => unitId))],
  heldAt: draft.heldAt,
  memberIds: draft.memberIds,
  ...optional('notes', draft.notes),
})

export const findingBody = (visitId: string, finding: Finding): FindingBody => ({
  findingId: finding.findingId,
  visitId,
  severity: finding.severity,
  subject: finding.subject.trim(),
  unitId: finding.unitId,
  fact: finding.fact.trim(),
  ...optional('basis', finding.basis),
  ...optional('suggestion', finding.suggestion),
  files: files(finding.photos),
})

/** What is missing before a visit can be ended: told at once, as nobody answers without a line. */
export interface Missing {
  /** The finding that it is missing from; of the visit itself none. */
  findingId?: string
  field: 'place' | 'memberIds' | 'subject' | 'unitId' | 'fact'
}

export function missingIn({ place, memberIds, findings }: Draft): Missing[] {
  const missing: Missing[] = []
  if (place.trim() === '') missing.push({ field: 'place' })
  if (memberIds.length === 0) missing.push({ field: 'memberIds' })
  for (const finding of findings.filter((one) => !one.sent && !isBlank(one))) {
    for (const field of ['subject', 'unitId', 'fact'] as const) {
      if (finding[field].trim() === '') missing.push({ findingId: finding.findingId, field })
    }
  }
  return missing
}
