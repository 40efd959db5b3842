/** Rows of migrations/*-appraisal.sql. */
// oxlint-disable-next-line typescript/no-empty-object-type -- its tables come with it
export interface AppraisalTables {}

export const appraisalOwnTables = [] as const
export const appraisalForeignTables = [] as const
export const appraisalWordColumns = {} as const
