import type { Fact } from '@lianxie/contracts'

/**
 * What a fact that follows from signed entries is known by, so that it is told once however often the entries are read;
 * undefined for facts that follow from a command alone.
 */
export function toldKey({ type, data }: Pick<Fact<string, unknown>, 'type' | 'data'>): string | undefined {
  const of = data as Record<string, string>
  const parts = NAMED_BY[type]
  if (!parts) return undefined
  return [type, ...parts.map((name) => of[name] ?? '-')].join(' ')
}

const NAMED_BY: Record<string, readonly string[]> = {
  'joint.topic-proposed': ['compactId', 'versionId'],
  'joint.topic-confirmed': ['compactId', 'versionId'],
  'joint.record-circulated': ['compactId', 'versionId'],
  'joint.record-countersigned': ['compactId', 'versionId', 'committee'],
  'joint.record-objected': ['compactId', 'versionId'],
  'joint.record-effective': ['compactId', 'versionId'],
  'joint.report-consolidated': ['compactId', 'versionId'],
  'joint.session-held': ['compactId', 'sessionId'],
  'joint.task-allocated': ['compactId', 'taskId'],
  'joint.task-progressed': ['compactId', 'entryId'],
  'joint.proposal-result-published': ['compactId', 'entryId'],
  'joint.supervision-template-published': ['compactId', 'templateId'],
  'joint.supervision-level-reported': ['compactId', 'entryId'],
  'joint.compact-text-proposed': ['compactId', 'versionId'],
  'joint.compact-amended': ['compactId', 'versionId'],
  'joint.member-left': ['compactId', 'committee'],
  'joint.decision-disputed': ['compactId', 'decisionId', 'committee'],
  'joint.alarm-raised': ['compactId', 'what', 'code', 'entryId', 'blamed'],
}
