import type { Stack } from 'aws-cdk-lib';

/** Where SNS notes what became of SMS; it chooses the name itself, one for each account and region. */
export const deliveryLogGroup = ({ region, account }: Stack): string =>
  `sns/${region}/${account}/DirectPublishToPhoneNumber`;
