import { useMemo, useState } from 'react'
import type { Choice, ChoiceList } from '#app/core/choice.ts'
import type { WorkflowPage } from '../../drafts/workflow-page.server.ts'
import type { KnownNames } from '../../problem.model.ts'

/** What can be named that may be too many to be sent: people and procedures. */
export type Findable = {
	people: ChoiceList
	procedures: ChoiceList
	/** Keeps what was found, so that it is called by its name and is not taken for unknown. */
	learn: (kind: 'people' | 'procedures', choice: Choice) => void
}

const plain = (name: string) => ({ en: name, 'zh-CN': name })

/** The names that a workflow may refer to: those the page brought, short lists whole, and those found here. */
export function useKnownNames(page: WorkflowPage): { known: KnownNames; findable: Findable } {
	const [found, setFound] = useState<{ people: readonly Choice[]; procedures: readonly Choice[] }>({
		people: [],
		procedures: [],
	})
	const { known, people, procedures } = page
	return useMemo(() => {
		const persons = [...(people.all ?? []), ...found.people]
		const courses = [...(procedures.all ?? []), ...found.procedures]
		return {
			known: {
				...known,
				people: { ...known.people, ...Object.fromEntries(persons.map((one) => [one.value, one.name])) },
				courses: [...new Set([...(known.courses ?? []), ...courses.map((one) => one.value)])],
				courseTitles: {
					...Object.fromEntries(courses.map((one) => [one.value, plain(one.name)])),
					...known.courseTitles,
				},
			},
			findable: {
				people,
				procedures,
				learn: (kind, choice) => setFound((before) => ({ ...before, [kind]: [...before[kind], choice] })),
			},
		}
	}, [known, people, procedures, found])
}
