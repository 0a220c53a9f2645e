import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Form, useLoaderData, useSubmit } from '@remix-run/react'
import { Eye } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { choiceList } from '#app/features/choices/choices.queries.server.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { withBehalfContext, withContext } from '#app/platform/request/with-context.server.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Chooser } from '#app/ui/forms/chooser.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import { type PersonView, readPerson, viewOfPerson } from '../person-view.queries.server.ts'
import { PersonViewPanels } from '../ui/person-view-panels.tsx'

/** `?person=`: what that member sees and may do, read with their own rights. Nothing is changed, nobody is logged in. */
export async function loader(args: LoaderFunctionArgs) {
	const asked = new URL(args.request.url).searchParams.get('person') ?? ''
	const { tenantId, ...found } = await withContext(args, { can: ['read', 'Role'] }, async (ctx) => ({
		tenantId: ctx.tenant.id,
		people: await choiceList(ctx, 'people', { who: 'all' }, [asked]),
		person: asked ? await readPerson(ctx, asked) : null,
		title: serverText(ctx.language, 'roles')('preview.title'),
	}))
	if (asked && !found.person) throw new Response('Not Found', { status: 404 })
	return {
		...found,
		view: found.person ? await withBehalfContext(tenantId, found.person.accountId, viewOfPerson) : null,
	}
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} · Lotline 批迹` }]

export default function PreviewPerson() {
	const { people, person, view, title } = useLoaderData<typeof loader>()
	const { t } = useTranslation('roles')
	const submit = useSubmit()
	return (
		<>
			<PageHead
				title={person ? t('preview.of', { name: person.name }) : title}
				subtitle={t('preview.subtitle')}
				crumbs={[{ label: t('list.title'), to: '/roles' }, { label: title }]}
			/>
			<Stack>
				<Card>
					<Form method="get" className="flex flex-wrap items-end gap-2">
						<Field label={t('preview.person')} className="w-96 max-desk:w-full">
							<Chooser
								name="person"
								key={person?.accountId ?? ''}
								defaultValue={person?.accountId ?? ''}
								placeholder={t('preview.choose')}
								list={people}
								onChoose={(value) => submit(value ? { person: value } : {}, { method: 'get' })}
							/>
						</Field>
						<Button type="submit">{t('preview.show')}</Button>
					</Form>
				</Card>
				{view ? (
					<PersonViewPanels view={view as PersonView} />
				) : (
					<Card>
						<EmptyState icon={Eye} title={t('preview.empty')} titleLevel={2}>
							{t('preview.emptyText')}
						</EmptyState>
					</Card>
				)}
			</Stack>
		</>
	)
}
