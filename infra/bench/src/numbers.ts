/** A number with as many digits as say something: three, and no fraction from 100 on. */
export function readable(value: number): string {
  if (value === 0) return '0'
  const size = Math.abs(value)
  if (size >= 100) return Math.round(value).toLocaleString('en-US')
  const digits = size >= 10 ? 1 : size >= 1 ? 2 : 3
  return value.toFixed(digits)
}
