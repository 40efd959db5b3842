/** The number under which this answer's styles are allowed; browsers hide it from the attribute. */
export const nonce: string =
  document.querySelector<HTMLMetaElement & { nonce: string }>('meta[property=csp-nonce]')?.nonce ?? ''
