/** Takes the token out of what the directory answers, on any machine that has this project's Node. */
const TOKEN_OF = `node -pe 'JSON.parse(require("fs").readFileSync(0)).AuthenticationResult.IdToken'`;

/** A shell line that signs somebody in and keeps the token in TOKEN; it needs curl and Node. */
export function signInLine({
  name,
  password,
  client,
  region,
  endpoint,
}: {
  readonly name: string;
  readonly password: string;
  readonly client: string;
  readonly region: string;
  /** Where AWS answers, where that is not its own address. */
  readonly endpoint?: string | undefined;
}): string {
  const url = endpoint ?? `https://cognito-idp.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
  const body = JSON.stringify({
    ClientId: client,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: name, PASSWORD: password },
  });
  const headers = [
    'content-type: application/x-amz-json-1.1',
    'x-amz-target: AWSCognitoIdentityProviderService.InitiateAuth',
  ];
  const asked = `curl -s ${url}/ ${headers.map((header) => `-H '${header}'`).join(' ')} -d '${body}'`;
  return `TOKEN=$(${asked} | ${TOKEN_OF})`;
}
