/** Rows of migrations/*-group.sql. */
// oxlint-disable-next-line typescript/no-empty-object-type -- its tables come with it
export interface GroupTables {}

export const groupOwnTables = [] as const
export const groupForeignTables = [] as const
export const groupWordColumns = {} as const
