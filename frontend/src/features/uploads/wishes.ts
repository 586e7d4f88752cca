/** What was wished when a film was dropped. `start`: it is converted without a further word. */
export type Wishes = { device: string; start: boolean };
