import { createMemoryItemStore } from '../support/memory-item-store.ts';
import { describeItemStore } from './item-store.contract.ts';

describeItemStore('plain memory, the reference', 10, async () => ({ store: createMemoryItemStore(), close() {} }));
