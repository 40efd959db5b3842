/** Whether a query is answered well, within two seconds. */
export async function isAnswered(url: string, token: string): Promise<boolean> {
  try {
    const headers = { authorization: `Bearer ${token}` }
    return (await fetch(url, { headers, signal: AbortSignal.timeout(2_000) })).ok
  } catch (error) {
    // Nobody there, or no answer in time; anything else is a mistake of ours.
    if (error instanceof TypeError || (error as Error).name === 'TimeoutError') return false
    throw error
  }
}
