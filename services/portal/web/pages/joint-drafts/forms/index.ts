import type { ComponentType } from 'react'
import { Countersignature, Lapse, Refusal } from './answer-forms.tsx'
import { Record as RecordForm, Report, Topic } from './decision-forms.tsx'
import type { FormProps } from './form-props.ts'
import { CompactText, Instruction } from './compact-forms.tsx'
import { Level, Template } from './level-forms.tsx'
import { Key, Leave } from './membership-forms.tsx'
import { RecoveryAnswer, RecoveryRefusal } from './recovery-answer-forms.tsx'
import { FieldWork, RegionalReport, ResearchPlan } from './research-forms.tsx'
import { Rotation } from './rotation-form.tsx'
import { Adjourn, AttendanceForm, Hold, SessionCall } from './session-forms.tsx'
import { FollowUp, Outcome, Progress, Task } from './task-forms.tsx'
import { Comment, Endorsement, Reservation } from './word-forms.tsx'

/** What can be drafted, by the name in the address. */
export const FORMS = {
  countersignature: Countersignature,
  refusal: Refusal,
  lapse: Lapse,
  topic: Topic,
  record: RecordForm,
  report: Report,
  comment: Comment,
  reservation: Reservation,
  endorsement: Endorsement,
  research: ResearchPlan,
  field: FieldWork,
  'regional-report': RegionalReport,
  session: SessionCall,
  attendance: AttendanceForm,
  hold: Hold,
  adjourn: Adjourn,
  task: Task,
  progress: Progress,
  outcome: Outcome,
  'follow-up': FollowUp,
  template: Template,
  level: Level,
  key: Key,
  'compact-text': CompactText,
  rotation: Rotation,
  instruction: Instruction,
  leave: Leave,
  recovery: RecoveryAnswer,
  'recovery-refusal': RecoveryRefusal,
} as const satisfies Readonly<Record<string, ComponentType<FormProps>>>

export type DraftKind = keyof typeof FORMS
