import { Secret, TOTP } from 'otpauth'
import { expect } from 'vitest'
import { newId } from '#app/core/ids.ts'
import { err } from '#app/core/result.ts'
import { readAuditPage } from '#app/features/audit/audit.queries.server.ts'
import { readAuditFilter } from '#app/features/audit/audit-address.ts'
import { type SignatureView, signaturesOf, withSignatures } from '#app/features/audit/signatures.queries.server.ts'
import { auditAsCsv } from '#app/features/audit/write-export.ts'
import { logIn } from '#app/features/identity/log-in.server.ts'
import { turnOnTotp } from '#app/features/identity/turn-on-totp.server.ts'
import { amendLot } from '#app/features/lots/amend-lot.server.ts'
import { releaseLot } from '#app/features/release/release-lot.server.ts'
import { action as signReleasePage } from '#app/features/release/routes/detail.tsx'
import { proveIdentity } from '#app/platform/auth/prove-identity.server.ts'
import { newTotpSecret } from '#app/platform/auth/totp.server.ts'
import { getPortal } from '#app/platform/portal.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { writeSessionToken } from '#app/platform/request/cookies.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { lotVersion, makeTestedLot, signAs, type TestedLot } from '../factories/quality.ts'
import { makeChain, makeOpenRecall } from '../factories/recall.ts'
import { actAs, makePerson, makeTenant } from '../factories/tenant.ts'
import { dbTest, useTestPortal } from '../support/test-portal.ts'

/* A signature means something: it belongs to one person, one record and what that said; 21 CFR 11.50, 11.70, 11.200. */

const world = useTestPortal()
const MINUTE = 60_000

async function releasedLot(): Promise<TestedLot & { tenant: TenantInfo }> {
	const tenant = await makeTenant()
	const made = await makeTestedLot(tenant)
	const signature = await signAs(made.reviewer)
	const request = { lotId: made.lot.id, expectedVersion: await lotVersion(tenant, made.lot.id), signature }
	const released = await actAs(tenant, made.reviewer, (ctx) => releaseLot(ctx, request))
	expect(released.ok).toBe(true)
	return { tenant, ...made }
}

/** What the audit page shows of a record's signatures. */
const shown = (tenant: TenantInfo, subjectId: string): Promise<SignatureView[]> =>
	withTenantContext(tenant.id, (ctx) => signaturesOf(ctx, subjectId, '2100-01-01T00:00:00Z'))
const standings = async (tenant: TenantInfo, subjectId: string) =>
	(await shown(tenant, subjectId)).map((signature) => signature.standing)

/** Raw SQL as the owner, past every check. */
const byHand = (sql: string, params: unknown[]) =>
	getPortal()
		.orm.em.fork()
		.transactional(async (em) => {
			await em.execute("set local session_replication_role = 'replica'")
			for (const table of ['signature', 'lot']) await em.execute(`alter table ${table} no force row level security`)
			const rows = await em.execute<unknown[]>(sql, params)
			for (const table of ['signature', 'lot']) await em.execute(`alter table ${table} force row level security`)
			return rows
		})

dbTest('shows who signed what, why and when, by the database’s time', async () => {
	const { tenant, lot, reviewer } = await releasedLot()
	const [signature] = await shown(tenant, lot.id)
	expect(signature).toMatchObject({
		printedName: reviewer.name,
		meaning: 'approved',
		reason: 'Looked at everything',
		standing: 'good',
	})
	// The portal's clock stands still in tests; the time of a signature is not from it.
	expect(Math.abs(Date.parse(signature?.signedAt ?? '') - Date.now())).toBeLessThan(10 * MINUTE)
})

dbTest('stands for a recall too', async () => {
	const tenant = await makeTenant()
	const manager = await makePerson(tenant, ['recall_manager'])
	const { seed } = await makeChain(tenant)
	const recallId = await makeOpenRecall(tenant, manager, [seed])
	expect(await standings(tenant, recallId)).toEqual(['good'])
})

dbTest('is void when it was copied to another record', async () => {
	const { tenant, lot } = await releasedLot()
	const other = await makeTestedLot(tenant)
	await byHand(
		`insert into signature (id, tenant_id, account_id, printed_name, meaning, reason, signed_at, subject_type, subject_id, subject_version, content, content_hash)
		select ?::uuid, tenant_id, account_id, printed_name, meaning, reason, signed_at, subject_type, ?::uuid, subject_version, content, content_hash from signature where subject_id = ?::uuid`,
		[newId(), other.lot.id, lot.id],
	)
	expect(await standings(tenant, other.lot.id)).toEqual(['altered'])
	expect(await standings(tenant, lot.id)).toEqual(['good'])
})

dbTest('is void when it was copied on its own record, or written by hand', async () => {
	const { tenant, lot } = await releasedLot()
	await byHand(
		`insert into signature (id, tenant_id, account_id, printed_name, meaning, reason, signed_at, subject_type, subject_id, subject_version, content, content_hash)
		select ?::uuid, tenant_id, account_id, printed_name, meaning, reason, signed_at, subject_type, subject_id, subject_version, content, content_hash from signature where subject_id = ?::uuid`,
		[newId(), lot.id],
	)
	expect((await standings(tenant, lot.id)).sort()).toEqual(['good', 'not-in-chain'])
})

const edits: [what: string, change: string, standing: string][] = [
	['the name', "printed_name = 'Somebody Else'", 'not-in-chain'],
	['who it was', 'account_id = gen_random_uuid()', 'not-in-chain'],
	['its meaning', "meaning = 'rejected'", 'not-in-chain'],
	['its reason', "reason = 'Another reason'", 'not-in-chain'],
	['the version', 'subject_version = subject_version + 1', 'altered'],
	['what was signed', `content = jsonb_set(content, '{record,expiresOn}', '"2099-01-01"')`, 'altered'],
	['its hash', "content_hash = 'x'", 'altered'],
]
for (const [what, change, standing] of edits) {
	dbTest(`is void when ${what} was edited`, async () => {
		const { tenant, lot } = await releasedLot()
		await byHand(`update signature set ${change} where subject_id = ?::uuid`, [lot.id])
		expect(await standings(tenant, lot.id)).toEqual([standing])
	})
}

dbTest('is void when the record was edited after it, through the portal or by hand', async () => {
	const amended = await releasedLot()
	const admin = await makePerson(amended.tenant, ['compliance_admin'])
	const changes = { expiresOn: '2035-01-31' }
	const done = await actAs(amended.tenant, admin, (ctx) =>
		amendLot(ctx, { lotId: amended.lot.id, reason: 'Read again', changes }),
	)
	expect(done.ok).toBe(true)
	expect(await standings(amended.tenant, amended.lot.id)).toEqual(['record-changed'])
	const tampered = await releasedLot()
	await byHand("update lot set expires_on = '2035-01-31' where id = ?::uuid", [tampered.lot.id])
	expect(await standings(tampered.tenant, tampered.lot.id)).toEqual(['record-changed'])
})

dbTest('is in the exported trail with name, time, meaning, reason and whether it stands', async () => {
	const { tenant, lot, reviewer } = await releasedLot()
	const exported = async () => {
		const pages = async function* () {
			yield await withTenantContext(tenant.id, async (ctx) => {
				const filter = readAuditFilter(new URLSearchParams({ signed: '1' }))
				return withSignatures(ctx, await readAuditPage(ctx, filter, { after: 0, last: 1_000_000, limit: 1_000 }))
			})
		}
		let text = ''
		for await (const part of auditAsCsv(pages())) text += part
		return text
	}
	const [signature] = await shown(tenant, lot.id)
	const words = `${reviewer.name},${signature?.signedAt},approved,Looked at everything`
	expect(await exported()).toContain(`${words},good`)
	await byHand("update lot set expires_on = '2035-01-31' where id = ?::uuid", [lot.id])
	expect(await exported()).toContain(`${words},record-changed`)
})

dbTest('goes on standing when its record goes its way', async () => {
	const { tenant, lot } = await releasedLot()
	await byHand("update lot set status = 'shipped', on_hand = 0, version = version + 3 where id = ?::uuid", [lot.id])
	expect(await standings(tenant, lot.id)).toEqual(['good'])
})

dbTest('needs a code that was not used before', async () => {
	const tenant = await makeTenant()
	const { lot, reviewer } = await makeTestedLot(tenant)
	const secret = newTotpSecret()
	const code = () =>
		new TOTP({ secret: Secret.fromBase32(secret), period: 30, digits: 6 }).generate({
			timestamp: world.clock.now().getTime(),
		})
	const first = await signAs(reviewer)
	const on = await actAs(tenant, reviewer, (ctx) => turnOnTotp(ctx, { secret, code: code(), proof: first.proof }))
	expect(on.ok).toBe(true)
	world.clock.move(MINUTE)
	const used = code()
	expect((await logIn({ email: reviewer.email, password: reviewer.password, code: used })).ok).toBe(true)
	const who = { accountId: reviewer.id }
	expect(await proveIdentity(who, { password: reviewer.password, code: used })).toEqual(err({ code: 'wrong-code' }))
	expect(await proveIdentity(who, { password: reviewer.password })).toEqual(err({ code: 'code-needed' }))
	world.clock.move(MINUTE)
	const proof = await proveIdentity(who, { password: reviewer.password, code: code() })
	if (!proof.ok) throw new Error(proof.error.code)
	const signature = { proof: proof.value, meaning: 'approved', reason: 'Looked at everything' }
	const request = { lotId: lot.id, expectedVersion: await lotVersion(tenant, lot.id), signature }
	expect((await actAs(tenant, reviewer, (ctx) => releaseLot(ctx, request))).ok).toBe(true)
	expect(await standings(tenant, lot.id)).toEqual(['good'])
})

dbTest('is refused from a session that has run out, and nothing is signed', async () => {
	const tenant = await makeTenant()
	const { lot, reviewer } = await makeTestedLot(tenant)
	const enter = async () => {
		const entered = await logIn({ email: reviewer.email, password: reviewer.password })
		if (!entered.ok) throw new Error(entered.error.code)
		return entered.value
	}
	const sign = async (token: string) => {
		const request = new Request(`http://localhost/release/${lot.id}`, {
			method: 'POST',
			headers: {
				'Content-Type': 'application/x-www-form-urlencoded',
				Cookie: (await writeSessionToken(token)).split(';')[0] ?? '',
			},
			body: new URLSearchParams({
				intent: 'transition',
				transition: 'release',
				version: String(await lotVersion(tenant, lot.id)),
				password: reviewer.password,
				reason: 'Looked at everything',
			}).toString(),
		})
		return Promise.resolve(signReleasePage({ request, params: { lotId: lot.id }, context: {} })).catch(
			(thrown: unknown) => thrown,
		)
	}
	const token = await enter()
	world.clock.move(61 * MINUTE)
	const refused = await sign(token)
	expect(refused instanceof Response && [refused.status, refused.headers.get('Location')?.split('?')[0]]).toEqual([
		302,
		'/login',
	])
	expect(await shown(tenant, lot.id)).toEqual([])
	expect(await sign(await enter())).toMatchObject({ ok: true })
	expect(await standings(tenant, lot.id)).toEqual(['good'])
})

dbTest('cannot be changed or taken away by the portal itself', async () => {
	const { tenant, lot } = await releasedLot()
	for (const sql of [
		"update signature set reason = 'x' where subject_id = ?::uuid",
		'delete from signature where subject_id = ?::uuid',
	])
		await expect(
			withTenantContext(tenant.id, (ctx) => ctx.em.execute(sql, [lot.id])),
			sql,
		).rejects.toThrow(/permission denied|append-only|never changed/)
})
