import { changeWebhook, createWebhook } from '#app/features/notifications/manage-webhook.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'

/** One endpoint that waits for an address of its own: paused, so that the demo calls nobody. */
export async function writeWebhook(ctx: Context): Promise<void> {
	const made = await createWebhook(ctx, {
		name: 'MES',
		url: 'https://mes.example.com/lotline/events',
		events: ['lot.*'],
	})
	if (!made.ok) throw new Error(`The demo's endpoint was refused: ${made.error.code}`)
	const paused = await changeWebhook(ctx, made.value.id, { paused: true })
	if (!paused.ok) throw new Error(`The demo's endpoint could not be paused: ${paused.error.code}`)
}
