import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { PageRefusal } from '../../elements/field.tsx'
import { LoadingBars } from '../../elements/states.tsx'
import { dateTime } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { deviceOf } from './device.ts'
import { endSessions, ownSessions } from './identity.ts'
import { words } from './words/index.ts'

const KEY = ['identity', 'own-sessions']

/** 登录设备: where one is signed in; any of them can be ended, and all others at once. */
export function Sessions() {
  const w = words.use()
  const client = useQueryClient()
  const list = useQuery({ queryKey: KEY, queryFn: ({ signal }) => ownSessions(signal) })
  const ending = useMutation({
    mutationFn: endSessions,
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  })
  if (list.isPending) return <LoadingBars rows={2} />
  if (list.isError) return <PageFault error={list.error} />
  const others = list.data.items.filter(({ current }) => !current)
  return (
    <>
      <ul className="lines">
        {list.data.items.map(({ sessionId, signedInAt, expiresAt, address, agent, current }) => (
          <li key={sessionId}>
            <div>
              <b>{deviceOf(agent) || w.unknownDevice}</b> <span className="sub">{address}</span>
              <p className="small mute">{w.signedIn(dateTime(signedInAt), dateTime(expiresAt))}</p>
            </div>
            {current ? (
              <span className="state ok">{w.thisDevice}</span>
            ) : (
              <button
                type="button"
                className="btn"
                disabled={ending.isPending}
                onClick={() => ending.mutate({ sessionIds: [sessionId] })}
              >
                {w.end}
              </button>
            )}
          </li>
        ))}
      </ul>
      <PageRefusal error={ending.error} fields={[]} />
      {others.length > 1 && (
        <button
          type="button"
          className="btn endall"
          disabled={ending.isPending}
          onClick={() => ending.mutate({ others: true })}
        >
          {w.endOthers(others.length)}
        </button>
      )}
      {others.length === 0 && <p className="small mute">{w.noOthers}</p>}
    </>
  )
}
