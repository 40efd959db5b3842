/** Rows of migrations/*-history.sql. */
// oxlint-disable-next-line typescript/no-empty-object-type -- its tables come with it
export interface HistoryTables {}

export const historyOwnTables = [] as const
export const historyForeignTables = [] as const
export const historyWordColumns = {} as const
