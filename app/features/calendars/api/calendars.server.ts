import { z } from 'zod'
import { type ApiApp, answer, mountEndpoint, notFound, refuse } from '#app/platform/http/api-app.server.ts'
import type { ApiAnswer } from '#app/platform/http/endpoint.ts'
import { problem } from '#app/platform/http/problem.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { LIMITS, writeHours } from '../calendar.model.ts'
import { calendarSchema, WEEKDAYS } from '../calendar.schema.ts'
import { type CalendarRow, listCalendars, readCalendar } from '../calendars.queries.server.ts'
import { removeCalendar } from '../remove-calendar.server.ts'
import { saveCalendar } from '../save-calendar.server.ts'

const hours = z.string().max(100).meta({ description: '`08:30-12:00, 13:00-17:30`; empty: a day off' })
const names = z.object({ en: z.string().max(200), 'zh-CN': z.string().max(200) })
const weekSchema = z.object({
	monday: hours,
	tuesday: hours,
	wednesday: hours,
	thursday: hours,
	friday: hours,
	saturday: hours,
	sunday: hours,
})

const contentSchema = z.object({
	name: names,
	timeZone: z.string().max(60).meta({ description: 'IANA, such as Asia/Shanghai' }),
	week: weekSchema,
	special: z
		.array(z.object({ from: z.iso.date(), to: z.iso.date(), name: z.string().max(100), hours }))
		.max(LIMITS.special)
		.meta({ description: 'Holidays (no hours) and weekend days that are worked (with hours)' }),
	isDefault: z.boolean().meta({ description: 'What deadlines on `business` time count by' }),
})

const bodySchema = contentSchema
	.extend({
		id: z.uuid(),
		key: z.string(),
		usedBy: z.array(z.object({ workflow: z.string(), version: z.int().nullable(), status: z.string() })),
		updatedAt: z.iso.datetime(),
		version: z.int(),
	})
	.meta({ id: 'BusinessCalendar' })

function toBody(row: CalendarRow) {
	const { id, key, name, timeZone, isDefault, updatedAt, version } = row
	const [monday = '', tuesday = '', wednesday = '', thursday = '', friday = '', saturday = '', sunday = ''] =
		row.week.map(writeHours)
	return {
		id,
		key,
		name,
		timeZone,
		week: { monday, tuesday, wednesday, thursday, friday, saturday, sunday },
		special: row.special.map((days) => ({ ...days, hours: writeHours(days.hours) })),
		isDefault,
		usedBy: row.uses.map(({ workflow, number, status }) => ({ workflow, version: number, status })),
		updatedAt,
		version,
	}
}

type Given = z.infer<typeof contentSchema>

/** A body as the form gives it, so that both are checked by one schema. */
const formOf = (key: string, { name, week, special, timeZone, isDefault }: Given, more: object) => ({
	key,
	nameEn: name.en,
	nameZh: name['zh-CN'],
	timeZone,
	...week,
	special: JSON.stringify(special),
	isDefault,
	...more,
})

function refused(ctx: Context, code: string): ApiAnswer {
	if (code === 'not-found') return notFound()
	if (code === 'not-allowed') return refuse(problem(403, code, 'This key may not do that.'))
	const status = code === 'stale' ? 412 : ['in-use', 'is-default', 'key-taken'].includes(code) ? 409 : 422
	return refuse(problem(status, code, serverText(ctx.language, 'calendars')(`form.${code}`)))
}

async function save(ctx: Context, id: string | null, given: object, status: number): Promise<ApiAnswer> {
	const parsed = calendarSchema.safeParse(given)
	if (!parsed.success) {
		const t = serverText(ctx.language, 'calendars')
		const errors = parsed.error.issues.map(({ path, message }) => {
			const [first] = path
			const place = WEEKDAYS.some((day) => day === first) ? ['week', ...path] : path
			return { path: `/${place.join('/')}`, code: 'invalid', message: t(message) }
		})
		return refuse(problem(422, 'calendar-invalid', t('form.invalid'), errors))
	}
	const saved = await saveCalendar(ctx, id, parsed.data)
	if (!saved.ok) return refused(ctx, saved.error.code)
	const row = await readCalendar(ctx, saved.value.id)
	return row ? answer(toBody(row), { status, version: row.version }) : notFound()
}

const params = z.object({ id: z.uuid() })
const reason = z.string().max(500).optional()
const path = '/calendars'

/** Business calendars: `GET` and `POST /calendars`, `GET` and `PATCH /calendars/{id}`, and its removal. */
export function mountCalendars(api: ApiApp): void {
	mountEndpoint(api, {
		method: 'get',
		path,
		tag: 'Workflows',
		summary: 'Business calendars with the workflows whose deadlines count by them',
		can: ['read', 'Calendar'],
		answer: z.object({ items: z.array(bodySchema), nextCursor: z.null() }),
		handle: async (ctx) => answer({ items: (await listCalendars(ctx)).map(toBody), nextCursor: null }),
	})
	mountEndpoint(api, {
		method: 'post',
		path,
		tag: 'Workflows',
		summary: 'Make a business calendar',
		can: ['create', 'Calendar'],
		body: contentSchema.extend({ key: z.string().max(60), reason }),
		answer: bodySchema,
		status: 201,
		conflicts: true,
		handle: (ctx, { body: { key, reason: why, ...content } }) =>
			save(ctx, null, formOf(key, content, { reason: why }), 201),
	})
	mountEndpoint(api, {
		method: 'get',
		path: `${path}/{id}`,
		tag: 'Workflows',
		summary: 'One business calendar',
		can: ['read', 'Calendar'],
		params,
		answer: bodySchema,
		handle: async (ctx, { params: { id } }) => {
			const row = await readCalendar(ctx, id)
			return row ? answer(toBody(row), { version: row.version }) : notFound()
		},
	})
	mountEndpoint(api, {
		method: 'patch',
		path: `${path}/{id}`,
		tag: 'Workflows',
		summary: 'Change a business calendar; deadlines still to come are worked out anew. If-Match guards it',
		can: ['update', 'Calendar'],
		params,
		body: contentSchema.extend({ reason }),
		answer: bodySchema,
		versioned: true,
		handle: async (ctx, { params: { id }, body: { reason: why, ...content }, ifMatch }) => {
			const row = await readCalendar(ctx, id)
			const version = ifMatch === null ? {} : { version: ifMatch }
			return row ? save(ctx, id, formOf(row.key, content, { reason: why, ...version }), 200) : notFound()
		},
	})
	mountEndpoint(api, {
		method: 'post',
		path: `${path}/{id}/remove`,
		tag: 'Workflows',
		summary: 'Take a calendar away that no workflow names',
		can: ['update', 'Calendar'],
		params,
		body: z.object({ reason }),
		answer: z.object({ id: z.uuid() }),
		versioned: true,
		conflicts: true,
		handle: async (ctx, { params: { id }, body, ifMatch }) => {
			const removed = await removeCalendar(ctx, {
				id,
				reason: body.reason,
				...(ifMatch === null ? {} : { version: ifMatch }),
			})
			return removed.ok ? answer({ id }) : refused(ctx, removed.error.code)
		},
	})
}
