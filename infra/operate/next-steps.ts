import type { Bilingual } from '../../shared/domain/bilingual.ts';
import type { Outputs } from './stage-stacks.ts';

/** What to do with a stage that was just deployed. */
export function nextSteps(stage: string, { Url = '', ...outputs }: Outputs): Bilingual {
  const others = Object.entries(outputs)
    .filter(([name]) => !name.startsWith('Exports'))
    .map(([name, value]) => `  ${name.padEnd(18)} ${value}`)
    .join('\n');
  const make = `npm run account -- --stage ${stage} --name office --role office`;
  return {
    zh: `
环境 ${stage} 已部署。
  接口               ${Url}
${others}

下一步：
  1. 新建第一个账号（办公室），密码只显示一次：
       ${make}
  2. 按它给出的办法登录，再提交活动配置：infra/README.md，“Deploying to AWS”
  3. 接口说明：${Url}/openapi.json
撤除：npm run destroy -- --stage ${stage}`,
    en: `
Stage ${stage} is deployed.
  API                ${Url}
${others}

Next:
  1. make the first account, of the office; its password is shown once:
       ${make}
  2. sign in as it says, then hand a campaign over: infra/README.md, “Deploying to AWS”
  3. what the API takes: ${Url}/openapi.json
To take it down: npm run destroy -- --stage ${stage}`,
  };
}
