import { Form, useSearchParams } from '@remix-run/react'
import { Search } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/actions/button.tsx'
import { keptParams } from '#app/ui/data/list-address.ts'
import { TextInput } from '#app/ui/forms/text-input.tsx'

export interface ListSearchProps {
	readonly label: string
	/** The parameter of the address; `q` where nothing is said. */
	readonly name?: string
	/** Other parameters it changes, as where a search looks through every view. */
	readonly set?: Record<string, string>
	/** Parameters it takes away. */
	readonly drops?: readonly string[]
}

/** Finds in a list by what is typed, within what else narrows it; shows its first page. */
export function ListSearch({ label, name = 'q', set = {}, drops = [] }: ListSearchProps) {
	const { t } = useTranslation('common')
	const [search] = useSearchParams()
	const asked = search.get(name) ?? ''
	return (
		<Form method="get" role="search" className="flex gap-2 max-desk:w-full">
			<KeptParams except={[name, ...Object.keys(set), ...drops]} />
			{Object.entries(set).map(([other, value]) => (
				<input key={other} type="hidden" name={other} value={value} />
			))}
			<TextInput
				key={asked}
				type="search"
				name={name}
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
