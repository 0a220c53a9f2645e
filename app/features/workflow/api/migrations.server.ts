import { z } from 'zod'
import { type ApiApp, answer, mountEndpoint, notFound, refuse } from '#app/platform/http/api-app.server.ts'
import { draftParams, keyParams } from '#app/platform/http/definition-schemas.ts'
import type { Caller } from '#app/platform/http/endpoint.ts'
import { problem } from '#app/platform/http/problem.ts'
import { type CallSigner, callSignatureSchema, proveSigner } from '#app/platform/http/signed-call.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { MigrationView } from '../migrate/migration.model.ts'
import { readMigration } from '../migrate/migration.queries.server.ts'
import { dryRun } from '../migrate/migration-page.server.ts'
import { startMigration } from '../migrate/start-migration.server.ts'
import { steerMigration } from '../migrate/steer-migration.server.ts'
import { migrationProblem } from './refuse-workflow.ts'
import { migrateBody, migrationSchema, planSchema } from './workflow-schemas.ts'

const signedBody = migrateBody.omit({ dryRun: true }).extend({ signature: callSignatureSchema })
type SignedRequest = { params: z.infer<typeof keyParams>; body: z.infer<typeof signedBody> }

const shown = (ctx: Context, { stopRequested: _asked, ...run }: MigrationView) => ({
	...run,
	map: { ...run.map },
	refusals: run.refusals.map(({ why, ...one }) => ({ ...one, why: why[ctx.language] })),
})

/** `/workflows/{key}/migrations`: what a state map would do, and moving records by it. */
export function mountMigrations(api: ApiApp): void {
	const path = '/workflows/{key}/migrations'
	mountEndpoint(api, {
		method: 'post',
		path: '/workflows/{key}/dry-runs',
		tag: 'Workflows',
		summary: 'What moving running records to another version would do; changes nothing',
		can: ['read', 'Workflow'],
		params: keyParams,
		body: migrateBody,
		answer: planSchema,
		handle: async (ctx, { params, body }) => {
			const plan = await dryRun(ctx, params.key, body.from, body.to, body.map)
			if (!plan) return notFound()
			return answer({
				...plan,
				states: plan.states.map(({ state, count, target, timers, refused }) => ({
					state,
					count,
					target: target ?? null,
					decided: target !== undefined,
					timers,
					refused: refused.map(({ count: records, why }) => ({ count: records, why: why[ctx.language] })),
				})),
			})
		},
	})
	mountEndpoint(api, {
		method: 'post',
		path,
		tag: 'Workflows',
		summary: 'Move running records to the active version, with the signature of a person; a job with progress',
		can: ['publish', 'Workflow'],
		params: keyParams,
		body: signedBody,
		answer: z.object({ id: z.string() }),
		conflicts: true,
		status: 202,
		before: ({ body }: SignedRequest, caller: Caller) => proveSigner(caller, body.signature),
		signer: (given: CallSigner) => given.actor,
		handle: async (ctx: Context, { params, body }: SignedRequest, given: CallSigner) => {
			const { from, to, map, signature } = body
			const signed = { proof: given.proof, meaning: 'approved', reason: signature.reason }
			const begun = await startMigration(ctx, { key: params.key, from, to, map, signature: signed })
			return begun.ok ? answer(begun.value, { status: 202 }) : refuse(migrationProblem(begun.error))
		},
	})
	mountEndpoint(api, {
		method: 'get',
		path: `${path}/{id}`,
		tag: 'Workflows',
		summary: 'How far a migration is, and what came of it',
		can: ['read', 'Workflow'],
		params: draftParams,
		answer: migrationSchema,
		handle: async (ctx, { params }) => {
			const run = await readMigration(ctx, params.id)
			return run?.key === params.key ? answer(shown(ctx, run)) : notFound()
		},
	})
	for (const to of ['stop', 'resume'] as const)
		mountEndpoint(api, {
			method: 'post',
			path: `${path}/{id}/${to}`,
			tag: 'Workflows',
			summary: to === 'stop' ? 'Stop a migration after its present batch' : 'Let a stopped migration go on',
			can: ['publish', 'Workflow'],
			params: draftParams,
			answer: migrationSchema,
			conflicts: true,
			handle: async (ctx, { params }) => {
				const run = await readMigration(ctx, params.id)
				if (run?.key !== params.key) return notFound()
				const steered = await steerMigration(ctx, { id: params.id, to })
				if (!steered.ok)
					return refuse(
						steered.error.code === 'forbidden'
							? problem(403, 'forbidden', 'This person or key may not do that.')
							: problem(409, steered.error.code, 'The migration is not where this step starts.'),
					)
				const after = await readMigration(ctx, params.id)
				return after ? answer(shown(ctx, after)) : notFound()
			},
		})
}
