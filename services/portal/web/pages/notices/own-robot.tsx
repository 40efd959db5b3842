import { useState } from 'react'
import type { Answer } from '../../data/contracts.ts'
import { useCommand } from '../../data/use-command.ts'
import { CommandForm } from '../../elements/command-form.tsx'
import { PageRefusal } from '../../elements/field.tsx'
import { dateTime } from '../../look/dates.ts'
import { robotFields } from './robot-fields.ts'
import { words } from './words/index.ts'

/** 群机器人 of one's own: it says hello when it is named, so that one sees whether it is heard. */
export function OwnRobot({ robot }: { robot: Answer<'notices.choices'>['robot'] }) {
  const { robot: w } = words.use()
  const [isOpen, setOpen] = useState(false)
  const removing = useCommand('notices.remove-own-robot')
  return (
    <div className="fields">
      {robot ? (
        <p>
          {w.added(w.vendors[robot.vendor], dateTime(robot.addedAt))}
          <br />
          <span className="mute small">{w.hello}</span>
        </p>
      ) : (
        <p className="mute">{w.hint}</p>
      )}
      {isOpen && (
        <CommandForm
          command="notices.set-own-robot"
          fields={robotFields(w)}
          submit={w.save}
          onDone={() => setOpen(false)}
          onClose={() => setOpen(false)}
        />
      )}
      <PageRefusal error={removing.error} fields={[]} />
      {!isOpen && (
        <div className="row wrap">
          <button type="button" className="btn" onClick={() => setOpen(true)}>
            {robot ? w.another : w.add}
          </button>
          {robot && (
            <button
              type="button"
              className="btn"
              disabled={removing.isPending}
              onClick={() => removing.mutate({ body: {} })}
            >
              {w.remove}
            </button>
          )}
        </div>
      )}
    </div>
  )
}
