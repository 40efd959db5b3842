import type { z } from 'zod'
import { Answer, Comment } from './answer.ts'
import { FollowUp, Leave, Outcome, Rotation, Template } from './after-record.ts'
import { CompactTextVersion } from './compact-text.ts'
import { Key } from './key.ts'
import { RecordVersion } from './record.ts'
import { ConsolidatedReportVersion, Endorsement, Research, ResearchReport, Reservation } from './research.ts'
import { Session } from './session.ts'
import { Progress, Task } from './task.ts'
import { TopicVersion } from './topic.ts'

/** The body of every kind of entry. */
export const bodies = {
  'compact-text': CompactTextVersion,
  topic: TopicVersion,
  'consolidated-report': ConsolidatedReportVersion,
  record: RecordVersion,
  answer: Answer,
  comment: Comment,
  research: Research,
  'research-report': ResearchReport,
  reservation: Reservation,
  endorsement: Endorsement,
  session: Session,
  task: Task,
  progress: Progress,
  outcome: Outcome,
  rotation: Rotation,
  'follow-up': FollowUp,
  template: Template,
  key: Key,
  leave: Leave,
} as const

export type Kind = keyof typeof bodies
export type BodyOf<K extends Kind> = z.infer<(typeof bodies)[K]>

/** The kinds whose entries are versions of a decision: what all sides agree on. */
export const decisionKinds = ['compact-text', 'topic', 'consolidated-report', 'record'] as const
export type DecisionKind = (typeof decisionKinds)[number]
export const isDecisionKind = (kind: string): kind is DecisionKind =>
  (decisionKinds as readonly string[]).includes(kind)

export const kinds = Object.keys(bodies) as Kind[]

/** A kind with its body, as one union to switch over. */
export type Content = { [K in Kind]: { kind: K; body: BodyOf<K> } }[Kind]
