/** Names that the logger of the cloud stage keeps for itself: it drops a field that bears one, and says so in a line of its own. */
type OwnNames = 'level' | 'message' | 'sampling_rate' | 'service' | 'timestamp';

/** What stands beside the words of a log line. */
export type LogFields = Readonly<Record<string, unknown>> & { readonly [Name in OwnNames]?: never };
