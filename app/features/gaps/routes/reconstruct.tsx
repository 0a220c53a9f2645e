import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { lotByCode } from '#app/features/lots/lots.queries.server.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { answerReconstruct } from '../answer-reconstruct.server.ts'
import { ReconstructForm } from '../ui/reconstruct-form.tsx'

export async function loader(args: LoaderFunctionArgs) {
	const search = new URL(args.request.url).searchParams
	const [parent, child] = [(search.get('parent') ?? '').slice(0, 100), (search.get('child') ?? '').slice(0, 100)]
	return withContext(args, { can: ['reconstruct', 'TraceEvent'] }, async (ctx) => {
		const known = child || parent ? await lotByCode(ctx, child || parent) : null
		return {
			parent,
			child,
			unit: known?.quantity.unit ?? '',
			title: serverText(ctx.language, 'gaps')('reconstruct.title'),
		}
	})
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} · Lotline 批迹` }]

export async function action(args: ActionFunctionArgs) {
	const answer = await answerReconstruct(args)
	return answer.ok ? redirect(`/lots/${answer.childId}?tab=genealogy`) : answer
}

/** Puts a link between two lots together that was never recorded. */
export default function Reconstruct() {
	const start = useLoaderData<typeof loader>()
	const { t } = useTranslation('gaps')
	return (
		<>
			<PageHead
				title={start.title}
				subtitle={t('reconstruct.subtitle')}
				crumbs={[{ label: t('title'), to: '/gaps' }, { label: start.title }]}
			/>
			<ReconstructForm start={start} />
		</>
	)
}
