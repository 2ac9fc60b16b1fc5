import published from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import { holidayNoticesText } from './holiday-notices-text.ts';

// npm run holidays > shared/domain/calendar/holiday-notices.ts
process.stdout.write(holidayNoticesText(published));
