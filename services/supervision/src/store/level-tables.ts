/** Rows of migrations/*-level.sql. */
// oxlint-disable-next-line typescript/no-empty-object-type -- its tables come with it
export interface LevelTables {}

export const levelOwnTables = [] as const
export const levelForeignTables = [] as const
export const levelWordColumns = {} as const
