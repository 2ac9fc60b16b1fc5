import { TableFault, tableFault } from './dynamodb.ts';
import { type Answer, type Call, jsonAnswer, xmlAnswer } from './exchange.ts';

/** “Not now, too much at once” in each service's words. */
export function throttledAnswer({ service, operation, input }: Call): Answer {
  switch (service) {
    case 'dynamodb':
      return tableFault(
        operation === 'TransactWriteItems'
          ? cancelled(input, 'ThrottlingError')
          : new TableFault('ProvisionedThroughputExceededException'),
      );
    case 's3':
      return xmlAnswer(503, '<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>');
    case 'sns':
      return xmlAnswer(
        400,
        '<ErrorResponse><Error><Type>Sender</Type><Code>Throttling</Code><Message>Rate exceeded</Message></Error></ErrorResponse>',
      );
    case 'gateway':
      return jsonAnswer(200, {
        Code: 'Throttling.User',
        Message: 'Request was denied due to user flow control.',
        RequestId: 'R',
      });
    case 'keys':
      return jsonAnswer(429, {});
    default:
      return jsonAnswer(400, { __type: 'ThrottlingException', message: 'Rate exceeded' });
  }
}

/** Another transaction is at the same items. */
export const conflictAnswer = ({ operation, input }: Call): Answer =>
  tableFault(
    operation === 'TransactWriteItems'
      ? cancelled(input, 'TransactionConflict')
      : new TableFault('TransactionConflictException'),
  );

/** The same transaction, by its token, is being worked on. */
export const inProgressAnswer = (): Answer => tableFault(new TableFault('TransactionInProgressException'));

/** Trouble inside the service, which has done nothing. */
export const failedAnswer = ({ service }: Call): Answer => {
  if (service === 'dynamodb') return tableFault(new TableFault('InternalServerError'));
  if (service === 's3') return xmlAnswer(500, '<Error><Code>InternalError</Code></Error>');
  if (service === 'sns')
    return xmlAnswer(
      500,
      '<ErrorResponse><Error><Type>Receiver</Type><Code>InternalFailure</Code></Error></ErrorResponse>',
    );
  return service === 'gateway'
    ? xmlAnswer(500, 'Internal Server Error')
    : jsonAnswer(500, { __type: 'InternalFailure' });
};

function cancelled(input: unknown, code: string): TableFault {
  const { TransactItems = [] } = input as { TransactItems?: readonly unknown[] };
  const CancellationReasons = TransactItems.map((_, position) => ({ Code: position === 0 ? code : 'None' }));
  return new TableFault('TransactionCanceledException', { CancellationReasons });
}
