import * as z from 'zod';
import { row } from '../../functions/http/error-table.ts';
import { Fault } from '../../functions/http/fault.ts';
import { defineRoute, type Route } from '../../functions/http/route.ts';
import { idSchema } from '../../shared/domain/campaign/unit-schema.ts';
import { ACCESS_ROLES } from '../../shared/domain/campaign/vocabulary.ts';
import { AccountExists } from '../../shared/stores/account-book.ts';
import type { Accounts } from './accounts.ts';

/** Length alone keeps a password from being guessed; rules about digits only annoy. */
const password = z.string().min(10).max(200);

const accountSchema = z.object({
  name: z.string(),
  displayName: z.string(),
  role: z.enum(ACCESS_ROLES),
  unit: z.string().optional(),
  campaigns: z.array(z.string()).optional(),
});

const newAccountSchema = z.strictObject({
  name: idSchema,
  displayName: z.string().trim().min(1).max(40),
  role: z.enum(ACCESS_ROLES),
  unit: idSchema.optional(),
  campaigns: z.array(idSchema).min(1).optional(),
  password,
});

const ERRORS = [
  row(AccountExists, (error) => ({
    status: 409,
    error: 'account-exists',
    message: '该用户名已存在，请换一个',
    messageEn: error.message,
  })),
];

const unitMissing = (role: string): Fault =>
  new Fault('unprocessable', {
    zh: role === 'unit' ? '责任单位账号须注明 unit' : '只有责任单位账号可以注明 unit',
    en: role === 'unit' ? 'an account with the role unit needs its unit' : 'only the role unit has a unit',
  });

/** How the office lets people in, and sets a password anew. */
export const accountRoutes = (accounts: Accounts): readonly Route[] => [
  defineRoute({
    method: 'GET',
    path: '/accounts',
    operationId: 'listAccounts',
    summary: { zh: '全部账号', en: 'All accounts, without passwords' },
    access: ['office'],
    replies: { 200: z.object({ items: z.array(accountSchema) }) },
    handle: async () => ({
      status: 200,
      body: { items: (await accounts.list()).map((account) => accountSchema.parse(account)) },
    }),
  }),
  defineRoute({
    method: 'POST',
    path: '/accounts',
    operationId: 'createAccount',
    summary: { zh: '新建账号', en: 'Create an account' },
    access: ['office'],
    body: { json: newAccountSchema },
    replies: { 201: accountSchema },
    errors: ERRORS,
    async handle({ body }) {
      if ((body.role === 'unit') !== (body.unit !== undefined)) throw unitMissing(body.role);
      await accounts.create(body);
      return { status: 201, body: accountSchema.parse(body) };
    },
  }),
  defineRoute({
    method: 'PUT',
    path: '/accounts/{account}/password',
    operationId: 'setPassword',
    summary: { zh: '重设密码', en: 'Set an account’s password anew' },
    access: ['office'],
    body: { json: z.strictObject({ password }) },
    replies: { 200: accountSchema },
    async handle({ params, body }) {
      return { status: 200, body: accountSchema.parse(await accounts.setPassword(params.account, body.password)) };
    },
  }),
];
