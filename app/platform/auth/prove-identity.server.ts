import { err, ok, type Result } from '#app/core/result.ts'
import type { Em } from '#app/platform/db/orm.server.ts'
import { getPortal } from '#app/platform/portal.server.ts'
import { backOffMs } from './attempts.model.ts'
import { checkPassword } from './passwords.server.ts'
import { runAccountWork } from './sessions.server.ts'
import { type Attempts, readStranger, writeStranger } from './strangers.server.ts'
import { acceptedStep, openSecret } from './totp.server.ts'

/** That a person has just shown to be who they are. Made by `proveIdentity` alone; good for one signature. */
export type IdentityProof = {
	readonly accountId: string
	readonly at: Date
	/** Whether a code of the authenticator was given and right, beside the password. */
	readonly secondFactor: boolean
}

export type ProofError = {
	code: 'wrong-password' | 'wrong-code' | 'code-needed' | 'blocked'
	retryAfterSeconds?: number
}

const proofs = new WeakSet<IdentityProof>()

/** Whether a proof is real and still unused; uses it up. */
export const spendProof = (proof: IdentityProof): boolean => proofs.delete(proof)

type AccountRow = {
	id: string
	password_hash: string | null
	totp_secret: string | null
	totp_last_step: string | null
	failed_attempts: number
	blocked_until: string | Date | null
	disabled_at: string | Date | null
}

const COLUMNS = 'id, password_hash, totp_secret, totp_last_step, failed_attempts, blocked_until, disabled_at'

/** By whom: a logged-in person's account, or an address typed in. */
export type Claimant = { accountId: string } | { email: string }

const addressOf = (email: string): string => email.trim().toLowerCase()

const find = async (em: Em, who: Claimant): Promise<AccountRow | undefined> => {
	const [column, value] = 'accountId' in who ? ['id', who.accountId] : ['email', addressOf(who.email)]
	const [row] = await em.execute<AccountRow[]>(`select ${COLUMNS} from account where ${column} = ? for update`, [value])
	return row
}

/** Tries so far: of the account, or of an address that nobody has, which must not be told from one that somebody has. */
async function attemptsOf(em: Em, who: Claimant, account: AccountRow | undefined, now: Date): Promise<Attempts> {
	if (account)
		return {
			failedAttempts: account.failed_attempts,
			blockedUntil: account.blocked_until ? new Date(account.blocked_until) : null,
		}
	return 'email' in who ? readStranger(em, addressOf(who.email), now) : { failedAttempts: 0, blockedUntil: null }
}

type Tried = { who: Claimant; account: AccountRow | undefined; attempts: Attempts; now: Date }

async function countFailure(em: Em, { who, account, attempts, now }: Tried): Promise<void> {
	const failedAttempts = attempts.failedAttempts + 1
	const wait = backOffMs(failedAttempts)
	const blockedUntil = wait > 0 ? new Date(now.getTime() + wait) : null
	if (account)
		await em.execute('update account set failed_attempts = ?, blocked_until = ? where id = ?', [
			failedAttempts,
			blockedUntil,
			account.id,
		])
	else if ('email' in who) await writeStranger(em, addressOf(who.email), { failedAttempts, blockedUntil }, now)
}

/**
 * Checks password and, where set up, the code of the second factor. Wrong tries are counted in a unit of work of
 * their own, before the caller's. Unknown, disabled and password-less accounts cost and answer the same as a wrong
 * password, waiting included.
 * Errors: `wrong-password`, `blocked` (with `retryAfterSeconds`), `code-needed` (password right, no code given),
 * `wrong-code` (also a code used before).
 */
export async function proveIdentity(
	who: Claimant,
	given: { password: string; code?: string | undefined },
): Promise<Result<IdentityProof, ProofError>> {
	const now = getPortal().clock.now()
	return runAccountWork(null, async (em) => {
		const account = await find(em, who)
		const attempts = await attemptsOf(em, who, account, now)
		const { blockedUntil } = attempts
		const fits = await checkPassword(account && !account.disabled_at ? account.password_hash : null, given.password)
		if (blockedUntil && blockedUntil > now) {
			return err({ code: 'blocked', retryAfterSeconds: Math.ceil((blockedUntil.getTime() - now.getTime()) / 1000) })
		}
		if (!account || !fits) {
			await countFailure(em, { who, account, attempts, now })
			return err({ code: 'wrong-password' })
		}
		let step: number | null = null
		if (account.totp_secret) {
			if (!given.code) return err({ code: 'code-needed' })
			step = acceptedStep(
				openSecret(account.totp_secret),
				given.code,
				account.totp_last_step === null ? null : Number(account.totp_last_step),
				now,
			)
			if (step === null) {
				await countFailure(em, { who, account, attempts, now })
				return err({ code: 'wrong-code' })
			}
		}
		await em.execute(
			'update account set failed_attempts = 0, blocked_until = null, totp_last_step = coalesce(?, totp_last_step) where id = ?',
			[step, account.id],
		)
		const proof: IdentityProof = Object.freeze({ accountId: account.id, at: now, secondFactor: step !== null })
		proofs.add(proof)
		return ok(proof)
	})
}
