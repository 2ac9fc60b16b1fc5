declare module 'asl-validator' {
  /** Checks a state machine in Amazon States Language; the package brings no types of its own. */
  export default function validate(
    definition: unknown,
    options?: { readonly checkArn?: boolean; readonly checkPaths?: boolean },
  ): { readonly isValid: boolean; readonly errorsText: (separator: string) => string };
}
