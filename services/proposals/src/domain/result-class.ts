import { type proposals as c, Refusal } from '@lianxie/contracts'
import type { Rules } from './deciding.ts'

/** 办理结果分类 by scheme, the most solved first. */
const SCHEMES = {
  ABCD: ['A', 'B', 'C', 'D'],
  ABC: ['A', 'B', 'C'],
  'three-way': ['SOLVED', 'PLANNED', 'REFERENCE'],
} as const satisfies Record<string, readonly c.ResultClass[]>

/** 已解决; 正在解决或列入计划; 因条件限制暂不能解决. */
const SOLVED: readonly c.ResultClass[] = ['A', 'SOLVED']
const IN_PROGRESS: readonly c.ResultClass[] = ['B', 'PLANNED']
const MAY_PROMISE: readonly c.ResultClass[] = [...IN_PROGRESS, 'C']

const schemeOf = ({ values }: Rules): readonly c.ResultClass[] => SCHEMES[values['proposal.resultScheme']]

/** Refuses a class that the committee does not have, and one that does not go with what is promised. */
export function requireClass(rules: Rules, resultClass: c.ResultClass, promises: number): void {
  const expected = schemeOf(rules)
  if (!expected.includes(resultClass)) throw new Refusal('reply.class_unknown', { field: 'resultClass', expected })
  if (IN_PROGRESS.includes(resultClass) && promises === 0) {
    throw new Refusal('reply.promise_needed', { field: 'promises', resultClass })
  }
}

export const mayPromise = (resultClass: c.ResultClass): boolean => MAY_PROMISE.includes(resultClass)
export const isSolved = (resultClass: c.ResultClass): boolean => SOLVED.includes(resultClass)

/** The class of a case with several replies: that of its least solved part. */
export function leastSolved(classes: readonly c.ResultClass[]): c.ResultClass {
  const order: readonly c.ResultClass[] = [...SCHEMES.ABCD, ...SCHEMES['three-way']]
  return classes.toSorted((a, b) => order.indexOf(b) - order.indexOf(a))[0]!
}
