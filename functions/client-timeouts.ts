/**
 * How long a client waits for an answer, in ms: a connection that died without a word would otherwise hold a function up
 * until it is killed. Its four attempts fit into the half minute that somebody waits for a page.
 */
export const CLIENT_TIMEOUTS = { connectionTimeout: 1000, requestTimeout: 5000, throwOnRequestTimeout: true };
