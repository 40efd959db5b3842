import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ask } from '../../data/use-answer.ts'
import { CommandForm } from '../../elements/command-form.tsx'
import { LoadingBars } from '../../elements/states.tsx'
import { words } from './words/index.ts'

/** 开始发票: what is voted on, one question a line, and who may vote. */
export function OpenBallot({ base, onClose }: { base: string; onClose: () => void }) {
  const w = words.use()
  const navigate = useNavigate()
  const members = useQuery({ queryKey: ['directory', 'entitled'], queryFn: readMembers, staleTime: 5 * 60_000 })
  if (!members.data) return <LoadingBars />
  return (
    <CommandForm
      command="supervision.open-ballot"
      submit={w.open}
      onClose={onClose}
      onDone={([event]) => void navigate({ to: `${base}/${event!.aggregate.split('/')[1]!}` as never })}
      fields={[
        { kind: 'line', name: 'title', label: w.ballotTitle, limit: 100 },
        { kind: 'text', name: 'questions', label: w.questions, limit: 4000, hint: w.questionsHint },
        { kind: 'line', name: 'options', label: w.options, limit: 200, hint: w.optionsHint, value: w.usualOptions },
        {
          kind: 'several',
          name: 'memberIds',
          label: w.entitled(members.data.length),
          options: members.data,
          value: members.data.map(([id]) => id),
        },
      ]}
      body={({ questions, options, ...rest }) => ({
        ...rest,
        questions: linesOf(questions, /\n/).map((text) => ({ text, options: optionsOf(options) })),
      })}
    />
  )
}

const linesOf = (text: unknown, at: RegExp): string[] =>
  String(text)
    .split(at)
    .map((one) => one.trim())
    .filter((one) => one !== '')

/** Options are counted by a code of their place; what is read is the label. */
const optionsOf = (text: unknown) =>
  linesOf(text, /[、,，]/).map((label, at) => ({ code: `OPTION_${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[at]!}`, label }))

async function readMembers(): Promise<[id: string, name: string][]> {
  const all: [string, string][] = []
  let cursor: string | undefined
  do {
    const page = await ask('directory.members', { limit: 200, ...(cursor !== undefined && { cursor }) })
    all.push(...page.items.map(({ memberId, name }): [string, string] => [memberId, name]))
    cursor = page.next
  } while (cursor !== undefined)
  return all
}
