import { z } from 'zod'
import { EVENT_PATTERN } from './outbound-event.model.ts'

/** A new or changed endpoint. Messages are keys of the `notifications` texts. */
export const webhookSchema = z.object({
	name: z.string().trim().min(1, 'form.nameMissing').max(120, 'form.tooLong'),
	url: z.url({ error: 'form.urlWrong' }).max(500, 'form.tooLong'),
	events: z
		.array(z.string().max(100).regex(EVENT_PATTERN, 'form.eventWrong'))
		.min(1, 'form.eventsMissing')
		.max(50, 'form.tooMany'),
})
export type WebhookInput = z.output<typeof webhookSchema>
