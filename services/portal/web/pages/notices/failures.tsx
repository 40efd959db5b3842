import type { Row } from '../../data/contracts.ts'
import { useCommand } from '../../data/use-command.ts'
import { PageRefusal } from '../../elements/field.tsx'
import { dateTime } from '../../look/dates.ts'
import { words } from './words/index.ts'

type Delivery = Omit<Row<'notices.deliveries'>, 'accountId' | 'robotId' | 'label' | 'nextAt'> &
  Partial<Pick<Row<'notices.deliveries'>, 'label' | 'nextAt'>>

/** 发送: what it was, how it ended or waits, and the way to send it again. */
export function Failures({ rows }: { rows: readonly Delivery[] }) {
  const w = words.use()
  const sending = useCommand('notices.requeue-delivery')
  return (
    <>
      <PageRefusal error={sending.error} fields={[]} />
      <ul className="told">
        {rows.map((row) => {
          const what = row.kind === undefined ? w.greeting : w.kinds[row.kind]
          return (
            <li key={row.deliveryId}>
              <article className="notice-one">
                <div className="notice-said">
                  <span>
                    {what} <span className="tag">{row.label ?? w.ways[row.way]}</span>{' '}
                    <span className={row.state === 'SENT' || row.state === 'WAITING' ? 'tag' : 'tag key'}>
                      {w.states[row.state]}
                    </span>
                  </span>
                  <span className="small mute">
                    {dateTime(row.madeAt)}
                    {row.tries > 0 && ` · ${w.tried(row.tries)}`}
                    {row.error !== undefined &&
                      ` · ${isAnswer(row.error) ? w.answered(row.error) : w.unanswered(row.error)}`}
                    {row.nextAt !== undefined && ` · ${w.next(dateTime(row.nextAt))}`}
                  </span>
                </div>
                {(row.state === 'REFUSED' || row.state === 'GIVEN_UP') && (
                  <button
                    type="button"
                    className="btn sm"
                    disabled={sending.isPending}
                    aria-label={`${w.sendAgain}：${what}`}
                    onClick={() => sending.mutate({ body: { deliveryId: row.deliveryId } })}
                  >
                    {w.sendAgain}
                  </button>
                )}
              </article>
            </li>
          )
        })}
      </ul>
    </>
  )
}

/** `550 5.1.1`, `errcode 93000`, `http 502`; anything else is what became of the connection. */
const isAnswer = (error: string) => /^(?:\d|errcode |http )/.test(error)
