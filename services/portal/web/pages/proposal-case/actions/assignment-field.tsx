import { words } from '../words/index.ts'
import type { ControlProps } from './field-control.tsx'
import { UnitField, UnitsField } from './pickers.tsx'

/** 交办方式 and the units that belong to it. */
export function AssignmentField({ value, onChange, ...props }: ControlProps) {
  const w = words.use()
  const given = value as { mode: 'SOLE' | 'LEAD_CO' | 'SEPARATE'; [field: string]: unknown }
  const set = (change: object) => onChange({ ...given, ...change })
  const lead = (given['leadUnitId'] ?? given['unitId'] ?? '') as string
  const begin = {
    SOLE: { mode: 'SOLE', unitId: lead },
    LEAD_CO: { mode: 'LEAD_CO', leadUnitId: lead, coUnitIds: [] },
    SEPARATE: { mode: 'SEPARATE', unitIds: lead ? [lead] : [] },
  }
  const unit = { ...props, 'aria-describedby': undefined as never }
  return (
    <div className="stack" style={{ '--g': '8px' } as React.CSSProperties}>
      <select
        id={props.id}
        className="input"
        value={given.mode}
        onChange={({ target }) => onChange(begin[target.value as keyof typeof begin])}
      >
        {Object.entries(w.modes).map(([mode, name]) => (
          <option key={mode} value={mode}>
            {name}
          </option>
        ))}
      </select>
      {given.mode === 'SOLE' && (
        <label>
          <span className="small mute">{w.unitsOf.SOLE}</span>
          <UnitField {...unit} id={`${props.id}-sole`} value={given['unitId']} onChange={(unitId) => set({ unitId })} />
        </label>
      )}
      {given.mode === 'LEAD_CO' && (
        <>
          <label>
            <span className="small mute">{w.unitsOf.LEAD}</span>
            <UnitField
              {...unit}
              id={`${props.id}-lead`}
              value={given['leadUnitId']}
              onChange={(leadUnitId) => set({ leadUnitId })}
            />
          </label>
          <div>
            <label className="small mute" htmlFor={`${props.id}-co`}>
              {w.unitsOf.CO}
            </label>
            <UnitsField
              {...unit}
              id={`${props.id}-co`}
              value={given['coUnitIds']}
              onChange={(coUnitIds) => set({ coUnitIds })}
            />
          </div>
        </>
      )}
      {given.mode === 'SEPARATE' && (
        <div>
          <label className="small mute" htmlFor={`${props.id}-all`}>
            {w.unitsOf.SEPARATE}
          </label>
          <UnitsField
            {...unit}
            id={`${props.id}-all`}
            value={given['unitIds']}
            onChange={(unitIds) => set({ unitIds })}
          />
        </div>
      )}
    </div>
  )
}
