import { z } from 'zod'

/** A parameter of a query: one of a list, or several, `state=HELD&state=ADJOURNED`. */
export const several = <S extends z.ZodType>(item: S) => z.union([item, z.array(item).min(1).max(30)]).optional()

/** What such a parameter names, as a list; empty where it is not given. */
export const listOf = <T>(value: T | T[] | undefined): T[] => (value === undefined ? [] : ([value].flat() as T[]))
