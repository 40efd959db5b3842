import { directory as d, type ImportRowError, Refusal } from '@lianxie/contracts'
import type { Deciding } from './deciding.ts'
import { changedDetails, type Correction, type Person } from './person.ts'

/** 名册 row: one member, with sector and bodies by name. */
export type RosterRow = Person & {
  sector: string
  /** 提案委员会:副主任, in parts. */
  bodies: readonly { body: string; post: d.Post }[]
}

export interface Numbered<T> {
  row: number
  value: T
}

/** What a roster is judged against. */
export interface RosterKnowledge {
  /** Active sectors and bodies by name. */
  sectors: ReadonlyMap<string, { sectorId: string; definedOn: string }>
  bodies: ReadonlyMap<string, { bodyId: string; formedOn: string }>
  /** Members who are known, by identity number and by name with phone. */
  members: ReadonlyMap<string, KnownMember>
}

export interface KnownMember {
  memberId: string
  sitting: boolean
  lastTerm: number
  lastDay: string
  /** What is known of the person so far. */
  person: Person
}

/** What identifies a person in a roster; the first that is known decides. */
export function identities({ name, idNumber, phone }: Person): string[] {
  return [
    ...(idNumber !== undefined ? [`id:${idNumber}`] : []),
    ...(phone !== undefined ? [`phone:${name}:${phone}`] : []),
  ]
}

/** Finds what the rules say about rows of a roster: unknown names, doubles in the file, members who sit already. */
export function judgeRoster(
  rows: readonly Numbered<RosterRow>[],
  known: RosterKnowledge,
): (ImportRowError & { row: number })[] {
  const seen = new Map<string, number>()
  return rows.flatMap(({ row, value }) => {
    const errors: (ImportRowError & { row: number })[] = []
    const wrong = (column: string, zh: string, en: string) => errors.push({ row, column, zh, en })
    if (!known.sectors.has(value.sector)) wrong('sector', '没有这个界别', 'there is no such sector')
    for (const { body } of value.bodies) {
      if (!known.bodies.has(body)) wrong('bodies', `没有“${body}”这个机构`, `there is no body called ${body}`)
    }
    if (new Set(value.bodies.map(({ body, post }) => `${body} ${post}`)).size < value.bodies.length) {
      wrong('bodies', '同一职务出现了两次', 'the same post occurs twice')
    }
    for (const identity of identities(value)) {
      const before = seen.get(identity)
      if (before !== undefined)
        wrong(columnOf(identity), `与第${before}行是同一人`, `the same person as in row ${before}`)
      seen.set(identity, row)
    }
    const member = memberOf(value, known)
    const before = member && seen.get(member.memberId)
    if (before !== undefined && errors.length === 0)
      wrong('name', `与第${before}行是同一人`, `the same person as in row ${before}`)
    if (member) seen.set(member.memberId, row)
    if (member?.sitting) wrong('name', '该委员已在任期内', 'this member is sitting already')
    return errors
  })
}

/** 导入名册: known members begin another term with their details brought up to date, the others are registered. Refuses `import.outdated` when a row no longer fits. */
export function importRoster(
  { rows, known }: { rows: readonly Numbered<RosterRow>[]; known: RosterKnowledge },
  { termNumber, beganOn }: { termNumber: number; beganOn: string },
  { newId }: Deciding,
) {
  const wrong = judgeRoster(rows, known)
  if (wrong.length > 0)
    throw new Refusal('import.outdated', {
      field: 'importId',
      rows: [...new Set(wrong.map(({ row }) => row))].slice(0, 20),
    })
  return rows.flatMap(({ row, value }) => {
    const { sectorId } = known.sectors.get(value.sector)!
    const before = memberOf(value, known)
    if (before && termNumber <= before.lastTerm)
      throw new Refusal('member.term_number', { field: 'termNumber', last: before.lastTerm, rows: [row] })
    if (before && beganOn < before.lastDay)
      throw new Refusal('date.before_start', { field: 'beganOn', start: before.lastDay, rows: [row] })
    const memberId = before?.memberId ?? newId()
    return [
      ...(before ? corrections(before, value) : [d.MemberRegistered({ memberId })]),
      d.TermBegun({ memberId, termNumber, sectorId, beganOn }),
      ...value.bodies.map(({ body, post }) => {
        const { bodyId, formedOn } = known.bodies.get(body)!
        if (beganOn < formedOn)
          throw new Refusal('date.before_start', { field: 'beganOn', start: formedOn, rows: [row] })
        return d.MemberAppointed({ memberId, postId: newId(), bodyId, post, beganOn })
      }),
    ]
  })
}

/** The personal details of a row. */
export const detailsOf = ({ sector: _, bodies: __, ...person }: RosterRow): Person => person

/** What a row says otherwise than the directory so far; details that it leaves out stay. */
export const rosterChanges = (before: KnownMember, row: RosterRow) =>
  changedDetails(before.person, { changes: detailsOf(row) as Correction['changes'], remove: [] })

function corrections(before: KnownMember, row: RosterRow) {
  const fields = [...rosterChanges(before, row).keys()]
  return fields.length === 0 ? [] : [d.PersonCorrected({ personId: before.memberId, fields })]
}

export function memberOf(value: Person, { members }: RosterKnowledge): KnownMember | undefined {
  for (const identity of identities(value)) {
    const member = members.get(identity)
    if (member) return member
  }
  return undefined
}

const columnOf = (identity: string) => (identity.startsWith('id:') ? 'idNumber' : 'phone')
