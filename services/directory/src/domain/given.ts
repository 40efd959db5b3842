import type { Deciding } from './deciding.ts'

/** For unit tests: the id with this number. */
export const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

/** For unit tests: a context in which new ids count from 101. */
export function deciding(more: Partial<Deciding> = {}): Deciding {
  let last = 100
  return {
    now: new Date('2022-03-01T02:00:00.000Z'),
    committee: 'wujiang-cppcc',
    actor: { id: 'clerk', role: 'STAFF_OFFICE' },
    newId: () => id((last += 1)),
    ...more,
  }
}
