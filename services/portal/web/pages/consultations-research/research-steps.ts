import type { Role } from '../../data/contracts.ts'
import type { FormField } from '../../elements/form-field.ts'
import type { NextStep } from '../../elements/next-step.ts'
import type { Group, Visit } from './looks.ts'
import type { words } from './words/zh-cn.ts'

export type Options = readonly (readonly [id: string, name: string])[]
type Typed = Readonly<Record<string, unknown>>

export interface Viewer {
  role: Role | undefined
  memberId: string | undefined
}

/** Names that the forms offer. */
export interface Named {
  members: Options
  units: Options
  inGroup: Options
}

const isStaff = ({ role }: Viewer) => role === 'STAFF_CONSULTATION' || role === 'STAFF_OFFICE'

/** 组长、秘书: the office and these two act for the group. */
const leads = (group: Pick<Group, 'leaderId' | 'secretaryId'>, viewer: Viewer) =>
  isStaff(viewer) ||
  (viewer.role === 'MEMBER' && (viewer.memberId === group.leaderId || viewer.memberId === group.secretaryId))

/** Who is in a group, as its forms ask. */
export const groupFields = (members: Options, w: typeof words, said?: Partial<Group>): readonly FormField[] => [
  { kind: 'choice', name: 'leaderId', label: w.leader, options: members, value: said?.leaderId ?? '' },
  { kind: 'choice', name: 'secretaryId', label: w.secretary, options: members, value: said?.secretaryId ?? '' },
  {
    kind: 'several',
    name: 'memberIds',
    label: w.members,
    options: members,
    optional: true,
    value: (said?.members ?? []).filter(({ duty }) => duty === 'MEMBER').map(({ memberId }) => memberId),
  },
]

/** What the viewer may do about a group; the service decides in the end. */
export function stepsOf(group: Group, viewer: Viewer, named: Named, w: typeof words): NextStep[] {
  const fixed = { researchId: group.researchId }
  const running = group.state === 'FORMED' || group.state === 'REPORTED'
  const own = group.members.find(({ memberId }) => memberId === viewer.memberId)
  const reason: FormField = { kind: 'text', name: 'reason', label: w.reason, limit: 500 }
  const note: FormField = { kind: 'text', name: 'note', label: w.conflictNote, limit: 1000, hint: w.conflictHint }
  const all: readonly (readonly [boolean, NextStep])[] = [
    [
      running && leads(group, viewer),
      {
        command: 'consultations.plan-visit',
        label: w.acts.plan,
        fixed,
        fields: [
          { kind: 'line', name: 'place', label: w.place, limit: 200 },
          { kind: 'line', name: 'purpose', label: w.purpose, limit: 200 },
          { kind: 'instant', name: 'startsAt', label: w.startsAt },
          { kind: 'several', name: 'unitIds', label: w.units, options: named.units, optional: true },
        ],
      },
    ],
    [
      running && leads(group, viewer),
      {
        command: 'consultations.submit-research-report',
        label: group.reportVersion === 0 ? w.acts.report : w.acts.reportAgain,
        fixed,
        fields: [
          { kind: 'line', name: 'title', label: w.reportTitle, limit: 200, value: group.reports.at(-1)?.title ?? '' },
          { kind: 'text', name: 'summary', label: w.summary, limit: 4000 },
          { kind: 'files', name: 'file', label: w.reportFile, service: 'consultations', most: 1 },
        ],
        body: ({ file, ...typed }: Typed) => ({ ...typed, file: (file as readonly unknown[])[0] }),
      },
    ],
    [
      group.state === 'REPORTED' && leads(group, viewer),
      { command: 'consultations.complete-research', label: w.acts.complete, fixed, fields: [], follows: w.completes },
    ],
    [
      running && isStaff(viewer),
      {
        command: 'consultations.change-research-group',
        label: w.acts.change,
        fixed,
        fields: [...groupFields(named.members, w, group), reason],
        version: group.version,
        edits: true,
      },
    ],
    [
      running && own !== undefined && own.conflictDeclaredAt === undefined && viewer.role === 'MEMBER',
      {
        command: 'consultations.declare-conflict',
        label: w.acts.declare,
        fixed: { ...fixed, memberId: viewer.memberId },
        fields: [note],
      },
    ],
    [
      running && isStaff(viewer),
      {
        command: 'consultations.declare-conflict',
        label: w.acts.declareFor,
        fixed,
        fields: [{ kind: 'choice', name: 'memberId', label: w.member, options: named.inGroup }, note],
      },
    ],
    [
      group.state === 'FORMED' && isStaff(viewer),
      { command: 'consultations.dissolve-research-group', label: w.acts.dissolve, fixed, fields: [reason] },
    ],
  ]
  return all.filter(([may]) => may).map(([, step]) => step)
}

/** What the viewer may do about one visit. */
export function visitSteps(group: Group, visit: Visit, viewer: Viewer, inGroup: Options, w: typeof words): NextStep[] {
  const running = group.state === 'FORMED' || group.state === 'REPORTED'
  if (visit.state !== 'PLANNED' || !running || !leads(group, viewer)) return []
  const fixed = { researchId: group.researchId, visitId: visit.visitId }
  return [
    {
      command: 'consultations.report-visit',
      label: w.acts.record,
      fixed,
      fields: [
        { kind: 'instant', name: 'heldAt', label: w.heldAt },
        { kind: 'several', name: 'memberIds', label: w.came, options: inGroup },
        { kind: 'text', name: 'notes', label: w.notes, limit: 20_000 },
        { kind: 'files', name: 'files', label: w.files, service: 'consultations', optional: true },
      ],
    },
    {
      command: 'consultations.cancel-visit',
      label: w.acts.cancel,
      fixed,
      fields: [{ kind: 'text', name: 'reason', label: w.reason, limit: 500 }],
    },
  ]
}
