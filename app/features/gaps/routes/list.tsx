import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useFetcher, useLoaderData, useRevalidator } from '@remix-run/react'
import { RefreshCw, Unlink } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { answerFix } from '../answer-fix.server.ts'
import { type GapOverview, type GapRow, listGaps, readGapOverview } from '../gaps.queries.server.ts'
import { gapFilterSchema } from '../gaps.schema.ts'
import { FixDialog, type OpenFix } from '../ui/fix-dialog.tsx'
import { GapTable } from '../ui/gap-table.tsx'

export async function loader(args: LoaderFunctionArgs) {
	const filter = gapFilterSchema.parse(Object.fromEntries(new URL(args.request.url).searchParams))
	return withContext(args, { can: ['read', 'Gap'] }, async (ctx) => ({
		filter,
		page: await listGaps(ctx, filter),
		overview: await readGapOverview(ctx),
		title: serverText(ctx.language, 'gaps')('title'),
	}))
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} · Lotline 批迹` }]

export const action = (args: ActionFunctionArgs) => answerFix(args)

/** How often the page asks whether a look is over. */
const POLL_MS = 2_000

export default function Gaps() {
	const { filter, page, overview } = useLoaderData<typeof loader>()
	const { t } = useTranslation('gaps')
	const { dateTime } = useReader()
	const ability = useAbility()
	const [fix, setFix] = useState<OpenFix | null>(null)
	const { revalidate } = useRevalidator()
	useEffect(() => {
		if (!overview.running) return
		const timer = setInterval(revalidate, POLL_MS)
		return () => clearInterval(timer)
	}, [overview.running, revalidate])
	return (
		<>
			<PageHead
				title={t('title')}
				subtitle={
					<span role="status">
						{overview.running
							? t('running')
							: overview.lastRun
								? t('lastRun', { when: dateTime(overview.lastRun.at) })
								: t('neverRun')}
					</span>
				}
				actions={
					<>
						{ability.can('reconstruct', 'TraceEvent') && (
							<ButtonLink to="/gaps/reconstruct" icon={Unlink}>
								{t('reconstruct.open')}
							</ButtonLink>
						)}
						{ability.can('check', 'Gap') && <LookButton running={overview.running} />}
					</>
				}
			/>
			<Card padding="flush">
				<GapTable
					filter={filter}
					page={page as { items: GapRow[]; nextCursor: string | null }}
					overview={overview as GapOverview}
					onFix={setFix}
				/>
			</Card>
			{fix && <FixDialog fix={fix} onClose={() => setFix(null)} />}
		</>
	)
}

function LookButton({ running }: { running: boolean }) {
	const { t } = useTranslation('gaps')
	const fetcher = useFetcher()
	return (
		<fetcher.Form method="post">
			<Button
				type="submit"
				name="how"
				value="look"
				variant="primary"
				icon={RefreshCw}
				busy={running || fetcher.state !== 'idle'}
			>
				{t('look')}
			</Button>
		</fetcher.Form>
	)
}
