/** What somebody is called here. */
export const nameOf = (person: { name?: string; email: string }): string => person.name || person.email;
