import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import { formRefusal } from '#app/platform/http/form-refusal.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { announceDelivery } from '../announce-delivery.server.ts'
import { noticeRefusal, receivingText } from '../answer-delivery.server.ts'
import { announceFormSchema, noticeOf } from '../delivery.schema.ts'
import { listAnnounceableLots, readNoticeChoices } from '../notice.queries.server.ts'
import { NoticeForm } from '../ui/notice-form.tsx'

export async function loader(args: LoaderFunctionArgs) {
	const asked = z.uuid().safeParse(new URL(args.request.url).searchParams.get('supplier'))
	return withContext(args, { can: ['create', 'Delivery'] }, async (ctx) => {
		const own = partyOf(ctx.actor)
		const partyId = own ?? (asked.success ? asked.data : null)
		return {
			partner: own !== null,
			partyId,
			choices: await readNoticeChoices(ctx, partyId),
			lots: partyId ? await listAnnounceableLots(ctx, { partyId }) : null,
			title: serverText(ctx.language, 'receiving')('new.title'),
		}
	})
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} · Lotline 批迹` }]

export async function action(args: ActionFunctionArgs) {
	const { language, t } = await receivingText(args.request)
	const parsed = announceFormSchema.safeParse(await args.request.json().catch(() => null))
	if (!parsed.success) return formRefusal(parsed.error, t)
	const { input, rowOfLine } = noticeOf(parsed.data)
	const result = await withContext(args, { can: ['create', 'Delivery'] }, (ctx) => announceDelivery(ctx, input))
	return result.ok ? redirect(`/deliveries/${result.value.id}`) : noticeRefusal(result.error, rowOfLine, language)
}

/** A shipment notice: whose, where to, when, and which registered lots. */
export default function DeliveryNew() {
	const { partner, partyId, choices, lots, title } = useLoaderData<typeof loader>()
	const { t } = useTranslation('receiving')
	return (
		<>
			<PageHead
				crumbs={[{ label: t(partner ? 'list.noticesTitle' : 'list.title'), to: '/deliveries' }, { label: title }]}
				title={title}
				subtitle={t('new.subtitle')}
			/>
			<NoticeForm key={partyId ?? ''} partner={partner} partyId={partyId} choices={choices} lots={lots} />
		</>
	)
}
