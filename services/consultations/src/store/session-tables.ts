export interface SessionTables {}
