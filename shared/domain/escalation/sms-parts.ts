/** UTF-16 units of a message that goes out as one part. */
export const ONE_PART = 70;
/** Of each part, once there are several: the rest is taken by the joining header. */
const PER_PART = 67;

/** Parts that a carrier bills for a text; the signature 【…】 is part of the text and rules out the 7-bit alphabet. */
export const smsParts = (text: string): number => (text.length <= ONE_PART ? 1 : Math.ceil(text.length / PER_PART));
