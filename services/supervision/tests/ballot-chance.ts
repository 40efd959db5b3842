/** The choices of the voters of one question; undefined where nothing was chosen, or nothing guessed. */
export type Choices = readonly (string | undefined)[]

/** More digits than a probability here has. */
const SCALE = 10n ** 60n
const factorials = [1n]

/** 一次猜测: how many voters there are, and of each choice how many made it and how many are guessed to have. As text, to be compared. */
export type Deal = string

export function dealOf(secret: Choices, guess: Choices): Deal {
  const guessed = countsOf(guess)
  const pairs = [...countsOf(secret)].map(([choice, n]) => `${n}/${guessed.get(choice) ?? 0}`)
  return [secret.length, ...pairs.toSorted()].join(' ')
}

/**
 * How probable so many right guesses or more are over several deals, when in each the choices are dealt out to the voters anew
 * at random: every way of dealing them out is as probable as any other, and no deal tells of another. Exact.
 */
export function chanceOf(deals: readonly Deal[], least: number): number {
  // Added from the small end, so that what is rare is not lost.
  return sumsOf(deals.toSorted().join())
    .slice(least)
    .reduceRight((sum, p) => sum + p, 0)
}

/** How probable each number of right guesses is in one deal, by the rook polynomial of the pairs that are right (Riordan 1958, ch. 7). */
const hitsOf = remembered((deal: Deal): number[] => {
  const [voters = '', ...pairs] = deal.split(' ')
  const n = Number(voters)
  const rooks = pairs.map((pair) => rooksOn(...(pair.split('/').map(Number) as [number, number]))).reduce(product, [1n])
  return Array.from({ length: n + 1 }, (_, hits) => {
    // Inclusion and exclusion: of the ways in which at least these are right, those in which exactly so many are.
    let exactly = 0n
    for (let j = hits; j < rooks.length; j += 1) {
      const term = binomial(j, hits) * rooks[j]! * factorial(n - j)
      exactly += (j - hits) % 2 === 0 ? term : -term
    }
    return Number((exactly * SCALE) / factorial(n)) / Number(SCALE)
  })
})

/** How probable each sum over deals is. */
const sumsOf = remembered((deals: string): number[] => {
  let sums = [1]
  for (const one of deals.split(',').map(hitsOf)) {
    const next = Array.from({ length: sums.length + one.length - 1 }, () => 0)
    sums.forEach((p, a) => one.forEach((q, b) => (next[a + b]! += p * q)))
    sums = next
  }
  return sums
})

function countsOf(choices: Choices): Map<string, number> {
  const counts = new Map<string, number>()
  for (const choice of choices) if (choice !== undefined) counts.set(choice, (counts.get(choice) ?? 0) + 1)
  return counts
}

/** In how many ways 0, 1, 2… rooks stand on a board of these sides without taking each other. */
const rooksOn = (rows: number, columns: number): bigint[] =>
  Array.from({ length: Math.min(rows, columns) + 1 }, (_, k) => binomial(rows, k) * binomial(columns, k) * factorial(k))

function product(a: readonly bigint[], b: readonly bigint[]): bigint[] {
  const result = Array.from({ length: a.length + b.length - 1 }, () => 0n)
  a.forEach((x, i) => b.forEach((y, j) => (result[i + j]! += x * y)))
  return result
}

function factorial(n: number): bigint {
  while (factorials.length <= n) factorials.push(factorials.at(-1)! * BigInt(factorials.length))
  return factorials[n]!
}

const binomial = (n: number, k: number): bigint => factorial(n) / (factorial(k) * factorial(n - k))

function remembered(work: (of: string) => number[]): (of: string) => number[] {
  const known = new Map<string, number[]>()
  return (of) => {
    const found = known.get(of) ?? work(of)
    known.set(of, found)
    return found
  }
}
