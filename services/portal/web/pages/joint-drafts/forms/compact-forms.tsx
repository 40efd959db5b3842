import { useState } from 'react'
import { EmptyState, Note } from '../../../elements/states.tsx'
import { dayOf } from '../../../look/dates.ts'
import { words as founding } from '../../joint-founding/words/index.ts'
import { words } from '../words/index.ts'
import { DraftForm } from './draft-form.tsx'
import type { FormProps } from './form-props.ts'
import { MembersField } from './members-field.tsx'
import { type Member, presentMembers, rotationOf } from './members-of-text.ts'

/**
 * 修订协议文本: a new version of what the sides agreed on, and whom it binds. It is written on the text in force; when another takes
 * effect meanwhile, what was typed is compared with that, field by field.
 */
export function CompactText({ compact }: FormProps) {
  const w = words.use()
  const f = founding.use()
  const { compactId, text, textVersion } = compact
  const [begunOn] = useState(textVersion)
  const year = Number(dayOf(new Date()).slice(0, 4))
  return (
    <DraftForm
      command="joint.draft-compact-text"
      fixed={{ compactId, amends: textVersion === compactId ? [] : [textVersion] }}
      edits
      basis={textVersion}
      fields={[
        { kind: 'line', name: 'text.name', label: f.name, limit: 200, value: text.name },
        {
          kind: 'own',
          name: 'text.members',
          label: w.textMembers,
          value: presentMembers(compact),
          show: (one) => (one as Member).name,
          joins: true,
          draw: (props) => <MembersField {...props} compact={compact} value={props.value as readonly Member[]} />,
        },
        { kind: 'day', name: 'text.start', label: f.start, value: text.start },
        { kind: 'day', name: 'text.end', label: f.end, optional: true, hint: f.endHint, value: text.end ?? '' },
        {
          kind: 'text',
          name: 'text.linkages',
          label: f.linkages,
          limit: 4000,
          hint: f.oneALine,
          optional: true,
          value: text.linkages.join('\n'),
        },
        {
          kind: 'several',
          name: 'text.crossing',
          label: f.crossing,
          options: Object.entries(f.crossings),
          hint: f.crossingHint,
          optional: true,
          value: text.crossing,
        },
        { kind: 'line', name: 'text.archiveRule', label: f.archiveRule, limit: 200, value: text.archiveRule },
        { kind: 'line', name: 'text.exitRule', label: f.exitRule, limit: 200, value: text.exitRule },
        { kind: 'text', name: 'text.articles', label: f.articles, limit: 60_000, rows: 14, value: text.articles },
        { kind: 'instant', name: 'deadline', label: w.deadline, optional: true, hint: w.noDeadlineHint },
      ]}
      body={({ deadline, ...typed }) => ({
        ...(deadline !== undefined && { deadline }),
        text: {
          ...text,
          ...Object.fromEntries(Object.entries(typed).map(([name, value]) => [name.replace('text.', ''), value])),
          rotation: rotationOf(
            text,
            (typed['text.members'] as readonly Member[]).map(({ committee }) => committee),
            year,
          ),
          end: typed['text.end'] ?? null,
          linkages: (typeof typed['text.linkages'] === 'string' ? typed['text.linkages'] : '')
            .split('\n')
            .map((line) => line.trim())
            .filter((line) => line !== ''),
        },
      })}
    >
      <p className="sub">{w.textHint}</p>
      {textVersion !== begunOn && (
        <div role="status">
          <Note kind="warn">{w.newerText}</Note>
        </div>
      )}
    </DraftForm>
  )
}

/** 登记领导批示: of an instruction on an outcome the day alone crosses. */
export function Instruction({ compact: { compactId }, address: { about } }: FormProps) {
  const w = words.use()
  if (about === undefined) return <EmptyState mark="批示" title={w.nothingNamed} />
  return (
    <DraftForm
      command="joint.draft-instruction-note"
      fixed={{ compactId, outcomeId: about }}
      fields={[{ kind: 'day', name: 'date', label: w.instructedOn, max: dayOf(new Date()) }]}
    >
      <p className="sub">{w.instructionHint}</p>
    </DraftForm>
  )
}
