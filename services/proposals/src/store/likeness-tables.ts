import type { Generated } from 'kysely'

/** What the search for similar proposals keeps beside them; see `migrations/0010-likeness.sql`. */
export interface LikenessTables {
  likeness_counting: {
    id: string
    counted_at: Generated<Date>
    version: number
    documents: number
    proposals: number
    terms: number[]
    counts: number[]
  }
  likeness: {
    proposal_id: string
    text_version: number
    counting_id: string
    weight: number
    terms: number[]
  }
  /** What the docket is searched by; see `migrations/0022-search.breaking.sql`. */
  proposal_search: { proposal_id: string; search: string; folded: string | null }
}
