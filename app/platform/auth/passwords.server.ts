import { hash, verify } from '@node-rs/argon2'

/** argon2id as OWASP's Password Storage Cheat Sheet advises: 19 MiB, 2 passes, 1 lane. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

let decoy: Promise<string> | null = null

/** Hashes a new password. */
export const hashPassword = (password: string): Promise<string> => hash(password, OPTIONS)

/**
 * Whether the password fits. For an unknown account or one without a password (`stored` null) the same work is
 * done on a decoy, so that the time of the answer tells nothing.
 */
export async function checkPassword(stored: string | null, password: string): Promise<boolean> {
	decoy ??= hash('a password that nobody has', OPTIONS)
	const matches = await verify(stored ?? (await decoy), password).catch(() => false)
	return stored !== null && matches
}
