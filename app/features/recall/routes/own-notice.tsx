import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, useRouteLoaderData } from '@remix-run/react'
import { useState } from 'react'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import type { RootData } from '#app/root.tsx'
import { markNoticeOpened } from '../mark-notice-opened.server.ts'
import { readNotice } from '../notice-page.queries.server.ts'
import { parseAnswer, takeAnswer } from '../take-answer.server.ts'
import { NoticePanel } from '../ui/notice-panel.tsx'

const NEEDS = { can: ['answer', 'RecallNotice'] } as const
const isId = (id: string | undefined): id is string => /^[0-9a-f-]{36}$/i.test(id ?? '')

export async function loader(args: LoaderFunctionArgs) {
	const { id } = args.params
	const notice = await withContext(args, NEEDS, async (ctx) => {
		// Only the consignee's own people open it; which notices they see, the row policy decides.
		const found = isId(id) ? await readNotice(ctx, id) : null
		if (found && partyOf(ctx.actor) === found.party.id) await markNoticeOpened(ctx, found.id)
		return found
	})
	if (!notice) throw new Response('Not Found', { status: 404 })
	return { notice }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
	{ title: `${data?.notice.recall.number ?? ''} · Lotline 批迹` },
]

export async function action(args: ActionFunctionArgs) {
	const language = await languageOf(args.request)
	const parsed = parseAnswer(await args.request.json().catch(() => null), language)
	if (!('input' in parsed)) return parsed
	const { id } = args.params
	const answered = isId(id)
		? await withContext(args, NEEDS, (ctx) => takeAnswer(ctx, id, parsed.input, language))
		: null
	if (!answered) throw new Response('Not Found', { status: 404 })
	return answered
}

/** A customer's notice, with the same answer form as behind the mailed link. */
export default function OwnNotice() {
	const { notice } = useLoaderData<typeof loader>()
	const root = useRouteLoaderData('root') as RootData
	const [answered, setAnswered] = useState(false)
	return (
		<div className="mx-auto max-w-[1040px]">
			<NoticePanel
				notice={notice}
				timeZone={root.timeZone}
				printTo={`/notices/${notice.id}/letter`}
				defaultName={root.person?.name ?? ''}
				answered={answered}
				onAnswered={() => setAnswered(true)}
			/>
		</div>
	)
}
