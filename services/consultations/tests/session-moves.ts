import type { Move } from './world.ts'

export const sessionMoves: Record<string, Move> = {}
