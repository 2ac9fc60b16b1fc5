import type { IncomingMessage } from 'node:http';

/** A sender that goes on and on is cut off here. */
const MAX_DISCARDED = 64 * 1024 * 1024;

/**
 * The body of a request, at most one byte more than allowed, by which the function sees that it is too much. The rest is
 * thrown away as it comes in: a sender that is cut off in the middle of an upload never gets to read why.
 * Throws when the sender hangs up, or never comes to an end.
 */
export async function readRequest(request: IncomingMessage, maxBody: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let kept = 0;
  let seen = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    seen += chunk.length;
    if (seen > maxBody + MAX_DISCARDED) throw new Error(`a body of more than ${seen} bytes; cut off`);
    const part = chunk.subarray(0, maxBody + 1 - kept);
    if (part.length > 0) chunks.push(part);
    kept += part.length;
  }
  return Buffer.concat(chunks);
}
