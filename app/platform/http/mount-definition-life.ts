import { z } from 'zod'
import type { SubjectName } from '#app/core/permission.ts'
import { LEAST_REASON } from '#app/core/reason.ts'
import type { Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { EmergencyVerdict } from '../definitions/definition-life.model.ts'
import { type ApiApp, mountEndpoint } from './api-app.server.ts'
import { draftParams, draftSchema, publishedSchema } from './definition-schemas.ts'
import type { ApiAnswer } from './endpoint.ts'
import { callSignatureSchema } from './signed-call.server.ts'
import { type DraftTarget, draftTarget, type SignedBody, type SignedTarget, signedStep } from './signed-step.ts'

const ids = z.array(z.uuid()).max(500)

/** Where a version is tried, as calls name it. */
const scopeSchema = z.object({ siteIds: ids.default([]), itemIds: ids.default([]) }).meta({
	id: 'PilotScope',
	description: 'Records of one of these sites, of one of these items; an empty list asks nothing',
})
type Scope = z.infer<typeof scopeSchema>
const reasonSchema = z.object({ reason: z.string().trim().min(LEAST_REASON).max(1000) })
const signature = { signature: callSignatureSchema }
const verdictSchema = z.enum(['confirmed', 'rejected'])
const pilotSchema = z.object({ id: z.string(), version: z.int(), number: z.int(), scope: scopeSchema })

type Outcome<E> = Promise<Result<object, E>>

/** A kind of definition whose versions are scheduled and piloted by calls. */
export type LifeOfDefinition<E> = {
	/** Of a draft, such as `/rule-sets/{key}/drafts/{id}`. */
	path: string
	tag: string
	subject: SubjectName
	answered: (ctx: Context, result: Result<object, E>) => ApiAnswer
	says: { schedule: string; pilot: string; withdraw: string }
	schedule: (ctx: Context, request: SignedTarget & { effectiveFrom: Date }) => Outcome<E>
	unschedule: (ctx: Context, request: DraftTarget & { reason: string }) => Outcome<E>
	pilot: (ctx: Context, request: SignedTarget & { scope: Scope }) => Outcome<E>
	widen: (ctx: Context, request: DraftTarget & { scope: Scope; reason: string }) => Outcome<E>
	widenToAll: (ctx: Context, request: SignedTarget) => Outcome<E>
	withdraw: (ctx: Context, request: DraftTarget & { reason: string }) => Outcome<E>
	emergency: (ctx: Context, request: SignedTarget) => Outcome<E>
	decide: (ctx: Context, request: SignedTarget & { verdict: EmergencyVerdict }) => Outcome<E>
}

/** What comes after the approval of a version: a time to come, a pilot on some sites or items, all of them, or back; and an emergency. */
export function mountDefinitionLife<E>(api: ApiApp, life: LifeOfDefinition<E>): void {
	const { path, answered, says } = life
	const shared = {
		method: 'post' as const,
		tag: life.tag,
		can: ['publish', life.subject] as const,
		params: draftParams,
		versioned: true,
		conflicts: true,
	}
	mountEndpoint(api, {
		...shared,
		path: `${path}/schedule`,
		summary: says.schedule,
		body: z.object({ ...signature, effectiveFrom: z.iso.datetime({ offset: true }) }),
		answer: draftSchema,
		...signedStep(answered, (ctx, request, body: SignedBody & { effectiveFrom: string }) =>
			life.schedule(ctx, { ...request, effectiveFrom: new Date(body.effectiveFrom) }),
		),
	})
	mountEndpoint(api, {
		...shared,
		path: `${path}/unschedule`,
		summary: 'Take a scheduled draft back before its time; it is approved again',
		body: reasonSchema,
		answer: draftSchema,
		handle: async (ctx, { params, body, ifMatch }) =>
			answered(ctx, await life.unschedule(ctx, { ...draftTarget(params, ifMatch), ...body })),
	})
	mountEndpoint(api, {
		...shared,
		path: `${path}/pilot`,
		summary: says.pilot,
		body: z.object({ ...signature, scope: scopeSchema }),
		answer: pilotSchema,
		...signedStep(answered, (ctx, request, body: SignedBody & { scope: Scope }) =>
			life.pilot(ctx, { ...request, scope: body.scope }),
		),
	})
	mountEndpoint(api, {
		...shared,
		path: `${path}/widen`,
		summary: 'Change the sites and items of a running pilot',
		body: reasonSchema.extend({ scope: scopeSchema }),
		answer: pilotSchema,
		handle: async (ctx, { params, body, ifMatch }) =>
			answered(ctx, await life.widen(ctx, { ...draftTarget(params, ifMatch), ...body })),
	})
	mountEndpoint(api, {
		...shared,
		path: `${path}/widen-to-all`,
		summary: 'Make a piloted version the active one, with the signature of a person who is not the author',
		body: z.object(signature),
		answer: publishedSchema,
		...signedStep(answered, life.widenToAll),
	})
	mountEndpoint(api, {
		...shared,
		path: `${path}/withdraw-pilot`,
		summary: says.withdraw,
		body: reasonSchema,
		answer: z.object({ id: z.string(), number: z.int() }),
		handle: async (ctx, { params, body, ifMatch }) =>
			answered(ctx, await life.withdraw(ctx, { ...draftTarget(params, ifMatch), ...body })),
	})
	mountEmergency(api, life)
}

function mountEmergency<E>(api: ApiApp, life: LifeOfDefinition<E>): void {
	const { path, answered, tag, subject } = life
	mountEndpoint(api, {
		method: 'post',
		path: `${path}/emergency`,
		tag,
		summary: 'Publish a draft of one’s own at once; another person has to confirm it within a day',
		can: ['emergency', subject],
		params: draftParams,
		body: z.object(signature),
		answer: publishedSchema.extend({ dueAt: z.string() }),
		versioned: true,
		conflicts: true,
		...signedStep(answered, life.emergency),
	})
	mountEndpoint(api, {
		method: 'post',
		path: `${path}/emergency-decision`,
		tag,
		summary: 'Confirm an emergency change, or reject it, which puts the content before into force again',
		can: ['approve', subject],
		params: draftParams,
		body: z.object({ ...signature, verdict: verdictSchema }),
		answer: z.object({ id: z.string(), number: z.int(), verdict: verdictSchema, rolledBackTo: z.int().nullable() }),
		conflicts: true,
		...signedStep(answered, (ctx, request, body: SignedBody & { verdict: EmergencyVerdict }) =>
			life.decide(ctx, { ...request, verdict: body.verdict }),
		),
	})
}
