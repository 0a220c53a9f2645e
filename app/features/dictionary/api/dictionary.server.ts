import { z } from 'zod'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import { type ApiApp, answer, mountEndpoint, notFound, refuse } from '#app/platform/http/api-app.server.ts'
import type { ApiAnswer } from '#app/platform/http/endpoint.ts'
import { type Problem, problem } from '#app/platform/http/problem.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { ATTRIBUTE_SUBJECTS, ATTRIBUTE_TYPES, type Attribute, TEXT_FORMATS } from '../attribute.model.ts'
import { attributeSchema, deprecateSchema } from '../attribute.schema.ts'
import type { AttributeImpact } from '../attribute-impact.queries.server.ts'
import { deprecateAttribute } from '../deprecate-attribute.server.ts'
import { loadAttributes, readAttribute } from '../dictionary.queries.server.ts'
import { saveAttribute } from '../save-attribute.server.ts'

const names = z.object({ en: z.string(), 'zh-CN': z.string() })

const attributeBody = z
	.object({
		id: z.uuid(),
		subject: z.enum(ATTRIBUTE_SUBJECTS),
		key: z.string(),
		type: z.enum(ATTRIBUTE_TYPES),
		label: names,
		help: names.nullable(),
		unit: z.string().nullable().meta({ description: 'UN/CEFACT Rec 20' }),
		minimum: z.string().nullable(),
		maximum: z.string().nullable(),
		longest: z.int().nullable(),
		format: z.enum(TEXT_FORMATS),
		choices: z.array(z.object({ value: z.string(), label: names })),
		requiredAt: z
			.string()
			.nullable()
			.meta({ description: '`registration`, or the state that is not entered without it' }),
		itemKinds: z.array(z.string()).meta({ description: 'Empty: all' }),
		roles: z.array(z.string()).meta({ description: 'Empty: all of our people' }),
		partner: z.boolean(),
		public: z.boolean(),
		effectiveFrom: z.iso.date(),
		deprecatedOn: z.iso.date().nullable(),
		replacedBy: z.string().nullable(),
		version: z.int(),
	})
	.meta({ id: 'Attribute' })

/** Who may see what is the tenant's own affair: partners are not told. */
const toBody = (ctx: Context, { position: _position, ...attribute }: Attribute) =>
	partyOf(ctx.actor) === null ? attribute : { ...attribute, roles: [] }

const params = z.object({ id: z.uuid() })

const refused = (ctx: Context, error: { code: string; detail?: string }): ApiAnswer => {
	if (error.code === 'not-found') return notFound()
	if (error.code === 'not-allowed') return refuse(problem(403, 'not-allowed', 'This key may not do that.'))
	const message = serverText(ctx.language, 'dictionary')(`form.${error.code}`, { choice: error.detail ?? '' })
	return refuse(problem(error.code === 'stale' ? 412 : 422, error.code, message))
}

const written = async (ctx: Context, id: string, status: number): Promise<ApiAnswer> => {
	const attribute = await readAttribute(ctx, id)
	return attribute ? answer(toBody(ctx, attribute), { status, version: attribute.version }) : notFound()
}

/** What stands on an attribute, one error for each kind of thing, until the caller says that it was read. */
function needsConfirmation(ctx: Context, impact: AttributeImpact): Problem {
	const counted = (code: string, detail: number, message: string) =>
		detail > 0 ? [{ path: '/confirmed', code, message, detail }] : []
	return problem(
		422,
		'needs-confirmation',
		'Records, imports, rules or workflows stand on it; send `confirmed: true`.',
		[
			...counted('records', impact.records, `${impact.records} records hold a value`),
			...counted('imports', impact.imports, `${impact.imports} column mappings of imports lead into it`),
			...impact.definitions.map((hit) => ({
				path: '/confirmed',
				code: hit.kind,
				message: hit.title[ctx.language],
				detail: { key: hit.key, status: hit.status },
			})),
		],
	)
}

/** `GET /dictionary`, `POST /dictionary`, `PATCH /dictionary/{id}` and `POST /dictionary/{id}/deprecate`. */
export function mountDictionary(api: ApiApp): void {
	mountEndpoint(api, {
		method: 'get',
		path: '/dictionary',
		tag: 'Dictionary',
		summary: 'The attributes that records carry, in their order; what the key may not see is left out',
		can: ['read', 'Attribute'],
		query: z.object({ subject: z.enum(ATTRIBUTE_SUBJECTS).optional() }),
		answer: z.object({ items: z.array(attributeBody) }),
		handle: async (ctx, { query }) => {
			const subjects = query.subject ? [query.subject] : ATTRIBUTE_SUBJECTS
			const items: Attribute[] = []
			for (const subject of subjects) items.push(...(await loadAttributes(ctx, subject)))
			return answer({ items: items.map((one) => toBody(ctx, one)) })
		},
	})
	mountEndpoint(api, {
		method: 'post',
		path: '/dictionary',
		tag: 'Dictionary',
		summary: 'Define an attribute',
		can: ['create', 'Attribute'],
		body: attributeSchema,
		answer: attributeBody,
		status: 201,
		handle: async (ctx, { body }) => {
			const saved = await saveAttribute(ctx, null, body)
			return saved.ok ? written(ctx, saved.value.id, 201) : refused(ctx, saved.error)
		},
	})
	mountEndpoint(api, {
		method: 'patch',
		path: '/dictionary/{id}',
		tag: 'Dictionary',
		summary: 'Change an attribute, with a reason; all of it is given, If-Match guards it',
		can: ['update', 'Attribute'],
		params,
		body: attributeSchema,
		answer: attributeBody,
		versioned: true,
		handle: async (ctx, { params: { id }, body, ifMatch }) => {
			const saved = await saveAttribute(ctx, id, { ...body, version: ifMatch ?? body.version })
			return saved.ok ? written(ctx, id, 200) : refused(ctx, saved.error)
		},
	})
	mountEndpoint(api, {
		method: 'post',
		path: '/dictionary/{id}/deprecate',
		tag: 'Dictionary',
		summary: 'Take an attribute out of use; what stands on it is answered until `confirmed`',
		can: ['update', 'Attribute'],
		params,
		body: deprecateSchema,
		answer: attributeBody,
		versioned: true,
		handle: async (ctx, { params: { id }, body, ifMatch }) => {
			const done = await deprecateAttribute(ctx, id, { ...body, version: ifMatch ?? body.version })
			if (done.ok) return written(ctx, id, 200)
			if (done.error.code !== 'needs-confirmation') return refused(ctx, done.error)
			return refuse(needsConfirmation(ctx, done.error.impact))
		},
	})
}
