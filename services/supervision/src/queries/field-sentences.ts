/** 共有12个问题，其中整改中3个、已销号2个。 */
export function countsSentence<S extends string>(
  counts: readonly { state: S; count: number }[],
  states: Readonly<Record<S, { zh: string; en: string }>>,
  things: { zh: string; en: readonly [string, string] },
): { zh: string; en: string } {
  const total = counts.reduce((sum, { count }) => sum + count, 0)
  const [measure, ...rest] = things.zh
  const [one, many] = things.en
  if (total === 0) return { zh: `没有符合条件的${rest.join('')}。`, en: `No ${many} match.` }
  const zh = counts.map(({ state, count }) => `${states[state].zh}${count}${measure}`).join('、')
  const en = counts.map(({ state, count }) => `${count} ${states[state].en}`).join(', ')
  return { zh: `共有${total}${things.zh}，其中${zh}。`, en: `${total} ${total === 1 ? one : many}, ${en}.` }
}
