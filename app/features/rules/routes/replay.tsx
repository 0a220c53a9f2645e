import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { Grid, span } from '#app/ui/layout/grid.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import { type ReplayPage, readReplayPage } from '../replay/replay-page.server.ts'
import { takeReplayStep } from '../replay/take-replay-step.server.ts'
import { ConcernsCard } from '../ui/replay/concerns-card.tsx'
import { EarlierCard } from '../ui/replay/earlier-card.tsx'
import { FlipsCard } from '../ui/replay/flips-card.tsx'
import { ReplayCard } from '../ui/replay/replay-card.tsx'
import { StartCard } from '../ui/replay/start-card.tsx'

const askedSchema = z.object({
	run: z.uuid().optional().catch(undefined),
	change: z
		.string()
		.regex(/^\w{1,63}>\w{1,63}$/)
		.optional()
		.catch(undefined),
	after: z.coerce.number().int().min(0).optional().catch(undefined),
	draft: z.uuid().optional().catch(undefined),
	version: z.coerce.number().int().positive().optional().catch(undefined),
	replays: z.string().max(500).optional().catch(undefined),
	concerns: z.string().max(500).optional().catch(undefined),
})

export async function loader(args: LoaderFunctionArgs) {
	const asked = askedSchema.parse(Object.fromEntries(new URL(args.request.url).searchParams))
	const candidate = asked.draft ? `draft:${asked.draft}` : asked.version ? `version:${asked.version}` : undefined
	const page = await withContext(args, { can: ['read', 'RuleSet'] }, (ctx) =>
		readReplayPage(ctx, args.params.key ?? '', { ...asked, candidate }),
	)
	if (!page) throw new Response('Not Found', { status: 404 })
	return page
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
	{ title: `Replay 回放 · ${data?.title.en ?? ''} · Lotline 批迹` },
]

export const action = (args: ActionFunctionArgs) => takeReplayStep(args, args.params.key ?? '')

/** What a candidate would have decided: begun, watched, stopped and read here. */
export default function ReplayRoute() {
	const page = useLoaderData<typeof loader>() as unknown as ReplayPage
	const { t } = useTranslation('rules')
	const { say } = useReader()
	const mayStart = useAbility().can('update', 'RuleSet')
	const { key, title, shown, flips } = page
	return (
		<>
			<PageHead
				crumbs={[
					{ label: t('list.title'), to: '/rules' },
					{ label: say(title), to: `/rules/${key}` },
					{ label: t('replay.title') },
				]}
				title={t('replay.title')}
				subtitle={t('replay.subtitle', { title: say(title) })}
			/>
			<Grid>
				<div className={span(4)}>
					<Stack>
						{mayStart && <StartCard key={page.candidate} page={page} />}
						<EarlierCard page={page} />
					</Stack>
				</div>
				<div className={`${span(8)} min-w-0 max-desk:order-first`}>
					<Stack>
						<ReplayCard page={page} mayCancel={mayStart} />
						{page.concerns && <ConcernsCard concerns={page.concerns} />}
						{shown && flips && shown.flipped > 0 && <FlipsCard page={page} flips={flips} />}
					</Stack>
				</div>
			</Grid>
		</>
	)
}
