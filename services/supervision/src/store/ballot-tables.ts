/** Rows of migrations/*-ballot.sql. */
// oxlint-disable-next-line typescript/no-empty-object-type -- its tables come with it
export interface BallotTables {}

export const ballotOwnTables = [] as const
export const ballotForeignTables = [] as const
export const ballotWordColumns = {} as const
