import { COMMON_PASSWORDS } from './common-passwords.model.ts'

export const PASSWORD_LEAST = 10
export const PASSWORD_MOST = 200

export type PasswordProblem = 'password-too-short' | 'password-too-long' | 'password-is-email' | 'password-common'

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll(/\s/g, '')

/**
 * What is wrong with a new password, or null: at least 10 characters, neither the person's address nor one that guessing
 * begins with. No rules about kinds of characters: they make passwords worse (NIST SP 800-63B, 3.1.1.2).
 */
export function passwordProblem(password: string, email: string): PasswordProblem | null {
	if ([...password].length < PASSWORD_LEAST) return 'password-too-short'
	if (password.length > PASSWORD_MOST) return 'password-too-long'
	const text = plain(password)
	const address = plain(email)
	if (text === address || text === address.split('@')[0]) return 'password-is-email'
	if (COMMON_PASSWORDS.has(text) || new Set(text).size < 3) return 'password-common'
	return null
}
