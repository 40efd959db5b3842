/** Rows about 提案办理协商; see `migrations/0004-consultations.sql`. */
export interface ConsultationTables {
  proposal_session: { proposal_id: string; session_id: string; linked_at: Date; held_on: string | null }
  known_session: {
    id: string
    title: string
    form: string
    starts_at: Date
    state: 'SCHEDULED' | 'POSTPONED' | 'CANCELLED' | 'HELD'
    held_on: string | null
  }
}
