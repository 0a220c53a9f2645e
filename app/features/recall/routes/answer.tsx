import {
	type ActionFunctionArgs,
	data,
	type HeadersFunction,
	type LoaderFunctionArgs,
	type MetaFunction,
} from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { languageOf } from '#app/platform/request/language.server.ts'
import { withGrantContext } from '#app/platform/request/with-context.server.ts'
import { faceOf } from '#app/platform/themes/tenant-face.server.ts'
import { PublicPage } from '#app/shell/public-page.tsx'
import { Verdict } from '#app/ui/layout/verdict.tsx'
import { markNoticeOpened } from '../mark-notice-opened.server.ts'
import { readNotice } from '../notice-page.queries.server.ts'
import { parseAnswer, takeAnswer } from '../take-answer.server.ts'
import { NoticePanel } from '../ui/notice-panel.tsx'

/** The link is the key: nothing may keep the page, and no other site may learn its address. */
const HEADERS = { 'Cache-Control': 'private, no-store', 'Referrer-Policy': 'same-origin', 'X-Robots-Tag': 'noindex' }

export const headers: HeadersFunction = () => HEADERS

export const meta: MetaFunction<typeof loader> = ({ data: found }) => [
	{ title: `${found?.notice?.recall.number ?? 'Recall · 召回'} · ${found?.face?.name ?? 'Lotline 批迹'}` },
]

export async function loader({ request, params }: LoaderFunctionArgs) {
	const found = await withGrantContext(request, params.token ?? '', 'recall-notice', async (ctx, noticeId) => {
		await markNoticeOpened(ctx, noticeId)
		const notice = await readNotice(ctx, noticeId)
		return notice ? { notice, face: faceOf(ctx.tenant) } : null
	})
	const token = params.token ?? ''
	return found ? { ...found, token } : data({ notice: null, face: null, token }, { status: 404 })
}

export async function action({ request, params }: ActionFunctionArgs) {
	const language = await languageOf(request)
	const parsed = parseAnswer(await request.json().catch(() => null), language)
	if (!('input' in parsed)) return parsed
	const answered = await withGrantContext(request, params.token ?? '', 'recall-notice', (ctx, noticeId) =>
		takeAnswer(ctx, noticeId, parsed.input, language),
	)
	if (!answered) throw new Response('Not Found', { status: 404 })
	return answered
}

export default function Answer() {
	const { notice, face, token } = useLoaderData<typeof loader>()
	const { t } = useTranslation('recall')
	const [answered, setAnswered] = useState(false)
	if (!notice || !face)
		return (
			<PublicPage face={null} footer={t('token.unknownFooter')}>
				<Verdict tone="draft" title={t('token.unknown')}>
					{t('token.unknownText')}
				</Verdict>
			</PublicPage>
		)
	return (
		<PublicPage face={face} footer={t('token.footer', { tenant: face.name })}>
			<NoticePanel
				notice={notice}
				timeZone={face.timeZone}
				printTo={`/answer/${token}/notice`}
				answered={answered}
				onAnswered={() => {
					setAnswered(true)
					window.scrollTo({ top: 0 })
				}}
			/>
		</PublicPage>
	)
}
