/** Rows of migrations/*-report.sql. */
// oxlint-disable-next-line typescript/no-empty-object-type -- its tables come with it
export interface ReportTables {}

export const reportOwnTables = [] as const
export const reportForeignTables = [] as const
export const reportWordColumns = {} as const
