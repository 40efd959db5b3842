import { useLive } from '../../data/live.ts'

/** 实时变化 for those who hear of nothing but what they name: units at the desk, whose frame names nothing. */
export function Watch({ paths }: { paths: readonly string[] }) {
  useLive(paths)
  return null
}
