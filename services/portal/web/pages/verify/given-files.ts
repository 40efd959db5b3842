import type { Asked } from './verifier.ts'

/** 放入的文件, as they are told apart: each evidence file by itself, or one with the files that lie beside it. */
export type Given =
  | { asked: readonly (Asked & { name: string; size: number })[] }
  | { refused: 'large' | 'several'; name: string }

/** A file of 256 MiB may be attached; evidence is far smaller. */
export const MOST_BYTES = 300 * 1024 * 1024
const HEAD = '{"format":"lianxie.evidence.v1"'

interface Named {
  name: string
  bytes: Uint8Array
}

/** Reads what was dropped. What does not begin as evidence does lies beside it; where nothing does, each is judged by itself. */
export async function readGiven(files: readonly File[]): Promise<Given> {
  const large = files.find(({ size }) => size > MOST_BYTES)
  if (large) return { refused: 'large', name: large.name }
  const named = await Promise.all(
    files.map(async (file): Promise<Named> => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
  )
  const evidence = named.filter(beginsAsEvidence)
  const beside = evidence.length === 0 ? [] : named.filter((file) => !evidence.includes(file))
  if (evidence.length > 1 && beside.length > 0) return { refused: 'several', name: beside[0]!.name }
  const judged = evidence.length === 0 ? named : evidence
  return {
    asked: judged.map(({ name, bytes }) => ({
      name,
      size: bytes.length,
      bytes,
      files: beside.map((file) => [file.name, file.bytes] as const),
    })),
  }
}

const beginsAsEvidence = ({ bytes }: Named): boolean =>
  new TextDecoder().decode(bytes.subarray(0, HEAD.length)) === HEAD
