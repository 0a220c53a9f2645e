import { newId } from '#app/core/ids.ts'
import { checkPassword, hashPassword } from '#app/platform/auth/passwords.server.ts'
import type { Em } from '#app/platform/db/orm.server.ts'
import type { PersonData } from './company.model.ts'

type StoredAccount = { id: string; email: string; password_hash: string | null }

const addressesOf = (people: readonly PersonData[]): string[] => [...new Set(people.map((person) => person.email))]

async function storedAccounts(em: Em, people: readonly PersonData[]): Promise<StoredAccount[]> {
	const addresses = addressesOf(people)
	return em.execute<StoredAccount[]>(
		`select id, email, password_hash from account where email in (${addresses.map(() => '?').join(', ')})`,
		addresses,
	)
}

/**
 * Makes the accounts that are not there yet, all with the shared password. Accounts belong to no tenant: this is
 * written as the owner of the database. Answers the account of each address.
 */
export async function ensureAccounts(
	em: Em,
	people: readonly PersonData[],
	password: string,
): Promise<Map<string, string>> {
	const known = new Set((await storedAccounts(em, people)).map((account) => account.email))
	const missing = addressesOf(people).filter((address) => !known.has(address))
	if (missing.length > 0) {
		const hash = await hashPassword(password)
		for (const address of missing) {
			const person = people.find((one) => one.email === address)
			await em.execute(
				'insert into account (id, email, name, password_hash, failed_attempts, created_at) values (?, ?, ?, ?, 0, now()) on conflict (email) do nothing',
				[newId(), address, person?.name ?? address, hash],
			)
		}
	}
	return new Map((await storedAccounts(em, people)).map((account) => [account.email, account.id]))
}

/** Gives the shared password to the demo's accounts that have another one. */
export async function alignPasswords(em: Em, people: readonly PersonData[], password: string): Promise<void> {
	const accounts = await storedAccounts(em, people)
	const fits = new Map<string | null, boolean>()
	for (const { password_hash: stored } of accounts) {
		if (!fits.has(stored)) fits.set(stored, await checkPassword(stored, password))
	}
	const outdated = accounts.filter((account) => !fits.get(account.password_hash))
	if (outdated.length === 0) return
	const hash = await hashPassword(password)
	await em.execute(
		`update account set password_hash = ?, failed_attempts = 0, blocked_until = null where id in (${outdated.map(() => '?').join(', ')})`,
		[hash, ...outdated.map((account) => account.id)],
	)
}
