import { type CommandOf, directory as d, Refusal } from '@lianxie/contracts'
import { type Deciding, notBefore } from './deciding.ts'

export interface Body {
  id: string
  formedOn: string
  dissolvedOn: string | null
}

export interface BodyPlace {
  /** Whether another active body has the name. */
  nameTaken: boolean
  /** The body above, with everything above it. */
  parent: { body: Body; ancestors: readonly string[] } | undefined
}

/** 设立机构 */
export function formBody(place: BodyPlace, command: CommandOf<typeof d.FormBody>, { newId }: Deciding) {
  refuseName(place)
  if (place.parent) refuseDissolved(place.parent.body, 'parentId')
  return [d.BodyFormed({ bodyId: newId(), ...command })]
}

/** 更名、调整机构 */
export function changeBody({ body, place }: { body: Body; place: BodyPlace }, command: CommandOf<typeof d.ChangeBody>) {
  refuseDissolved(body)
  notBefore(command.effectiveOn, body.formedOn, 'effectiveOn')
  refuseName(place)
  if (place.parent) {
    refuseDissolved(place.parent.body, 'parentId')
    if (place.parent.ancestors.includes(body.id)) throw new Refusal('body.circle', { field: 'parentId' })
  }
  return [d.BodyChanged(command)]
}

/** 撤销机构: only when nobody and nothing is left in it. */
export function dissolveBody(
  { body, uses }: { body: Body; uses: { members: number; staff: number; parts: number } },
  command: CommandOf<typeof d.DissolveBody>,
) {
  refuseDissolved(body)
  notBefore(command.dissolvedOn, body.formedOn, 'dissolvedOn')
  if (uses.members + uses.staff + uses.parts > 0) throw new Refusal('body.in_use', { field: 'bodyId', ...uses })
  return [d.BodyDissolved(command)]
}

export function refuseDissolved(body: Body, field = 'bodyId'): void {
  if (body.dissolvedOn !== null) throw new Refusal('body.dissolved', { field, dissolvedOn: body.dissolvedOn })
}

function refuseName({ nameTaken }: BodyPlace): void {
  if (nameTaken) throw new Refusal('body.name_taken', { field: 'name' })
}
