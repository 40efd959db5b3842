import { useMutation } from '@tanstack/react-query'
import { hostOf } from '@lianxie/joint-protocol/host-of'
import { useRef } from 'react'
import { refusalAt } from '../../../data/problem.ts'
import { RefusalText } from '../../../elements/field.tsx'
import type { OwnProps } from '../../../elements/form-field.ts'
import { dayOf } from '../../../look/dates.ts'
import { committeeId } from '../../../shell/use-committee.ts'
import type { Compact } from '../../joint/sides.ts'
import { cardIn } from '../../joint-founding/card-in.ts'
import { Fingerprints } from '../../joint-founding/fingerprints.tsx'
import { readCard } from '../../joint-founding/founding-reader.ts'
import { words as founding } from '../../joint-founding/words/index.ts'
import { words } from '../words/index.ts'
import { type Member, rotationOf, withMembers } from './members-of-text.ts'

/** 成员: whom the text binds, and so who signs it; sides of the present text, and others by their key cards. */
export function MembersField({
  compact: { text, sides },
  value,
  error,
  own,
  onChange,
}: Omit<OwnProps, 'value' | 'onChange'> & {
  compact: Compact
  value: readonly Member[]
  onChange: (value: readonly Member[]) => void
}) {
  const w = words.use()
  const chosen = value.map(({ committee }) => committee)
  const hasLeft = (id: string) => sides.some(({ committee, left }) => committee === id && left)
  const joining = value.filter(({ committee }) => text.members.every((one) => one.committee !== committee))
  const refusal = own ?? refusalAt(error, 'text.members')
  // In the order of the present text, so that to take one out and in again changes nothing.
  const toggle = (member: Member, isIn: boolean) =>
    onChange([...text.members.filter((one) => (one === member ? isIn : chosen.includes(one.committee))), ...joining])
  return (
    <fieldset className="rows" aria-invalid={refusal === undefined ? undefined : true} tabIndex={-1}>
      <legend className="label">{w.textMembers}</legend>
      <ul className="sidelist">
        {text.members.map((member) => (
          <li key={member.committee}>
            <label className="row">
              <input
                type="checkbox"
                checked={chosen.includes(member.committee)}
                disabled={member.committee === committeeId || member.committee === text.upper}
                onChange={({ target }) => toggle(member, target.checked)}
              />
              {member.name}
            </label>
            {member.committee === committeeId && <span className="tag blue">{w.ownSide}</span>}
            {hasLeft(member.committee) && <span className="tag">{w.hasLeft}</span>}
          </li>
        ))}
        {joining.map((member) => (
          <li key={member.committee}>
            <b>{member.name}</b>
            <span className="tag joint">{w.joins}</span>
            <button
              type="button"
              className="btn sm push"
              aria-label={w.takeOutOf(member.name)}
              onClick={() => onChange(value.filter((one) => one !== member))}
            >
              {w.takeOut}
            </button>
            <Fingerprints of={member} />
          </li>
        ))}
      </ul>
      <PutIn onTaken={(member) => onChange(withMembers(value, [member]))} known={chosen} />
      {refusal !== undefined && <RefusalText>{refusal}</RefusalText>}
      <div className="below">{w.textMembersHint}</div>
      {sides.some(({ left }) => left) && <div className="below">{w.leftOutHint}</div>}
      <Turns text={text} members={value} />
    </fieldset>
  )
}

/** 放入新成员的密钥名片, as the committee that is to join gave it. */
function PutIn({ onTaken, known }: { onTaken: (member: Member) => void; known: readonly string[] }) {
  const w = words.use()
  const f = founding.use()
  const chooser = useRef<HTMLInputElement>(null)
  const taking = useMutation({
    mutationFn: async (file: File) => {
      const card = cardIn(await file.text())
      if (!card || !(await readCard(card))) throw new Error(f.noCard(file.name))
      if (known.includes(card.committee)) throw new Error(w.isMember(card.name))
      onTaken(card)
    },
  })
  return (
    <>
      <div className="row wrap">
        <input
          ref={chooser}
          type="file"
          className="heard"
          tabIndex={-1}
          aria-label={w.putInCard}
          accept=".json,application/json"
          onChange={({ target }) => {
            const file = target.files?.[0]
            target.value = ''
            if (file) taking.mutate(file)
          }}
        />
        <button
          type="button"
          className="btn"
          disabled={taking.isPending}
          aria-busy={taking.isPending}
          onClick={() => chooser.current?.click()}
        >
          {w.putInCard}
        </button>
      </div>
      {taking.error && <RefusalText>{taking.error.message}</RefusalText>}
    </>
  )
}

/** 轮值: who hosts in the coming years by this text. */
function Turns({ text, members }: { text: Compact['text']; members: readonly Member[] }) {
  const w = words.use()
  const year = Number(dayOf(new Date()).slice(0, 4))
  const ids = members.map(({ committee }) => committee)
  if (ids.length === 0) return null
  const rotation = rotationOf(text, ids, year)
  const from = Math.max(year, rotation.firstYear)
  const turns = Array.from({ length: Math.min(4, rotation.order.length + 1) }, (_, at) => {
    const host = hostOf({ rotation }, from + at)
    return w.turnOf(from + at, members.find(({ committee }) => committee === host)?.name ?? '—')
  })
  return (
    <div className="below" role="status">
      {w.turns(turns.join('、'))}
    </div>
  )
}
