import { createHash, randomBytes } from 'node:crypto'

/** A new secret of 256 bits for a link, key or session, in URL-safe text. */
export const newToken = (prefix = ''): string => `${prefix}${randomBytes(32).toString('base64url')}`

/** What is stored of a token. A random 256-bit secret needs no salt and no slow hash. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex')

/** Whether a text can be a token at all; what cannot is not looked up. */
export const isToken = (text: string): boolean => text.length >= 22 && text.length <= 200
