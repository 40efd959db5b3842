import { type ReactNode, useEffect, useRef, useState } from 'react'
import { beginAfter, bothOf, mergeFields } from '../data/merge-fields.ts'
import { isStale } from '../data/problem.ts'
import { core } from '../words/index.ts'
import { ConflictDialog, Undecided } from './conflict-dialog.tsx'
import { Note } from './states.tsx'

type Fields = Readonly<Record<string, unknown>>

/**
 * 同时修改: what a form began with, kept beside what is stored by now. `submit` sends when nobody else changed a field; otherwise it
 * takes over what only they changed and asks about each field that both changed, and whoever types looks before they send again.
 * Tell `failed` of the command's error: a stale version is compared as soon as the page has read the newer one.
 */
export function useMerging<V extends Fields>({
  edits,
  version,
  typed,
  stored,
  label,
  show,
  joins,
  send,
  onMerged,
}: {
  /** Whether the fields are what is stored; a form that only adds something has nothing to compare. */
  edits: boolean
  version: number | string | undefined
  typed: V
  /** What is stored as far as the page knows, in the shape of the form. */
  stored: V
  label: (field: string) => string
  show: (field: string, value: unknown) => string
  /** Whether both can stand in the field: a long text, several that are chosen. */
  joins: (field: string) => boolean
  send: () => void
  onMerged: (values: V) => void
}): { submit: () => void; failed: (error: unknown) => void; told: ReactNode; dialog: ReactNode } {
  const w = core.use()
  const [began, setBegan] = useState(stored)
  const [staleAt, setStaleAt] = useState<number | string>()
  const [taken, setTaken] = useState<readonly string[]>([])
  const [torn, setTorn] = useState<readonly { field: string; theirs: unknown }[]>([])
  const [isPutOff, setPutOff] = useState(false)
  const submit = () => {
    const merged = edits ? mergeFields(began, typed, stored) : undefined
    // What is not decided is compared with what it began with again: it is asked about until somebody decides it.
    setBegan(beginAfter(began, stored, merged?.torn ?? []))
    setPutOff(false)
    setTaken(merged?.taken ?? [])
    setTorn((merged?.torn ?? []).map((field) => ({ field, theirs: stored[field] })))
    if (!merged || merged.taken.length + merged.torn.length === 0) send()
    else onMerged(merged.values)
  }
  const resume = useRef(submit)
  useEffect(() => {
    resume.current = submit
  })
  useEffect(() => {
    // The page has read what made the version stale.
    if (staleAt === undefined || version === staleAt) return
    setStaleAt(undefined)
    resume.current()
  }, [staleAt, version])
  const [open] = torn
  const decided = (field: string, theirs: unknown) => {
    setBegan((all) => ({ ...all, [field]: theirs }))
    setTorn((all) => all.slice(1))
  }
  return {
    submit,
    failed: (error) => setStaleAt(edits && isStale(error) ? version : undefined),
    told: (
      <>
        {taken.length > 0 && <Note kind="warn">{w.conflict.taken(taken.map(label))}</Note>}
        {isPutOff && <Undecided fields={torn.map(({ field }) => label(field))} onDecide={() => setPutOff(false)} />}
      </>
    ),
    dialog: open && (
      <ConflictDialog
        open={!isPutOff}
        key={open.field}
        label={label(open.field)}
        mine={show(open.field, typed[open.field])}
        theirs={show(open.field, open.theirs)}
        canMerge={joins(open.field)}
        onResolve={(kept) => {
          if (kept === 'theirs') onMerged({ ...typed, [open.field]: open.theirs })
          if (kept === 'both') onMerged({ ...typed, [open.field]: bothOf(typed[open.field], open.theirs) })
          decided(open.field, open.theirs)
        }}
        onClose={() => setPutOff(true)}
      />
    ),
  }
}
