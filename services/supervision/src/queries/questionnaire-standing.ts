import type { supervision as c } from '@lianxie/contracts'

/** 未开始, 进行中, 已结束, of a row. */
export function standing(
  { opens_at, closes_at, ended_at }: { opens_at: Date; closes_at: Date; ended_at: Date | null },
  now: Date,
): c.QuestionnaireState {
  if (ended_at || now >= closes_at) return 'ENDED'
  return now < opens_at ? 'AWAITED' : 'OPEN'
}
