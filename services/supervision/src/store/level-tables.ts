import type { supervision as c } from '@lianxie/contracts'
import type { ColumnType } from 'kysely'

/** Rows of migrations/0009-level.sql and 0011-level-preparer.sql. */
export interface LevelTables {
  level_report: {
    project_id: string
    template_id: string
    state: 'PREPARED' | 'APPROVED'
    content: ColumnType<c.OutboundLevelReport, string, string>
    content_hash: string
    text_sha256: string | null
    prepared_at: Date
    prepared_by: string
    approved_revision: number | null
    approved_on: string | null
  }
  known_template: {
    id: string
    compact_id: string
    compact_name: string
    side: string
    topic: string
    form: c.SupervisionForm
    year: number
    starts_on: string
    ends_on: string
    indicators: ColumnType<c.Indicator[], string, string>
    published_at: Date
    search: string
  }
  known_level_report: {
    template_id: string
    side: string
    entry_id: string
    content: ColumnType<c.OutboundLevelReport, string, string>
    approved_on: string
    has_text: boolean
    heard_at: Date
  }
}

export const levelOwnTables = ['level_report'] as const
export const levelForeignTables = ['known_template', 'known_level_report'] as const
