import { useState } from 'react'
import { useNames } from '../../../data/names.ts'
import { useAnswer } from '../../../data/use-answer.ts'
import { words } from '../words/index.ts'
import type { ControlProps } from './field-control.tsx'

const HOUR = 60 * 60_000

export const useUnits = () =>
  useAnswer('directory.units', { limit: 200, sort: 'name' }, { staleTime: HOUR }).data?.items ?? []

/** 承办单位: one of the directory's. */
export function UnitField({ value, onChange, spec, caseId: _caseId, ...props }: ControlProps) {
  const w = words.use()
  const units = useUnits()
  return (
    <select
      {...props}
      className="input"
      value={typeof value === 'string' ? value : ''}
      onChange={({ target }) => onChange(target.value)}
    >
      <option value="">{spec.optional ? w.none : w.pickOne}</option>
      {units.map(({ unitId, name }) => (
        <option key={unitId} value={unitId}>
          {name}
        </option>
      ))}
    </select>
  )
}

export function UnitsField(props: ControlProps) {
  const units = useUnits()
  // What was suggested stands first, and stays in its place while it is changed.
  const [first] = useState(props.value as readonly string[])
  const sorted = units.toSorted((a, b) => Number(first.includes(b.unitId)) - Number(first.includes(a.unitId)))
  return <Checklist {...props} items={sorted.map(({ unitId, name }) => ({ id: unitId, name }))} />
}

export function BodyField({ value, onChange, spec, caseId: _caseId, ...props }: ControlProps) {
  const w = words.use()
  const bodies = useAnswer('directory.bodies', { limit: 200 }, { staleTime: HOUR }).data?.items ?? []
  return (
    <select
      {...props}
      className="input"
      value={typeof value === 'string' ? value : ''}
      onChange={({ target }) => onChange(target.value)}
    >
      <option value="">{spec.optional ? w.none : w.pickOne}</option>
      {bodies.map(({ bodyId, name }) => (
        <option key={bodyId} value={bodyId}>
          {name}
        </option>
      ))}
    </select>
  )
}

/** 委员: found by name, pinyin or initials. */
export function MembersField(props: ControlProps) {
  const w = words.use()
  const [search, setSearch] = useState('')
  const chosen = props.value as readonly string[]
  const found = useAnswer('directory.members', { limit: 20, ...(search !== '' && { search }) }, { keep: true })
  const nameOf = useNames(chosen)
  const listed = found.data?.items ?? []
  const items = [
    ...chosen
      .filter((id) => !listed.some(({ memberId }) => memberId === id))
      .map((id) => ({ id, name: nameOf(id) ?? '' })),
    ...listed.map(({ memberId, name, sectorName }) => ({ id: memberId, name, note: sectorName })),
  ]
  return <Checklist {...props} items={items} search={search} onSearch={setSearch} placeholder={w.searchMember} />
}

/** 提案者 of the case, those of merged proposals among them. */
export function ProposersField(props: ControlProps) {
  const file = useAnswer('proposals.case-file', { proposalId: props.caseId })
  const deliveries = useAnswer('proposals.case-handling', { proposalId: props.caseId }).data?.deliveries ?? []
  const lead = file.data?.lead
  const signed = file.data?.cosignerList.filter(({ state }) => state === 'SIGNED').map(({ memberId }) => memberId) ?? []
  const ids = [...new Set([...(lead ? [lead.id] : []), ...signed, ...deliveries.map(({ proposerId }) => proposerId)])]
  const nameOf = useNames(ids)
  const items = ids.map((id) => ({
    id,
    name: nameOf(id) ?? (id === lead?.id ? file.data?.leadName : undefined) ?? '—',
  }))
  return <Checklist {...props} items={items} />
}

/** 查重: what the service finds alike, to be ticked by whoever reviews. */
export function SimilarField(props: ControlProps) {
  const w = words.use()
  const found = useAnswer('proposals.similar-proposals', { proposalId: props.caseId, limit: 6 })
  const items = (found.data?.items ?? []).map(({ proposal, score }) => ({
    id: proposal.proposalId,
    name: proposal.subject,
    note: w.alike(Math.round(score * 100)),
  }))
  return <Checklist {...props} items={items} />
}

interface Item {
  id: string
  name: string
  note?: string
}

/** Several of a list, found by typing; with `most` of one, the last that was chosen. */
function Checklist({
  value,
  onChange,
  items,
  spec,
  id,
  search,
  onSearch,
  placeholder,
}: ControlProps & {
  items: readonly Item[]
  search?: string
  onSearch?: (text: string) => void
  placeholder?: string
}) {
  const w = words.use()
  const [typed, setTyped] = useState('')
  const text = search ?? typed
  const chosen = value as readonly string[]
  const shown = onSearch ? items : items.filter(({ id: one, name }) => chosen.includes(one) || name.includes(text))
  const toggle = (one: string) => {
    if (chosen.includes(one)) onChange(chosen.filter((other) => other !== one))
    else onChange(spec.most === 1 ? [one] : [...chosen, one])
  }
  const many = items.length > 6 || onSearch !== undefined
  return (
    <div className="checklist">
      {many && (
        <input
          id={id}
          type="search"
          className="input"
          placeholder={placeholder ?? w.search}
          value={text}
          onChange={({ target }) => (onSearch ?? setTyped)(target.value)}
        />
      )}
      <ul {...(!many && { id, tabIndex: -1 })} aria-label={w.fields[spec.label]}>
        {shown.map((item) => (
          <li key={item.id}>
            <label className="row">
              <input type="checkbox" checked={chosen.includes(item.id)} onChange={() => toggle(item.id)} />
              <span>{item.name}</span>
              {item.note && <span className="mute small push nw">{item.note}</span>}
            </label>
          </li>
        ))}
        {shown.length === 0 && <li className="mute small">—</li>}
      </ul>
      {chosen.length > 0 && <p className="small mute">{w.chosen(chosen.length)}</p>}
    </div>
  )
}
