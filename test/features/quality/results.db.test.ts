import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { err } from '#app/core/result.ts'
import { importResults } from '#app/features/quality/import-results.server.ts'
import { readLabFile } from '#app/features/quality/read-lab-file.server.ts'
import { type RecordResults, recordResults } from '#app/features/quality/record-results.server.ts'
import { earlierResults, resultsOfLot } from '#app/features/quality/results.queries.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeItem, makeSpecification } from '../../factories/item.ts'
import { makeLot } from '../../factories/lot.ts'
import { makeTestedLot, type TestedLot } from '../../factories/quality.ts'
import { actAs, makePerson, makeTenant, type TestPerson } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

const record = (tenant: TenantInfo, person: TestPerson, request: RecordResults) =>
	actAs(tenant, person, (ctx) => recordResults(ctx, request))
const rowsOf = (tenant: TenantInfo, lotId: string) => withTenantContext(tenant.id, (ctx) => resultsOfLot(ctx, lotId))

async function untested() {
	const tenant = await makeTenant()
	return { tenant, ...(await makeTestedLot(tenant, { results: false })) }
}

dbTest('judges results by the limits of the specification; without a result a test is unknown', async () => {
	const { tenant, lot, tensile, length, reviewer } = await untested()
	expect(
		await record(tenant, reviewer, { lotId: lot.id, entries: [{ specificationId: tensile, reported: '861' }] }),
	).toMatchObject({ ok: true })
	const rows = await rowsOf(tenant, lot.id)
	expect(rows.map((row) => [row.test, row.verdict, row.nearLimit])).toEqual([
		['Tensile strength', 'pass', true],
		['Length', 'unknown', false],
	])
	expect(
		await record(tenant, reviewer, { lotId: lot.id, entries: [{ specificationId: length, reported: '5.6' }] }),
	).toMatchObject({ ok: true })
	expect((await rowsOf(tenant, lot.id))[1]).toMatchObject({
		verdict: 'fail',
		result: { value: '5.6', reported: '5.6', recordedBy: reviewer.name },
	})
})

dbTest('takes bounds, “not detected” and words as they are reported', async () => {
	const tenant = await makeTenant()
	const reviewer = await makePerson(tenant, ['quality_reviewer'])
	const item = await makeItem(tenant)
	const lead = await makeSpecification(tenant, item, { test: 'Lead', maximum: '0.2' })
	const nickel = await makeSpecification(tenant, item, { test: 'Nickel', maximum: '0.005', position: 2 })
	const look = await makeSpecification(tenant, item, { test: 'Appearance', position: 3 })
	const lot = await makeLot(tenant, item)
	const entries = [
		{ specificationId: lead, reported: 'n.d.' },
		{ specificationId: nickel, reported: '<0.01' },
		{ specificationId: look, reported: 'clean', verdict: 'pass' as const },
		{ test: 'Odour', reported: 'none' },
	]
	expect(await record(tenant, reviewer, { lotId: lot.id, entries })).toMatchObject({ ok: true })
	const rows = await rowsOf(tenant, lot.id)
	expect(rows.map((row) => [row.test, row.result?.value, row.result?.reported, row.verdict])).toEqual([
		['Lead', null, 'n.d.', 'pass'],
		['Nickel', null, '<0.01', 'unknown'],
		['Appearance', null, 'clean', 'pass'],
		['Odour', null, 'none', 'unknown'],
	])
})

dbTest('names every entry that cannot be recorded, and records none of them', async () => {
	const { tenant, lot, tensile, length, reviewer } = await untested()
	const entries = [
		{ specificationId: tensile, reported: 'about 900?' },
		{ specificationId: length, reported: '5.5', verdict: 'fail' as const },
		{ specificationId: length, reported: '5.5' },
		{ reported: '1' },
		{ specificationId: crypto.randomUUID(), reported: '1' },
	]
	expect(await record(tenant, reviewer, { lotId: lot.id, testedOn: '2027-01-01', entries })).toEqual(
		err({
			code: 'invalid-results',
			problems: [
				{ path: 'testedOn', code: 'date-in-future' },
				{ path: 'entries.0.reported', code: 'value-not-readable' },
				{ path: 'entries.1.verdict', code: 'contradictory-verdict' },
				{ path: 'entries.3.test', code: 'test-missing' },
				{ path: 'entries.4.specificationId', code: 'unknown-specification' },
				{ path: 'entries.1.test', code: 'test-twice' },
			],
		}),
	)
	expect((await rowsOf(tenant, lot.id)).every((row) => row.result === null)).toBe(true)
})

dbTest('a correction needs a reason and keeps the earlier result', async () => {
	const { tenant, lot, tensile, reviewer } = await untested()
	const entries = [{ specificationId: tensile, reported: '848' }]
	await record(tenant, reviewer, { lotId: lot.id, entries })
	const again = [{ specificationId: tensile, reported: '884' }]
	expect(await record(tenant, reviewer, { lotId: lot.id, entries: again })).toEqual(err({ code: 'reason-needed' }))
	expect(await record(tenant, reviewer, { lotId: lot.id, entries: again, reason: 'Digits swapped' })).toMatchObject({
		ok: true,
	})
	expect((await rowsOf(tenant, lot.id))[0]).toMatchObject({
		verdict: 'pass',
		result: { reported: '884', corrected: true },
	})
	const { rows: earlier } = await withTenantContext(tenant.id, (ctx) => earlierResults(ctx, lot.id))
	expect(earlier.map((result) => result.reported)).toEqual(['848'])
	const audit = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ action: string; reason: string | null }[]>(
			`select action, reason from audit_entry where subject_id = ? and action like 'result.%' order by seq`,
			[lot.id],
		),
	)
	expect(audit).toEqual([
		{ action: 'result.record', reason: null },
		{ action: 'result.correct', reason: 'Digits swapped' },
	])
})

dbTest('refuses who may not record, nothing, and lots of others', async () => {
	const { tenant, lot, tensile, reviewer } = await untested()
	const entries = [{ specificationId: tensile, reported: '905' }]
	const operator = await makePerson(tenant, ['operator'])
	expect(await record(tenant, operator, { lotId: lot.id, entries })).toEqual(err({ code: 'forbidden' }))
	expect(await record(tenant, reviewer, { lotId: lot.id, entries: [] })).toEqual(err({ code: 'nothing-entered' }))
	const other = await makeTenant()
	const stranger = await makePerson(other, ['quality_reviewer'])
	expect(await record(other, stranger, { lotId: lot.id, entries })).toEqual(err({ code: 'unknown-lot' }))
	expect(await rowsOf(other, lot.id)).toEqual([])
})

const fileOf = (lot: TestedLot['lot'], rows: string[]) =>
	new TextEncoder().encode(
		['lot,test,method,unit,min,max,value,result,tested_at', ...rows.map((row) => `${lot.code},${row}`)].join('\n'),
	)

dbTest('a laboratory’s file is looked at first, then its good rows are recorded, once', async () => {
	const { tenant, lot, reviewer } = await untested()
	const bytes = fileOf(lot, [
		'Tensile strength,ISO 6892-1,MPa,860,,905,PASS,2026-10-12',
		'Length,caliper,mm,5.48,5.52,5.6,FAIL,2026-10-12',
		'Length,caliper,mm,5.48,5.52,5.5,PASS,2026-10-12',
		'Oxygen,fusion,%,,0.13,,PASS,2026-10-12',
	])
	const read = await readLabFile(bytes, 'lab.csv')
	if (!read.ok) throw new Error(read.error.code)
	const looked = await actAs(tenant, reviewer, (ctx) => importResults(ctx, { outcomes: read.value, dryRun: true }))
	expect(looked).toMatchObject({ ok: true, value: { good: 2, bad: 2, recorded: 0 } })
	expect((await rowsOf(tenant, lot.id)).every((row) => row.result === null)).toBe(true)
	const done = await actAs(tenant, reviewer, (ctx) => importResults(ctx, { outcomes: read.value, dryRun: false }))
	expect(done).toMatchObject({
		ok: true,
		value: {
			recorded: 2,
			rows: [
				{ state: 'new' },
				{ state: 'new' },
				{ state: 'bad', problems: [{ code: 'test-twice' }] },
				{ state: 'bad' },
			],
		},
	})
	expect((await rowsOf(tenant, lot.id)).map((row) => row.verdict)).toEqual(['pass', 'fail'])
	const again = await actAs(tenant, reviewer, (ctx) => importResults(ctx, { outcomes: read.value, dryRun: false }))
	expect(again).toMatchObject({ ok: true, value: { recorded: 0 } })
})

dbTest('rows that correct results need a reason; unknown lots are named', async () => {
	const { tenant, lot, tensile, reviewer } = await untested()
	await record(tenant, reviewer, { lotId: lot.id, entries: [{ specificationId: tensile, reported: '848' }] })
	const read = await readLabFile(fileOf(lot, ['Tensile strength,ISO 6892-1,MPa,860,,884,PASS,2026-10-12']), 'lab.csv')
	if (!read.ok) throw new Error(read.error.code)
	const request = { outcomes: read.value, dryRun: false }
	expect(await actAs(tenant, reviewer, (ctx) => importResults(ctx, request))).toEqual(err({ code: 'reason-needed' }))
	expect(await actAs(tenant, reviewer, (ctx) => importResults(ctx, { ...request, reason: 'Retest' }))).toMatchObject({
		ok: true,
		value: { recorded: 1 },
	})
	const fixture = await readLabFile(
		readFileSync(join(import.meta.dirname, '../../fixtures/supplier-files/lab-results.csv')),
		'lab-results.csv',
	)
	if (!fixture.ok) throw new Error(fixture.error.code)
	const outcomes = fixture.value
	expect(await actAs(tenant, reviewer, (ctx) => importResults(ctx, { outcomes, dryRun: false }))).toEqual(
		err({ code: 'nothing-good' }),
	)
})
