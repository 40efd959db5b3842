import { createHash } from 'node:crypto'
import { type ResultOf, supervision as c } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import { answer, type Database } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Tables } from '../store/tables.ts'
import { certificateStateOn } from './group-rows.ts'

/** Checks that one address, or one account, may ask in a minute. */
export const CHECKS_PER_MINUTE = 60

interface Row {
  committee: string | null
  state: c.CertificateState | null
  year: number | null
  number: number | null
  group: string | null
  units: string[] | null
  from_on: string | null
  until_on: string | null
}

/**
 * 核验: found by the hash of the code, so that nobody can approach one character by character. A code that nobody has
 * takes the same statement and gets an answer of the same fields.
 */
export const certificateCheck = answer(c.CertificateCheck, {
  allow: 'public',
  perMinute: CHECKS_PER_MINUTE,
  read: async (db: Database<Tables>, { code }, { now, runtime }): Promise<ResultOf<typeof c.CertificateCheck>> => {
    const today = shanghaiDate(now)
    const { rows } = await sql<Row>`
      select committee.full_name as committee, case when certificate.id is not null then ${certificateStateOn(today)} end as state,
        certificate.year, certificate.number, its.name as "group", certificate.from_on,
        least(certificate.until_on, certificate.lapsed_on) as until_on,
        (select coalesce(array_agg(k.name order by k.name), '{}') from unnest(certificate.unit_ids) as u (id)
          join known_unit k on k.id = u.id) as units
      from (values (${hashOf(code)})) as asked (code_sha256)
      left join certificate on certificate.code_sha256 = asked.code_sha256
      left join supervision_group its on its.id = certificate.group_id
      left join known_committee committee on committee.id = ${runtime.committee}`.execute(db)
    const row = rows[0]!
    const isKnown = row.state !== null
    return {
      state: stateOf(row.state),
      checkedOn: today,
      committee: row.committee,
      number: isKnown ? c.certificateNumber({ year: row.year!, number: row.number! }) : null,
      group: row.group,
      units: isKnown ? row.units : null,
      fromOn: row.from_on,
      untilOn: row.until_on,
    }
  },
})

const hashOf = (code: string) => createHash('sha256').update(code).digest('hex')

function stateOf(state: c.CertificateState | null): c.CertificateCheckState {
  switch (state) {
    case null:
      return 'UNKNOWN'
    // Why it ended is no matter of whoever checks it.
    case 'LAPSED':
      return 'EXPIRED'
    default:
      return state
  }
}
