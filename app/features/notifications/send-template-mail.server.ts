import type { Context } from '#app/platform/request/context.server.ts'
import { tellOfFailure } from './deliver-notice.server.ts'
import { mailByTemplate, type TemplateMail } from './mail-by-template.server.ts'
import { type NoticeRequest, wordsOf } from './notice-words.server.ts'

/**
 * Writes and queues one mail to an address outside the portal: an invitation, a recall notice. Answers the mail's id, or
 * null where the same key was mailed before. A template that cannot be used is told to the admins and the shipped words go out.
 */
export async function sendTemplateMail(
	ctx: Context,
	mail: NoticeRequest & Omit<TemplateMail, 'words'>,
): Promise<string | null> {
	const words = await wordsOf(ctx, mail)
	const id = await mailByTemplate(ctx, { ...mail, words })
	if (words.failed) await tellOfFailure(ctx, words, words.failed)
	return id
}
