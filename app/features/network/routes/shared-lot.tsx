import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { MessageCircleQuestionMark } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { localized } from '#app/core/localized.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import { answerAsk } from '../answer-ask.server.ts'
import { readSharedPage, type SharedLotPage } from '../read-shared-page.server.ts'
import { AskDialog } from '../ui/ask-dialog.tsx'
import { LevelTag } from '../ui/level-tag.tsx'
import { SharedFacts } from '../ui/shared-facts.tsx'
import { SharedGenealogy } from '../ui/shared-genealogy.tsx'

const startSchema = z.coerce.number().int().min(0).max(100_000).catch(0)

export async function loader(args: LoaderFunctionArgs) {
	const id = z.uuid().safeParse(args.params.id)
	const start = startSchema.parse(new URL(args.request.url).searchParams.get('from') ?? 0)
	return withContext(args, { can: ['read', 'Connection'] }, async (ctx) => {
		const lot = id.success ? await readSharedPage(ctx, id.data, start) : null
		if (!lot) throw new Response('Not Found', { status: 404 })
		const company = localized(lot.company, ctx.language)
		return { lot, title: lot.code || serverText(ctx.language, 'network')('shared.titleUnnamed', { company }) }
	})
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} · Lotline 批迹` }]

export const action = (args: ActionFunctionArgs) => answerAsk(args, args.params.id ?? '')

/** A lot of a connected company, as far as that company shows it. */
export default function SharedLot() {
	const data = useLoaderData<typeof loader>()
	const lot = data.lot as SharedLotPage
	const { t } = useTranslation('network')
	const { say, dateTime } = useReader()
	const company = say(lot.company)
	return (
		<>
			<PageHead
				crumbs={[
					{ label: t('title'), to: '/network' },
					{ label: company, to: `/network/${lot.connectionId}` },
					{ label: data.title },
				]}
				title={data.title}
				mono={lot.code !== ''}
				status={<LevelTag level={lot.content.level} />}
				subtitle={t('shared.of', { company, when: dateTime(lot.updatedAt) })}
				actions={<Ask lot={lot} />}
			/>
			<Stack>
				<Standing lot={lot} />
				<SharedFacts lot={lot} />
				{lot.genealogy && <SharedGenealogy lot={lot} genealogy={lot.genealogy} />}
			</Stack>
		</>
	)
}

function Ask({ lot }: { lot: SharedLotPage }) {
	const { t } = useTranslation('network')
	const ability = useAbility()
	const [open, setOpen] = useState(false)
	if (lot.connection !== 'active' || lot.asked || lot.content.level === 'full' || !ability.can('submit', 'Connection'))
		return null
	return (
		<>
			<Button variant="primary" icon={MessageCircleQuestionMark} onClick={() => setOpen(true)}>
				{t('shared.ask')}…
			</Button>
			{open && <AskDialog lot={lot} onClose={() => setOpen(false)} />}
		</>
	)
}

/** What is to be known before reading on: that no more is shown, is asked, or will be. */
function Standing({ lot }: { lot: SharedLotPage }) {
	const { t } = useTranslation('network')
	if (lot.connection === 'ended')
		return (
			<Note tone="draft" title={t('shared.ended')}>
				{t('shared.endedText')}
			</Note>
		)
	if (lot.asked)
		return (
			<Note tone="waiting" title={t('shared.asked')}>
				{t('shared.askedText')}
			</Note>
		)
	if (lot.content.level !== 'existence') return null
	return (
		<Note tone="accent" title={t('shared.existence')}>
			{t('shared.existenceText')}
		</Note>
	)
}
