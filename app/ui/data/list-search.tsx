import { Form, useSearchParams } from '@remix-run/react'
import { Search } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/actions/button.tsx'
import { keptParams } from '#app/ui/data/list-address.ts'
import { TextInput } from '#app/ui/forms/text-input.tsx'

/**
 * Finds in a list by what is typed (`q` in the address), within what else narrows it; shows its first page.
 * `set` changes other parameters with it, as where a search looks through every view.
 */
export function ListSearch({ label, set = {} }: { label: string; set?: Record<string, string> }) {
	const { t } = useTranslation('common')
	const [search] = useSearchParams()
	const asked = search.get('q') ?? ''
	return (
		<Form method="get" role="search" className="flex gap-2 max-desk:w-full">
			<KeptParams except={['q', ...Object.keys(set)]} />
			{Object.entries(set).map(([name, value]) => (
				<input key={name} type="hidden" name={name} value={value} />
			))}
			<TextInput
				key={asked}
				type="search"
				name="q"
				defaultValue={asked}
				maxLength={100}
				aria-label={label}
				placeholder={label}
				className="desk:w-60"
			/>
			<Button type="submit" icon={Search} iconOnly aria-label={t('search')} />
		</Form>
	)
}

/** Hidden fields that keep the rest of the address when a form of the list is sent. */
export function KeptParams({ except }: { except: readonly string[] }) {
	const [search] = useSearchParams()
	return keptParams(search, except).map(([name, value]) => (
		<input key={`${name} ${value}`} type="hidden" name={name} value={value} />
	))
}
