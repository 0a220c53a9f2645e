import { expect } from 'vitest'
import { listAudit } from '#app/features/audit/audit.queries.server.ts'
import { listEvents } from '#app/features/genealogy/event-list.queries.server.ts'
import { listNotices } from '#app/features/identity/account.queries.server.ts'
import { notifyRole } from '#app/features/identity/notify-people.server.ts'
import { listDeliveries as listDeliveryLog } from '#app/features/notifications/delivery-log.queries.server.ts'
import { listOrders } from '#app/features/production/list-orders.queries.server.ts'
import { DELIVERY_VIEWS } from '#app/features/receiving/delivery.model.ts'
import { listDeliveries } from '#app/features/receiving/delivery-list.queries.server.ts'
import { decideByRules } from '#app/features/rules/decide-by-rules.server.ts'
import { listDecisions } from '#app/features/rules/decisions/decision-log.queries.server.ts'
import { listShipments } from '#app/features/shipping/shipping.queries.server.ts'
import type { Context, TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeDelivery } from '../factories/delivery.ts'
import { makeRunningOrder } from '../factories/order.ts'
import { makeShipment } from '../factories/shipment.ts'
import { actAs, makePerson, makeTenant } from '../factories/tenant.ts'
import { plannedRead } from '../support/plans.ts'
import { dbTest, useTestPortal } from '../support/test-portal.ts'

/*
 * The large lists beside that of lots, at 8,000 rows each beside another tenant's: whatever they are narrowed by, from the
 * beginning or from a cursor, PostgreSQL reads no large table from end to end. The statements are those of the lists.
 */

const holder = useTestPortal()

const ROWS = 8_000

/** Each table with what differs from copy to copy: `n` counts the copies, `t` is the row that is copied. */
const COPIES: Record<string, string> = {
	lot: `'id', gen_random_uuid(), 'node', 5000000 + t.node * 100000 + n, 'code', t.code || '-' || n, 'code_norm', t.code_norm || n, 'supplier_lot', 'T' || n, 'supplier_lot_norm', 'T' || n, 'updated_at', now() - n * interval '1 minute'`,
	shipment: `'id', gen_random_uuid(), 'number', t.number || '-' || n, 'reference', 'PO-' || n, 'announced_at', now() - n * interval '1 minute',
		'status', case when t.direction = 'outbound' then (array['preparing', 'shipped', 'cancelled'])[1 + n % 3] else t.status end,
		'category', (array['done', 'waiting', 'cancelled', 'done', 'done'])[1 + n % 5], 'expected_on', ('2026-01-01'::date + n % 300)::text`,
	trace_event: `'id', gen_random_uuid(), 'event_time', now() - n * interval '1 minute', 'kind', (array['produce', 'consume', 'pack', 'inspect'])[1 + n % 4], 'actor_name', 'Person ' || n % 50, 'corrects_id', null`,
	decision: `'id', gen_random_uuid(), 'decided_at', now() - n * interval '1 minute', 'outcome', (array['pass', 'block', 'unknown'])[1 + n % 3], 'rule_set', (array['release_gate', 'receiving_match', 'reorder'])[1 + n % 3]`,
	audit_entry: `'seq', 1000000 + t.seq * 100000 + n, 'at', now() - n * interval '1 minute', 'action', (array['lot.amend', 'lot.hold', 'order.create', 'import.commit'])[1 + n % 4], 'subject_id', gen_random_uuid(), 'subject_label', 'S-' || n`,
	notification: `'id', gen_random_uuid(), 'created_at', now() - n * interval '1 minute', 'dedupe_key', 'copy-' || n, 'read_at', case when n % 2 = 0 then now() end, 'kind', (array['task', 'recall', 'lot'])[1 + n % 3]`,
	mail: `'id', gen_random_uuid(), 'created_at', now() - n * interval '1 minute', 'dedupe_key', 'copy-' || n, 'status', (array['sent', 'kept', 'failed'])[1 + n % 3]`,
	production_order: `'id', gen_random_uuid(), 'number', t.number || '-' || n, 'created_at', now() - n * interval '1 minute', 'status', (array['planned', 'finished', 'cancelled'])[1 + n % 3], 'category', (array['initial', 'done', 'cancelled'])[1 + n % 3], 'started_at', null`,
}
const LARGE = new Set([...Object.keys(COPIES), 'shipment_line', 'trace_event_lot'])

/** A mail as it is kept where none is sent. */
const MAIL = `insert into mail (id, tenant_id, dedupe_key, message_id, recipient, template, language, subject, html, text, status, attempts, created_at)
	values (gen_random_uuid(), ?, 'one', '<one@example.test>', 'one@example.test', 'notice', 'en', 'One', '', 'One', 'kept', 1, now())`

/** A company with a few of each, made as people make them, and many copies of those. */
async function company(): Promise<{ tenant: TenantInfo }> {
	const tenant = await makeTenant()
	const delivery = await makeDelivery(tenant)
	await makeShipment(tenant)
	await makeRunningOrder(tenant)
	await makePerson(tenant, ['receiving'])
	await withTenantContext(tenant.id, async (ctx) => {
		await notifyRole(ctx, 'receiving', { title: { en: 'One', 'zh-CN': '一' }, href: '/lots', dedupeKey: 'one' })
		await ctx.em.execute(MAIL, [tenant.id])
		const lotId = delivery.lines[0]?.lotId ?? ''
		await decideByRules(ctx, { ruleSet: 'release_gate', lotId, subject: { type: 'lot', id: lotId }, facts: {} })
	})
	await withTenantContext(tenant.id, async (ctx) => {
		for (const [table, changes] of Object.entries(COPIES))
			await ctx.em.execute(
				`insert into ${table} select c.* from (select * from ${table} limit 4) t cross join generate_series(1, ?::int / (select count(*)::int from (select 1 from ${table} limit 4) few)) n
				cross join lateral jsonb_populate_record(null::${table}, to_jsonb(t) || jsonb_build_object(${changes})) c`,
				[ROWS],
			)
		await ctx.em.execute(
			`insert into shipment_line (id, tenant_id, created_at, updated_at, version, shipment_id, line_number, lot_id, item_id, quantity, unit, status)
			select gen_random_uuid(), s.tenant_id, now(), now(), 1, s.id, 1, l.id, l.item_id, 1, l.unit, 'pending' from shipment s
			cross join lateral (select id, item_id, unit from lot limit 1) l where not exists (select 1 from shipment_line x where x.shipment_id = s.id)`,
		)
		await ctx.em.execute(
			`insert into trace_event_lot (tenant_id, event_id, lot_id, role, quantity, unit)
			select e.tenant_id, e.id, l.id, 'subject', 1, l.unit
			from (select *, row_number() over (order by id) as place from trace_event) e
			join (select *, row_number() over (order by id) as place from lot) l on l.place = e.place where not exists (select 1 from trace_event_lot x where x.event_id = e.id)`,
		)
	})
	return { tenant }
}

type Read = (ctx: Context, cursor: string | undefined) => Promise<{ nextCursor: string | null }>

const DAYS = { since: '2026-11-01', until: '2026-11-30' }

function lists(ids: { lot: string; code: string; site: string; id: string }): Record<string, Read> {
	const each = <T>(name: string, filters: Record<string, T>, read: (filter: T) => Read): [string, Read][] =>
		Object.entries(filters).map(([key, filter]) => [`${name}, ${key}`, read(filter)])
	return Object.fromEntries([
		...each(
			'events',
			{
				nothing: {},
				'a kind': { kind: 'produce' },
				'a kind that there is none of': { kind: 'destroy' },
				days: { from: DAYS.since, to: DAYS.until },
				'a site': { site: ids.site },
				'an order': { order: ids.id },
				'a container': { container: ids.id },
				'a person': { actor: 'person 12' },
				'a person that there is none of': { actor: 'nobody' },
				'a lot': { lot: ids.code },
			},
			(filter) => (ctx, cursor) => listEvents(ctx, filter, { cursor }),
		),
		...each(
			'deliveries',
			Object.fromEntries(
				DELIVERY_VIEWS.flatMap((view) => [
					[view, { view }],
					[`${view} with a text`, { view, text: 'PO-77' }],
				]),
			),
			(filter) => (ctx, cursor) => listDeliveries(ctx, { ...filter, cursor: cursor ?? null }),
		),
		...each(
			'shipments',
			{
				nothing: {},
				'a status': { status: 'shipped' as const },
				'a text': { text: 'PO-77' },
			},
			(filter) => (ctx, cursor) => listShipments(ctx, { ...filter, cursor: cursor ?? null }),
		),
		...each(
			'orders',
			{ nothing: {}, 'a status': { statuses: ['planned' as const] }, 'a text': { text: 'WO' } },
			(filter) => (ctx, cursor) => listOrders(ctx, { ...filter, cursor: cursor ?? null }),
		),
		...each(
			'decisions',
			{
				nothing: {},
				'a lot': { lot: ids.code },
				'a rule set': { ruleSet: 'release_gate' },
				'a version of a rule set': { ruleSet: 'release_gate', version: 1 },
				'an outcome': { outcome: 'block' },
				'an outcome that there is none of': { outcome: 'never' },
				'a missing fact': { fact: 'lot.status' },
				days: DAYS,
			},
			(filter) => (ctx, cursor) => listDecisions(ctx, filter, { limit: 50, cursor }),
		),
		...each(
			'audit',
			{
				nothing: {},
				'a record': { subject: ids.lot },
				'a label': { subject: ids.code },
				'a kind of record': { subject: 'lot' },
				'an action': { action: 'lot.amend' },
				'an action that there is none of': { action: 'lot.never' },
				'kinds of action': { action: 'lot' },
				'a person by name': { actor: 'wei' },
				'a person by id': { actor: ids.id },
				days: DAYS,
			},
			(filter) => (ctx, cursor) => listAudit(ctx, filter, { limit: 50, cursor }),
		),
		...each(
			'notices',
			{ nothing: {}, unread: { unread: true }, 'a kind': { kind: 'recall' as const } },
			(filter) => (ctx, cursor) => listNotices(ctx, { ...filter, before: cursor ?? null }),
		),
		...each(
			'delivery log',
			{
				nothing: {},
				mails: { channel: 'mail' as const },
				'what failed': { status: 'failed' as const },
				'a record': { q: ids.id },
				'a word': { q: 'one' },
			},
			(filter) => (ctx, cursor) => listDeliveryLog(ctx, { ...filter, before: cursor }),
		),
	])
}

dbTest(
	'no filter that a large list offers reads a large table from end to end',
	async () => {
		const { tenant } = await company()
		await company()
		await holder.portal.orm.em.fork().execute('analyze')
		const person = await makePerson(tenant, ['auditor', 'compliance_admin', 'receiving'])
		const found: string[] = []
		let plans = 0
		await actAs(tenant, person, async (ctx) => {
			const [row] = await ctx.em.execute<{ lot: string; code: string; site: string; id: string }[]>(
				`select l.id as lot, l.code, (select id from site limit 1) as site, gen_random_uuid() as id from lot l order by l.code limit 1`,
			)
			if (!row) throw new Error('no lot')
			for (const [name, read] of Object.entries(lists(row))) {
				const { scans, answer } = await plannedRead(ctx, LARGE, () => read(ctx, undefined))
				plans += 1
				for (const scan of scans) found.push(`${name}: ${scan}`)
				if (!answer.nextCursor) continue
				const { nextCursor } = answer
				const next = await plannedRead(ctx, LARGE, () => read(ctx, nextCursor))
				plans += 1
				for (const scan of next.scans) found.push(`${name}, from a cursor: ${scan}`)
			}
		})
		process.stdout.write(`large lists: ${plans} pages planned\n`)
		expect(plans).toBeGreaterThan(60)
		expect(found).toEqual([])
	},
	240_000,
)
