/** 变化提示, as the gateway words it. */
export interface Hint {
  context: string
  aggregate: string
  id: string
  type?: string
}

/**
 * Whether an answer may have changed by what a hint tells of: `key` is that of the query, `['proposals', 'case-file', params]`. What is
 * about one thing of that kind is untouched by a change of another one.
 */
export function concerns({ context, aggregate, id }: Hint, key: readonly unknown[]): boolean {
  const [of, , params] = key
  if (of !== context) return false
  const about = (params as Readonly<Record<string, unknown>> | undefined)?.[`${aggregate}Id`]
  return about === undefined || about === id
}

/** Whether an answer is about one thing, which a page shows, or a list, which many changes touch. */
export const isOfOneThing = ([, , params]: readonly unknown[]): boolean =>
  Object.entries((params ?? {}) as object).some(([name, value]) => name.endsWith('Id') && typeof value === 'string')
