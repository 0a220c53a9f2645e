import type { LoaderFunctionArgs } from '@remix-run/node'
import Excel from 'exceljs'
import { expect } from 'vitest'
import type { RoleKey } from '#app/core/permission.ts'
import { INTERNAL_ROLES } from '#app/core/permission.ts'
import { loader as auditExplorer } from '#app/features/audit/routes/explorer.tsx'
import { loader as auditExport } from '#app/features/audit/routes/export.ts'
import { loader as itemPage } from '#app/features/catalog/routes/item.tsx'
import { loader as itemEdit } from '#app/features/catalog/routes/item-edit.tsx'
import { loader as dictionaryPage } from '#app/features/dictionary/routes/list.tsx'
import { setRecordAttributes } from '#app/features/dictionary/set-record-attributes.server.ts'
import { recordEvent } from '#app/features/genealogy/record-event.server.ts'
import { loader as eventPage } from '#app/features/genealogy/routes/event.tsx'
import { loader as eventList } from '#app/features/genealogy/routes/events.tsx'
import { loader as eventsCsv } from '#app/features/genealogy/routes/events-csv.ts'
import { loader as tracePage } from '#app/features/genealogy/routes/trace.tsx'
import { loader as traceFile } from '#app/features/genealogy/routes/trace-file.ts'
import { loader as traceReport } from '#app/features/genealogy/routes/trace-report.tsx'
import { chooseMapping } from '#app/features/intake/choose-mapping.server.ts'
import { repairValue } from '#app/features/intake/repair-value.server.ts'
import { rereadFile } from '#app/features/intake/reread-file.server.ts'
import { loader as importPage } from '#app/features/intake/routes/detail.tsx'
import { loader as importErrors } from '#app/features/intake/routes/errors-csv.ts'
import { loader as importList } from '#app/features/intake/routes/list.tsx'
import { amendLot } from '#app/features/lots/amend-lot.server.ts'
import { registerLot } from '#app/features/lots/register-lot.server.ts'
import { loader as lotsCsv } from '#app/features/lots/routes/csv.ts'
import { loader as lotPage } from '#app/features/lots/routes/detail.tsx'
import { loader as lotLabel } from '#app/features/lots/routes/label.tsx'
import { loader as lotList } from '#app/features/lots/routes/list.tsx'
import { loader as partnerView } from '#app/features/network/routes/partner-view.tsx'
import { loader as partyPage } from '#app/features/parties/routes/party.tsx'
import { loader as siteEdit } from '#app/features/parties/routes/site-edit.tsx'
import { loader as itemChanges } from '#app/features/production/routes/changes.tsx'
import { loader as lotCertificate } from '#app/features/provenance/routes/certificate.tsx'
import { loader as releasePage } from '#app/features/release/routes/detail.tsx'
import { decideByRules } from '#app/features/rules/decide-by-rules.server.ts'
import { loader as decisionPage } from '#app/features/rules/routes/decision.tsx'
import { loader as decisionsCsv } from '#app/features/rules/routes/decisions-csv.ts'
import { loader as searchPage } from '#app/features/search/routes/search.tsx'
import { loader as searchJson } from '#app/features/search/routes/search-json.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeApiKey } from '../factories/api-key.ts'
import { defineAttribute } from '../factories/attribute.ts'
import { importOf, tryFile } from '../factories/import.ts'
import { makeItem } from '../factories/lot.ts'
import { approveSupplier, makeSite, makeSupplier } from '../factories/party.ts'
import { requestOf } from '../factories/request.ts'
import { actAs, makePerson, makeTenant, type TestPerson } from '../factories/tenant.ts'
import { call, webApp } from '../support/call-api.ts'
import { dbTest, useTestPortal } from '../support/test-portal.ts'

/*
 * What the data dictionary keeps from somebody leaves the portal by no door. Each record carries a value that quality
 * reviewers alone may see and one that everybody may; every door is opened by somebody who has every role but that one,
 * by somebody who has it, and by the partner whose records they are.
 */

useTestPortal()

const HIDDEN = 'S3CRET'
const OPEN = 'PLAIN-TO-SEE'

type World = Awaited<ReturnType<typeof world>>
type Loader = (args: LoaderFunctionArgs) => Promise<unknown>

const must = <T, E>(result: { ok: true; value: T } | { ok: false; error: E }): T => {
	if (!result.ok) throw new Error(JSON.stringify(result.error))
	return result.value
}

async function world() {
	const tenant = await makeTenant()
	const all = await makePerson(tenant, [...INTERNAL_ROLES])
	const others = INTERNAL_ROLES.filter((role): role is RoleKey => role !== 'quality_reviewer')
	for (const subject of ['lot', 'item', 'site', 'party', 'event'] as const) {
		await defineAttribute(tenant, all, 'hidden', { subject, roles: ['quality_reviewer'] })
		await defineAttribute(tenant, all, 'open', { subject, partner: true })
	}
	const values = { hidden: HIDDEN, open: OPEN }
	const supplier = await makeSupplier(tenant)
	const item = await makeItem(tenant)
	await approveSupplier(tenant, { itemId: item.id, partyId: supplier.id })
	const site = await makeSite(tenant)
	const records = { item: item.id, site: site.id, party: supplier.id }
	for (const [record, id] of Object.entries(records) as [keyof typeof records, string][])
		must(await actAs(tenant, all, (ctx) => setRecordAttributes(ctx, record, id, values)))
	const lot = must(
		await actAs(tenant, all, (ctx) =>
			registerLot(ctx, {
				item: item.sku,
				quantity: { value: '5', unit: 'KGM' },
				supplierId: supplier.id,
				supplierLot: 'THEIRS-1',
				attributes: values,
			}),
		),
	)
	const again = { hidden: `${HIDDEN}-2`, open: `${OPEN}-2` }
	must(
		await actAs(tenant, all, (ctx) =>
			amendLot(ctx, { lotId: lot.id, reason: 'Read again', changes: { attributes: again } }),
		),
	)
	const event = must(
		await actAs(tenant, all, (ctx) =>
			recordEvent(ctx, {
				kind: 'change',
				inputs: [{ lotId: lot.id, quantity: { value: '5', unit: 'KGM' } }],
				outputs: [
					{
						newLot: { item: item.sku, attributes: { hidden: `${HIDDEN}-3`, open: `${OPEN}-3` } },
						quantity: { value: '5', unit: 'KGM' },
					},
				],
				attributes: values,
			}),
		),
	)
	const facts = { lot: { code: lot.code, attributes: values }, item: { attributes: values } }
	const { id: decision } = await withTenantContext(tenant.id, (ctx) =>
		decideByRules(ctx, { ruleSet: 'release_gate', lotId: lot.id, subject: { type: 'lot', id: lot.id }, facts }),
	)
	const imported = await tryFile(tenant, all, {
		bytes: `Item code,Lot no,Qty,Unit,hidden,open\n${item.sku},IN-1,5,kg,${HIDDEN},${OPEN}\n${item.sku},IN-2,none,kg,${HIDDEN},${OPEN}\n${item.sku},IN-3,5,kg,${HIDDEN.repeat(400)},${OPEN}\n`,
		partyId: null,
	})
	return {
		tenant,
		imported: imported.id,
		keeper: all,
		reader: await makePerson(tenant, others),
		partner: await makePerson(tenant, ['supplier'], { partyId: supplier.id }),
		partnerKey: await makeApiKey(tenant, { partyId: supplier.id }),
		lot,
		event,
		decision: decision ?? '',
		...records,
	}
}

type Door = {
	loader: unknown
	path: (world: World) => string
	params?: (world: World) => Record<string, string>
	/** Says the values at all: then whoever may see it is told, and what is open is told to everybody. */
	tells?: boolean
	/** The supplier may open it. */
	partner?: boolean
}

const lotId = (w: World) => ({ id: w.lot.id })

const DOORS: Record<string, Door> = {
	'list of lots': { loader: lotList, path: () => '/lots', tells: true, partner: true },
	'list of lots narrowed by it': {
		loader: lotList,
		path: () => `/lots?attr.hidden=${HIDDEN.toLowerCase()}`,
		tells: true,
	},
	'file of lots': { loader: lotsCsv, path: () => '/lots.csv', tells: true, partner: true },
	'page of a lot': { loader: lotPage, path: (w) => `/lots/${w.lot.id}`, params: lotId, tells: true, partner: true },
	'label of a lot': { loader: lotLabel, path: (w) => `/lots/${w.lot.id}/label`, params: lotId },
	'certificate of a lot': { loader: lotCertificate, path: (w) => `/lots/${w.lot.id}/certificate`, params: lotId },
	'release of a lot': {
		loader: releasePage,
		path: (w) => `/release/${w.lot.id}`,
		params: (w) => ({ lotId: w.lot.id }),
	},
	'page of an item': {
		loader: itemPage,
		path: (w) => `/items/${w.item}`,
		params: (w) => ({ id: w.item }),
		tells: true,
	},
	'form of an item': {
		loader: itemEdit,
		path: (w) => `/items/${w.item}/edit`,
		params: (w) => ({ id: w.item }),
		tells: true,
	},
	'changes of an item': {
		loader: itemChanges,
		path: (w) => `/items/${w.item}/changes`,
		params: (w) => ({ id: w.item }),
		tells: true,
	},
	'page of a partner': {
		loader: partyPage,
		path: (w) => `/parties/${w.party}`,
		params: (w) => ({ id: w.party }),
		tells: true,
	},
	'form of a place': {
		loader: siteEdit,
		path: (w) => `/sites/${w.site}/edit`,
		params: (w) => ({ id: w.site }),
		tells: true,
	},
	'page of an event': {
		loader: eventPage,
		path: (w) => `/events/${w.event.id}`,
		params: (w) => ({ id: w.event.id }),
		tells: true,
	},
	'list of events': { loader: eventList, path: () => '/events' },
	'file of events': { loader: eventsCsv, path: () => '/events.csv' },
	trace: { loader: tracePage, path: (w) => `/trace?lot=${w.lot.id}&direction=both` },
	'trace as JSON': { loader: traceFile, path: (w) => `/trace.json?lot=${w.lot.id}&direction=both` },
	'trace as CSV': { loader: traceFile, path: (w) => `/trace.csv?lot=${w.lot.id}&direction=both` },
	'trace as XLSX': { loader: traceFile, path: (w) => `/trace.xlsx?lot=${w.lot.id}&direction=both` },
	'list of imports': { loader: importList, path: () => '/imports' },
	'page of an import': {
		loader: importPage,
		path: (w) => `/imports/${w.imported}`,
		params: (w) => ({ id: w.imported }),
		tells: true,
	},
	'bad rows of an import': {
		loader: importErrors,
		path: (w) => `/imports/${w.imported}/errors.csv`,
		params: (w) => ({ id: w.imported }),
		tells: true,
	},
	'trace as a report': { loader: traceReport, path: (w) => `/trace/report?lot=${w.lot.id}&direction=both` },
	search: { loader: searchPage, path: (w) => `/search?q=${w.lot.code}` },
	'search as you type': { loader: searchJson, path: (w) => `/search.json?q=${w.lot.code}` },
	'search for the value': { loader: searchPage, path: () => `/search?q=${HIDDEN.toLowerCase()}` },
	'audit trail of a lot': { loader: auditExplorer, path: (w) => `/audit?subject=${w.lot.id}`, tells: true },
	'audit trail of an item': { loader: auditExplorer, path: (w) => `/audit?subject=${w.item}`, tells: true },
	'audit trail as CSV': { loader: auditExport, path: () => '/audit-export?format=csv', tells: true },
	'audit trail as JSON': { loader: auditExport, path: () => '/audit-export?format=json', tells: true },
	'page of a decision': {
		loader: decisionPage,
		path: (w) => `/decisions/${w.decision}`,
		params: (w) => ({ id: w.decision }),
		tells: true,
	},
	'file of decisions': { loader: decisionsCsv, path: () => '/decisions.csv' },
	'data dictionary': { loader: dictionaryPage, path: () => '/dictionary' },
	'view as the partner': {
		loader: partnerView,
		path: (w) => `/parties/${w.party}/view`,
		params: (w) => ({ id: w.party }),
	},
}

/** Everything that stands in the cells of a workbook. */
async function cellsOf(bytes: ArrayBuffer): Promise<string> {
	const book = new Excel.Workbook()
	await book.xlsx.load(bytes)
	return JSON.stringify(book.worksheets.map((sheet) => sheet.getSheetValues()))
}

async function open(door: Door, w: World, person: TestPerson): Promise<string> {
	const request = await requestOf(w.tenant, person, door.path(w))
	const args = { request, params: door.params?.(w) ?? {}, context: {} }
	const answered = await (door.loader as Loader)(args).catch((thrown: unknown) => thrown)
	if (answered instanceof Error) throw answered
	if (!(answered instanceof Response)) return JSON.stringify(answered)
	const type = answered.headers.get('content-type') ?? ''
	const text = type.includes('spreadsheetml') ? await cellsOf(await answered.arrayBuffer()) : await answered.text()
	return `${answered.status} ${answered.headers.get('location')} ${text}`
}

dbTest('what the dictionary hides goes out by no page and no file; what it shows is there', async () => {
	const w = await world()
	const found: string[] = []
	for (const [name, door] of Object.entries(DOORS)) {
		const [hidden, shown] = [await open(door, w, w.reader), await open(door, w, w.keeper)]
		if (hidden.includes(HIDDEN)) found.push(`${name}: told to the reader`)
		if (door.tells && !shown.includes(HIDDEN)) found.push(`${name}: not told to whoever may see it`)
		if (door.tells && !name.includes('narrowed') && !hidden.includes(OPEN))
			found.push(`${name}: what is open is missing`)
		if (door.partner) {
			const text = await open(door, w, w.partner)
			if (text.includes(HIDDEN)) found.push(`${name}: told to the partner`)
			if (!text.includes(OPEN)) found.push(`${name}: what is open is kept from the partner`)
		}
	}
	expect(found).toEqual([])
})

const CALLS: Record<string, { path: (world: World) => string; tells?: boolean }> = {
	lots: { path: () => '/lots', tells: true },
	'a lot': { path: (w) => `/lots/${w.lot.id}`, tells: true },
	'an item': { path: (w) => `/items/${w.item}`, tells: true },
	items: { path: () => '/items', tells: true },
	'a partner': { path: (w) => `/parties/${w.party}`, tells: true },
	partners: { path: () => '/parties', tells: true },
	places: { path: () => '/sites' },
	dictionary: { path: () => '/dictionary' },
	trace: { path: (w) => `/lots/${w.lot.id}/trace?direction=both` },
	events: { path: () => '/events' },
	'an event': { path: (w) => `/events/${w.event.id}` },
	'a decision': { path: (w) => `/decisions/${w.decision}` },
	audit: { path: () => '/audit' },
}

dbTest('a partner’s key and the messages to other systems tell nothing of it', async () => {
	const w = await world()
	const app = webApp()
	const found: string[] = []
	for (const [name, { path, tells }] of Object.entries(CALLS)) {
		const { text, status } = await call(app, 'get', path(w), { key: w.partnerKey })
		if (text.includes(HIDDEN)) found.push(`${name}: told`)
		if (tells && (status !== 200 || !text.includes(OPEN))) found.push(`${name}: what is open is missing (${status})`)
	}
	expect(found).toEqual([])
	const dictionary = await call<{ items: { key: string; roles: string[] }[] }>(app, 'get', '/dictionary', {
		key: w.partnerKey,
	})
	expect(dictionary.body.items.every((one) => one.key === 'open' && one.roles.length === 0)).toBe(true)
	const messages = await withTenantContext(w.tenant.id, (ctx) =>
		ctx.em.execute<{ told: number }[]>(
			`select (select count(*) from webhook_delivery d where to_jsonb(d)::text like ?) + (select count(*) from notification n where to_jsonb(n)::text like ?) as told`,
			[`%${HIDDEN}%`, `%${HIDDEN}%`],
		),
	)
	expect(Number(messages[0]?.told)).toBe(0)
})

dbTest('a hidden value is not found out by giving it', async () => {
	const w = await world()
	const give = (person: TestPerson, hidden: string) =>
		actAs(w.tenant, person, (ctx) =>
			amendLot(ctx, { lotId: w.lot.id, reason: 'Guessing', changes: { attributes: { hidden } } }),
		)
	for (const guess of [`${HIDDEN}-2`, 'something else']) {
		const refused = await give(w.reader, guess)
		expect(refused.ok || !('problems' in refused.error) ? refused : refused.error.problems).toEqual([
			{ code: 'attribute-unknown', path: 'attributes.hidden' },
		])
	}
})

dbTest('what a column of a file becomes is not changed or read anew by somebody who may not see it', async () => {
	const w = await world()
	const columns = Array.from({ length: 6 }, (_, column) => ({ column, field: null }))
	const own = (await importOf(w.tenant, w.imported)).mapping?.columns ?? []
	const shown = own.map((one) =>
		one.field === 'attr.hidden' ? { column: one.column, field: 'comment' as const } : one,
	)
	expect(await actAs(w.tenant, w.reader, (ctx) => rereadFile(ctx, w.imported, { headerRow: 0 }))).toMatchObject({
		error: { code: 'forbidden' },
	})
	expect(
		await actAs(w.tenant, w.reader, (ctx) => repairValue(ctx, w.imported, { row: 2, column: 4, value: 'x' })),
	).toMatchObject({ error: { code: 'forbidden' } })
	expect(await actAs(w.tenant, w.reader, (ctx) => chooseMapping(ctx, w.imported, { columns }))).toMatchObject({
		error: { code: 'mapping-incomplete' },
	})
	expect(await actAs(w.tenant, w.reader, (ctx) => chooseMapping(ctx, w.imported, { columns: shown }))).toEqual({
		ok: true,
		value: true,
	})
	expect((await importOf(w.tenant, w.imported)).mapping?.columns).toEqual(own)
})
