/**
 * `full`: what was acknowledged survives a power failure (a flush to the disk each time).
 * `fast`: it survives the process being killed; a power failure may take the last moments. For rehearsals and replays.
 */
export type Durability = 'full' | 'fast';
